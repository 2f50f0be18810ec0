import type { StripConversation } from '@sotto/protocol'
import { MediaIcon } from '../../components/media-icon.tsx'
import { useServerNow } from '../../hooks/use-server-now.ts'
import { mediaWords, phaseWords } from '../../words/conversation-words.ts'
import { agentStripScreen } from '../../words/screens/agent-strip.ts'
import { coachingInDoubt, coachingUnknown, sessionWords } from '../../words/strip-words.ts'
import { duration } from '../../words/time-words.ts'
import styles from './agent-strip.module.css'

export interface StripConversationsProps {
  readonly conversations: readonly StripConversation[]
  readonly isDoubtful: boolean
}

export function StripConversations({ conversations, isDoubtful }: StripConversationsProps) {
  const now = useServerNow()
  return (
    <section
      aria-label={agentStripScreen.yourConversations}
      data-doubtful={isDoubtful || undefined}
    >
      {conversations.length === 0 ? (
        <p className={styles.quiet}>{agentStripScreen.noConversationIsKnownHere}</p>
      ) : (
        <ul className={styles.conversations}>
          {conversations.map((conversation) => (
            <li className={styles.conversation} key={conversation.id}>
              <MediaIcon media={conversation.media} />
              <span className={styles.with}>
                {conversation.customerName ?? agentStripScreen.aCustomer}
                <small>{factsOf(conversation)}</small>
                <SessionLine conversation={conversation} isDoubtful={isDoubtful} />
              </span>
              <time>{duration(now - conversation.startedAt)}</time>
            </li>
          ))}
        </ul>
      )}
      {isDoubtful && conversations.length > 0 ? (
        <p className={styles.note}>{coachingInDoubt}</p>
      ) : null}
    </section>
  )
}

function factsOf({ media, phase, queueName, coached }: StripConversation): string {
  const unknown = coached.state === 'unknown' ? coachingUnknown : undefined
  return [queueName, mediaWords[media], phaseWords[phase], unknown]
    .filter((fact) => fact !== undefined)
    .join(' · ')
}

/** Always there, so that its news is read out. */
function SessionLine({
  conversation,
  isDoubtful,
}: {
  readonly conversation: StripConversation
  readonly isDoubtful: boolean
}) {
  return (
    <small aria-label={agentStripScreen.coachingSession} className={styles.session} role="status">
      {isDoubtful ? null : sessionWords(conversation)}
    </small>
  )
}
