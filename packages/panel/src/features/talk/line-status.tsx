/** The life of the speaking line that was asked for last. */
import { Button } from '@mantine/core'
import type { ControlView } from '@sotto/protocol'
import { StatusWord } from '../../components/status-word.tsx'
import { useModel } from '../../hooks/use-model.ts'
import { useLine } from '../../hooks/use-state-of.ts'
import { statusNote } from '../../words/control-words.ts'
import { timeOfDay } from '../../words/time-words.ts'
import { whisperBoxId } from '../shell/keyboard-shortcuts.tsx'
import styles from './talk.module.css'

export interface LineStatusProps {
  readonly conversationId: string
  readonly line: ControlView
  /** The mode's own reason, which stands just above. */
  readonly saidAlready: string | undefined
}

const offersRetry: ReadonlySet<ControlView['state']> = new Set(['failed', 'expired', 'refused'])

export function LineStatus({ conversationId, line, saidAlready }: LineStatusProps) {
  const model = useModel()
  const problem = useLine((state) => state.problem)
  const note = statusNote(line)
  const late = line.state === 'pending-delivery'
  const barges = line.kind === 'barge'
  const over = offersRetry.has(line.state) && problem === undefined
  return (
    <div className={styles.status}>
      <span className={styles.statusLabel}>{barges ? 'Line to everybody' : 'Coaching line'}</span>
      <StatusWord control={line} />
      <time className={styles.statusTime}>{timeOfDay(line.at ?? line.submittedAt)}</time>
      {note === undefined || note === saidAlready ? null : (
        <span className={styles.statusNote}>{note}</span>
      )}
      {/* A barge is confirmed anew each time, so its own button is the way. */}
      {(late || over) && !barges ? (
        <Button
          onClick={() => void model.line.tryAgain(conversationId)}
          size="compact-xs"
          variant="default"
        >
          Try again
        </Button>
      ) : null}
      {late || over ? (
        <Button
          onClick={() => document.getElementById(whisperBoxId)?.focus()}
          size="compact-xs"
          variant="default"
        >
          Send as text instead
        </Button>
      ) : null}
    </div>
  )
}
