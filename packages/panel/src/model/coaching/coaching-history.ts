/**
 * The list of past and present sessions: filters, pages, and one session opened from it. The filters live in this page's memory
 * alone: what is typed here is in no address and no `history.state`, which browsers write down, and "back" finds it here.
 *
 * ```
 *   closed ──open──► loading ──answer──► known ──more──► known, with the next page
 *                       ▲  │ failure       │ filters changed, 0.3 s later
 *                       │  ▼               ▼
 *                       └─ failed ◄──── loading (what is shown stays, dimmed)
 * ```
 */

import type { Cancel, Clock } from '@sotto/kernel'
import {
  type CoachingExportRequest,
  type CoachingReading,
  type CoachingSummary,
  coachingExportRequestSchema,
  type EndedConversation,
} from '@sotto/protocol'
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Commands } from '../commands/commands.ts'
import type { CallFailure } from '../commands/server-calls.ts'
import { lateModel } from '../late-parts/late-model.ts'
import type { LiveStore } from '../live/live-store.ts'
import { startOfDay } from '../start-of-day.ts'

/** As they stand in the fields; empty means: no matter. */
export interface HistoryFilters {
  readonly text: string
  readonly state: string
  readonly kind: string
  readonly tag: string
  /** `2026-03-31`. */
  readonly from: string
  readonly to: string
  readonly followUpBy: string
  readonly mine: boolean
}

export interface HistoryState {
  readonly filters: HistoryFilters
  readonly rows: readonly CoachingSummary[]
  readonly nextCursor: string | undefined
  readonly isLoading: boolean
  readonly failure: CallFailure | undefined
  /** Undefined until they were read. */
  readonly ended: readonly EndedConversation[] | undefined
  readonly opened: OpenedCoaching | undefined
}

export interface OpenedCoaching {
  readonly id: string
  readonly reading: CoachingReading | undefined
  readonly failure: CallFailure | undefined
}

export interface CoachingHistory {
  readonly state: StoreApi<HistoryState>
  /** Reads the list anew, and the calls that ended. */
  open(): void
  filter(change: Partial<HistoryFilters>): void
  more(): Promise<void>
  openCoaching(id: string | undefined): void
}

export const noFilters: HistoryFilters = {
  text: '',
  state: '',
  kind: '',
  tag: '',
  from: '',
  to: '',
  followUpBy: '',
  mine: false,
}

const typingMs = 300
const dayMs = 86_400_000
const fields = coachingExportRequestSchema.shape

/** What is asked for; the file by the same. */
export function historySearch(filters: HistoryFilters): CoachingExportRequest {
  const { followUpBy, mine } = filters
  const text = filters.text.trim()
  const tag = filters.tag.trim()
  const from = startOfDay(filters.from)
  const to = startOfDay(filters.to)
  const state = fields.state.safeParse(filters.state).data
  const kind = fields.kind.safeParse(filters.kind).data
  return {
    ...(text === '' ? {} : { text }),
    ...(state === undefined ? {} : { state }),
    ...(kind === undefined ? {} : { kind }),
    ...(tag === '' ? {} : { tag }),
    ...(from === undefined ? {} : { from }),
    // Until the end of that day.
    ...(to === undefined ? {} : { until: to + dayMs }),
    ...(followUpBy === '' ? {} : { followUpBy }),
    ...(mine ? { mine } : {}),
  }
}

export function createCoachingHistory(options: {
  readonly clock: Clock
  readonly commands: Pick<Commands, 'coachings' | 'coaching' | 'endedConversations'>
  readonly store: Pick<LiveStore, 'takeCoaching'>
}): CoachingHistory {
  const { clock, commands, store } = options
  const state = createStore<HistoryState>(() => ({
    filters: noFilters,
    rows: [],
    nextCursor: undefined,
    isLoading: false,
    failure: undefined,
    ended: undefined,
    opened: undefined,
  }))
  let planned: Cancel = () => {}
  /** Which question is meant: the answer to an older one is not shown. */
  let question = 0

  async function read(cursor?: string): Promise<void> {
    question += 1
    const mine = question
    const { filters, rows } = state.getState()
    state.setState({ isLoading: true, failure: undefined })
    const answer = await commands.coachings({
      ...historySearch(filters),
      ...(cursor === undefined ? {} : { cursor }),
    })
    if (mine !== question) return
    if (!answer.ok) {
      state.setState({ isLoading: false, failure: answer.error })
      return
    }
    const { coachings, nextCursor } = answer.value
    const before = cursor === undefined ? [] : rows
    state.setState({ isLoading: false, rows: [...before, ...coachings], nextCursor })
  }

  async function readEnded(): Promise<void> {
    const answer = await commands.endedConversations()
    if (answer.ok) state.setState({ ended: answer.value })
  }

  async function readCoaching(id: string): Promise<void> {
    const answer = await commands.coaching(id)
    if (state.getState().opened?.id !== id) return
    if (answer.ok) store.takeCoaching(answer.value.coaching)
    state.setState({
      opened: {
        id,
        reading: answer.ok ? answer.value : undefined,
        failure: answer.ok ? undefined : answer.error,
      },
    })
  }

  return {
    state,
    open() {
      void read()
      void readEnded()
    },
    filter(change) {
      state.setState({ filters: { ...state.getState().filters, ...change } })
      planned()
      planned = clock.schedule(typingMs, () => void read())
    },
    async more() {
      const { isLoading, nextCursor } = state.getState()
      if (!isLoading && nextCursor !== undefined) await read(nextCursor)
    },
    openCoaching(id) {
      if (id === undefined) {
        state.setState({ opened: undefined })
        return
      }
      state.setState({ opened: { id, reading: undefined, failure: undefined } })
      void readCoaching(id)
    },
  }
}

export const coachingHistoryOf = lateModel(createCoachingHistory)
