/** What was being said in a stretch of a conversation, read off its script. */
import type { Party } from '../../media/media-engine.ts'
import type { DialogueTurn } from '../../voices/voice-library.ts'
import type { Script, Span, Track } from './script.ts'

/** One turn of one party, in milliseconds since the conversation's start. */
export interface Utterance {
  /** The same turn keeps its key from one reading to the next. */
  readonly key: string
  readonly party: Party
  readonly startMs: number
  /** Of the turn as written, or of the span that cut it short. */
  readonly endMs: number
  readonly turn: DialogueTurn
  /** Add to a time of the turn to get a time of the conversation. */
  readonly shiftMs: number
}

/** Every utterance that touches `fromMs` (included) to `toMs` (excluded), by track, then by time. */
export function utterancesBetween(script: Script, fromMs: number, toMs: number): Utterance[] {
  const found: Utterance[] = []
  for (let index = script.spans.length - 1; index >= 0; index -= 1) {
    const span = script.spans[index]
    if (span === undefined) break
    const spanEndMs = script.spans[index + 1]?.fromMs ?? Number.POSITIVE_INFINITY
    if (spanEndMs < fromMs) break
    if (span.fromMs >= toMs) continue
    for (const [trackIndex, track] of span.tracks.entries()) {
      const window = { fromMs: Math.max(fromMs, span.fromMs), toMs: Math.min(toMs, spanEndMs) }
      found.push(...ofTrack(`${index}-${trackIndex}`, span, spanEndMs, track, window))
    }
  }
  return found
}

/** The words of an utterance whose end has been reached at `atMs`. */
export function spokenText(utterance: Utterance, atMs: number): string {
  const { turn, shiftMs } = utterance
  const spokenUntilMs = Math.min(atMs, utterance.endMs)
  const whole = utterance.startMs <= turn.startMs + shiftMs && turn.endMs + shiftMs <= spokenUntilMs
  if (whole) return turn.text
  return turn.words
    .filter(
      (word) =>
        word.startMs + shiftMs >= utterance.startMs && word.endMs + shiftMs <= spokenUntilMs,
    )
    .map((word) => word.text)
    .join(' ')
}

function ofTrack(
  prefix: string,
  span: Span,
  spanEndMs: number,
  track: Track,
  window: { readonly fromMs: number; readonly toMs: number },
): Utterance[] {
  const { dialogue, party, speaker, startMs, loops } = track
  const lengthMs = Math.max(1, dialogue.durationMs)
  const found: Utterance[] = []
  const firstRound = loops ? Math.floor((startMs + window.fromMs - span.fromMs) / lengthMs) : 0
  const lastRound = loops ? Math.floor((startMs + window.toMs - span.fromMs) / lengthMs) : 0
  for (let round = firstRound; round <= lastRound; round += 1) {
    const shiftMs = span.fromMs - startMs + round * lengthMs
    for (const [turnIndex, turn] of dialogue.turns.entries()) {
      if (turn.speaker !== speaker) continue
      const utterance = {
        key: `${prefix}-${round}-${turnIndex}`,
        party,
        startMs: Math.max(span.fromMs, turn.startMs + shiftMs),
        endMs: Math.min(spanEndMs, turn.endMs + shiftMs),
        turn,
        shiftMs,
      }
      // A turn that was through before the span began was never spoken in it.
      if (utterance.endMs <= utterance.startMs) continue
      if (utterance.startMs < window.toMs && utterance.endMs >= window.fromMs) found.push(utterance)
    }
  }
  return found
}
