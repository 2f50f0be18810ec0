/** Mode and ears in one line that stays when the region itself was scrolled away: whoever talks always sees who hears. */
import type { TruthLine } from '@sotto/domain'
import { type RefObject, useEffect, useState } from 'react'
import { barSentence } from '../../words/truth-words.ts'
import styles from './truth.module.css'

export interface TruthBarProps {
  /** What it stands for. */
  readonly region: RefObject<HTMLElement | null>
  readonly mode: string
  readonly sentence: string
  readonly truth: TruthLine
}

/** Drawn, not written: the words stand in the page once, for whoever searches it or has it read to them. */
export function TruthBar({ mode, region, sentence, truth }: TruthBarProps) {
  const isAway = useIsAway(region)
  if (!isAway) return null
  return (
    <div aria-hidden className={styles.barPlace}>
      <div className={styles.bar} data-mode={mode}>
        <span className={styles.barMode} data-words={sentence} />
        <span className={styles.barEars} data-words={barSentence(truth)} />
      </div>
    </div>
  )
}

function useIsAway(region: RefObject<HTMLElement | null>): boolean {
  const [isAway, setAway] = useState(false)
  useEffect(() => {
    const watched = region.current
    if (watched === null) return
    const observer = new IntersectionObserver(([entry]) => setAway(entry?.isIntersecting === false))
    observer.observe(watched)
    return () => observer.disconnect()
  }, [region])
  return isAway
}
