import { useId } from 'react'
import shared from '../../components/button.module.css'
import { ChosenDay } from '../../components/chosen-day.tsx'
import type { RevealList } from '../../model/audit/reveal-list.ts'
import {
  noRevealFilters,
  type RevealListState,
  revealSearch,
} from '../../model/audit/reveal-list.ts'
import { revealAuditWords, revealKinds } from '../../words/audit-words.ts'
import { auditScreen } from '../../words/screens/audit.ts'
import styles from './audit.module.css'

export interface RevealFilterBarProps {
  readonly list: RevealList
  readonly shown: RevealListState
}

export function RevealFilterBar({ list, shown }: RevealFilterBarProps) {
  const { filters, people } = shown
  const dayId = useId()
  return (
    <search aria-label={revealAuditWords.heading} className={styles.filters}>
      <label className={styles.field}>
        {auditScreen.person}
        <select
          className={shared.input}
          onChange={({ currentTarget }) => list.filter({ supervisorId: currentTarget.value })}
          value={filters.supervisorId}
        >
          <option value="">{auditScreen.anybody}</option>
          {people.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <label className={styles.field}>
        {auditScreen.kind}
        <select
          className={shared.input}
          onChange={({ currentTarget }) => list.filter({ kind: currentTarget.value })}
          value={filters.kind}
        >
          <option value="">{auditScreen.anyKind}</option>
          {revealKinds.map(([kind, words]) => (
            <option key={kind} value={kind}>
              {words}
            </option>
          ))}
        </select>
      </label>
      <label className={styles.field}>
        {auditScreen.day}
        <input
          aria-describedby={dayId}
          className={shared.input}
          onChange={({ currentTarget }) => list.filter({ day: currentTarget.value })}
          type="date"
          value={filters.day}
        />
        <ChosenDay day={filters.day} id={dayId} />
      </label>
      {Object.values(filters).every((value) => value === '') ? null : (
        <button
          className={shared.button}
          onClick={() => list.filter(noRevealFilters)}
          type="button"
        >
          {auditScreen.clearFilters}
        </button>
      )}
      <a className={shared.button} download href={`/api/audit/reveals.csv${revealSearch(filters)}`}>
        {auditScreen.exportCSV}
      </a>
    </search>
  )
}
