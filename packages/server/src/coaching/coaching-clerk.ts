// Enters one fact after the other into the records: load, decide, save upon the revision it was decided from, tell.
import { type CoachingFact, type CoachingRecord, decideCoaching } from '@sotto/domain'
import type { Clock } from '@sotto/kernel'
import type { CoachingStore, StoredCoaching } from '../database/coaching-store.ts'
import type { Counters } from '../live/counters.ts'
import type { CoachingBook } from './coaching-book.ts'

export interface CoachingClerk {
  open(record: CoachingRecord): Promise<StoredCoaching>
  /** The session after the fact; undefined when there is no such record. */
  enter(id: string, fact: CoachingFact): Promise<StoredCoaching | undefined>
}

export interface CoachingClerkOptions {
  readonly clock: Clock
  readonly counters: Counters
  readonly store: CoachingStore
  readonly book: CoachingBook
}

/** Every try that fails means that somebody else's went through: this many are a fault of ours. */
const triesAtMost = 50

export function createCoachingClerk(options: CoachingClerkOptions): CoachingClerk {
  const { book, clock, counters, store } = options

  return {
    async open(record) {
      const stored = await store.insert(record)
      book.take(stored)
      return stored
    },
    async enter(id, fact) {
      for (let tries = 0; tries < triesAtMost; tries += 1) {
        const before = await store.byId(id)
        if (before === undefined) return undefined
        const record = decideCoaching(before.record, fact, clock.wallNow())
        const after = record === undefined ? before : await store.saveState(record, before.revision)
        if (after !== undefined) {
          book.take(after)
          return after
        }
        counters.count('save-conflicts')
      }
      throw new Error('a coaching record could not be saved')
    },
  }
}
