/** One session opened from the history: everything about it, the whispers that belong to it, and a review of its call. */

import { Button, Skeleton } from '@mantine/core'
import { isCoachingOver } from '@sotto/domain'
import type { CoachingReading } from '@sotto/protocol'
import { BackIcon } from '../../components/icons.tsx'
import { Problem } from '../../components/problem.tsx'
import { useCoachings } from '../../hooks/use-coaching.ts'
import { useModel } from '../../hooks/use-model.ts'
import { navigate } from '../../hooks/use-route.ts'
import { useSession } from '../../hooks/use-state-of.ts'
import type { OpenedCoaching } from '../../model/coaching/coaching-history.ts'
import { coachingHistoryOf } from '../../model/coaching/coaching-history.ts'
import { pastStatusWord } from '../../words/control-words.ts'
import { mediaWords } from '../../words/conversation-words.ts'
import { kindWords } from '../../words/incident-words.ts'
import { failureWords } from '../../words/problem-words.ts'
import { coachingScreen } from '../../words/screens/coaching.ts'
import { dayAndTime, timeOfDay } from '../../words/time-words.ts'
import coaching from './coaching.module.css'
import { CoachingSession } from './coaching-session.tsx'
import { ReviewStart } from './ended-calls.tsx'
import styles from './history.module.css'

export function OpenedCoachingView({ opened }: { readonly opened: OpenedCoaching }) {
  const history = coachingHistoryOf(useModel())
  return (
    <section aria-label={coachingScreen.coachingSessionFromTheHistory} className={styles.page}>
      <div>
        <Button
          color="gray"
          leftSection={<BackIcon />}
          onClick={() => navigate({ view: 'history' })}
          size="compact-sm"
          variant="subtle"
        >
          {coachingScreen.allSessions}
        </Button>
      </div>
      {opened.failure !== undefined ? (
        <Problem
          onRetry={() => history.openCoaching(opened.id)}
          words={coachingScreen.theSessionCouldNotBe(failureWords(opened.failure))}
        />
      ) : opened.reading === undefined ? (
        <div aria-label={coachingScreen.loadingTheSession} role="status">
          <Skeleton height={200} radius="md" />
        </div>
      ) : (
        <Session reading={opened.reading} />
      )}
    </section>
  )
}

function Session({ reading }: { readonly reading: CoachingReading }) {
  const session = useSession()
  // What was told since it was read is newer.
  const told = useCoachings().find(({ id }) => id === reading.coaching.id)
  const view =
    told !== undefined && told.revision >= reading.coaching.revision ? told : reading.coaching
  const isOver = isCoachingOver(view.state)
  return (
    <>
      <h1 className={styles.title}>
        {view.agentName === '' ? coachingScreen.unnamedAgent : view.agentName}
      </h1>
      <p className={styles.facts}>
        {coachingScreen.begun(view.queueName, mediaWords[view.media])}
        <time dateTime={new Date(view.startedAt).toISOString()}>{dayAndTime(view.startedAt)}</time>
      </p>
      <div className={coaching.panel}>
        <CoachingSession hasEnded={false} view={view} />
      </div>
      <Whispers whispers={reading.whispers} />
      {isOver && 'me' in session ? (
        <div className={coaching.panel}>
          <h2 className={coaching.heading}>{coachingScreen.reviewThisCallAgain}</h2>
          <ReviewStart conversationId={view.conversationId} me={session.me} />
        </div>
      ) : null}
    </>
  )
}

function Whispers({ whispers }: Pick<CoachingReading, 'whispers'>) {
  if (whispers.length === 0) return null
  return (
    <div className={coaching.panel}>
      <h2 className={coaching.heading}>{coachingScreen.whispersAndLinesOfThis}</h2>
      <ol aria-label={coachingScreen.whispersOfThisSession} className={styles.list}>
        {whispers.map((whisper) => (
          <li className={styles.item} key={whisper.id}>
            <time className={styles.facts}>{timeOfDay(whisper.submittedAt)}</time>
            <span
              className={styles.facts}
            >{`${kindWords[whisper.kind]} · ${pastStatusWord(whisper)}`}</span>
            {whisper.text === undefined ? null : (
              <p className={styles.excerpt} dir="auto">
                {whisper.text}
              </p>
            )}
          </li>
        ))}
      </ol>
    </div>
  )
}
