/** Places in the conversation worth coming back to, with a word on each. */
import { Button, CloseButton, TextInput } from '@mantine/core'
import { mostMoments } from '@sotto/protocol'
import { useModel } from '../../hooks/use-model.ts'
import type { CoachingDetails } from '../../model/coaching/notes-draft.ts'
import { coachingScreen } from '../../words/screens/coaching.ts'
import { duration } from '../../words/time-words.ts'
import styles from './coaching.module.css'

type Moments = CoachingDetails['moments']

export interface CoachingMomentsProps {
  readonly moments: Moments
  readonly onChange: (moments: Moments) => void
  readonly conversationStartedAt?: number
}

const longestLabel = 200

export function CoachingMoments({
  moments,
  onChange,
  conversationStartedAt,
}: CoachingMomentsProps) {
  const { serverTime } = useModel()

  function mark(startedAt: number): void {
    const atMs = Math.max(0, Math.round(serverTime.now() - startedAt))
    const number = moments.length + 1
    onChange([...moments, { id: `m${number}-${atMs}`, atMs, label: '' }])
  }

  const name = (id: string, label: string) =>
    onChange(moments.map((moment) => (moment.id === id ? { ...moment, label } : moment)))

  if (moments.length === 0 && conversationStartedAt === undefined) return null
  return (
    <div className={styles.moments}>
      {moments.length === 0 ? null : (
        <ul aria-label={coachingScreen.moments} className={styles.momentList}>
          {moments.map(({ id, atMs, label }) => (
            <li className={styles.moment} key={id}>
              <time>{duration(atMs)}</time>
              <TextInput
                aria-label={coachingScreen.momentAt(duration(atMs))}
                autoComplete="off"
                className={styles.momentLabel}
                dir="auto"
                maxLength={longestLabel}
                onChange={({ currentTarget }) => name(id, currentTarget.value)}
                placeholder={coachingScreen.whatHappened}
                size="xs"
                value={label}
              />
              <CloseButton
                aria-label={coachingScreen.removeMomentAt(duration(atMs))}
                onClick={() => onChange(moments.filter((moment) => moment.id !== id))}
                size="sm"
              />
            </li>
          ))}
        </ul>
      )}
      {conversationStartedAt === undefined ? null : (
        <Button
          color="gray"
          disabled={moments.length >= mostMoments}
          onClick={() => mark(conversationStartedAt)}
          size="compact-xs"
          variant="default"
        >
          {coachingScreen.markThisMoment}
        </Button>
      )}
    </div>
  )
}
