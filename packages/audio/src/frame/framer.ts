/** Collects blocks of any size (the worklet's 128-sample quanta, a resampler's 42 or 43) into whole frames. */
import { frameSamples, type SampleBlock } from './audio-format.ts'

export interface FramerOptions<Samples extends SampleBlock> {
  /** The frame that is filled, handed on and filled again: its type and length decide the frames. */
  readonly frame: Samples
  /** Gets the framer's own buffer: copy what must outlive the call. `startSample` counts from the first sample ever pushed. */
  readonly onFrame: (frame: Samples, startSample: number) => void
}

export interface Framer {
  /** Samples waiting for their frame to become whole. */
  readonly pendingSamples: number
  /** Takes the first `length` samples of `block` (all of them when not told). */
  push(block: SampleBlock, length?: number): void
  /** Hands on a begun frame filled up with silence; nothing when none is begun. */
  flush(): void
  /** Forgets a begun frame; its samples still count as pushed. */
  clear(): void
}

/** Allocates nothing after this call. */
export function createFramer<Samples extends SampleBlock>({
  frame,
  onFrame,
}: FramerOptions<Samples>): Framer {
  const cells: SampleBlock = frame
  let filled = 0
  let startSample = 0

  function handOn(pushedSamples: number): void {
    const start = startSample
    startSample += pushedSamples
    filled = 0
    onFrame(frame, start)
  }

  return {
    get pendingSamples() {
      return filled
    },
    push(block, length = block.length) {
      const end = Math.min(length, block.length)
      for (let index = 0; index < end; index += 1) {
        cells[filled] = block[index] ?? 0
        filled += 1
        if (filled === frame.length) handOn(filled)
      }
    },
    flush() {
      if (filled === 0) return
      for (let index = filled; index < frame.length; index += 1) cells[index] = 0
      handOn(filled)
    },
    clear() {
      startSample += filled
      filled = 0
    },
  }
}

/** A buffer for one 20 ms frame of linear 16-bit mono. */
export function createFrame(): Int16Array {
  return new Int16Array(frameSamples)
}
