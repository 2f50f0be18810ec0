/** How old what is shown of a conversation is, by the server's facts, and whether it may be relied on. Pure. */
import type { TruthLine } from '@sotto/domain'
import type { WallMs } from '@sotto/kernel'
import type { Doubt } from './shown-truth.ts'

/** `not-confirmed-yet`: everything is connected, but the platform has not said anew what was known before. */
export type StaleReason = Doubt | 'not-confirmed-yet'

/** `asOf`: the latest moment for which the platform vouches, in the server's time. */
export type Freshness =
  | { readonly state: 'fresh'; readonly asOf: WallMs }
  | { readonly state: 'stale'; readonly asOf: WallMs; readonly reason: StaleReason }

export interface FreshnessInput {
  /** When the platform last said anything of this conversation. */
  readonly knownAt: WallMs
  /** The server's own time of its last word to this panel. */
  readonly serverWordAt: WallMs | undefined
  /** What the server last said of its link to the platform: while it was open, silence meant that nothing had changed. */
  readonly platformWasOpen: boolean
  readonly doubt: Doubt | undefined
  /** As the server told it. */
  readonly truth: TruthLine
}

export function freshnessOf(input: FreshnessInput): Freshness {
  const { doubt, knownAt, platformWasOpen, serverWordAt, truth } = input
  if (doubt === undefined)
    return truth.agent.certainty === 'unknown'
      ? { state: 'stale', asOf: knownAt, reason: 'not-confirmed-yet' }
      : { state: 'fresh', asOf: knownAt }
  const vouchedUntil =
    doubt === 'connection-stale' && platformWasOpen && serverWordAt !== undefined
      ? Math.max(knownAt, serverWordAt)
      : knownAt
  return { state: 'stale', asOf: vouchedUntil, reason: doubt }
}
