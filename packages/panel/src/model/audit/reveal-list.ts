/**
 * The looks behind masks that are on record, for an auditor: filters and pages.
 *
 * ```
 *   open, filter ──► loading ──answer──► known ──more──► known, with the next page
 *                       ▲  │ failure
 *                       └─ failed (what was shown stays)
 * ```
 */
import type { RevealEntry, RevealPage } from '@sotto/protocol'
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { CallFailure } from '../commands/server-calls.ts'
import { startOfDay, startOfNextDay } from '../start-of-day.ts'
import type { AuditCalls } from './audit-calls.ts'

/** As they stand in the fields; empty means: no matter. */
export interface RevealFilters {
  readonly supervisorId: string
  readonly kind: string
  /** `2026-03-31`. */
  readonly day: string
}

export interface RevealListState {
  readonly filters: RevealFilters
  readonly rows: readonly RevealEntry[]
  /** Everybody who ever looked, to choose from. */
  readonly people: RevealPage['people']
  readonly nextCursor: string | undefined
  readonly isLoading: boolean
  readonly failure: CallFailure | undefined
}

export interface RevealList {
  readonly state: StoreApi<RevealListState>
  /** Reads the first page anew. */
  open(): void
  filter(change: Partial<RevealFilters>): void
  more(): Promise<void>
}

export const noRevealFilters: RevealFilters = { supervisorId: '', kind: '', day: '' }

/** As it stands in an address, with its question mark; the file is asked for by the same. */
export function revealSearch({ day, kind, supervisorId }: RevealFilters, cursor?: string): string {
  const query = new URLSearchParams()
  if (supervisorId !== '') query.set('supervisorId', supervisorId)
  if (kind !== '') query.set('kind', kind)
  const from = startOfDay(day)
  const until = from === undefined ? undefined : startOfNextDay(from)
  if (from !== undefined) query.set('from', String(from))
  if (until !== undefined) query.set('until', String(until))
  if (cursor !== undefined) query.set('cursor', cursor)
  const text = query.toString()
  return text === '' ? '' : `?${text}`
}

export function createRevealList({
  calls,
}: {
  readonly calls: Pick<AuditCalls, 'reveals'>
}): RevealList {
  const state = createStore<RevealListState>(() => ({
    filters: noRevealFilters,
    rows: [],
    people: [],
    nextCursor: undefined,
    isLoading: false,
    failure: undefined,
  }))
  /** Which question is meant: the answer to an older one is not shown. */
  let question = 0

  async function read(cursor?: string): Promise<void> {
    question += 1
    const mine = question
    const { filters, rows } = state.getState()
    state.setState({ isLoading: true, failure: undefined })
    const answer = await calls.reveals(revealSearch(filters, cursor))
    if (mine !== question) return
    if (!answer.ok) {
      state.setState({ isLoading: false, failure: answer.error })
      return
    }
    const { nextCursor, people, reveals } = answer.value
    const before = cursor === undefined ? [] : rows
    state.setState({ isLoading: false, rows: [...before, ...reveals], people, nextCursor })
  }

  return {
    state,
    open: () => void read(),
    filter(change) {
      state.setState({ filters: { ...state.getState().filters, ...change } })
      void read()
    },
    async more() {
      const { isLoading, nextCursor } = state.getState()
      if (!isLoading && nextCursor !== undefined) await read(nextCursor)
    },
  }
}
