/** Every look behind a mask of a transcript: by whom, at what kind, when and why. Never what was there. */

import type { RevealEntry } from '@sotto/protocol'
import { useEffect, useState, useSyncExternalStore } from 'react'
import shared from '../../components/button.module.css'
import { Problem } from '../../components/problem.tsx'
import { useModel } from '../../hooks/use-model.ts'
import { auditCallsOf } from '../../model/audit/audit-calls.ts'
import {
  createRevealList,
  type RevealList,
  type RevealListState,
} from '../../model/audit/reveal-list.ts'
import { revealAuditWords, revealKindWords } from '../../words/audit-words.ts'
import { failureWords } from '../../words/problem-words.ts'
import { auditScreen } from '../../words/screens/audit.ts'
import { commonScreen } from '../../words/screens/common.ts'
import { dayAndSecond } from '../../words/time-words.ts'
import styles from './audit.module.css'
import { RevealFilterBar } from './reveal-filters.tsx'

export function RevealRegion() {
  const calls = auditCallsOf(useModel())
  const [list] = useState(() => createRevealList({ calls }))
  useEffect(() => list.open(), [list])
  return <RevealListView list={list} />
}

export function RevealListView({ list }: { readonly list: RevealList }) {
  const { getState, subscribe } = list.state
  const shown = useSyncExternalStore(subscribe, getState, getState)
  return (
    <section aria-label={revealAuditWords.heading}>
      <h2>{revealAuditWords.heading}</h2>
      <p>{revealAuditWords.explanation}</p>
      <RevealFilterBar list={list} shown={shown} />
      {shown.failure === undefined ? null : (
        <Problem
          onRetry={() => list.open()}
          words={auditScreen.theRecordCouldNotBe(failureWords(shown.failure))}
        />
      )}
      <p aria-live="polite" className={styles.state}>
        {stateWords(shown)}
      </p>
      {shown.rows.length === 0 ? null : <RevealTable rows={shown.rows} />}
      {shown.nextCursor === undefined ? null : (
        <button
          className={shared.button}
          disabled={shown.isLoading}
          onClick={() => void list.more()}
          type="button"
        >
          {commonScreen.showMore}
        </button>
      )}
    </section>
  )
}

function RevealTable({ rows }: { readonly rows: readonly RevealEntry[] }) {
  return (
    <div className={styles.wide}>
      <table className={styles.table}>
        <thead>
          <tr>
            {[
              auditScreen.when,
              auditScreen.who,
              auditScreen.kind,
              auditScreen.why,
              auditScreen.conversation,
            ].map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={`${row.at} ${row.supervisorId} ${row.conversationId} ${row.kind}`}>
              <td>
                <time dateTime={new Date(row.at).toISOString()}>{dayAndSecond(row.at)}</time>
              </td>
              <td dir="auto">{row.supervisorName}</td>
              <td>{revealKindWords(row.kind)}</td>
              <td dir="auto">{row.reason}</td>
              <td>{row.conversationId}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function stateWords({ failure, filters, isLoading, rows }: RevealListState): string {
  if (isLoading && rows.length === 0) return revealAuditWords.loading
  if (rows.length > 0 || failure !== undefined) return ''
  const isFiltered = Object.values(filters).some((value) => value !== '')
  return isFiltered ? revealAuditWords.noneFound : revealAuditWords.none
}
