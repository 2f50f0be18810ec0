import { Button } from '@mantine/core'
import type { TranscriptStatus } from '@sotto/protocol'
import { useServerNow } from '../../hooks/use-server-now.ts'
import { crossRegionWords, readWords } from '../../words/transcript-words.ts'
import styles from './transcript.module.css'

/** Whether what was said before is there, how the tries go, and what can be done. Silent: the panel announces the state by itself. */
export function TranscriptReadStatus({
  onRefresh,
  status,
}: {
  readonly onRefresh: () => void
  readonly status: TranscriptStatus
}) {
  const { isCrossRegion, read } = status
  switch (read.state) {
    case 'available':
      return null
    case 'pending':
      return (
        <div className={styles.status}>
          <PendingWords read={read} />
          <progress
            aria-label="Tries to read the transcript"
            className={styles.progress}
            max={read.attempts}
            value={read.attempt}
          />
          {isCrossRegion ? <p className={styles.note}>{crossRegionWords}</p> : null}
        </div>
      )
    case 'unavailable':
      return (
        <div className={styles.status}>
          <p className={styles.note}>{readWords(read, undefined)}</p>
          {isCrossRegion ? <p className={styles.note}>{crossRegionWords}</p> : null}
          <Button onClick={onRefresh} size="compact-xs" variant="default">
            Refresh transcript
          </Button>
        </div>
      )
    case 'refused':
    case 'gone':
      return <p className={styles.note}>{readWords(read, undefined)}</p>
  }
}

function PendingWords({
  read,
}: {
  readonly read: Extract<TranscriptStatus['read'], { state: 'pending' }>
}) {
  const now = useServerNow()
  const seconds =
    read.nextAttemptAt === undefined
      ? undefined
      : Math.max(0, Math.ceil((read.nextAttemptAt - now) / 1_000))
  return (
    <p className={styles.note} data-tabular>
      {readWords(read, seconds)}
    </p>
  )
}
