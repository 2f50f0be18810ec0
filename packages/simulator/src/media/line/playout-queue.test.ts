import { frameSamples } from '@sotto/audio'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  createPlayoutQueue,
  cushionFrames,
  longestQueueFrames,
  type PlayoutQueue,
} from './playout-queue.ts'

function frame(value: number): Int16Array {
  return new Int16Array(frameSamples).fill(value)
}

/** Runs a mixer that pulls every 20 ms from 0 on, with frames arriving as told; tells what it got. */
function play(queue: PlayoutQueue, arrivals: readonly number[], untilMs: number) {
  const waiting = arrivals.map((at, index) => ({ at, index }))
  const played: (number | undefined)[] = []
  for (let now = 0; now <= untilMs; now += 20) {
    while (waiting[0] !== undefined && waiting[0].at <= now) {
      const next = waiting.shift()
      if (next !== undefined) queue.push(frame(next.index + 1), next.at)
    }
    played.push(queue.pull(now)?.[0])
  }
  return played
}

function every20(from: number, count: number): number[] {
  return Array.from({ length: count }, (_, index) => from + index * 20)
}

describe('playout', () => {
  it('[SM20] waits for three frames, then plays every one in order', () => {
    const queue = createPlayoutQueue()
    const nothing = undefined
    expect(play(queue, every20(0, 5), 160)).toEqual([
      nothing,
      nothing,
      1,
      2,
      3,
      4,
      5,
      nothing,
      nothing,
    ])
    expect(queue.underrunSamples).toBe(0)
  })

  it('[SM20] a word shorter than the cushion plays once its first frame has waited 60 ms', () => {
    const queue = createPlayoutQueue()
    expect(play(queue, [0], 100)).toEqual([
      undefined,
      undefined,
      undefined,
      1,
      undefined,
      undefined,
    ])
  })

  it('[SM20] arrivals up to 40 ms late leave no hole', () => {
    const queue = createPlayoutQueue()
    const late = every20(0, 40).map((at, index) => at + (index % 3 === 1 ? 39 : 0))
    const played = play(
      queue,
      [...late].sort((a, b) => a - b),
      1_200,
    ).filter(Boolean)
    expect(played).toHaveLength(40)
    expect(queue.underrunSamples).toBe(0)
  })

  it('[SM21] a hole of up to 200 ms inside speech is an underrun, counted when the speech goes on', () => {
    const queue = createPlayoutQueue()
    play(queue, [...every20(0, 5), ...every20(200, 5)], 600)
    // Played at 40–120; the next spurt has its cushion at 240: five frames of silence.
    expect(queue.underrunSamples).toBe(5 * frameSamples)
  })

  it('[SM21] silence that is not sent is a pause, never an underrun', () => {
    const queue = createPlayoutQueue()
    const played = play(queue, [...every20(0, 5), ...every20(700, 5)], 1_200).filter(Boolean)
    expect(played).toHaveLength(10)
    expect(queue.underrunSamples).toBe(0)
  })

  it('[SM22] keeps one second and drops the oldest', () => {
    const queue = createPlayoutQueue()
    for (let index = 1; index <= longestQueueFrames + 7; index += 1) queue.push(frame(index), 0)
    expect(queue.queuedFrames).toBe(longestQueueFrames)
    expect(queue.droppedSamples).toBe(7 * frameSamples)
    expect(queue.pull(0)?.[0]).toBe(8)
  })

  it('[SM22] plays every frame once and in order, drops included, whatever the arrivals', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 90 }), { maxLength: 200 }), (spacings) => {
        let at = 0
        const arrivals = spacings.map((spacing) => {
          at += spacing
          return at
        })
        const queue = createPlayoutQueue()
        const played = play(queue, arrivals, at + 2_000).flatMap((value) => value ?? [])
        expect(played).toEqual([...played].sort((a, b) => a - b))
        expect(new Set(played).size).toBe(played.length)
        expect(played.length * frameSamples + queue.droppedSamples).toBe(
          arrivals.length * frameSamples,
        )
        expect(queue.queuedFrames).toBe(0)
      }),
      { numRuns: 50 },
    )
  })

  it('[SM22] a frame that may not be played yet holds up those behind it', () => {
    const queue = createPlayoutQueue()
    queue.push(frame(1), 500)
    for (let index = 2; index < 6; index += 1) queue.push(frame(index), 0)
    expect(queue.pull(480)).toBeUndefined()
    expect(queue.pull(500)?.[0]).toBe(1)
    expect(queue.pull(520)?.[0]).toBe(2)
  })

  it('[SM19] forgets what waits when cleared, and starts anew', () => {
    const queue = createPlayoutQueue()
    for (let index = 0; index < cushionFrames; index += 1) queue.push(frame(1), 0)
    queue.clear()
    expect(queue.pull(1_000)).toBeUndefined()
  })
})
