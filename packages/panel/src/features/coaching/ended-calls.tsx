/** Calls that ended lately: each can still be reviewed. */
import { mayStartCoaching, type RightsHolder } from '@sotto/domain'
import type { EndedConversation, Me } from '@sotto/protocol'
import { useHistory } from '../../hooks/use-history.ts'
import { navigate } from '../../hooks/use-route.ts'
import { startRefusalWords } from '../../words/coaching-words.ts'
import { mediaWords } from '../../words/conversation-words.ts'
import { coachingScreen } from '../../words/screens/coaching.ts'
import { duration, hourAndMinute } from '../../words/time-words.ts'
import coaching from './coaching.module.css'
import { CoachingStart } from './coaching-start.tsx'
import styles from './history.module.css'

export function EndedCalls({ me }: { readonly me: Me }) {
  const { ended } = useHistory()
  return (
    <section aria-label={coachingScreen.callsThatEndedLately} className={styles.ended}>
      <h2 className={coaching.heading}>{coachingScreen.callsThatEndedLately}</h2>
      {ended === undefined || ended.length === 0 ? (
        <p className={coaching.note}>{coachingScreen.noneSinceSomebodyOfYour}</p>
      ) : (
        <ul aria-label={coachingScreen.endedCalls} className={styles.list}>
          {ended.map((call) => (
            <EndedCall call={call} key={call.id} me={me} />
          ))}
        </ul>
      )}
    </section>
  )
}

function EndedCall({ call, me }: { readonly call: EndedConversation; readonly me: Me }) {
  return (
    <li className={styles.item}>
      <span className={styles.name}>{call.agentName}</span>
      <span className={styles.facts}>
        {coachingScreen.endedAfter(
          call.queueName,
          mediaWords[call.media],
          hourAndMinute(call.endedAt),
          duration(call.endedAt - call.startedAt),
        )}
      </span>
      <ReviewStart conversationId={call.id} me={me} />
    </li>
  )
}

export function ReviewStart({
  conversationId,
  me,
}: {
  readonly conversationId: string
  readonly me: RightsHolder
}) {
  const start = mayStartCoaching({
    kind: 'post-call',
    phase: 'ended',
    hasAgent: true,
    person: me,
    isCoached: false,
  })
  return (
    <CoachingStart
      conversationId={conversationId}
      keepsReference={false}
      kind="post-call"
      onStarted={(coachingId) => navigate({ view: 'history', coachingId })}
      why={startRefusalWords(start)}
    />
  )
}
