import type { ConversationDetail } from '@sotto/protocol'
import { MediaIcon } from '../../components/media-icon.tsx'
import { Timer } from '../../components/timer.tsx'
import { useConversation } from '../../hooks/use-live.ts'
import { mediaWords, phaseWords, recordingWords } from '../../words/conversation-words.ts'
import { conversationScreen } from '../../words/screens/conversation.ts'
import styles from './conversation.module.css'
import { FreshnessLine } from './freshness-line.tsx'

export function ConversationHeader({ detail }: { readonly detail: ConversationDetail }) {
  const { phase, phaseSince, queueName, media, recording, startedAt } = detail
  const agentName = useAgentName(detail)
  return (
    <header className={styles.header}>
      <h1 className={styles.agent}>
        <bdi>{agentName ?? conversationScreen.noAgent}</bdi>
      </h1>
      <span className={styles.facts}>
        <bdi>{queueName}</bdi> · <MediaIcon media={media} /> {mediaWords[media]} ·{' '}
        <Others detail={detail} />
      </span>
      <span className={styles.space} />
      {phase === 'active' ? null : (
        <span className={styles.phase} data-phase={phase}>
          {phaseWords[phase]} <Timer since={phaseSince} />
        </span>
      )}
      {phase === 'ended' ? null : (
        <span className={styles.recording} data-recording={recording}>
          <span aria-hidden className={styles.recordingDot} />
          {recordingWords[recording]}
        </span>
      )}
      <span className={styles.timer}>
        <Timer since={startedAt} />
      </span>
      <FreshnessLine detail={detail} />
    </header>
  )
}

/** Whoever was in it when it ended has left it by then, and it is still theirs. */
function useAgentName({ agentName, id, phase }: ConversationDetail): string | undefined {
  const row = useConversation(id)
  return agentName ?? (phase === 'ended' ? row?.agentName : undefined)
}

/** Who else is in it. Supervisors stand in the truth line. */
function Others({ detail }: { readonly detail: ConversationDetail }) {
  const present = detail.participants.filter(
    ({ purpose, connected }) => connected && (purpose === 'customer' || purpose === 'external'),
  )
  if (present.length === 0) return conversationScreen.nobodyElse
  return present.map(({ id, name }, index) => (
    <span key={id}>
      {index === 0 ? conversationScreen.with : ', '}
      <bdi>{name}</bdi>
    </span>
  ))
}
