/**
 * What is being written about a coaching session. It lives on the server, saved while it is typed; here is only what the server
 * has not got yet.
 *
 * ```
 *            change                0.8 s without a key             ok
 *   saved ───────────► unsaved ──────────────────────► saving ───────────► saved, or unsaved when typed on
 *     ▲                   ▲                              │
 *     │                   │ 5 s                          ├─ no answer ───► failed, kept
 *     │                   └──────────────────────────────┘
 *     │ theirs · mine                                    ├─ edited elsewhere ─► conflict: both stand, a person chooses
 *     │                                                  └─ masked while written ─► saved, own words stay until the field is left
 *     └──────────────────────────────────────────────────────────────────────────┘
 * ```
 *
 * Until then it lies sealed in the tab's storage (`keeping/kept-text.ts`), and is sent by the page that comes after this one.
 */
import type { Cancel, Clock } from '@sotto/kernel'
import type { CoachingView } from '@sotto/protocol'
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Commands } from '../commands/commands.ts'
import type { CallFailure } from '../commands/server-calls.ts'
import type { KeptText } from '../keeping/kept-text.ts'
import type { LiveStore } from '../live/live-store.ts'
import { readKeptNotes, writeKeptNotes } from './kept-notes.ts'
import type { CoachingDetails, MaskedNotes, NotesDraft, NotesDrafts } from './notes-draft.ts'

export interface CoachingNotes {
  readonly state: StoreApi<NotesDrafts>
  readonly masked: StoreApi<MaskedNotes>
  /** `base`: the session as it was on the screen when the first key was pressed. */
  change(base: CoachingView, details: CoachingDetails): void
  /** Somebody writes in the field: half a number must not be masked before its end is typed. Until `flush`. */
  beginWriting(coachingId: string): void
  /** Now, without waiting for a pause: before the session is completed, or when the field is left. */
  flush(coachingId: string): Promise<void>
  /** In a conflict: what stands here replaces what was written elsewhere. */
  keepMine(coachingId: string): void
  /** In a conflict: what was written elsewhere stays, and what stands here goes. */
  takeTheirs(coachingId: string): void
  /** Somebody is about to write: what they type can be kept from the first word on. */
  prepare(): void
  /** Whether everything the server has not got would outlive the page. */
  isKept(): boolean
  /** What this person typed in an earlier page of this tab is there again, and is sent. */
  takeBack(): Promise<void>
  close(): void
}

export const quietMs = 800
export const failedAgainMs = 5_000
export const keptNotesKey = 'sotto.coaching-notes'

export function createCoachingNotes(options: {
  readonly clock: Clock
  readonly commands: Pick<Commands, 'writeCoaching' | 'coaching'>
  readonly store: Pick<LiveStore, 'coaching' | 'takeCoaching'>
  readonly kept: KeptText
}): CoachingNotes {
  const { clock, commands, kept, store } = options
  const state = createStore<NotesDrafts>(() => ({}))
  const masked = createStore<MaskedNotes>(() => ({}))
  const writing = new Set<string>()
  const planned = new Map<string, Cancel>()
  const flights = new Map<string, Promise<void>>()
  /** Typed in an earlier page, where something newer stands here: its turn comes when that is saved. */
  const later = new Map<string, NotesDraft>()

  function plan(id: string, delayMs: number): void {
    planned.get(id)?.()
    planned.set(
      id,
      clock.schedule(delayMs, () => {
        planned.delete(id)
        void save(id)
      }),
    )
  }

  function put(id: string, draft: NotesDraft | undefined): void {
    const { [id]: _, ...others } = state.getState()
    const next = draft ?? later.get(id)
    if (draft === undefined) later.delete(id)
    state.setState(next === undefined ? others : { ...others, [id]: next }, true)
    if (draft === undefined && next !== undefined) plan(id, quietMs)
    keep()
  }

  function keep(): void {
    const unsaved = Object.entries(state.getState()).filter(
      ([, { saving }]) => saving.state !== 'saved',
    )
    kept.keep(writeKeptNotes([...unsaved, ...later]))
  }

  function save(id: string): Promise<void> {
    const flying = flights.get(id)
    // What was typed meanwhile goes after it.
    if (flying !== undefined) return flying.then(() => save(id))
    const draft = state.getState()[id]
    if (draft === undefined || draft.saving.state === 'conflict') return Promise.resolve()
    if (draft.saving.state === 'saved') {
      if (!writing.has(id)) put(id, undefined)
      return Promise.resolve()
    }
    planned.get(id)?.()
    const flight = send(id, draft).finally(() => flights.delete(id))
    flights.set(id, flight)
    return flight
  }

  async function send(id: string, draft: NotesDraft): Promise<void> {
    const { baseRevision, details } = draft
    const sent: NotesDraft = { ...draft, saving: { state: 'saving' } }
    put(id, sent)
    const answer = await commands.writeCoaching(id, { revision: baseRevision, ...details })
    const now = state.getState()[id]
    if (now === undefined) return
    if (answer.ok) {
      const { masked: pieces, ...view } = answer.value
      store.takeCoaching(view)
      masked.setState({ [id]: pieces.length === 0 ? undefined : pieces })
      const isOwnKept = pieces.length > 0 && writing.has(id)
      if (now.details === details && !isOwnKept) put(id, undefined)
      else if (now.details === details)
        put(id, {
          details,
          baseRevision: view.detailsRevision,
          saving: { state: 'saved' },
        })
      else {
        const rest: NotesDraft = {
          details: now.details,
          baseRevision: view.detailsRevision,
          saving: { state: 'unsaved' },
        }
        put(id, rest)
        plan(id, quietMs)
      }
      return
    }
    if (isConflict(answer.error)) {
      const read = await commands.coaching(id)
      if (read.ok) store.takeCoaching(read.value.coaching)
      const latest = state.getState()[id] ?? now
      // What was sent before a reload may have arrived: then there is nothing to choose.
      const isThere = read.ok && sameDetails(read.value.coaching.details, latest.details)
      put(id, isThere ? undefined : { ...latest, saving: { state: 'conflict' } })
      return
    }
    put(id, { ...now, saving: { state: 'failed', failure: answer.error } })
    if (answer.error.kind !== 'refused') plan(id, failedAgainMs)
  }

  return {
    state,
    masked,
    change(base, details) {
      const before = state.getState()[base.id]
      const isStuck = before?.saving.state === 'conflict'
      put(base.id, {
        details,
        baseRevision: before?.baseRevision ?? base.detailsRevision,
        saving: isStuck ? before.saving : { state: 'unsaved' },
      })
      if (!isStuck) plan(base.id, quietMs)
    },
    beginWriting: (id) => void writing.add(id),
    flush(id) {
      writing.delete(id)
      return save(id)
    },
    keepMine(id) {
      const draft = state.getState()[id]
      const theirs = store.coaching(id)
      if (draft === undefined || theirs === undefined) return
      put(id, {
        details: draft.details,
        baseRevision: theirs.detailsRevision,
        saving: { state: 'unsaved' },
      })
      void save(id)
    },
    takeTheirs(id) {
      planned.get(id)?.()
      put(id, undefined)
    },
    prepare: () => void kept.prepare(),
    isKept: () => kept.isKept(),
    async takeBack() {
      for (const text of await kept.takeBack())
        for (const [id, draft] of readKeptNotes(text)) {
          if (state.getState()[id] !== undefined) later.set(id, draft)
          else {
            put(id, draft)
            plan(id, quietMs)
          }
        }
      keep()
    },
    close() {
      for (const cancel of planned.values()) cancel()
    },
  }
}

function isConflict(failure: CallFailure): boolean {
  return failure.kind === 'refused' && failure.refusal.code === 'edited-elsewhere'
}

function sameDetails(left: CoachingDetails, right: CoachingDetails): boolean {
  return textOf(left) === textOf(right)
}

/** In a fixed order, whatever order they came in. */
function textOf({ followUpOn, moments, notes, rating, tags }: CoachingDetails): string {
  const marked = moments.map(({ atMs, id, label, segmentId }) => [id, atMs, label, segmentId])
  return JSON.stringify([notes, tags, rating, followUpOn, marked])
}
