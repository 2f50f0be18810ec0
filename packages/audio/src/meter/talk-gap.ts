/**
 * When to speak into a call: the light that says nobody talks just now, and a press of the key that may wait for it.
 *
 *            key down, somebody talks          a gap, or waited long enough
 *   closed ─────────────────────────► waiting ─────────────────────────────► open
 *      ▲  └───────────── key down in a gap, or without waiting ──────────────►│
 *      └──────────────────────────────── key up ──────────────────────────────┘
 */
import { assertNever } from '@sotto/kernel'
import { frameMs } from '../frame/audio-format.ts'

export interface GapLightOptions {
  /** How long nobody must have been heard, beyond what a voice activity still holds after a word. Default 120 ms. */
  readonly quietMs?: number
}

export interface GapLight {
  /** Nobody talks: now is the moment. */
  readonly isGap: boolean
  /** One 20 ms step; answers whether the light is on. It goes out with the first voice. */
  push(agentSpeaking: boolean, customerSpeaking: boolean): boolean
  reset(): void
}

/** Off until the first quiet has been heard: a call of which nothing is known is no gap. */
export function createGapLight({ quietMs = 120 }: GapLightOptions = {}): GapLight {
  let quietForMs = 0
  return {
    get isGap() {
      return quietForMs >= quietMs
    },
    push(agentSpeaking, customerSpeaking) {
      quietForMs = agentSpeaking || customerSpeaking ? 0 : Math.min(quietMs, quietForMs + frameMs)
      return quietForMs >= quietMs
    },
    reset() {
      quietForMs = 0
    },
  }
}

/** Why the way is open: there was a gap, nobody wanted to wait, or the wait was over. */
export type GapOpening = 'gap' | 'at-once' | 'waited'

export type GapWaitState =
  | { readonly kind: 'closed' }
  | { readonly kind: 'waiting' }
  | { readonly kind: 'open'; readonly because: GapOpening }

export interface GapWait {
  readonly state: GapWaitState
  /** The key goes down. */
  press(isGap: boolean): GapWaitState
  /** One 20 ms step while the key is down. */
  step(isGap: boolean): GapWaitState
  /** The key goes up. */
  release(): GapWaitState
}

const closed: GapWaitState = { kind: 'closed' }
const waiting: GapWaitState = { kind: 'waiting' }
const openings = {
  gap: { kind: 'open', because: 'gap' },
  'at-once': { kind: 'open', because: 'at-once' },
  waited: { kind: 'open', because: 'waited' },
} as const satisfies Record<GapOpening, GapWaitState>

/** `limitMs`: how long a press waits for a gap at most, 0 to 3,000; 0 opens at once. Throws RangeError for another. */
export function createGapWait({ limitMs }: { readonly limitMs: number }): GapWait {
  if (!(limitMs >= 0 && limitMs <= 3_000)) throw new RangeError(`a wait of ${limitMs} ms for a gap`)
  let state: GapWaitState = closed
  let waitedMs = 0

  return {
    get state() {
      return state
    },
    press(isGap) {
      if (state.kind !== 'closed') return state
      waitedMs = 0
      if (limitMs === 0) state = openings['at-once']
      else state = isGap ? openings.gap : waiting
      return state
    },
    step(isGap) {
      switch (state.kind) {
        case 'closed':
        case 'open':
          return state
        case 'waiting':
          waitedMs += frameMs
          if (isGap) state = openings.gap
          else if (waitedMs >= limitMs) state = openings.waited
          return state
        default:
          return assertNever(state)
      }
    },
    release() {
      state = closed
      return state
    },
  }
}
