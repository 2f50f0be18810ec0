/** What I do: Monitor, Coach, Barge in, Stop, hold to talk; and what is so, in words beside each. */
import type { TruthLine } from '@sotto/domain'
import type { ConversationDetail } from '@sotto/protocol'
import { ModeMark } from '../../components/mode-mark.tsx'
import { Problem } from '../../components/problem.tsx'
import { useControls } from '../../hooks/use-live.ts'
import { useLine } from '../../hooks/use-state-of.ts'
import type { LineProblem } from '../../model/line/line-state.ts'
import type { Doubt } from '../../model/truth/shown-truth.ts'
import { modeReasonSentence, modeSentence } from '../../words/mode-words.ts'
import { problemWords } from '../../words/problem-words.ts'
import { talkScreen } from '../../words/screens/talk.ts'
import { LeaseRow } from './lease-row.tsx'
import styles from './line.module.css'
import { LineStatus } from './line-status.tsx'
import { ListeningRow } from './listening-row.tsx'
import { ModeButtons } from './mode-buttons.tsx'
import { OtherMicrophone } from './other-microphone.tsx'
import { TalkPanel } from './talk-panel.tsx'

/** Not in the whisper's own words: those are for what the agent gets. */
const lateListeningWords = talkScreen.theListeningLineIsLate

export interface LinePanelProps {
  readonly detail: ConversationDetail
  readonly truth: TruthLine
  readonly doubt: Doubt | undefined
  readonly problem: LineProblem | undefined
  readonly onDismiss: () => void
}

export function LinePanel({ detail, truth, doubt, problem, onDismiss }: LinePanelProps) {
  const controls = useControls(detail.id)
  const talking = useLine(
    (line) => line.talk.state === 'talking' && line.conversationId === detail.id,
  )
  const line = controls.findLast(
    (control) => control.kind === 'whisper-audio' || control.kind === 'barge',
  )
  const reason = modeReasonSentence(detail.mode)
  const listening = controls.findLast((control) => control.kind === 'monitor')
  const isUnknown = truth.agent.certainty === 'unknown'
  const isVoice = detail.media === 'voice'
  return (
    <section
      aria-label={talkScreen.yourLine}
      className={styles.panel}
      data-mode={isUnknown ? 'unknown' : detail.mode.confirmed}
      data-talking={talking || undefined}
    >
      <ModeButtons detail={detail} doubt={doubt} />
      <LeaseRow detail={detail} />
      <p className={styles.sentence}>
        <ModeMark mode={isUnknown ? 'unknown' : detail.mode.confirmed} />
        <span>{modeSentence({ ...detail, truth })}</span>
      </p>
      {listening?.state === 'pending-delivery' ? (
        <p className={styles.reason}>{lateListeningWords}</p>
      ) : null}
      {reason === undefined ? null : <p className={styles.reason}>{reason}</p>}
      {problem === undefined ? null : (
        <Problem
          action={<OtherMicrophone problem={problem} />}
          onDismiss={onDismiss}
          words={problemWords(problem)}
        />
      )}
      {line === undefined ? null : (
        <LineStatus
          conversationId={detail.id}
          line={line}
          policy={detail.policy}
          saidAlready={reason}
        />
      )}
      {isVoice ? <TalkPanel detail={detail} /> : null}
      {isVoice ? <ListeningRow detail={detail} /> : null}
    </section>
  )
}
