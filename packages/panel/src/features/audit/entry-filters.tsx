import type { AuditExportRequest } from '@sotto/protocol'
import { useId } from 'react'
import shared from '../../components/button.module.css'
import { ChosenDay } from '../../components/chosen-day.tsx'
import { DownloadButton } from '../../components/download-button.tsx'
import { useModel } from '../../hooks/use-model.ts'
import {
  type EntryList,
  type EntryListState,
  entrySearch,
  noEntryFilters,
} from '../../model/audit/entry-list.ts'
import { fileCallsOf } from '../../model/downloads/file-calls.ts'
import { actChoices, auditModeChoices, entryWords } from '../../words/audit-words.ts'
import { auditScreen } from '../../words/screens/audit.ts'
import styles from './audit.module.css'

export interface EntryFilterBarProps {
  readonly list: EntryList
  readonly shown: EntryListState
}

export function EntryFilterBar({ list, shown }: EntryFilterBarProps) {
  const { filters, head, people } = shown
  const files = fileCallsOf(useModel())
  const peopleId = useId()
  const firstDayId = useId()
  const lastDayId = useId()
  return (
    <search aria-label={entryWords.heading} className={styles.filters}>
      <TextField
        key={`person ${filters.personId}`}
        label={auditScreen.personsId}
        list={peopleId}
        onDone={(personId) => list.filter({ personId })}
        value={filters.personId}
      />
      <datalist id={peopleId}>
        {[...people].map(([id, name]) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </datalist>
      <TextField
        key={`conversation ${filters.conversationId}`}
        label={auditScreen.conversation}
        onDone={(conversationId) => list.filter({ conversationId })}
        value={filters.conversationId}
      />
      <Choice
        any={auditScreen.anything}
        choices={actChoices}
        label={auditScreen.what}
        onChange={(act) => list.filter({ act })}
        value={filters.act}
      />
      <Choice
        any={auditScreen.anyWay}
        choices={auditModeChoices}
        label={auditScreen.how}
        onChange={(mode) => list.filter({ mode })}
        value={filters.mode}
      />
      <label className={styles.field}>
        {auditScreen.from}
        <input
          aria-describedby={firstDayId}
          className={shared.input}
          onChange={({ currentTarget }) => list.filter({ firstDay: currentTarget.value })}
          type="date"
          value={filters.firstDay}
        />
        <ChosenDay day={filters.firstDay} id={firstDayId} />
      </label>
      <label className={styles.field}>
        {auditScreen.to}
        <input
          aria-describedby={lastDayId}
          className={shared.input}
          onChange={({ currentTarget }) => list.filter({ lastDay: currentTarget.value })}
          type="date"
          value={filters.lastDay}
        />
        <ChosenDay day={filters.lastDay} id={lastDayId} />
      </label>
      {Object.values(filters).every((value) => value === '') ? null : (
        <button className={shared.button} onClick={() => list.filter(noEntryFilters)} type="button">
          {auditScreen.clearFilters}
        </button>
      )}
      {head === undefined ? null : (
        <>
          <DownloadButton
            ask={() => files.audit({ ...entrySearch(filters), format: 'csv' })}
            className={shared.button}
            label={auditScreen.exportCSV}
          />
          <DownloadButton
            ask={() => files.audit(withProof(shown))}
            className={shared.button}
            label={auditScreen.exportJSONLWithItsProof}
          />
        </>
      )}
    </search>
  )
}

interface TextFieldProps {
  readonly label: string
  readonly list?: string
  readonly value: string
  readonly onDone: (value: string) => void
}

/** Asked for when it is left or entered: half an id finds nothing, and every question is put on record. */
function TextField({ label, list, onDone, value }: TextFieldProps) {
  const done = (typed: string) => {
    if (typed !== value) onDone(typed)
  }
  return (
    <label className={styles.field}>
      {label}
      <input
        className={shared.input}
        autoComplete="off"
        defaultValue={value}
        list={list}
        maxLength={160}
        onBlur={({ currentTarget }) => done(currentTarget.value)}
        onKeyDown={({ currentTarget, key }) => {
          if (key === 'Enter') done(currentTarget.value)
        }}
      />
    </label>
  )
}

interface ChoiceProps {
  readonly label: string
  readonly any: string
  readonly choices: readonly (readonly [string, string])[]
  readonly value: string
  readonly onChange: (value: string) => void
}

function Choice({ any, choices, label, onChange, value }: ChoiceProps) {
  return (
    <label className={styles.field}>
      {label}
      <select
        className={shared.input}
        onChange={({ currentTarget }) => onChange(currentTarget.value)}
        value={value}
      >
        <option value="">{any}</option>
        {choices.map(([one, words]) => (
          <option key={one} value={one}>
            {words}
          </option>
        ))}
      </select>
    </label>
  )
}

/** What a filter hides is parted at the head that is shown here: the file can be judged against just that one. */
export function withProof({ filters, head }: EntryListState): AuditExportRequest {
  const earlier = head === undefined ? {} : { earlier: [head.size] }
  return { ...entrySearch(filters), format: 'jsonl', ...earlier }
}
