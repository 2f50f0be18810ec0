/** Erasing a person for administrators, who work at the console and read no audit. */
import type { Me } from '@sotto/protocol'
import { useEffect } from 'react'
import { erasureWords } from '../../words/erasure-words.ts'
import { PeopleParts } from '../sign-ins/people-parts.tsx'
import { EraseRegion } from './erase-region.tsx'
import styles from './erasure.module.css'

export function ErasePage({ me }: { readonly me: Me }) {
  useEffect(() => {
    document.title = `${erasureWords.heading} · Sotto`
  }, [])
  return (
    <div className={styles.page}>
      <PeopleParts me={me} />
      <EraseRegion as="h1" />
    </div>
  )
}
