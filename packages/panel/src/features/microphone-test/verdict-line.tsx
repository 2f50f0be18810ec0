import marks from '../../components/status-word.module.css'
import type { Verdict } from '../../words/microphone-test-words.ts'
import styles from './microphone-test.module.css'

export interface VerdictLineProps {
  readonly verdict: Verdict | undefined
  /** What stands there until there is a verdict. */
  readonly waiting: string | undefined
}

/** A word with a mark of its own shape, and a sentence that says what to do. */
export function VerdictLine({ verdict, waiting }: VerdictLineProps) {
  return (
    <p className={styles.verdict} role="status">
      {verdict === undefined ? (
        <span className={styles.waiting}>{waiting}</span>
      ) : (
        <>
          <span className={marks.status} data-tone={verdict.tone}>
            {verdict.word}
          </span>{' '}
          <span className={styles.sentence}>{verdict.sentence}</span>
        </>
      )}
    </p>
  )
}
