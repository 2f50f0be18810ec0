/** Deletes what has been kept as long as it may be, in small batches with a pause between, so that nobody waits for the database. */
import {
  assertNever,
  type Clock,
  type Logger,
  nameOfFailure,
  repeat,
  sleep,
  type WallMs,
} from '@sotto/kernel'
import type { RetainedKind, RetentionStore } from '../database/stores.ts'

/** How long each kind is kept. */
export type RetentionMs = Readonly<Record<RetainedKind, number>>

export interface ForgetWhatIsOldOptions {
  readonly clock: Clock
  readonly logger: Logger
  readonly store: RetentionStore
  readonly keptForMs: RetentionMs
}

const kinds = [
  'incident-facts',
  'acts',
  'outcomes',
  'reveals',
  'coachings',
  'audit',
] as const satisfies RetainedKind[]
const everyMs = 3_600_000
/** Servers that are restarted more often than hourly forget, too. */
const firstAfterMs = 90_000
const removedAtOnce = 1_000
const pauseMs = 200

/**
 * Soon after the start and then hourly, on every server; of several one at a time does it. Every run that deleted anything says in
 * the log how much of what. Call the answer to end it.
 */
export function forgetWhatIsOld(options: ForgetWhatIsOldOptions): () => void {
  const { clock, logger } = options
  const state = { isRunning: false, isOver: false }

  async function run(): Promise<void> {
    if (state.isRunning) return
    state.isRunning = true
    const removed = { incidentFacts: 0, acts: 0, outcomes: 0, reveals: 0, coachings: 0, audit: 0 }
    try {
      const now = clock.wallNow()
      for (const kind of kinds) removed[countOf(kind)] = await forgetAll(kind, now)
    } catch (failure) {
      // The next hour tries again.
      const errorName = nameOfFailure(failure)
      logger.warn('retention-failed', { errorName })
    }
    if (Object.values(removed).some((count) => count > 0)) logger.info('retention', removed)
    state.isRunning = false
  }

  async function forgetAll(kind: RetainedKind, now: WallMs): Promise<number> {
    let sum = 0
    while (!state.isOver) {
      const before = now - options.keptForMs[kind]
      const removed = await options.store.forget(kind, before, removedAtOnce)
      sum += removed ?? 0
      // A month of the audit that goes as a whole may be more, and there may be another.
      if (removed === undefined || removed < removedAtOnce) break
      await sleep(clock, pauseMs)
    }
    return sum
  }

  const stops = [
    clock.schedule(firstAfterMs, () => void run()),
    repeat(clock, everyMs, () => void run()),
  ]
  return () => {
    state.isOver = true
    for (const stop of stops) stop()
  }
}

function countOf(kind: RetainedKind): 'incidentFacts' | Exclude<RetainedKind, 'incident-facts'> {
  switch (kind) {
    case 'incident-facts':
      return 'incidentFacts'
    case 'acts':
    case 'outcomes':
    case 'reveals':
    case 'coachings':
    case 'audit':
      return kind
    default:
      return assertNever(kind)
  }
}
