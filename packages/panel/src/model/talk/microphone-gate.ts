/**
 * The panel's own gate before the microphone: the first of the two independent places that cut it (the server's is the
 * second). Pure; asked at every change and again for every 20 ms of sound. Everything must hold, else it is shut.
 */
import type { TruthLine } from '@sotto/domain'
import type { ConversationDetail } from '@sotto/protocol'
import { speaksIn } from './speaks-in.ts'

export interface GateInput {
  /** This tab has, or asks for, a line in some conversation. */
  readonly hasLine: boolean
  /** That conversation is the one on screen: nobody speaks into a call whose truth they cannot see. */
  readonly lineIsShown: boolean
  /** The panel socket's last word is young enough. */
  readonly liveFresh: boolean
  /** The server's own link to the platform stands. */
  readonly platformOpen: boolean
  /** A change of mode was asked for and not answered yet. */
  readonly changeAsked: boolean
  readonly mode: ConversationDetail['mode'] | undefined
  readonly truth: TruthLine | undefined
  /** The platform pauses recording for a card payment (B16). */
  readonly recordingPaused: boolean
  readonly microphoneMayOpen: boolean
  /** The audio socket's last word is young enough. */
  readonly audioFresh: boolean
  /** The server's gate, as the audio socket last told it. */
  readonly serverGateOpen: boolean
  readonly captureRunning: boolean
}

export type ShutReason =
  | 'no-line'
  | 'other-conversation-shown'
  | 'connection-stale'
  | 'platform-interrupted'
  | 'recording-paused'
  | 'changing'
  | 'not-coaching'
  | 'agent-unknown'
  | 'agent-pending'
  | 'agent-does-not-hear'
  | 'customer-not-excluded'
  /** Of a barge: what everybody is to hear must not reach one alone. */
  | 'customer-does-not-hear'
  | 'server-says-no'
  | 'sound-connection-stale'
  | 'server-gate-shut'
  | 'microphone-off'

export type Gate = { readonly open: true } | { readonly open: false; readonly reason: ShutReason }

/** In the order in which the reasons are told: the first that does not hold explains the rest. */
export const gateConditions = [
  ['no-line', (input) => input.hasLine],
  ['other-conversation-shown', (input) => input.lineIsShown],
  ['connection-stale', (input) => input.liveFresh],
  ['platform-interrupted', (input) => input.platformOpen],
  ['recording-paused', (input) => !input.recordingPaused],
  ['changing', (input) => !input.changeAsked && input.mode?.switching === false],
  ['not-coaching', (input) => isSpeaking(input.mode)],
  ['agent-unknown', (input) => input.truth !== undefined && isKnown(input.truth)],
  ['agent-pending', (input) => input.truth?.agent.certainty === 'confirmed'],
  ['agent-does-not-hear', (input) => input.truth?.agent.hearsYou === true],
  [
    'customer-not-excluded',
    (input) => bargesIn(input) || (input.truth !== undefined && excludesCustomer(input.truth)),
  ],
  [
    'customer-does-not-hear',
    (input) => !bargesIn(input) || (input.truth !== undefined && includesCustomer(input.truth)),
  ],
  ['server-says-no', (input) => input.microphoneMayOpen],
  ['sound-connection-stale', (input) => input.audioFresh],
  ['server-gate-shut', (input) => input.serverGateOpen],
  ['microphone-off', (input) => input.captureRunning],
] as const satisfies readonly (readonly [ShutReason, (input: GateInput) => boolean])[]

/** Confirmed and still wanted, and the two are the same mode. */
function isSpeaking(mode: GateInput['mode']): boolean {
  return mode !== undefined && mode.wanted === mode.confirmed && speaksIn(mode.wanted)
}

function bargesIn({ mode }: GateInput): boolean {
  return mode?.confirmed === 'barge'
}

function isKnown(truth: TruthLine): boolean {
  return truth.agent.certainty !== 'unknown' && truth.customer.certainty !== 'unknown'
}

function excludesCustomer(truth: TruthLine): boolean {
  return truth.customer.certainty === 'confirmed' && !truth.customer.hearsYou
}

function includesCustomer(truth: TruthLine): boolean {
  return truth.customer.certainty === 'confirmed' && truth.customer.hearsYou
}

const open: Gate = { open: true }

export function microphoneGate(input: GateInput): Gate {
  for (const [reason, holds] of gateConditions) if (!holds(input)) return { open: false, reason }
  return open
}

/** The one from before where nothing changed, so that nobody draws it again. */
export function sameGate(before: Gate, after: Gate): Gate {
  return JSON.stringify(before) === JSON.stringify(after) ? before : after
}
