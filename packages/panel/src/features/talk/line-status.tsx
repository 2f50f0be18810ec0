/** The life of the speaking line that was asked for last. */
import { Button } from '@mantine/core'
import type { ControlView, ConversationDetail } from '@sotto/protocol'
import { useState } from 'react'
import { StatusWord } from '../../components/status-word.tsx'
import { useModel } from '../../hooks/use-model.ts'
import { useLine } from '../../hooks/use-state-of.ts'
import { statusNote } from '../../words/control-words.ts'
import { commonScreen } from '../../words/screens/common.ts'
import { talkScreen } from '../../words/screens/talk.ts'
import { timeOfDay } from '../../words/time-words.ts'
import { whisperBoxId } from '../shell/keyboard-shortcuts.tsx'
import styles from './line.module.css'
import { ModeDialog } from './mode-dialog.tsx'

export interface LineStatusProps {
  /** Where a policy asks why somebody coaches, it is asked anew for each line. */
  readonly policy: ConversationDetail['policy']
  readonly conversationId: string
  readonly line: ControlView
  /** The mode's own reason, which stands just above. */
  readonly saidAlready: string | undefined
}

const offersRetry: ReadonlySet<ControlView['state']> = new Set(['failed', 'expired', 'refused'])

export function LineStatus({ conversationId, line, policy, saidAlready }: LineStatusProps) {
  const model = useModel()
  const [isAskingWhy, setAskingWhy] = useState(false)
  const needsReason = policy?.needsReason.includes('coach') === true
  const again = (reason?: string) => void model.line.tryAgain(conversationId, reason)
  const problem = useLine((state) => state.problem)
  const note = statusNote(line)
  const late = line.state === 'pending-delivery'
  const barges = line.kind === 'barge'
  const over = offersRetry.has(line.state) && problem === undefined
  return (
    <div className={styles.status}>
      <span className={styles.statusLabel}>
        {barges ? talkScreen.lineToEverybody : talkScreen.coachingLine}
      </span>
      <StatusWord control={line} />
      <time className={styles.statusTime}>{timeOfDay(line.at ?? line.submittedAt)}</time>
      {note === undefined || note === saidAlready ? null : (
        <span className={styles.statusNote}>{note}</span>
      )}
      {/* A barge is confirmed anew each time, so its own button is the way. */}
      {(late || over) && !barges ? (
        <Button
          onClick={() => (needsReason ? setAskingWhy(true) : again())}
          size="compact-xs"
          variant="default"
        >
          {commonScreen.tryAgain}
        </Button>
      ) : null}
      {isAskingWhy && (late || over) ? (
        <ModeDialog
          asksWhy={needsReason}
          explanation={policy?.explanation}
          mode="coach"
          onCancel={() => setAskingWhy(false)}
          onConfirm={(reason) => {
            setAskingWhy(false)
            again(reason)
          }}
        />
      ) : null}
      {late || over ? (
        <Button
          onClick={() => document.getElementById(whisperBoxId)?.focus()}
          size="compact-xs"
          variant="default"
        >
          {talkScreen.sendAsTextInstead}
        </Button>
      ) : null}
    </div>
  )
}
