/** Received frames on their way into the mixer: waits for a small cushion, plays, and tells a pause from an underrun. */
import { frameSamples } from '@sotto/audio'
import type { MonotonicMs } from '@sotto/kernel'

/** Frames that must wait before a talk spurt starts, so that ordinary jitter does not click. */
export const cushionFrames = 3
/** A spurt shorter than the cushion starts when its first frame has waited this long. */
export const cushionMs = 60
/** A gap up to this long (200 ms) was a hole in the speech, a longer one a pause of the speaker. */
export const longestUnderrunFrames = 10
/** One second: what is older is dropped, never played late. */
export const longestQueueFrames = 50

export interface PlayoutQueue {
  readonly queuedFrames: number
  /** Silence inside talk spurts, known once the spurt goes on. */
  readonly underrunSamples: number
  /** Too old, pushed out by newer ones. */
  readonly droppedSamples: number
  /** Frames keep their order: one that may be played earlier waits for those before it. */
  push(frame: Int16Array, playableAt: MonotonicMs): void
  /** Takes the frame to mix next; called once per mixed frame. */
  pull(now: MonotonicMs): Int16Array | undefined
  clear(): void
}

interface Queued {
  readonly frame: Int16Array
  readonly playableAt: MonotonicMs
}

/**
 *            cushion filled, or first frame waited long enough
 *   waiting ────────────────────────────────────────────────► playing
 *      ▲                                                         │
 *      └──────────────────── nothing playable ◄──────────────────┘
 */
type Phase = { readonly kind: 'waiting'; readonly gapFrames: number } | { readonly kind: 'playing' }

const longPause: Phase = { kind: 'waiting', gapFrames: Number.POSITIVE_INFINITY }

export function createPlayoutQueue(): PlayoutQueue {
  let queued: Queued[] = []
  let phase: Phase = longPause
  let underrunSamples = 0
  let droppedSamples = 0

  function isPlayable(position: number, now: MonotonicMs): boolean {
    const entry = queued[position]
    return entry !== undefined && entry.playableAt <= now
  }

  function mayStart(now: MonotonicMs): boolean {
    const head = queued[0]
    if (head === undefined || head.playableAt > now) return false
    return isPlayable(cushionFrames - 1, now) || now - head.playableAt >= cushionMs
  }

  return {
    get queuedFrames() {
      return queued.length
    },
    get underrunSamples() {
      return underrunSamples
    },
    get droppedSamples() {
      return droppedSamples
    },
    push(frame, playableAt) {
      queued.push({ frame, playableAt })
      if (queued.length <= longestQueueFrames) return
      queued.shift()
      droppedSamples += frameSamples
    },
    pull(now) {
      if (phase.kind === 'playing' ? isPlayable(0, now) : mayStart(now)) {
        if (phase.kind === 'waiting' && phase.gapFrames <= longestUnderrunFrames)
          underrunSamples += phase.gapFrames * frameSamples
        phase = { kind: 'playing' }
        return queued.shift()?.frame
      }
      phase = { kind: 'waiting', gapFrames: phase.kind === 'playing' ? 1 : phase.gapFrames + 1 }
      return undefined
    },
    clear() {
      queued = []
      phase = longPause
    },
  }
}
