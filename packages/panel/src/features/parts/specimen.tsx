/** One part in one state, on a panel of its own that stands still. */
import { type ReactNode, useState } from 'react'
import { ModelContext } from '../../hooks/use-model.ts'
import styles from './parts.module.css'
import { createStillModel, type StillMoment } from './still-model.ts'

export interface SpecimenProps {
  /** The state, in a few words. */
  readonly name: string
  readonly moment?: StillMoment
  /** As wide as the page. */
  readonly isWide?: boolean
  readonly children: ReactNode
}

const nothing: StillMoment = {}

export function Specimen({ children, isWide = false, moment = nothing, name }: SpecimenProps) {
  const [model] = useState(() => createStillModel(moment))
  return (
    <figure className={styles.specimen} data-specimen data-wide={isWide || undefined}>
      <figcaption className={styles.name}>{name}</figcaption>
      <ModelContext value={model}>
        <div className={styles.drawn}>{children}</div>
      </ModelContext>
    </figure>
  )
}

export interface PartGroupProps {
  readonly heading: string
  readonly children: ReactNode
}

export function PartGroup({ children, heading }: PartGroupProps) {
  return (
    <section aria-label={heading} className={styles.group}>
      <h2 className={styles.groupHeading}>{heading}</h2>
      <div className={styles.specimens}>{children}</div>
    </section>
  )
}
