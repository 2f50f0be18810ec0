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
  /** Another server's row that is shown here: what becomes of it is read until it is over. */
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
  /** Another server has called it off, and may be gone since. */
  readonly seeThrough: (entry: CallableControl) => void
  /** It is another server's now: nothing of it may go on here. */
  readonly lose: (entry: CallableControl) => void
}

export function createControlHoldings(options: ControlHoldingsOptions): ControlHoldings {
  const { counters, entries, serverId, store } = options
  const writing = new Set<string>()
  /** Seen to by this server. A row may bear our name before that, when the answer to its taking over was lost. */
  const held = new Set<string>()
  /** Another's, shown here or lost from here: read again and again until they are over. */
  const followed = new Set<string>()

  const isOurs = ({ stored }: CallableControl) => stored.ownerId === serverId
  const isOver = ({ stored }: CallableControl) => isFinalState(stored.record.state.name)

  function takeFound(stored: StoredControl): void {
    const { id } = stored.record
    if (writing.has(id)) return
    const entry = entries.get(id) ?? options.remember(stored)
    const wasCancelling = entry.stored.record.state.name === 'cancelling'
    takeNewer(entry, stored)
    if (!held.has(id)) return inherit(entry)
    const isCancelling = entry.stored.record.state.name === 'cancelling'
    if (isCancelling && !wasCancelling) options.seeThrough(entry)
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

  async function readAgain(entry: CallableControl): Promise<void> {
    const { id } = entry.stored.record
    const present = await store.byId(id)
    if (present === undefined) return
    if (present.ownerId !== serverId && held.delete(id)) {
      counters.count('controls-lost')
      followed.add(id)
      options.lose(entry)
    }
    takeNewer(entry, present)
  }

  function forgetOver(): void {
    for (const ids of [held, followed])
      for (const id of ids) {
        const entry = entries.get(id)
        if (entry === undefined || isOver(entry)) ids.delete(id)
      }
  }

  return {
    isOurs,
    async look(inherits) {
      forgetOver()
      const known = [...held, ...followed].flatMap((id) => entries.get(id) ?? [])
      const found = await store.takeOver({ serverId, inherits })
      for (const stored of found) takeFound(stored)
      const ids = new Set(found.map(({ record }) => record.id))
      const missed = known.filter((entry) => !isOver(entry) && !ids.has(entry.stored.record.id))
      await Promise.all(missed.map(readAgain))
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
