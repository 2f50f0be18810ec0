/** Reads what was said before a transcript was opened, or was missed since, in the name of whoever carries it (S6, S9). */
import {
  type Conversation,
  decideTranscriptRead,
  firstReading,
  scheduleFor,
  type TranscriptRead,
  type TranscriptReadFact,
  type TranscriptSegment,
  usualSchedule,
} from '@sotto/domain'
import type { Clock, Scope, WallMs } from '@sotto/kernel'
import { PlatformError } from '@sotto/platform'
import type { TranscriptStatus } from '@sotto/protocol'
import type { Counters } from '../live/counters.ts'
import type { Supervisor } from '../live/supervisors/supervisor.ts'
import { createTimers } from '../live/timers.ts'

export interface TranscriptReading {
  /** Somebody else carries the transcript from now on, or anybody at all. */
  carrierChanged(): void
  /** Events were lost. */
  readMissed(): void
  /** Somebody asks for it. */
  refresh(): void
  view(): TranscriptStatus['read']
}

export interface TranscriptReadingOptions {
  readonly clock: Clock
  readonly scope: Scope
  readonly counters: Counters
  readonly conversation: () => Conversation
  /** Whose rights it is read with; nobody reads without one. */
  readonly carrier: () => Supervisor | undefined
  readonly onTold: (segments: readonly TranscriptSegment[]) => void
  readonly onChange: () => void
  readonly onFailure: (failure: unknown) => void
}

/** After subscribing, so that nothing falls between the first event and the reading. */
const subscribeMs = 200
const refreshAtMostEveryMs = 2_000

export function createTranscriptReading(options: TranscriptReadingOptions): TranscriptReading {
  const { clock, scope } = options
  const timers = createTimers(clock, scope)
  let read: TranscriptRead = firstReading
  let nextAttemptAt: WallMs | undefined
  let isReading = false
  let refreshedAtMono = Number.NEGATIVE_INFINITY

  function move(fact: TranscriptReadFact): void {
    const next = decideTranscriptRead(read, fact, schedule())
    if (next === read) return
    read = next
    nextAttemptAt = next.state === 'waiting' ? clock.wallNow() + next.waitMs : undefined
    if (next.state === 'waiting')
      timers.replace('attempt', next.waitMs, () => move({ type: 'due' }))
    else timers.cancel('attempt')
    if (next.state === 'reading' || next.state === 'rereading') readSoon(0)
    options.onChange()
  }

  function schedule() {
    const region = options.carrier()?.person.region
    return region === undefined ? usualSchedule : scheduleFor(region, options.conversation().region)
  }

  /** What is still tried for comes by its own tries. */
  function readMissed(): void {
    if (read.state === 'available') move({ type: 'refresh' })
  }

  function readSoon(delayMs: number): void {
    timers.replace('read', delayMs, () => void readNow().catch(options.onFailure))
  }

  async function readNow(): Promise<void> {
    const carrier = options.carrier()
    if (isReading || carrier === undefined) return
    isReading = true
    try {
      const fact = await ask(carrier)
      if (!scope.closed) move(fact)
    } finally {
      isReading = false
    }
  }

  async function ask(supervisor: Supervisor): Promise<TranscriptReadFact> {
    try {
      options.counters.count('transcript-readings')
      const answer = await supervisor.platform.transcript(options.conversation().id)
      if (scope.closed) return { type: 'not-ready' }
      if (!answer.ok) {
        const { error } = answer
        const missing = 'missing' in error ? error.missing : undefined
        return { type: 'refused', code: error.code, ...(missing === undefined ? {} : { missing }) }
      }
      if (answer.value.length === 0) return { type: 'not-ready' }
      options.onTold(answer.value)
      return { type: 'answered' }
    } catch (failure) {
      if (!(failure instanceof PlatformError)) throw failure
      const { retryAfterMs } = failure
      return { type: 'failed', ...(retryAfterMs === undefined ? {} : { retryAfterMs }) }
    }
  }

  return {
    carrierChanged() {
      if (read.state === 'reading') readSoon(subscribeMs)
      else readMissed()
    },
    readMissed,
    refresh() {
      if (clock.monotonicNow() - refreshedAtMono < refreshAtMostEveryMs) return
      refreshedAtMono = clock.monotonicNow()
      move({ type: 'refresh' })
    },
    view: () => readView(read, schedule().attempts, nextAttemptAt),
  }
}

function readView(
  read: TranscriptRead,
  attempts: number,
  nextAttemptAt: WallMs | undefined,
): TranscriptStatus['read'] {
  switch (read.state) {
    case 'reading':
      return { state: 'pending', attempt: read.attempt, attempts }
    case 'waiting':
      return {
        state: 'pending',
        attempt: read.attempt,
        attempts,
        ...(nextAttemptAt === undefined ? {} : { nextAttemptAt }),
      }
    case 'available':
    case 'rereading':
      return { state: 'available' }
    case 'unavailable':
      return { state: 'unavailable' }
    case 'refused':
      return {
        state: 'refused',
        code: read.code,
        ...(read.missing === undefined ? {} : { missing: read.missing }),
      }
  }
}
