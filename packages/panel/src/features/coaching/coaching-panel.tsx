/** The coaching session of the conversation that is open: start, pause, resume, complete, and what is written about it. */
import { coachingLicence, isCoachingOver, mayStartCoaching } from '@sotto/domain'
import type { CoachingView, ConversationDetail } from '@sotto/protocol'
import { useCoachings } from '../../hooks/use-coaching.ts'
import { useSession, useUnsupported } from '../../hooks/use-state-of.ts'
import { startRefusalWords } from '../../words/coaching-words.ts'
import { explainUnsupported } from '../../words/reason-words.ts'
import { coachingScreen } from '../../words/screens/coaching.ts'
import styles from './coaching.module.css'
import { CoachingSession } from './coaching-session.tsx'
import { CoachingStart } from './coaching-start.tsx'

export interface CoachingPanelProps {
  readonly detail: Pick<ConversationDetail, 'id' | 'phase' | 'agentUserId' | 'startedAt'>
}

export function CoachingPanel({ detail }: CoachingPanelProps) {
  const sessions = useCoachings().filter((view) => view.conversationId === detail.id)
  const current = sessions.find(({ state }) => !isCoachingOver(state)) ?? sessions[0]
  return (
    <section aria-label={coachingScreen.coachingSession} className={styles.panel}>
      <h2 className={styles.heading}>{coachingScreen.coachingSession}</h2>
      {current === undefined ? null : (
        <CoachingSession
          conversationStartedAt={detail.startedAt}
          hasEnded={detail.phase === 'ended'}
          key={current.id}
          view={current}
        />
      )}
      <NextStart current={current} detail={detail} />
    </section>
  )
}

function NextStart({
  current,
  detail,
}: CoachingPanelProps & { readonly current: CoachingView | undefined }) {
  const session = useSession()
  const unsupported = useUnsupported('coaching')
  if (!('me' in session)) return null
  if (current !== undefined && !isCoachingOver(current.state)) return null
  const kind = detail.phase === 'ended' ? 'post-call' : 'real-time'
  const start = mayStartCoaching({
    kind,
    phase: detail.phase,
    // After the end nobody is in the conversation; the server knows who was.
    hasAgent: detail.phase === 'ended' || detail.agentUserId !== undefined,
    person: session.me,
    isCoached: false,
  })
  const why = unsupported === undefined ? startRefusalWords(start) : explainUnsupported(unsupported)
  return (
    <CoachingStart
      conversationId={detail.id}
      keepsReference={coachingLicence(session.me.licence).metadata}
      kind={kind}
      why={why}
    />
  )
}
