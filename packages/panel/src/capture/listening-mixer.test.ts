import { describe, expect, it } from 'vitest'
import { createListeningMixer } from './listening-mixer.ts'

const rateHz = 48_000
const quantum = 128

/** A tone on the left, another on the right, through the mixer, as the audio thread does it. */
function play(
  seconds: number,
  { left, right }: { readonly left: number; readonly right: number },
  prepare: (mixer: ReturnType<typeof createListeningMixer>) => void,
) {
  const mixer = createListeningMixer(rateHz)
  prepare(mixer)
  const heard = { left: [] as number[], right: [] as number[] }
  for (let at = 0; at < seconds * rateHz; at += quantum) {
    const tone = (amplitude: number, hertz: number) =>
      Float32Array.from(
        { length: quantum },
        (_, index) => amplitude * Math.sin((2 * Math.PI * hertz * (at + index)) / rateHz),
      )
    const sides = [tone(left, 500), tone(right, 800)] as const
    mixer.process(...sides)
    heard.left.push(...sides[0])
    heard.right.push(...sides[1])
  }
  return heard
}

const tail = (samples: readonly number[]) => samples.slice(-rateHz / 4)
const level = (samples: readonly number[]) =>
  Math.sqrt(tail(samples).reduce((sum, sample) => sum + sample * sample, 0) / tail(samples).length)
const peak = (samples: readonly number[]) =>
  tail(samples).reduce((most, sample) => Math.max(most, Math.abs(sample)), 0)

describe('the listening mix', () => {
  it('[PA140] each side has a volume of its own', () => {
    const plain = play(0.5, { left: 0.2, right: 0.2 }, () => {})
    const turned = play(0.5, { left: 0.2, right: 0.2 }, (mixer) => mixer.setGains(0.5, 2))
    expect(level(turned.left) / level(plain.left)).toBeCloseTo(0.5, 3)
    expect(level(turned.right) / level(plain.right)).toBeCloseTo(2, 3)
  })

  it('[PA140] a side turned off is silent and leaves the other as it was', () => {
    const plain = play(0.5, { left: 0.2, right: 0.2 }, () => {})
    const turned = play(0.5, { left: 0.2, right: 0.2 }, (mixer) => mixer.setGains(0, 1))
    expect(peak(turned.left)).toBe(0)
    expect(tail(turned.right)).toEqual(tail(plain.right))
  })

  it('[PA142] doubled, even what was already at full scale stays below it', () => {
    const { left, right } = play(0.5, { left: 1, right: 0.1 }, (mixer) => mixer.setGains(2, 1))
    expect(peak(left)).toBeLessThanOrEqual(0.8913)
    expect(peak(left)).toBeGreaterThan(0.8)
    expect(peak(right)).toBeLessThan(0.1)
  })

  it('[PA142] what stays below the limit passes bit for bit, 3 ms later', () => {
    const { left } = play(0.1, { left: 0.5, right: 0.5 }, () => {})
    const delay = 144
    const expected = Array.from({ length: 1_000 }, (_, index) =>
      Math.fround(0.5 * Math.sin((2 * Math.PI * 500 * index) / rateHz)),
    )
    expect(left.slice(delay, delay + 1_000)).toEqual(expected)
  })

  it('[PA142] a volume that jumps is no click, and one that is no number is as it comes', () => {
    const mixer = createListeningMixer(rateHz)
    const heard: number[] = []
    for (const gain of [1, 0, 2, 1, Number.NaN, -1]) {
      mixer.setGains(gain, gain)
      for (let block = 0; block < 10; block += 1) {
        const sides = [new Float32Array(quantum).fill(0.4), new Float32Array(quantum)] as const
        mixer.process(...sides)
        heard.push(...sides[0])
      }
    }
    const steps = heard.map((sample, index) => Math.abs(sample - (heard[index - 1] ?? sample)))
    expect(Math.max(...steps.slice(200))).toBeLessThan(0.002)
    expect(heard.every(Number.isFinite)).toBe(true)
  })
})
