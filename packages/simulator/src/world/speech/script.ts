/** Who says what when in one conversation: spans of dialogue, cut and resumed as its state changes. */
import { assertNever } from '@sotto/kernel'
import type { Party } from '../../media/media-engine.ts'
import type { Dialogue, Speaker } from '../../voices/voice-library.ts'
import type { ConversationState } from '../shapes.ts'

/** One party speaking one side of a dialogue. */
export interface Track {
  readonly party: Party
  readonly dialogue: Dialogue
  readonly speaker: Speaker
  /** Where in the dialogue the span begins. */
  readonly startMs: number
  /** Begins again when it is through; otherwise silence follows. */
  readonly loops: boolean
}

/** From `fromMs` after the conversation's start until the next span, these tracks are spoken. */
export interface Span {
  readonly fromMs: number
  readonly tracks: readonly Track[]
}

export interface ScriptPlan {
  /** What agent and customer talk about. */
  readonly main: Dialogue
  readonly startMs: number
  readonly loops: boolean
  /** What is said to a second agent, and by an outside party: another dialogue than `main`. */
  readonly aside: Dialogue
  /** False: the customer's lines are left out, the agent speaks alone. */
  readonly customerSpeaks: boolean
}

export interface Script {
  readonly plan: ScriptPlan
  /** In order of time; spans are only ever added, so what was spoken stays spoken. */
  readonly spans: readonly Span[]
  /** Position in the main dialogue at `atMs` after the conversation's start; stands still while it is interrupted. */
  mainPositionMs(atMs: number): number
  enter(state: ConversationState, atMs: number, agentPresent: boolean): void
}

export function createScript(plan: ScriptPlan): Script {
  const spans: Span[] = []
  let heldAtMs = plan.startMs
  let playingSinceMs: number | undefined

  function mainPositionMs(atMs: number): number {
    return playingSinceMs === undefined ? heldAtMs : heldAtMs + atMs - playingSinceMs
  }

  return {
    plan,
    spans,
    mainPositionMs,
    enter(state, atMs, agentPresent) {
      heldAtMs = mainPositionMs(atMs)
      playingSinceMs = state === 'ACTIVE' || state === 'CONFERENCE' ? atMs : undefined
      const tracks = tracksIn(plan, state, heldAtMs).filter(
        ({ party }) => agentPresent || party !== 'agent',
      )
      spans.push({ fromMs: atMs, tracks })
    },
  }
}

function tracksIn(plan: ScriptPlan, state: ConversationState, mainMs: number): readonly Track[] {
  const main = { dialogue: plan.main, startMs: mainMs, loops: plan.loops }
  const aside = { dialogue: plan.aside, startMs: 0, loops: true }
  const talk: readonly Track[] = [
    { ...main, party: 'agent', speaker: 'agent' },
    ...(plan.customerSpeaks ? [{ ...main, party: 'customer', speaker: 'customer' } as const] : []),
  ]
  switch (state) {
    case 'ACTIVE':
      return talk
    case 'CONFERENCE':
      return [...talk, { ...aside, party: 'external', speaker: 'customer' }]
    case 'IN_TRANSFER':
      // The agent explains the matter to a colleague, as a customer would.
      return [
        { ...aside, party: 'agent', speaker: 'customer' },
        { ...aside, party: 'second-agent', speaker: 'agent' },
      ]
    case 'HOLD':
    case 'ENDED':
    case 'WRAPPED_UP':
    case 'COMPLETED':
      return []
    default:
      return assertNever(state)
  }
}
