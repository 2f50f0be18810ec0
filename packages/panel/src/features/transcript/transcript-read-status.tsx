import { Button } from '@mantine/core'
import type { TranscriptStatus } from '@sotto/protocol'
import { useServerNow } from '../../hooks/use-server-now.ts'
import { type transcriptWords, triesWords } from '../../words/transcript-words.ts'
import styles from './transcript.module.css'

/** How the tries to read what was said before go, and what can be done. The state itself is announced above. */
export function TranscriptReadStatus({
  onRefresh,
  status,
  words,
}: {
  readonly onRefresh: () => void
  readonly status: TranscriptStatus
  readonly words: ReturnType<typeof transcriptWords>
}) {
  const { isCrossRegion, read } = status
  if (read.state !== 'pending' && read.state !== 'unavailable') return null
  return (
    <div className={styles.status}>
      {read.state === 'pending' ? <Tries label={words.tries} read={read} /> : null}
      {isCrossRegion ? <p className={styles.note}>{words.crossRegion}</p> : null}
      {read.state === 'unavailable' ? (
        <Button onClick={onRefresh} size="compact-xs" variant="default">
          {words.refresh}
        </Button>
      ) : null}
    </div>
  )
}

function Tries({
  label,
  read,
}: {
  readonly label: string
  readonly read: Extract<TranscriptStatus['read'], { state: 'pending' }>
}) {
  const now = useServerNow()
  const seconds =
    read.nextAttemptAt === undefined
      ? undefined
      : Math.max(0, Math.ceil((read.nextAttemptAt - now) / 1_000))
  return (
    <div className={styles.tries}>
      <progress
        aria-label={label}
        className={styles.progress}
        max={read.attempts}
        value={read.attempt}
      />
      <span className={styles.note} data-tabular>
        {triesWords(read, seconds)}
      </span>
    </div>
  )
}
