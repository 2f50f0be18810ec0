// Keeps what supervisors did, and measures what came before and after once it can be measured.
//
//   began ─► row ─► ended ─► window after has passed ─┐
//               └─► its conversation has ended ───────┼─► due ─► facts ─► outcome, written once
//               └─► a day has passed ─────────────────┘
//
// Everything is in the database: whichever server looks next settles what is due, also after a restart.
import { factsNeeded, type Intervention, measureOutcome, type OutcomeWindows } from '@sotto/domain'
import { assertNever, type Clock, nameOfFailure, repeat, type WallMs } from '@sotto/kernel'
import type { FactStore, InterventionStore } from '../database/fact-store.ts'
import { createWriteBehind, type WriteBehindOptions } from './write-behind.ts'

/** For whoever learns what a supervisor does: told, and forgotten about. Telling twice changes nothing. */
export interface InterventionWatch {
  began(intervention: Omit<Intervention, 'endedAt'>): void
  ended(interventionId: string, at: WallMs): void
}

type Told =
  | { readonly type: 'began'; readonly intervention: Intervention }
  | { readonly type: 'ended'; readonly id: string; readonly at: WallMs }
  | { readonly type: 'conversation-ended'; readonly id: string; readonly at: WallMs }

export interface InterventionsOptions
  extends Omit<WriteBehindOptions<Told>, 'name' | 'lost' | 'gatherMs' | 'waitingAtMost' | 'write'> {
  readonly clock: Clock
  readonly facts: Pick<FactStore, 'ofConversation'>
  readonly store: InterventionStore
  readonly windows: OutcomeWindows
}

export interface Interventions extends InterventionWatch {
  conversationEnded(conversationId: string, at: WallMs): void
}

/** Short: a crash in between forgets what happened in it. */
const gatherMs = 50
const waitingAtMost = 20_000
/** When nobody has told of its end by then, nobody will. */
const forgottenAfterMs = 24 * 3_600_000
const lookEveryMs = 30_000
/** Reports come late and are written in batches: so long after it is due an outcome is measured. */
const latenessMs = 15_000
const settledAtOnce = 50

export function createInterventions(options: InterventionsOptions): Interventions {
  const { clock, counters, logger, store, windows } = options
  const rows = createWriteBehind<Told>({
    ...options,
    name: 'interventions',
    lost: 'interventions-lost',
    gatherMs,
    waitingAtMost,
    async write(all) {
      for (const told of all) await writeDown(told)
    },
  })

  function writeDown(told: Told): Promise<void> {
    switch (told.type) {
      case 'began':
        return store.begin(told.intervention, told.intervention.beganAt + forgottenAfterMs)
      case 'ended':
        return store.end(told.id, told.at, told.at + windows.afterMs)
      case 'conversation-ended':
        return store.endConversation(told.id, told.at)
      default:
        return assertNever(told)
    }
  }

  async function settle(intervention: Intervention): Promise<void> {
    const needed = factsNeeded(intervention, windows)
    const facts = await options.facts.ofConversation(intervention.conversationId, needed)
    const isFirst = await store.settle(
      intervention.id,
      measureOutcome(intervention, facts, windows),
    )
    if (isFirst) counters.count('outcomes-written')
  }

  let isLooking = false
  async function look(): Promise<void> {
    if (isLooking) return
    isLooking = true
    try {
      while (await settleSome());
    } catch (failure) {
      putOff(failure)
    } finally {
      isLooking = false
    }
  }

  /** Whether there may be more. One that cannot be settled keeps nobody behind it waiting. */
  async function settleSome(): Promise<boolean> {
    const due = await store.due(clock.wallNow() - latenessMs, settledAtOnce)
    let settled = 0
    for (const intervention of due) {
      try {
        await settle(intervention)
        settled += 1
      } catch (failure) {
        putOff(failure)
      }
    }
    return settled > 0 && due.length === settledAtOnce
  }

  function putOff(failure: unknown): void {
    counters.count('store-failures')
    logger.warn('outcomes-put-off', {
      errorName: nameOfFailure(failure),
    })
  }
  options.scope.onClose(repeat(clock, lookEveryMs, () => void look()))

  return {
    began: (intervention) => rows.add([{ type: 'began', intervention }]),
    ended: (id, at) => rows.add([{ type: 'ended', id, at }]),
    conversationEnded: (id, at) => rows.add([{ type: 'conversation-ended', id, at }]),
  }
}
