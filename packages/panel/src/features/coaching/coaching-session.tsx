/** One session: how it stands by the platform's word, what its holder may do with it, and what is written about it. */
import { Button } from '@mantine/core'
import { coachingActionNames } from '@sotto/domain'
import type { CoachingView } from '@sotto/protocol'
import { Problem } from '../../components/problem.tsx'
import { useDoing } from '../../hooks/use-coaching.ts'
import { useModel } from '../../hooks/use-model.ts'
import {
  coachingActionWords,
  coachingEndWords,
  coachingKindWords,
  coachingStateWords,
} from '../../words/coaching-words.ts'
import { failureWords } from '../../words/problem-words.ts'
import { coachingScreen } from '../../words/screens/coaching.ts'
import { timeOfDay } from '../../words/time-words.ts'
import styles from './coaching.module.css'
import { CoachingEditor } from './coaching-editor.tsx'
import { CoachingNotesRead } from './coaching-notes-read.tsx'

export interface CoachingSessionProps {
  readonly view: CoachingView
  /** Absent where the conversation's own time is not known: then no moment can be marked. */
  readonly conversationStartedAt?: number
  readonly hasEnded: boolean
}

export function CoachingSession({ view, conversationStartedAt, hasEnded }: CoachingSessionProps) {
  const { coaching } = useModel()
  const doing = useDoing(view.id)
  const end = coachingEndWords(view)
  const isLeftOpen = hasEnded && view.mine && view.kind === 'real-time' && view.allowed.complete
  return (
    <>
      <div className={styles.row}>
        <CoachingState view={view} />
        <span className={styles.space} />
        {coachingActionNames
          .filter((action) => view.allowed[action])
          .map((action) => (
            <Button
              color={action === 'complete' ? 'ink' : 'gray'}
              disabled={doing?.state === 'busy'}
              key={action}
              onClick={() => void coaching.act(view.id, action)}
              size="compact-sm"
              variant={action === 'complete' ? 'light' : 'default'}
            >
              {coachingActionWords[action]}
            </Button>
          ))}
      </div>
      {end === undefined ? null : (
        <p className={styles.end} data-tone={view.state === 'starting' ? 'calm' : 'warn'}>
          {end}
        </p>
      )}
      {isLeftOpen ? <p className={styles.note}>{coachingScreen.theCallHasEndedComplete}</p> : null}
      {doing?.state === 'failed' ? (
        <Problem
          onDismiss={() => coaching.dismiss(view.id)}
          words={coachingScreen.thatDidNotWorkWhat(failureWords(doing.failure))}
        />
      ) : null}
      {view.state === 'refused' ? null : view.mine ? (
        <CoachingEditor
          view={view}
          {...(conversationStartedAt === undefined || hasEnded ? {} : { conversationStartedAt })}
        />
      ) : (
        <CoachingNotesRead view={view} />
      )}
    </>
  )
}

function CoachingState({ view }: { readonly view: CoachingView }) {
  const who = view.mine ? coachingScreen.heldByYou : coachingScreen.heldBy(view.supervisorName)
  return (
    <span className={styles.stateLine} role="status">
      <span className={styles.state} data-state={view.state}>
        {coachingStateWords[view.state]}
      </span>{' '}
      <span className={styles.facts}>
        {coachingKindWords[view.kind]} · {who} {coachingScreen.since}{' '}
        <time dateTime={new Date(view.stateAt).toISOString()}>{timeOfDay(view.stateAt)}</time>
        {view.reference === undefined ? null : coachingScreen.reference(view.reference)}
      </span>
    </span>
  )
}
