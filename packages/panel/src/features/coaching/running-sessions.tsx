/** This person's own sessions that go on elsewhere: begun on another computer, or left behind in another conversation. */
import { Button } from '@mantine/core'
import { isCoachingOver } from '@sotto/domain'
import type { CoachingView } from '@sotto/protocol'
import { useCoachings } from '../../hooks/use-coaching.ts'
import { useConversation } from '../../hooks/use-live.ts'
import { navigate, useRoute } from '../../hooks/use-route.ts'
import { coachingStateWords } from '../../words/coaching-words.ts'
import { runningSessionsScreen } from '../../words/screens/running-sessions.ts'
import styles from './coaching.module.css'

const shownAtMost = 3

export function RunningSessions() {
  const route = useRoute()
  const running = useCoachings().filter(
    (view) => view.mine && !isCoachingOver(view.state) && !isShown(view, route),
  )
  if (running.length === 0) return null
  const more = running.length - shownAtMost
  return (
    <section
      aria-label={runningSessionsScreen.yourCoachingSessionsThatGo}
      className={styles.running}
    >
      {running.slice(0, shownAtMost).map((view) => (
        <RunningSession key={view.id} view={view} />
      ))}
      {more > 0 ? (
        <span className={styles.facts}>{runningSessionsScreen.andMoreInTheHistory(more)}</span>
      ) : null}
    </section>
  )
}

function isShown(
  { conversationId, id }: CoachingView,
  route: ReturnType<typeof useRoute>,
): boolean {
  if (route.view === 'conversation') return route.conversationId === conversationId
  return route.view === 'history' && route.coachingId === id
}

function RunningSession({ view }: { readonly view: CoachingView }) {
  const { agentName, conversationId, id, state } = view
  const isListed = useConversation(conversationId) !== undefined
  const name = agentName === '' ? runningSessionsScreen.anUnnamedAgent : agentName
  return (
    <span className={styles.row}>
      <span className={styles.state} data-state={state}>
        {coachingStateWords[state]}
      </span>
      <span className={styles.facts}>{runningSessionsScreen.yourCoachingSessionWith(name)}</span>
      <Button
        aria-label={runningSessionsScreen.openYourCoachingSessionWith(name)}
        onClick={() =>
          navigate(
            isListed
              ? { view: 'conversation', conversationId }
              : { view: 'history', coachingId: id },
          )
        }
        size="compact-xs"
        variant="default"
      >
        {runningSessionsScreen.open}
      </Button>
    </span>
  )
}
