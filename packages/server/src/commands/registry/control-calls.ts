// Speaks to the platform about one control: submit, status check, cancel. Every answer, and every silence, becomes a fact.
import {
  type ControlFact,
  type ControlRecord,
  type ControlTimings,
  isFinalState,
} from '@sotto/domain'
import { backoff, type Clock, type MonotonicMs, type Random } from '@sotto/kernel'
import { PlatformError } from '@sotto/platform'
import type { Counters } from '../../live/counters.ts'
import type { Supervisor } from '../../live/supervisors/supervisor.ts'
import type { Timers } from '../../live/timers.ts'
import type { ControlEntry } from './control-ledger.ts'
import {
  cancelOutcome,
  startAnswerFact,
  startFailureFact,
  startRequestFor,
} from './platform-answer.ts'

export interface CallableControl extends ControlEntry {
  /** The call that submits it has not come back. */
  isSubmitting: boolean
  /** Until then a submit whose answer was lost may still arrive. */
  lookupUntilMono: MonotonicMs
  failedCalls: number
  checks: number
  /** Had to be put off because nobody is signed in to do it. */
  parked: 'check' | 'cancel' | undefined
  /** The platform has been asked by this server to cancel it, and could be reached. */
  isCancelAsked: boolean
  /** Begun by another server, and seen to its end by this one. */
  isInherited: boolean
  /** Of the command it began with, where that was here. */
  readonly contextId: string | undefined
}

export interface ControlCalls {
  submit(entry: CallableControl): void
  check(entry: CallableControl, afterMs: number): void
  cancel(entry: CallableControl, afterMs: number): void
  /** Does what was put off. */
  resume(entry: CallableControl): void
  /** What another server tried of it is not counted any more. */
  inherit(entry: CallableControl): void
  /** It is over: no call that was planned is due any more. */
  stop(entry: CallableControl): void
}

export interface ControlCallsOptions {
  readonly clock: Clock
  readonly random: Random
  readonly timers: Timers
  readonly counters: Counters
  readonly timings: ControlTimings
  readonly lookupWindowMs: number
  /** Asked in the moment of the call: what was granted may have been overtaken since. */
  readonly startRefusal: (record: ControlRecord) => string | undefined
  readonly supervisorOf: (supervisorId: string) => Supervisor | undefined
  /** Another server's is asked after or cancelled once; whose it is does it again and again. */
  readonly isOurs: (entry: CallableControl) => boolean
  readonly take: (entry: CallableControl, fact: ControlFact) => Promise<void>
  readonly onFailure: (failure: unknown) => void
}

const retryMaxMs = 30_000
/** After so many checks without news the pace slackens. */
const briskChecks = 10

export function createControlCalls(options: ControlCallsOptions): ControlCalls {
  const { clock, counters, take, timers, timings } = options

  function idOf(entry: CallableControl): string {
    return entry.stored.record.id
  }

  function check(entry: CallableControl, afterMs: number): void {
    timers.replace(`check ${idOf(entry)}`, afterMs, () => {
      void checkNow(entry).catch(options.onFailure)
    })
  }

  function cancel(entry: CallableControl, afterMs: number): void {
    timers.replace(`cancel ${idOf(entry)}`, Math.max(afterMs, patienceMs(entry)), () => {
      void cancelNow(entry).catch(options.onFailure)
    })
  }

  /** Nothing after a success; after failures longer and longer. */
  function patienceMs(entry: CallableControl): number {
    if (entry.failedCalls === 0) return 0
    return backoff({
      attempt: entry.failedCalls,
      minMs: timings.cancelRetryMs,
      maxMs: retryMaxMs,
      random: options.random,
    })
  }

  function actorFor(entry: CallableControl, call: 'check' | 'cancel'): Supervisor | undefined {
    const actor = options.supervisorOf(entry.stored.record.supervisorId)
    entry.parked = actor === undefined && options.isOurs(entry) ? call : undefined
    return actor
  }

  function noteFailure(entry: CallableControl, failure: unknown): PlatformError {
    if (!(failure instanceof PlatformError)) throw failure
    counters.count('platform-failures')
    entry.failedCalls += 1
    return failure
  }

  async function submitNow(entry: CallableControl): Promise<void> {
    const { record } = entry.stored
    const actor = options.supervisorOf(record.supervisorId)
    if (actor === undefined) return take(entry, { type: 'refused', code: 'signed-out' })
    const refusal = options.startRefusal(record)
    if (refusal !== undefined) return take(entry, { type: 'refused', code: refusal })
    entry.isSubmitting = true
    let fact: ControlFact
    try {
      const answer = await actor.platform.startControl(startRequestFor(record))
      fact = startAnswerFact(answer)
      // What is more than queued already is read rather than believed: the answer carries no version.
      if (answer.ok && answer.value.status !== 'queued') check(entry, 0)
    } catch (failure) {
      fact = startFailureFact(noteFailure(entry, failure))
    } finally {
      entry.isSubmitting = false
      entry.lookupUntilMono = clock.monotonicNow() + options.lookupWindowMs
    }
    await take(entry, fact)
  }

  async function checkNow(entry: CallableControl): Promise<void> {
    // While the submit is under way its answer says more than any reading.
    if (isFinalState(entry.stored.record.state.name) || entry.isSubmitting) return
    const actor = actorFor(entry, 'check')
    if (actor === undefined) return
    counters.count('status-checks')
    entry.checks += 1
    try {
      const fact = await statusFact(actor, entry)
      entry.failedCalls = 0
      if (fact !== undefined) await take(entry, fact)
    } catch (failure) {
      noteFailure(entry, failure)
    }
    if (!options.isOurs(entry)) return
    if (needsCancel(entry) && !timers.has(`cancel ${idOf(entry)}`)) cancel(entry, 0)
    else if (needsAnotherCheck(entry.stored.record) && !timers.has(`check ${idOf(entry)}`)) {
      const paceMs = timings.statusCheckMs * Math.max(1, entry.checks / briskChecks)
      check(entry, Math.max(Math.min(paceMs, retryMaxMs), patienceMs(entry)))
    }
  }

  /** By the platform's id, or by our own key while that is not known. Undefined: nothing can be said yet. */
  async function statusFact(
    actor: Supervisor,
    entry: CallableControl,
  ): Promise<ControlFact | undefined> {
    const { conversationId, id, platformControlId } = entry.stored.record
    if (platformControlId !== undefined) {
      const answer = await actor.platform.control(conversationId, platformControlId)
      if (!answer.ok) return answer.error.code === 'not-found' ? { type: 'missing' } : undefined
      return { type: 'platform-status', control: answer.value, evidence: 'status-check' }
    }
    const answer = await actor.platform.controls(conversationId)
    if (!answer.ok) return answer.error.code === 'not-found' ? { type: 'missing' } : undefined
    const control = answer.value.find((candidate) => candidate.requestKey === id)
    if (control !== undefined) return { type: 'platform-status', control, evidence: 'status-check' }
    return clock.monotonicNow() >= entry.lookupUntilMono ? { type: 'missing' } : undefined
  }

  async function cancelNow(entry: CallableControl): Promise<void> {
    const { conversationId, platformControlId, state } = entry.stored.record
    const isOver = isFinalState(state.name)
    // What we hold as over is cancelled when the platform calls it alive; everything else only while it is cancelling.
    if (state.name !== 'cancelling' && !isOver) return
    if (platformControlId === undefined) {
      // The submit's answer, or the look-up by our key, will name it; then this effect comes again.
      if (!entry.isSubmitting) check(entry, 0)
      return
    }
    const actor = actorFor(entry, 'cancel')
    if (actor === undefined) return
    entry.isCancelAsked = true
    try {
      const outcome = cancelOutcome(
        await actor.platform.cancelControl(conversationId, platformControlId),
      )
      entry.failedCalls = 0
      if (outcome.kind === 'fact') await take(entry, outcome.fact)
      else check(entry, timings.statusCheckMs)
    } catch (failure) {
      entry.isCancelAsked = false
      noteFailure(entry, failure)
      if (isOver) cancel(entry, timings.cancelRetryMs)
      else if (options.isOurs(entry)) await take(entry, { type: 'cancel-unreachable' })
    }
  }

  return {
    submit(entry) {
      void submitNow(entry).catch(options.onFailure)
    },
    check,
    cancel,
    resume(entry) {
      const { parked } = entry
      // It may have failed because of who it was done as.
      const fails = entry.failedCalls > 0
      entry.parked = undefined
      entry.failedCalls = 0
      if (parked === 'cancel' || (fails && timers.has(`cancel ${idOf(entry)}`))) cancel(entry, 0)
      if (parked === 'check' || (fails && timers.has(`check ${idOf(entry)}`))) check(entry, 0)
    },
    inherit(entry) {
      entry.isCancelAsked = false
      entry.failedCalls = 0
      entry.checks = 0
      entry.parked = undefined
      // Whoever began it may have sent it a moment ago.
      entry.lookupUntilMono = clock.monotonicNow() + options.lookupWindowMs
    },
    stop(entry) {
      timers.cancel(`check ${idOf(entry)}`)
      timers.cancel(`cancel ${idOf(entry)}`)
    },
  }
}

/** Called off and known by its name, which another server may have learned, and not asked for yet. */
function needsCancel({ isCancelAsked, stored }: CallableControl): boolean {
  const { platformControlId, state } = stored.record
  return state.name === 'cancelling' && platformControlId !== undefined && !isCancelAsked
}

/** Not settled, and no event can be relied upon to tell. */
function needsAnotherCheck(record: ControlRecord): boolean {
  const { name } = record.state
  if (name === 'submitted') return record.platformControlId === undefined
  return name === 'pending-delivery' || name === 'cancelling'
}
