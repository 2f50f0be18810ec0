// Takes facts about controls one after the other: decides, writes state and act in one transaction, hands the effects on.
import { isDeepStrictEqual } from 'node:util'
import {
  type ControlDecision,
  type ControlEffect,
  type ControlFact,
  type ControlRecord,
  type ControlTimings,
  decideControl,
} from '@sotto/domain'
import {
  backoff,
  type Clock,
  type Logger,
  type MonotonicMs,
  nameOfFailure,
  type Random,
  type Scope,
} from '@sotto/kernel'
import type { ControlStore, StoredControl } from '../../database/stores.ts'
import { withFactsOfChange } from '../../incidents/facts-of-change.ts'
import type { Counters } from '../../live/counters.ts'
import type { Timers } from '../../live/timers.ts'
import { actOf } from './control-acts.ts'

/** A control in this server's memory, beside its row. */
export interface ControlEntry {
  stored: StoredControl
  /** Facts wait here for the one before. */
  turn: Promise<void>
  /** Since the press, or since it was let go. */
  submittedAtMono: MonotonicMs
}

export interface ControlLedger<Entry extends ControlEntry> {
  /** Resolves when the fact is written down and its effects are on their way. */
  take(entry: Entry, fact: ControlFact): Promise<void>
  /** The same, for callers that do not wait. */
  takeAlone(entry: Entry, fact: ControlFact): void
}

export interface ControlLedgerOptions<Entry extends ControlEntry> {
  readonly clock: Clock
  readonly random: Random
  readonly scope: Scope
  readonly timers: Timers
  readonly logger: Logger
  readonly counters: Counters
  readonly store: ControlStore
  readonly timings: ControlTimings
  /** Called after every write, before the effects. */
  readonly onSaved: (entry: Entry, before: ControlRecord) => void
  /** Another writer was faster: the entry holds what that one wrote. */
  readonly onOvertaken: (entry: Entry, before: ControlRecord) => void
  readonly perform: (entry: Entry, effects: readonly ControlEffect[]) => void
  readonly onFailure: (failure: unknown) => void
}

const retryMinMs = 250
const retryMaxMs = 5_000

export function createControlLedger<Entry extends ControlEntry>(
  options: ControlLedgerOptions<Entry>,
): ControlLedger<Entry> {
  const { clock, counters, scope, store } = options

  async function decideAndSave(entry: Entry, fact: ControlFact): Promise<void> {
    let doubtful: ControlDecision | undefined
    for (let attempt = 0; !scope.closed; attempt += 1) {
      const before = entry.stored.record
      // It was written after all, and only the answer was lost: what was to follow from it still has to be done.
      if (doubtful !== undefined && isSameRecord(before, doubtful.record))
        return options.perform(entry, doubtful.effects)
      const decision = decideControl(before, fact, clock.wallNow(), options.timings)
      if (decision.record === before) return options.perform(entry, decision.effects)
      try {
        if (await save(entry, decision.record, fact))
          return options.perform(entry, decision.effects)
      } catch (failure) {
        doubtful = decision
        // The platform's word must not be lost because the database is away for a while.
        reportLostWrite(before, fact, failure)
        await pause(
          backoff({ attempt, minMs: retryMinMs, maxMs: retryMaxMs, random: options.random }),
        )
      }
    }
  }

  /** False when another writer was faster; the entry then holds what that one wrote. */
  async function save(entry: Entry, record: ControlRecord, fact: ControlFact): Promise<boolean> {
    const before = entry.stored
    const act = withFactsOfChange(actOf(before.record, record, clock.wallNow()), {
      before: before.record,
      after: record,
      fact,
    })
    const saved = await store.save(record, before.revision, act)
    if (saved === undefined) {
      counters.count('save-conflicts')
      const present = await store.byId(record.id)
      if (present === undefined) throw new Error('a control of ours is not in the registry')
      entry.stored = present
      options.onOvertaken(entry, before.record)
      return false
    }
    entry.stored = saved
    options.onSaved(entry, before.record)
    return true
  }

  function reportLostWrite(record: ControlRecord, fact: ControlFact, failure: unknown): void {
    counters.count('store-failures')
    options.logger.error('control-save-failed', {
      controlId: record.id,
      fact: fact.type,
      error: nameOfFailure(failure),
    })
  }

  function pause(delayMs: number): Promise<void> {
    return new Promise((resolve) => {
      options.timers.schedule(delayMs, resolve)
    })
  }

  function take(entry: Entry, fact: ControlFact): Promise<void> {
    const taken = entry.turn.then(() => decideAndSave(entry, fact))
    entry.turn = taken.catch(options.onFailure)
    return taken
  }

  return {
    take,
    takeAlone(entry, fact) {
      // Its turn has reported the failure already.
      take(entry, fact).catch(() => {})
    },
  }
}

/** As the database gives them back: the same fields, in whatever order. */
function isSameRecord(one: ControlRecord, other: ControlRecord): boolean {
  return isDeepStrictEqual(one, other)
}
