/**
 * Hold to talk, keep talking, and speaking in the gap.
 *
 * ```
 *            press, gate open                    release · page left · pressed again
 *   idle ────────────────────────────► talking ──────────────────────────────────► idle
 *    │ │ press, somebody talks            ▲ │
 *    │ ▼                                  │ │ gate shuts · Esc · a minute of silence · no frames · sleep ·
 *    │ waiting ── gap · 3 s, gate open ───┘ │ (kept open) page left
 *    │  │ release · page left ► idle        │
 *    │  │ gate shuts · Esc                  │
 *    │  └───────────────────────────────►  cut
 *    │ press, gate shut                     │
 *    ▼                                      │
 *  denied ──────── release · page left ─────┴──────────────────────────────────────► idle
 * ```
 *
 * A key that found the gate shut, or was cut, stays dead until it is let go: the microphone never opens by itself under a
 * finger that somebody has forgotten. What is kept open (`latched`) has no finger on it, so it is ended by the next press,
 * and once cut it needs a new one.
 */
import { assertNever } from '@sotto/kernel'
import type { Gate, ShutReason } from './microphone-gate.ts'

/** `quiet-too-long`: open for a minute, and nobody spoke. `microphone-stalled`: the audio thread has fallen silent. */
export type CutReason =
  | ShutReason
  | 'silenced'
  | 'quiet-too-long'
  | 'microphone-stalled'
  | 'was-asleep'
  | 'left-page'

/** Opened by "Keep talking": no key is held. */
interface Latched {
  readonly latched?: true
}

export type Talk =
  | { readonly state: 'idle' }
  /** For a gap in the call, three seconds at most. Nothing of it is captured. */
  | ({ readonly state: 'waiting' } & Latched)
  | ({ readonly state: 'talking' } & Latched)
  | ({ readonly state: 'denied'; readonly reason: ShutReason } & Latched)
  | ({ readonly state: 'cut'; readonly reason: CutReason } & Latched)

interface Pressed {
  readonly gate: Gate
  /** This person waits for the gap, and somebody talks. */
  readonly mustWait: boolean
}

export type TalkFact =
  | ({ readonly type: 'key-pressed' } & Pressed)
  | { readonly type: 'key-released' }
  /** "Keep talking". */
  | ({ readonly type: 'latch-pressed' } & Pressed)
  /** Nobody talks any more. */
  | { readonly type: 'gap-found'; readonly gate: Gate }
  | { readonly type: 'wait-elapsed'; readonly gate: Gate }
  /** Blur, hidden page, lost pointer: as if the key had been let go. */
  | { readonly type: 'page-left' }
  /** Another mode or conversation was asked for, or the line has ended. */
  | { readonly type: 'line-changed' }
  /** Esc. */
  | { readonly type: 'silence-asked' }
  /** A minute of silence into an open microphone. */
  | { readonly type: 'quiet-elapsed' }
  /** No frame for half a second: the audio thread is dead, or this page was not run. */
  | { readonly type: 'capture-stalled' }
  /** The machine slept, or the page was frozen. */
  | { readonly type: 'sleep-noticed' }
  | { readonly type: 'gate-changed'; readonly gate: Gate }

export const idle: Talk = { state: 'idle' }

/** So long a press waits for a gap before it opens the microphone all the same. */
export const longestWaitMs = 3_000

/** Answers the same object when nothing changed. */
export function nextTalk(talk: Talk, fact: TalkFact): Talk {
  switch (fact.type) {
    case 'key-pressed':
      return pressKey(talk, fact)
    case 'latch-pressed':
      return pressLatch(talk, fact)
    case 'key-released':
      return talk.state === 'idle' || talk.latched ? talk : idle
    case 'gap-found':
    case 'wait-elapsed':
      if (talk.state !== 'waiting') return talk
      return begin({ gate: fact.gate, mustWait: false }, latchOf(talk))
    case 'page-left':
      return leavePage(talk)
    case 'line-changed':
      return talk.state === 'idle' ? talk : idle
    case 'silence-asked':
      return isWanted(talk) ? cut(talk, 'silenced') : talk
    case 'quiet-elapsed':
      return talk.state === 'talking' ? cut(talk, 'quiet-too-long') : talk
    case 'capture-stalled':
      return talk.state === 'talking' ? cut(talk, 'microphone-stalled') : talk
    case 'sleep-noticed':
      return isWanted(talk) ? cut(talk, 'was-asleep') : talk
    case 'gate-changed':
      return isWanted(talk) && !fact.gate.open ? cut(talk, fact.gate.reason) : talk
    default:
      return assertNever(fact)
  }
}

const isWanted = (talk: Talk) => talk.state === 'talking' || talk.state === 'waiting'

function latchOf(talk: Talk): Latched {
  return talk.state !== 'idle' && talk.latched ? { latched: true } : {}
}

function cut(talk: Talk, reason: CutReason): Talk {
  return { state: 'cut', reason, ...latchOf(talk) }
}

function begin({ gate, mustWait }: Pressed, latch: Latched): Talk {
  if (!gate.open) return { state: 'denied', reason: gate.reason, ...latch }
  return { state: mustWait ? 'waiting' : 'talking', ...latch }
}

/** While it is kept open the key takes over: letting go ends it. */
function pressKey(talk: Talk, pressed: Pressed): Talk {
  if (talk.state === 'idle') return begin(pressed, {})
  if (!talk.latched) return talk
  return talk.state === 'talking' || talk.state === 'waiting'
    ? { state: talk.state }
    : begin(pressed, {})
}

/** Pressed with the key down, it stays open when the key is let go. */
function pressLatch(talk: Talk, pressed: Pressed): Talk {
  const latch: Latched = { latched: true }
  if (talk.state === 'idle') return begin(pressed, latch)
  if (talk.state === 'talking' || talk.state === 'waiting')
    return talk.latched ? idle : { state: talk.state, ...latch }
  return talk.latched ? begin(pressed, latch) : talk
}

function leavePage(talk: Talk): Talk {
  if (talk.state === 'idle') return talk
  if (!talk.latched) return idle
  return isWanted(talk) ? cut(talk, 'left-page') : talk
}
