import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createFrame, createFramer } from './framer.ts'

function collect(blocks: readonly Int16Array[]) {
  const frames: number[][] = []
  const starts: number[] = []
  const framer = createFramer({
    frame: createFrame(),
    onFrame: (frame, startSample) => {
      frames.push([...frame])
      starts.push(startSample)
    },
  })
  for (const block of blocks) framer.push(block)
  return { framer, frames, starts }
}

describe('the framer', () => {
  it('[AU5] gives every sample once, in order, in whole frames, whatever the blocks', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(1_000), { maxLength: 20 }), (sizes) => {
        let count = 0
        const blocks = sizes.map((size) =>
          Int16Array.from({ length: size }, () => {
            count += 1
            return count
          }),
        )
        const { framer, frames, starts } = collect(blocks)
        expect(frames.every((frame) => frame.length === 320)).toBe(true)
        expect(frames.flat()).toEqual(
          Array.from({ length: frames.length * 320 }, (_, index) => index + 1),
        )
        expect(starts).toEqual(frames.map((_, index) => index * 320))
        expect(framer.pendingSamples).toBe(count - frames.length * 320)
      }),
      { seed: 2 },
    )
  })

  it('[AU5] hands on its own buffer, and takes only as much of a block as it is told', () => {
    const seen = new Set<Float32Array>()
    const framer = createFramer({
      frame: new Float32Array(4),
      onFrame: (frame) => seen.add(frame),
    })
    framer.push(Float32Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9), 8)
    expect(seen.size).toBe(1)
    expect(framer.pendingSamples).toBe(0)
  })

  it('[AU6] fills a begun frame with silence on flush, and forgets it on clear', () => {
    const { framer, frames, starts } = collect([Int16Array.of(5, 6)])
    framer.flush()
    framer.flush()
    expect(frames).toEqual([[5, 6, ...new Array<number>(318).fill(0)]])
    framer.push(Int16Array.of(7))
    framer.clear()
    expect(framer.pendingSamples).toBe(0)
    framer.push(new Int16Array(320).fill(9))
    expect(frames[1]).toEqual(new Array<number>(320).fill(9))
    // Silence that was filled in was never pushed.
    expect(starts).toEqual([0, 3])
  })
})
