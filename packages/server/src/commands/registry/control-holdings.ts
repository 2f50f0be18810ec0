// Which rows are this server's: those it wrote, those it has taken over from servers now gone, and no longer those that were
// taken over from it while it slept.
//
//   ours ──► the look does not find it ─► read ─► another's: line shut first, then the other's word stands
//    ▲                                       └──► over, or still ours: the newest word stands
//    └────── the look finds a row not known as ours: taken over, settled
import { isFinalState } from '@sotto/domain'
import type { ControlStore, StoredControl } from '../../database/stores.ts'
import type { Counters } from '../../live/counters.ts'
import type { CallableControl } from './control-calls.ts'

export interface ControlHoldings {
  /** Asks the database whose the unsettled rows are. Rejects when it does not answer. */
  look(inherits: boolean): Promise<void>
  isOurs(entry: CallableControl): boolean
  /** This row is being written by this server now: finding it is no taking over. */
  beginWriting(controlId: string): void
  /** It stands, and is ours to see to its end. */
  written(controlId: string): void
  /** It was given up. */
  endWriting(controlId: string): void
  /** Another server's row that is known here: what becomes of it is read until it is over. */
  follow(stored: StoredControl): void
}

export interface ControlHoldingsOptions {
  readonly serverId: string
  readonly store: ControlStore
  readonly counters: Counters
  readonly entries: ReadonlyMap<string, CallableControl>
  readonly remember: (stored: StoredControl) => CallableControl
  /** What another server has written of a row takes the place of what is known here. */
  readonly refresh: (entry: CallableControl, stored: StoredControl) => void
  readonly settle: (entry: CallableControl) => void
  /** It is another server's now: nothing of it may go on here. */
  readonly lose: (entry: CallableControl) => void
  /** Ours, not over, and nobody could be found to act for its supervisor, or the platform would not have them. */
  readonly care: (stranded: readonly CallableControl[]) => void
}

export function createControlHoldings(options: ControlHoldingsOptions): ControlHoldings {
  const { counters, entries, serverId, store } = options
  const writing = new Set<string>()
  /** Seen to by this server. A row may bear our name before that, when the answer to its taking over was lost. */
  const held = new Set<string>()
  /** Another's, known here or lost from here: read again and again until they are over. */
  const followed = new Set<string>()

  const isOurs = ({ stored }: CallableControl) => stored.ownerId === serverId

  function takeFound(stored: StoredControl): void {
    const { id } = stored.record
    if (writing.has(id)) return
    const entry = entries.get(id) ?? options.remember(stored)
    const isNew = !held.has(id)
    // Before anybody is told of it: no line of an inherited one is opened here.
    if (isNew) entry.isInherited = true
    takeNewer(entry, stored)
    if (isNew) inherit(entry)
  }

  function takeNewer(entry: CallableControl, stored: StoredControl): void {
    if (stored.revision > entry.stored.revision) options.refresh(entry, stored)
  }

  function inherit(entry: CallableControl): void {
    const { id } = entry.stored.record
    followed.delete(id)
    held.add(id)
    counters.count('controls-inherited')
    options.settle(entry)
  }

  function takeRead(stored: StoredControl): void {
    const { id } = stored.record
    const entry = entries.get(id)
    if (entry === undefined) return
    if (stored.ownerId !== serverId && held.delete(id)) {
      counters.count('controls-lost')
      followed.add(id)
      options.lose(entry)
    }
    takeNewer(entry, stored)
  }

  function forgetOver(): void {
    for (const ids of [held, followed])
      for (const id of ids) {
        const entry = entries.get(id)
        if (entry === undefined || isFinalState(entry.stored.record.state.name)) ids.delete(id)
      }
  }

  function careForStranded(): void {
    const stranded = [...held]
      .flatMap((id) => entries.get(id) ?? [])
      .filter(({ failedCalls, parked }) => parked !== undefined || failedCalls > 0)
    if (stranded.length > 0) options.care(stranded)
  }

  return {
    isOurs,
    async look(inherits) {
      forgetOver()
      careForStranded()
      const known = [...held, ...followed]
      const found = await store.takeOver({ serverId, inherits })
      for (const stored of found) takeFound(stored)
      const ids = new Set(found.map(({ record }) => record.id))
      const missed = known.filter((id) => !ids.has(id))
      if (missed.length === 0) return
      for (const stored of await store.byIds(missed)) takeRead(stored)
    },
    follow(stored) {
      const { id, state } = stored.record
      if (isFinalState(state.name) || stored.ownerId === serverId || held.has(id)) return
      takeNewer(entries.get(id) ?? options.remember(stored), stored)
      followed.add(id)
    },
    beginWriting: (controlId) => void writing.add(controlId),
    written(controlId) {
      writing.delete(controlId)
      held.add(controlId)
    },
    endWriting: (controlId) => void writing.delete(controlId),
  }
}
