/** Notes, tags, rating, follow-up and moments, saved while they are typed; it always says whether they are. */
import { Button, Textarea } from '@mantine/core'
import { type CoachingView, longestNotes } from '@sotto/protocol'
import { useEffect, useId } from 'react'
import shared from '../../components/button.module.css'
import { ChosenDay } from '../../components/chosen-day.tsx'
import { useMaskedNotes, useNotesDraft } from '../../hooks/use-coaching.ts'
import { useModel } from '../../hooks/use-model.ts'
import type { CoachingDetails } from '../../model/coaching/notes-draft.ts'
import { savingWords } from '../../words/coaching-words.ts'
import { maskedWords } from '../../words/masking-words.ts'
import { wholeNumber } from '../../words/number-words.ts'
import { coachingScreen } from '../../words/screens/coaching.ts'
import styles from './coaching.module.css'
import { CoachingMoments } from './coaching-moments.tsx'
import { CoachingNotesRead } from './coaching-notes-read.tsx'
import { CoachingTags } from './coaching-tags.tsx'

export interface CoachingEditorProps {
  readonly view: CoachingView
  /** While the conversation goes on: moments can be marked in it. */
  readonly conversationStartedAt?: number
}

export function CoachingEditor({ view, conversationStartedAt }: CoachingEditorProps) {
  const { coaching } = useModel()
  const draft = useNotesDraft(view.id)
  const details: CoachingDetails = draft?.details ?? view.details
  const masked = useMaskedNotes(view.id)
  const dateId = useId()
  const dayId = useId()
  const { notes } = coaching
  const change = (part: Partial<CoachingDetails>) => notes.change(view, { ...details, ...part })
  useLeaving()

  return (
    <div className={styles.editor}>
      <Textarea
        autoComplete="off"
        autosize
        dir="auto"
        error={notesProblem(details.notes)}
        label={coachingScreen.notes}
        maxRows={14}
        minRows={3}
        onBlur={() => void notes.flush(view.id)}
        onFocus={() => notes.beginWriting(view.id)}
        onChange={({ currentTarget }) => change({ notes: currentTarget.value })}
        placeholder={coachingScreen.forYouAndYourTeam}
        size="sm"
        value={details.notes}
      />
      <CoachingTags onChange={(tags) => change({ tags })} tags={details.tags} />
      <div className={styles.row}>
        <Rating
          name={`rating-${view.id}`}
          onChange={(rating) => {
            const { rating: _, ...others } = details
            notes.change(view, rating === undefined ? others : { ...others, rating })
          }}
          rating={details.rating}
        />
        <span className={styles.field}>
          <label className={styles.label} htmlFor={dateId}>
            {coachingScreen.followUpOn}
          </label>
          <input
            aria-describedby={dayId}
            className={shared.input}
            id={dateId}
            onChange={({ currentTarget }) => {
              const { followUpOn: _, ...others } = details
              const { value } = currentTarget
              notes.change(view, value === '' ? others : { ...others, followUpOn: value })
            }}
            type="date"
            value={details.followUpOn ?? ''}
          />
          <ChosenDay day={details.followUpOn ?? ''} id={dayId} />
        </span>
      </div>
      <CoachingMoments
        moments={details.moments}
        onChange={(moments) => change({ moments: [...moments] })}
        {...(conversationStartedAt === undefined ? {} : { conversationStartedAt })}
      />
      <p className={styles.saving} data-state={draft?.saving.state ?? 'saved'} role="status">
        {savingWords(draft?.saving)}
      </p>
      {masked === undefined ? null : (
        <p className={styles.note} role="status">
          {maskedWords(masked)}
        </p>
      )}
      {draft?.saving.state === 'conflict' ? <Conflict view={view} /> : null}
    </div>
  )
}

/** Nobody's words are lost: what was written elsewhere stands beside one's own until one is chosen. */
function Conflict({ view }: { readonly view: CoachingView }) {
  const { notes } = useModel().coaching
  return (
    <div className={styles.conflict} role="alert">
      <p className={styles.note}>{coachingScreen.theseNotesWereChangedElsewhere}</p>
      <CoachingNotesRead view={view} />
      <div className={styles.row}>
        <Button onClick={() => notes.keepMine(view.id)} size="compact-sm" variant="light">
          {coachingScreen.keepWhatIWroteHere}
        </Button>
        <Button onClick={() => notes.takeTheirs(view.id)} size="compact-sm" variant="default">
          {coachingScreen.takeWhatWasWrittenThere}
        </Button>
      </div>
    </div>
  )
}

interface RatingProps {
  readonly name: string
  readonly rating: number | undefined
  readonly onChange: (rating: number | undefined) => void
}

function Rating({ name, rating, onChange }: RatingProps) {
  return (
    <fieldset className={styles.rating}>
      <legend className={styles.label}>{coachingScreen.rating}</legend>
      {[undefined, 1, 2, 3, 4, 5].map((value) => (
        <label className={styles.choice} key={value ?? coachingScreen.noRating}>
          <input
            checked={rating === value}
            name={name}
            onChange={() => onChange(value)}
            type="radio"
          />
          {value ?? coachingScreen.noRating}
        </label>
      ))}
    </fieldset>
  )
}

/** What could not be kept makes the browser ask before the page is left. */
function useLeaving(): void {
  const { notes } = useModel().coaching
  useEffect(() => {
    notes.prepare()
    const ask = (event: BeforeUnloadEvent) => {
      if (!notes.isKept()) event.preventDefault()
    }
    window.addEventListener('beforeunload', ask)
    return () => window.removeEventListener('beforeunload', ask)
  }, [notes])
}

function notesProblem(notes: string): string | undefined {
  const length = [...notes].length
  if (length > longestNotes) return coachingScreen.tooLongToBeSaved(wholeNumber(length))
  // Half a surrogate pair, as a broken paste leaves behind.
  return /\p{Surrogate}/u.test(notes) ? coachingScreen.thisTextHoldsABroken : undefined
}
