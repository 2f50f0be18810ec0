/**
 * Hold to talk.
 *
 * ```
 *            press, gate open            release · page left
 *   idle ─────────────────────► talking ─────────────────────► idle
 *    │ press, gate shut            │ gate shuts · Esc · a minute of silence · no frames · sleep
 *    ▼                             ▼
 *  denied                         cut
 *    └───────── release · page left┴──────────────────────────► idle
 * ```
 *
 * A key that found the gate shut, or was cut, stays dead until it is let go: the microphone never opens by itself under a
 * finger that somebody has forgotten.
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

export type Talk =
  | { readonly state: 'idle' }
  | { readonly state: 'talking' }
  | { readonly state: 'denied'; readonly reason: ShutReason }
  | { readonly state: 'cut'; readonly reason: CutReason }

export type TalkFact =
  | { readonly type: 'key-pressed'; readonly gate: Gate }
  | { readonly type: 'key-released' }
  /** Blur, hidden page, lost pointer: as if the key had been let go. */
  | { readonly type: 'page-left' }
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

/** Answers the same object when nothing changed. */
export function nextTalk(talk: Talk, fact: TalkFact): Talk {
  switch (fact.type) {
    case 'key-pressed':
      if (talk.state !== 'idle') return talk
      return fact.gate.open ? { state: 'talking' } : { state: 'denied', reason: fact.gate.reason }
    case 'key-released':
    case 'page-left':
      return talk.state === 'idle' ? talk : idle
    case 'silence-asked':
      return talk.state === 'talking' ? { state: 'cut', reason: 'silenced' } : talk
    case 'quiet-elapsed':
      return talk.state === 'talking' ? { state: 'cut', reason: 'quiet-too-long' } : talk
    case 'capture-stalled':
      return talk.state === 'talking' ? { state: 'cut', reason: 'microphone-stalled' } : talk
    case 'sleep-noticed':
      return talk.state === 'talking' ? { state: 'cut', reason: 'was-asleep' } : talk
    case 'gate-changed':
      return talk.state === 'talking' && !fact.gate.open
        ? { state: 'cut', reason: fact.gate.reason }
        : talk
    default:
      return assertNever(fact)
  }
}
