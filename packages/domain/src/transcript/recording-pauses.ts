/** When the recording stood still, so that nothing said meanwhile is ever shown (B16). */
import type { Conversation } from '../conversation/conversation.ts'
import type { TranscriptSegment } from './transcript-segment.ts'

/** Milliseconds from the conversation's start; `toMs` is open while it lasts. */
export interface RecordingPause {
  /** Minus infinity when nobody here saw it begin: then everything before is taken for said in it. */
  readonly fromMs: number
  readonly toMs?: number
}

/** `before` is the word that came before, if any; `heardMs` is now, from the conversation's start. The same list when nothing changed. */
export function pausesAfter(
  pauses: readonly RecordingPause[],
  before: Conversation | undefined,
  after: Conversation,
  heardMs: number,
): readonly RecordingPause[] {
  const last = pauses.at(-1)
  const isOpen = last !== undefined && last.toMs === undefined
  const isPaused = after.recording.state === 'paused'
  if (isPaused && !isOpen)
    return [...pauses, { fromMs: before === undefined ? Number.NEGATIVE_INFINITY : heardMs }]
  if (!isPaused && isOpen) return [...pauses.slice(0, -1), { fromMs: last.fromMs, toMs: heardMs }]
  return pauses
}

/** Any part of it was said while the recording stood still, or so near to it that clocks `toleranceMs` apart cannot tell. */
export function isSaidInPause(
  { startMs, endMs }: Pick<TranscriptSegment, 'startMs' | 'endMs'>,
  pauses: readonly RecordingPause[],
  toleranceMs = 0,
): boolean {
  return pauses.some(
    ({ fromMs, toMs }) =>
      Math.max(startMs, endMs) + toleranceMs > fromMs &&
      startMs - toleranceMs < (toMs ?? Number.POSITIVE_INFINITY),
  )
}
