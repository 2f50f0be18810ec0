import { describe, expect, it } from 'vitest'
import { createListeningBuffer } from './listening-buffer.ts'
import { createListeningMix, listeningLimitDbfs } from './listening-mix.ts'

const rateHz = 48_000
const quantum = 128

/** A second of 20 ms frames, both sides alike. */
function frames(sample: (index: number) => number): Int16Array[] {
  return Array.from({ length: 50 }, (_, frame) =>
    Int16Array.from({ length: 640 }, (_value, index) =>
      Math.round(32_767 * sample(frame * 320 + Math.floor(index / 2))),
    ),
  )
}

function play(
  player: { push(stereo: Int16Array): void; pull(left: Float32Array, right: Float32Array): void },
  sound: readonly Int16Array[],
): Float32Array {
  const heard: number[] = []
  let pushed = 0
  for (let sample = 0; sample < rateHz; sample += quantum) {
    for (; pushed < sound.length && pushed * 960 <= sample; pushed += 1)
      player.push(sound[pushed] ?? new Int16Array(640))
    const left = new Float32Array(quantum)
    player.pull(left, new Float32Array(quantum))
    heard.push(...left)
  }
  return Float32Array.from(heard)
}

const peak = (samples: Float32Array) =>
  samples.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0)

describe('what the loudspeaker is given', () => {
  it('[PA63] a full-scale square wave leaves past no more than −1 dBFS, where without the limiter it would overshoot', () => {
    const square = frames((index) => (index % 40 < 20 ? 1 : -1))
    expect(peak(play(createListeningBuffer(rateHz), square))).toBeGreaterThan(1)
    const limited = peak(play(createListeningMix(rateHz), square))
    expect(limited).toBeLessThanOrEqual(10 ** (listeningLimitDbfs / 20))
    expect(limited).toBeGreaterThan(0.8)
  })

  it('[PA63] sound below the limit is passed bit for bit, 2 ms later', () => {
    const quiet = frames((index) => 0.5 * Math.sin(index / 9))
    const plain = play(createListeningBuffer(rateHz), quiet)
    const limited = play(createListeningMix(rateHz), quiet)
    expect(limited.subarray(96)).toEqual(plain.subarray(0, plain.length - 96))
  })

  it('[PA63] forgets everything for a new line', () => {
    const mix = createListeningMix(rateHz)
    play(
      mix,
      frames(() => 0.9),
    )
    mix.reset()
    const left = new Float32Array(quantum)
    mix.pull(left, new Float32Array(quantum))
    expect(peak(left)).toBe(0)
  })
})
