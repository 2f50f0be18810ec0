/** A page that is fetched when somebody wants it: what stands in its place meanwhile, and when it does not come. */
import { type ComponentType, type ReactNode, useEffect, useSyncExternalStore } from 'react'
import { createLatePart } from '../../model/late-parts/late-part.ts'
import { loadingPart } from '../../words/late-part-words.ts'
import styles from './late-pages.module.css'
import { MissingPage } from './missing-page.tsx'

export interface LatePageOptions<Props> {
  /** As it stands in "Loading …": `the conversation`. */
  readonly name: string
  readonly load: () => Promise<ComponentType<Props>>
  /** Instead of the usual line. */
  readonly waiting?: ReactNode
}

export interface LatePage<Props> {
  (props: Props): ReactNode
  /** Before anybody wants it, so that it is there at once. */
  fetchAhead(): void
}

export function createLatePage<Props extends object>(
  options: LatePageOptions<Props>,
): LatePage<Props> {
  const { name, load, waiting = <Loading name={name} /> } = options
  const part = createLatePart(load)
  function Page(props: Props) {
    const shown = useSyncExternalStore(part.subscribe, part.state, part.state)
    useEffect(() => part.ask(), [])
    switch (shown.state) {
      case 'unasked':
      case 'waiting':
        return waiting
      case 'here':
        return <shown.value {...props} />
      case 'missing':
        return <MissingPage name={name} onRetry={part.ask} />
    }
  }
  // What failed unseen is asked for again when somebody wants it.
  return Object.assign(Page, { fetchAhead: part.ask })
}

function Loading({ name }: { readonly name: string }) {
  return (
    <p className={styles.loading} role="status">
      {loadingPart(name)}
    </p>
  )
}
