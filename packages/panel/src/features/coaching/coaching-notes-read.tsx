/** What a colleague wrote: to be read, not changed. */
import type { CoachingView } from '@sotto/protocol'
import { ratingWords } from '../../words/coaching-words.ts'
import { coachingScreen } from '../../words/screens/coaching.ts'
import { calendarDay, duration } from '../../words/time-words.ts'
import styles from './coaching.module.css'

export function CoachingNotesRead({
  view: { details },
}: {
  readonly view: Pick<CoachingView, 'details'>
}) {
  return (
    <dl className={styles.read}>
      <dt>{coachingScreen.notes}</dt>
      <dd className={styles.text} dir="auto">
        {details.notes === '' ? '–' : details.notes}
      </dd>
      <dt>{coachingScreen.tags}</dt>
      <dd>{details.tags.length === 0 ? '–' : details.tags.join(', ')}</dd>
      <dt>{coachingScreen.rating}</dt>
      <dd>{details.rating === undefined ? '–' : ratingWords(details.rating)}</dd>
      <dt>{coachingScreen.followUpOn}</dt>
      <dd>{details.followUpOn === undefined ? '–' : calendarDay(details.followUpOn)}</dd>
      <dt>{coachingScreen.moments}</dt>
      <dd>
        {details.moments.length === 0
          ? '–'
          : details.moments.map(({ atMs, label }) => `${duration(atMs)} ${label}`).join('; ')}
      </dd>
    </dl>
  )
}
