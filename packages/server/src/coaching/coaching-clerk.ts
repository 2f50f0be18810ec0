// Enters one fact after the other into the records: load, decide, save upon the revision it was decided from, tell.
import { type CoachingFact, type CoachingRecord, decideCoaching } from '@sotto/domain'
import type { Clock } from '@sotto/kernel'
import type { IncidentEvidence } from '@sotto/protocol'
import type { CoachingStore, StoredCoaching } from '../database/coaching-store.ts'
import type { IncidentFact } from '../database/stores.ts'
import type { Counters } from '../live/counters.ts'
import type { CoachingBook } from './coaching-book.ts'
import { type CoachingStep, factOfStep, factsOfCoaching } from './facts-of-coaching.ts'

export interface CoachingClerk {
  /** `asked`: here, by its holder, and not found on the platform. */
  open(record: CoachingRecord, how: 'asked' | 'found'): Promise<StoredCoaching>
  /** The session after the fact; undefined when there is no such record. `evidence`: by what the fact became known. */
  enter(
    id: string,
    fact: CoachingFact,
    evidence: IncidentEvidence,
  ): Promise<StoredCoaching | undefined>
  /** For the timeline; holds nobody up. */
  note(record: CoachingRecord, pressed: CoachingStep): void
}

export interface CoachingClerkOptions {
  readonly clock: Clock
  readonly counters: Counters
  readonly store: CoachingStore
  readonly append: (facts: readonly IncidentFact[]) => void
  readonly book: CoachingBook
}

/** Every try that fails means that somebody else's went through: this many are a fault of ours. */
const triesAtMost = 50

export function createCoachingClerk(options: CoachingClerkOptions): CoachingClerk {
  const { append, book, clock, counters, store } = options

  return {
    async open(record, how) {
      const facts = how === 'asked' ? factsOfCoaching(undefined, record, 'console') : []
      const stored = await store.insert(record, facts)
      book.take(stored)
      return stored
    },
    async enter(id, fact, evidence) {
      for (let tries = 0; tries < triesAtMost; tries += 1) {
        const before = await store.byId(id)
        if (before === undefined) return undefined
        const record = decideCoaching(before.record, fact, clock.wallNow())
        const after =
          record === undefined
            ? before
            : await store.saveState(
                record,
                before.revision,
                factsOfCoaching(before.record, record, evidence),
              )
        if (after !== undefined) {
          book.take(after)
          return after
        }
        counters.count('save-conflicts')
      }
      throw new Error('a coaching record could not be saved')
    },
    note: (record, pressed) => append([factOfStep(record, pressed, clock.wallNow())]),
  }
}
