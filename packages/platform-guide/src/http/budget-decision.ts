/**
 * Whose turn it is, and whether anybody may go at all: our share of the platform's limit, decided over plain data.
 *
 * ```
 *   act ─────► before everybody, down to the last token, also while the platform wants a pause of the others
 *   truth ───► leaves a tenth of the burst to acts        ┐ in this order, but whoever was passed over
 *   detail ──► leaves a fifth                             ├ eight times goes next: nobody starves
 *   browse ──► leaves three tenths                        ┘
 * ```
 *
 * A refusal for too many requests pauses all reads for as long as the platform asks; a refused act pauses everybody. It also
 * halves our speed, which comes back within a minute: somebody else may be using up the same tenant's limit.
 */
import { type RequestPurpose, requestPurposes } from '@sotto/platform'

export interface BudgetLimits {
  readonly perSecond: number
  /** How many may go at once after a quiet time. With `perSecond` together: the most in any one second. */
  readonly burst: number
}

export interface BudgetState {
  readonly tokens: number
  /** Tokens that come in a second now; at most `perSecond`. */
  readonly speed: number
  readonly filledAt: number
  readonly readsPausedUntil: number
  readonly allPausedUntil: number
  /** How many reads went first while somebody of that purpose waited. */
  readonly passedOver: Readonly<Record<RequestPurpose, number>>
}

/** How many wait, by purpose. */
export type Waiting = Readonly<Record<RequestPurpose, number>>

const keptBack = { act: 0, truth: 0.1, detail: 0.2, browse: 0.3 } as const
const passedOverAtMost = 8
const slowest = 1
const recoveryMs = 60_000

const nobodyPassedOver = { act: 0, truth: 0, detail: 0, browse: 0 } as const

export function startBudget(limits: BudgetLimits, now: number): BudgetState {
  return {
    tokens: limits.burst,
    speed: limits.perSecond,
    filledAt: now,
    readsPausedUntil: now,
    allPausedUntil: now,
    passedOver: nobodyPassedOver,
  }
}

/** The bucket as it is at `now`. */
export function refill(state: BudgetState, limits: BudgetLimits, now: number): BudgetState {
  const elapsedMs = Math.max(0, now - state.filledAt)
  const regained = (limits.perSecond * elapsedMs) / recoveryMs
  return {
    ...state,
    tokens: Math.min(limits.burst, state.tokens + (elapsedMs * state.speed) / 1_000),
    speed: Math.min(limits.perSecond, state.speed + regained),
    filledAt: now,
  }
}

/** Who goes now, of those who wait; undefined when nobody may. `state` must be filled up to `now`. */
export function nextTurn(
  state: BudgetState,
  limits: BudgetLimits,
  waiting: Waiting,
): { readonly purpose: RequestPurpose; readonly state: BudgetState } | undefined {
  const purpose = turnOrder(state, waiting).find((one) => tokensMissing(state, limits, one) <= 0)
  return purpose && { purpose, state: taken(state, waiting, purpose) }
}

/** How long until somebody of those who wait may go, in milliseconds; undefined when nobody waits. */
export function untilNextTurnMs(
  state: BudgetState,
  limits: BudgetLimits,
  waiting: Waiting,
): number | undefined {
  const delays = requestPurposes
    .filter((purpose) => waiting[purpose] > 0)
    .map((purpose) =>
      Math.max(
        (Math.max(0, tokensMissing(state, limits, purpose)) * 1_000) / state.speed,
        pausedUntil(state, purpose) - state.filledAt,
      ),
    )
  return delays.length === 0 ? undefined : Math.max(1, Math.ceil(Math.min(...delays)))
}

/** The platform has refused one of that purpose as one too many, and asks to wait for so long. */
export function afterTooMany(
  state: BudgetState,
  refused: {
    readonly purpose: RequestPurpose
    readonly retryAfterMs: number
    readonly now: number
  },
): BudgetState {
  const { purpose, retryAfterMs, now } = refused
  const until = now + retryAfterMs
  const isKnown = now < state.readsPausedUntil
  return {
    ...state,
    tokens: 0,
    // Requests that were on their way together tell the same thing once.
    speed: isKnown ? state.speed : Math.max(slowest, state.speed / 2),
    readsPausedUntil: Math.max(state.readsPausedUntil, until),
    allPausedUntil:
      purpose === 'act' ? Math.max(state.allPausedUntil, until) : state.allPausedUntil,
  }
}

export function pausedUntil(state: BudgetState, purpose: RequestPurpose): number {
  return purpose === 'act' ? state.allPausedUntil : state.readsPausedUntil
}

function isPaused(state: BudgetState, purpose: RequestPurpose): boolean {
  return state.filledAt < pausedUntil(state, purpose)
}

/** Acts first whatever happens; then who was passed over for too long; then the others in their order. */
function turnOrder(state: BudgetState, waiting: Waiting): readonly RequestPurpose[] {
  const present = requestPurposes.filter(
    (purpose) => waiting[purpose] > 0 && !isPaused(state, purpose),
  )
  const acts = present.filter((purpose) => purpose === 'act')
  const reads = present.filter((purpose) => purpose !== 'act')
  return [
    ...acts,
    ...reads.filter((purpose) => isDue(state, purpose)),
    ...reads.filter((purpose) => !isDue(state, purpose)),
  ]
}

function isDue(state: BudgetState, purpose: RequestPurpose): boolean {
  return state.passedOver[purpose] >= passedOverAtMost
}

function tokensMissing(state: BudgetState, limits: BudgetLimits, purpose: RequestPurpose): number {
  // Who is due would never have their turn if those before them kept the bucket below their mark.
  const share = isDue(state, purpose) ? keptBack.truth : keptBack[purpose]
  return 1 + Math.floor(limits.burst * (purpose === 'act' ? 0 : share)) - state.tokens
}

function taken(state: BudgetState, waiting: Waiting, purpose: RequestPurpose): BudgetState {
  const tokens = state.tokens - 1
  // Acts are nobody's rivals: only reads pass over reads.
  if (purpose === 'act') return { ...state, tokens }
  const passed = (one: 'truth' | 'detail' | 'browse') =>
    one === purpose || waiting[one] === 0 ? 0 : state.passedOver[one] + 1
  const passedOver = { truth: passed('truth'), detail: passed('detail'), browse: passed('browse') }
  return { ...state, tokens, passedOver: { act: 0, ...passedOver } }
}
