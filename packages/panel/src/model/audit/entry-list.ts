/**
 * The audit's entries, for an auditor: filters, pages, and one story that is open beside them.
 *
 * ```
 *   open, filter ──► loading ──answer──► known ──more──► known, with the next page
 *                       ▲  │ failure
 *                       └─ failed (what was shown stays)
 *
 *   openStory ──► reading ──answer──► told ──closeStory──► none
 *                    └─ failed
 * ```
 */
import {
  type AuditEntryView,
  type AuditHead,
  type AuditSearchRequest,
  type AuditTimeline,
  auditSearchRequestSchema,
} from '@sotto/protocol'
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { CallFailure } from '../commands/server-calls.ts'
import { startOfDay, startOfNextDay } from '../start-of-day.ts'
import type { AuditCalls } from './audit-calls.ts'

/** As they stand in the fields; empty means: no matter. */
export interface EntryFilters {
  readonly personId: string
  readonly conversationId: string
  readonly act: string
  readonly mode: string
  /** `2026-03-31`, included like the last one. */
  readonly firstDay: string
  readonly lastDay: string
}

/** Whose story: of a line or text, or of a whole conversation. */
export interface StoryOf {
  readonly of: 'conversations' | 'controls'
  readonly id: string
}

export type OpenStory =
  | ({ readonly kind: 'reading' } & StoryOf)
  | ({ readonly kind: 'told'; readonly timeline: AuditTimeline } & StoryOf)
  | ({ readonly kind: 'failed'; readonly failure: CallFailure } & StoryOf)

export interface EntryListState {
  readonly filters: EntryFilters
  readonly rows: readonly AuditEntryView[]
  /** Everybody who stood in a row so far, to choose from. */
  readonly people: ReadonlyMap<string, string>
  readonly head: AuditHead | undefined
  readonly nextCursor: string | undefined
  readonly isLoading: boolean
  readonly failure: CallFailure | undefined
  readonly story: OpenStory | undefined
}

export interface EntryList {
  readonly state: StoreApi<EntryListState>
  /** Reads the first page anew. */
  open(): void
  filter(change: Partial<EntryFilters>): void
  more(): Promise<void>
  openStory(story: StoryOf): Promise<void>
  closeStory(): void
}

export const noEntryFilters: EntryFilters = {
  personId: '',
  conversationId: '',
  act: '',
  mode: '',
  firstDay: '',
  lastDay: '',
}

const { mode: modeField } = auditSearchRequestSchema.shape

/** What is asked for; files by the same. */
export function entrySearch(
  filters: EntryFilters,
): Omit<AuditSearchRequest, 'cursor' | 'pageSize'> {
  const personId = filters.personId.trim()
  const conversationId = filters.conversationId.trim()
  const mode = modeField.safeParse(filters.mode).data
  const from = startOfDay(filters.firstDay)
  const last = startOfDay(filters.lastDay)
  return {
    ...(personId === '' ? {} : { personId }),
    ...(conversationId === '' ? {} : { conversationId }),
    ...(filters.act === '' ? {} : { acts: filters.act.split(',') }),
    ...(mode === undefined ? {} : { mode }),
    ...(from === undefined ? {} : { from }),
    ...(last === undefined ? {} : { until: startOfNextDay(last) }),
  }
}

/** The story that an entry belongs to, if it belongs to any. */
export function storyOf({ controlId, conversationId }: AuditEntryView): StoryOf | undefined {
  if (controlId !== undefined) return { of: 'controls', id: controlId }
  return conversationId === undefined ? undefined : { of: 'conversations', id: conversationId }
}

export function createEntryList({
  calls,
}: {
  readonly calls: Pick<AuditCalls, 'auditEntries' | 'auditTimeline'>
}): EntryList {
  const state = createStore<EntryListState>(() => ({
    filters: noEntryFilters,
    rows: [],
    people: new Map(),
    head: undefined,
    nextCursor: undefined,
    isLoading: false,
    failure: undefined,
    story: undefined,
  }))
  /** Which question is meant: the answer to an older one is not shown. */
  let question = 0

  async function read(cursor?: string): Promise<void> {
    question += 1
    const mine = question
    const { filters, people, rows } = state.getState()
    state.setState({ isLoading: true, failure: undefined })
    const answer = await calls.auditEntries({
      ...entrySearch(filters),
      ...(cursor === undefined ? {} : { cursor }),
    })
    if (mine !== question) return
    if (!answer.ok) {
      state.setState({ isLoading: false, failure: answer.error })
      return
    }
    const { entries, head, nextCursor } = answer.value
    const before = cursor === undefined ? [] : rows
    state.setState({
      isLoading: false,
      rows: [...before, ...entries],
      people: new Map([...people, ...peopleIn(entries)]),
      head,
      nextCursor,
    })
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
    async openStory({ id, of }) {
      const asked = { kind: 'reading', of, id } as const
      state.setState({ story: asked })
      const answer = await calls.auditTimeline(of, id)
      if (state.getState().story !== asked) return
      state.setState({
        story: answer.ok
          ? { kind: 'told', of, id, timeline: answer.value }
          : { kind: 'failed', of, id, failure: answer.error },
      })
    },
    closeStory: () => state.setState({ story: undefined }),
  }
}

function peopleIn(entries: readonly AuditEntryView[]): readonly (readonly [string, string])[] {
  return entries
    .flatMap(({ agent, supervisor }) => [supervisor, agent])
    .flatMap((person) => (person === undefined ? [] : [[person.id, person.name ?? ''] as const]))
}
