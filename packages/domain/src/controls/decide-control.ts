import type { WallMs } from '@sotto/kernel'
import type { CancelReason, ControlRecord, ControlState, Evidence } from './control-record.ts'
import { type ControlFactName, controlTransitions, isFinalState } from './control-transitions.ts'
import type { PlatformControl } from './platform-control.ts'

/** What was learned about one control. */
export type ControlFact =
  | {
      readonly type: 'accepted'
      readonly platformControlId: string
    }
  | { readonly type: 'refused'; readonly code: string; readonly missing?: string }
  /** The call went out and no answer came: it may or may not have arrived. */
  | { readonly type: 'answer-lost' }
  /** The platform knows no such control. */
  | { readonly type: 'missing' }
  | {
      readonly type: 'platform-status'
      readonly control: PlatformControl
      readonly evidence: Evidence
    }
  | { readonly type: 'silence-elapsed' }
  | { readonly type: 'age-elapsed' }
  | { readonly type: 'cancel-asked'; readonly reason: CancelReason }
  | { readonly type: 'cancel-done' }
  /** 409: it was over already. An answer, never a reason to repeat. */
  | { readonly type: 'cancel-too-late' }
  | { readonly type: 'cancel-unreachable' }
  /** The agent takes texts again. */
  | { readonly type: 'hold-ended' }

/** What is to be done, and when. `afterMs` counts from now; a due effect is dropped when its record has moved on. */
export type ControlEffect =
  /** A text that was held back goes to the platform. */
  | { readonly type: 'submit-control' }
  /** Read the control, or find it by our own key while the platform's id is not known. */
  | { readonly type: 'check-control'; readonly afterMs: number }
  | { readonly type: 'cancel-control'; readonly afterMs: number }
  /** Shut the microphone's gate and say goodbye on the media line. */
  | { readonly type: 'close-line' }

export interface ControlDecision {
  /** The same object when nothing changed. */
  readonly record: ControlRecord
  readonly effects: readonly ControlEffect[]
}

export interface ControlTimings {
  /** W6: no confirming word for this long is pending delivery. */
  readonly confirmationTimeoutMs: number
  /** A line that has not opened by then comes too late to help. */
  readonly lineExpiryMs: number
  /** A text that is not on the desk by then comes too late to help. */
  readonly textExpiryMs: number
  /** Between two status checks while nothing is known. */
  readonly statusCheckMs: number
  /** How long a line said goodbye to may take to complete by itself. */
  readonly goodbyeMs: number
  /** Between two tries to cancel while the platform cannot be reached. */
  readonly cancelRetryMs: number
}

export const defaultControlTimings: ControlTimings = {
  confirmationTimeoutMs: 5_000,
  lineExpiryMs: 8_000,
  textExpiryMs: 60_000,
  statusCheckMs: 2_000,
  goodbyeMs: 1_500,
  cancelRetryMs: 1_000,
}

function factName(fact: ControlFact): ControlFactName {
  return fact.type === 'platform-status' ? `platform-${fact.control.status}` : fact.type
}

/** Twice the same, or older than what is known: dropped, however it came (S5). */
function isStale(record: ControlRecord, fact: ControlFact): boolean {
  return fact.type === 'platform-status' && fact.control.version <= record.platformVersion
}

/** Takes over what stands beside the status: the platform's id, its version, the agent's receipt. */
function absorb(record: ControlRecord, fact: ControlFact, now: WallMs): ControlRecord {
  // Its age counts from here: it was not too old to help while it was to wait.
  if (fact.type === 'hold-ended' && record.state.name === 'held-back')
    return { ...record, submittedAt: now }
  if (fact.type === 'accepted') return { ...record, platformControlId: fact.platformControlId }
  if (fact.type !== 'platform-status') return record
  const { control } = fact
  return {
    ...record,
    platformControlId: control.id,
    platformVersion: control.version,
    ...(control.readAt === undefined ? {} : { seenAt: control.readAt }),
    ...(control.answer === undefined ? {} : { answer: control.answer }),
    ...(control.answeredAt === undefined ? {} : { answeredAt: control.answeredAt }),
  }
}

function cancelledState(record: ControlRecord, fact: ControlFact, now: WallMs): ControlState {
  const asked = fact.type === 'cancel-asked' ? fact.reason : 'stopped-by-supervisor'
  const reason = record.state.name === 'cancelling' ? record.state.reason : asked
  return reason === 'expired'
    ? { name: 'expired', at: now }
    : { name: 'cancelled', reason, at: now }
}

function cancellingState(record: ControlRecord, fact: ControlFact): ControlState {
  if (record.state.name === 'cancelling') return record.state
  return {
    name: 'cancelling',
    reason: fact.type === 'cancel-asked' ? fact.reason : 'expired',
  }
}

function nextState(
  record: ControlRecord,
  fact: ControlFact,
  name: ControlState['name'],
  now: WallMs,
): ControlState {
  const evidence: Evidence = fact.type === 'platform-status' ? fact.evidence : 'answer'
  switch (name) {
    case 'held-back':
    case 'submitted':
    case 'queued':
    case 'pending-delivery':
      return { name }
    case 'executing':
    case 'completed':
      return record.state.name === name ? record.state : { name, evidence, at: now }
    case 'cancelling':
      return cancellingState(record, fact)
    case 'cancelled':
    case 'expired':
      return cancelledState(record, fact, now)
    case 'failed':
      return {
        name,
        failure: (fact.type === 'platform-status' ? fact.control.failure : undefined) ?? 'unknown',
        at: now,
      }
    case 'refused':
      return fact.type === 'refused'
        ? {
            name,
            code: fact.code,
            ...(fact.missing === undefined ? {} : { missing: fact.missing }),
            at: now,
          }
        : { name, code: 'unknown', at: now }
  }
}

function hasLine(record: ControlRecord): boolean {
  return record.kind !== 'whisper-text'
}

/** How a control is taken back: a live line says goodbye first when there is time, everything else is deleted at once. */
function cancelEffects(
  before: ControlRecord,
  reason: CancelReason,
  timings: ControlTimings,
): readonly ControlEffect[] {
  const orderly = before.state.name === 'executing' && reason === 'stopped-by-supervisor'
  return [
    ...(hasLine(before) ? [{ type: 'close-line' } as const] : []),
    { type: 'cancel-control', afterMs: orderly && hasLine(before) ? timings.goodbyeMs : 0 },
  ]
}

function livesOnPlatform(fact: ControlFact): boolean {
  return (
    fact.type === 'accepted' ||
    (fact.type === 'platform-status' &&
      (fact.control.status === 'queued' || fact.control.status === 'executing'))
  )
}

function effectsOf(
  before: ControlRecord,
  after: ControlRecord,
  fact: ControlFact,
  timings: ControlTimings,
): readonly ControlEffect[] {
  const from = before.state.name
  const to = after.state.name
  if (from === 'held-back') return to === 'submitted' ? [{ type: 'submit-control' }] : []
  // What we hold as over must not live on the platform.
  if (isFinalState(from) && to === from)
    return livesOnPlatform(fact) ? [{ type: 'cancel-control', afterMs: 0 }] : []
  if (to === 'cancelling' && after.state.name === 'cancelling') {
    if (from !== 'cancelling') return cancelEffects(before, after.state.reason, timings)
    return cancellingEffects(before, fact, timings)
  }
  if (isFinalState(to))
    return from === 'executing' && hasLine(before) ? [{ type: 'close-line' }] : []
  if (fact.type === 'silence-elapsed' || fact.type === 'answer-lost')
    return [{ type: 'check-control', afterMs: 0 }]
  if (to === 'pending-delivery') return stillPendingEffects(fact, timings)
  return []
}

/** A pending control is asked after again and again, until the platform says something that settles it. */
function stillPendingEffects(fact: ControlFact, timings: ControlTimings): readonly ControlEffect[] {
  return fact.type === 'platform-status' && fact.evidence === 'status-check'
    ? [{ type: 'check-control', afterMs: timings.statusCheckMs }]
    : []
}

function cancellingEffects(
  before: ControlRecord,
  fact: ControlFact,
  timings: ControlTimings,
): readonly ControlEffect[] {
  switch (fact.type) {
    case 'accepted':
      return [{ type: 'cancel-control', afterMs: 0 }]
    case 'platform-status':
      // Found by our own key after the answer was lost: now it can be named, so it can be taken back.
      return before.platformControlId === undefined ? [{ type: 'cancel-control', afterMs: 0 }] : []
    case 'answer-lost':
      return [{ type: 'check-control', afterMs: timings.cancelRetryMs }]
    case 'cancel-too-late':
      return [{ type: 'check-control', afterMs: 0 }]
    case 'cancel-unreachable':
      return [{ type: 'cancel-control', afterMs: timings.cancelRetryMs }]
    default:
      return []
  }
}

/** The first word of the platform that it is live is what counts. */
function liveOnce(record: ControlRecord, state: ControlState): Pick<ControlRecord, 'live'> {
  return state.name === 'executing' && record.live === undefined
    ? { live: { since: state.at, evidence: state.evidence } }
    : {}
}

/** Reads the table, moves the record on, and says what is to be done (W6, W7, W9). Pure: the same input, the same decision. */
export function decideControl(
  record: ControlRecord,
  fact: ControlFact,
  now: WallMs,
  timings: ControlTimings = defaultControlTimings,
): ControlDecision {
  if (isStale(record, fact)) {
    const pending = record.state.name === 'pending-delivery'
    return { record, effects: pending ? stillPendingEffects(fact, timings) : [] }
  }
  const absorbed = absorb(record, fact, now)
  const entry = controlTransitions[record.state.name][factName(fact)]
  const state = entry === 'ignore' ? record.state : nextState(record, fact, entry, now)
  const after =
    absorbed === record && state === record.state
      ? record
      : { ...absorbed, state, ...liveOnce(record, state) }
  return { record: after, effects: effectsOf(record, after, fact, timings) }
}

/** How long after submitting a control of this kind is too old to help. */
export function expiryMs(kind: ControlRecord['kind'], timings: ControlTimings): number {
  return kind === 'whisper-text' ? timings.textExpiryMs : timings.lineExpiryMs
}
