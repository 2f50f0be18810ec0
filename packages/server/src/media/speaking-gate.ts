// The second of the two places where the microphone is cut (B2): decides, for one frame, whether it may go to the platform.
import type { ConversationPhase, TruthLine } from '@sotto/domain'

/** Everything that must hold, as it is known at this moment. */
export interface GateInput {
  /** The tab's live socket is there. */
  readonly panelPresent: boolean
  /** The tab has a speaking line and still wants it. */
  readonly holdsLine: boolean
  /** The coaching lease is this tab's own, and some of it is left. */
  readonly leaseHolds: boolean
  /** No change of mode is on its way: neither line is opening or closing. */
  readonly modeIsSettled: boolean
  /** The platform's word about that line's control. */
  readonly lineIsLive: boolean
  /** The platform has opened the path, and it is not broken. */
  readonly mediaIsOpen: boolean
  /** Undefined while the conversation is not known. */
  readonly phase: ConversationPhase | undefined
  readonly recordingPaused: boolean
  /** Whom the line was opened to is the one who serves the call now. */
  readonly agentIsThere: boolean
  /** Who hears the supervisor, by the platform's word. */
  readonly truth: Pick<TruthLine, 'agent' | 'customer'>
  /** A barge: both hear. Of every other line the customer must not hear. */
  readonly customerMustHear: boolean
}

export type GateReason =
  | 'panel-gone'
  | 'no-line'
  | 'lease-lost'
  | 'line-not-live'
  | 'mode-switching'
  | 'media-not-open'
  | 'conversation-unknown'
  | 'conversation-held'
  | 'conversation-in-transfer'
  | 'conversation-in-conference'
  | 'conversation-ended'
  | 'recording-paused'
  | 'hearing-unknown'
  | 'hearing-pending'
  | 'agent-does-not-hear'
  /** The key is down and nobody speaks: closed until it goes up. */
  | 'microphone-silent'
  | 'customer-hears'
  | 'customer-does-not-hear'

export type GateDecision =
  | { readonly open: true }
  | { readonly open: false; readonly reason: GateReason }

/** The first thing that does not hold shuts it; in doubt it is shut. */
export function decideGate(input: GateInput): GateDecision {
  const reason = shutReason(input)
  return reason === undefined ? { open: true } : { open: false, reason }
}

function shutReason(input: GateInput): GateReason | undefined {
  if (!input.panelPresent) return 'panel-gone'
  if (!input.holdsLine) return 'no-line'
  if (!input.leaseHolds) return 'lease-lost'
  return (
    phaseReason(input.phase) ??
    (input.recordingPaused ? 'recording-paused' : undefined) ??
    (input.lineIsLive ? undefined : 'line-not-live') ??
    (input.modeIsSettled ? undefined : 'mode-switching') ??
    (input.mediaIsOpen ? undefined : 'media-not-open') ??
    (input.agentIsThere ? undefined : 'agent-does-not-hear') ??
    hearingReason(input)
  )
}

function phaseReason(phase: ConversationPhase | undefined): GateReason | undefined {
  switch (phase) {
    case 'active':
      return undefined
    case 'held':
      return 'conversation-held'
    case 'in-transfer':
      return 'conversation-in-transfer'
    case 'conference':
      return 'conversation-in-conference'
    case 'ended':
      return 'conversation-ended'
    case undefined:
      return 'conversation-unknown'
  }
}

function hearingReason({ customerMustHear, truth }: GateInput): GateReason | undefined {
  const agent = truth.agent.certainty
  const customer = truth.customer.certainty
  if (agent === 'unknown' || customer === 'unknown') return 'hearing-unknown'
  if (agent === 'pending' || customer === 'pending') return 'hearing-pending'
  if (truth.customer.hearsYou !== customerMustHear)
    return customerMustHear ? 'customer-does-not-hear' : 'customer-hears'
  return truth.agent.hearsYou ? undefined : 'agent-does-not-hear'
}
