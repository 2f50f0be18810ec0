// The frames a panel may have missed, kept for a while so that it can go on where it was.
import type { Clock, MonotonicMs } from '@sotto/kernel'

export interface FrameWindow {
  clear(): void
  add(sequence: number, frame: string): void
  /** Every frame after `sequence` up to `latest`, or undefined when one of them is no longer there. */
  after(sequence: number, latest: number): readonly string[] | undefined
}

interface KeptFrame {
  readonly sequence: number
  readonly frame: string
  readonly atMono: MonotonicMs
}

/** Bounded by time and by size; a frame longer than the whole bound is not kept at all. */
export function createFrameWindow(
  clock: Clock,
  bounds: { readonly forMs: number; readonly bytes: number },
): FrameWindow {
  const frames: KeptFrame[] = []
  let size = 0

  function dropOldest(): void {
    const oldest = frames.shift()
    if (oldest !== undefined) size -= oldest.frame.length
  }

  return {
    clear() {
      frames.length = 0
      size = 0
    },
    add(sequence, frame) {
      frames.push({ sequence, frame, atMono: clock.monotonicNow() })
      size += frame.length
      const since = clock.monotonicNow() - bounds.forMs
      while (frames.length > 0 && (size > bounds.bytes || (frames[0]?.atMono ?? 0) < since))
        dropOldest()
    },
    after(sequence, latest) {
      if (sequence > latest) return undefined
      const missed = frames.filter((kept) => kept.sequence > sequence)
      return missed.length === latest - sequence ? missed.map((kept) => kept.frame) : undefined
    },
  }
}
