import { Button, CloseButton } from '@mantine/core'
import { useId } from 'react'
import shared from '../../components/button.module.css'
import { ChosenDay } from '../../components/chosen-day.tsx'
import { DownloadButton } from '../../components/download-button.tsx'
import { useHistory } from '../../hooks/use-history.ts'
import { useModel } from '../../hooks/use-model.ts'
import {
  coachingHistoryOf,
  historySearch,
  noFilters,
} from '../../model/coaching/coaching-history.ts'
import { fileCallsOf } from '../../model/downloads/file-calls.ts'
import { coachingStateWords } from '../../words/coaching-words.ts'
import { coachingScreen } from '../../words/screens/coaching.ts'
import styles from './history.module.css'

const states = [
  ['', coachingScreen.anyState],
  ['running', coachingScreen.goingOn],
  ['completed', coachingStateWords.completed],
  ['paused', coachingStateWords.paused],
  ['invalid', coachingStateWords.invalid],
  ['vanished', coachingStateWords.vanished],
  ['refused', coachingStateWords.refused],
] as const

const kinds = [
  ['', coachingScreen.liveAndReview],
  ['real-time', coachingScreen.liveSessions],
  ['post-call', coachingScreen.reviewsAfterTheCall],
] as const

export function HistoryFilterBar() {
  const model = useModel()
  const history = coachingHistoryOf(model)
  const files = fileCallsOf(model)
  const { filters } = useHistory()
  return (
    <search aria-label={coachingScreen.coachingSessions} className={styles.filters}>
      <input
        aria-label={coachingScreen.searchAgentsSupervisorsQueuesNotes}
        autoComplete="off"
        className={`${shared.input} ${styles.search}`}
        maxLength={200}
        onChange={({ currentTarget }) => history.filter({ text: currentTarget.value })}
        placeholder={coachingScreen.searchAgentsNotesTags}
        type="search"
        value={filters.text}
      />
      <Choice
        label={coachingScreen.state}
        onChange={(state) => history.filter({ state })}
        options={states}
        value={filters.state}
      />
      <Choice
        label={coachingScreen.kind}
        onChange={(kind) => history.filter({ kind })}
        options={kinds}
        value={filters.kind}
      />
      <Day
        label={coachingScreen.from}
        onChange={(from) => history.filter({ from })}
        value={filters.from}
      />
      <Day label={coachingScreen.to} onChange={(to) => history.filter({ to })} value={filters.to} />
      <Day
        label={coachingScreen.followUpUntil}
        onChange={(followUpBy) => history.filter({ followUpBy })}
        value={filters.followUpBy}
      />
      <label className={styles.check}>
        <input
          checked={filters.mine}
          onChange={({ currentTarget }) => history.filter({ mine: currentTarget.checked })}
          type="checkbox"
        />
        {coachingScreen.onlyMine}
      </label>
      {filters.tag === '' ? null : (
        <span className={styles.chosen} dir="auto">
          {coachingScreen.tag(filters.tag)}
          <CloseButton
            aria-label={coachingScreen.anyTagNotOnly(filters.tag)}
            onClick={() => history.filter({ tag: '' })}
            size="xs"
          />
        </span>
      )}
      <span className={styles.space} />
      {filters === noFilters ? null : (
        <Button
          color="gray"
          onClick={() => history.filter(noFilters)}
          size="compact-xs"
          variant="subtle"
        >
          {coachingScreen.clearFilters}
        </Button>
      )}
      <DownloadButton
        ask={() => files.coachings(historySearch(filters))}
        className={shared.button}
        label={coachingScreen.exportCSV}
      />
    </search>
  )
}

interface FieldProps {
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
}

function Choice({
  label,
  onChange,
  options,
  value,
}: FieldProps & { readonly options: readonly (readonly [string, string])[] }) {
  return (
    <select
      aria-label={label}
      className={shared.input}
      onChange={({ currentTarget }) => onChange(currentTarget.value)}
      value={value}
    >
      {options.map(([option, words]) => (
        <option key={option} value={option}>
          {words}
        </option>
      ))}
    </select>
  )
}

function Day({ label, onChange, value }: FieldProps) {
  const id = useId()
  const dayId = useId()
  return (
    <span className={styles.day}>
      <label htmlFor={id}>{label}</label>
      <input
        aria-describedby={dayId}
        className={shared.input}
        id={id}
        onChange={({ currentTarget }) => onChange(currentTarget.value)}
        type="date"
        value={value}
      />
      <ChosenDay day={value} id={dayId} />
    </span>
  )
}
