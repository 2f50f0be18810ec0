/** What a colleague wrote: to be read, not changed. */
import type { CoachingView } from '@sotto/protocol'
import { ratingWords } from '../../words/coaching-words.ts'
import { duration } from '../../words/time-words.ts'
import styles from './coaching.module.css'

export function CoachingNotesRead({
  view: { details },
}: {
  readonly view: Pick<CoachingView, 'details'>
}) {
  return (
    <dl className={styles.read}>
      <dt>Notes</dt>
      <dd className={styles.text} dir="auto">
        {details.notes === '' ? '–' : details.notes}
      </dd>
      <dt>Tags</dt>
      <dd>{details.tags.length === 0 ? '–' : details.tags.join(', ')}</dd>
      <dt>Rating</dt>
      <dd>{details.rating === undefined ? '–' : ratingWords(details.rating)}</dd>
      <dt>Follow up on</dt>
      <dd>{details.followUpOn ?? '–'}</dd>
      <dt>Moments</dt>
      <dd>
        {details.moments.length === 0
          ? '–'
          : details.moments.map(({ atMs, label }) => `${duration(atMs)} ${label}`).join('; ')}
      </dd>
    </dl>
  )
}
