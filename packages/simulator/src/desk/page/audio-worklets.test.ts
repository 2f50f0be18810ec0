import { createContext, Script } from 'node:vm'
import { expect, it } from 'vitest'
import { z } from 'zod'
import { audioWorkletScript } from './audio-worklets.ts'

interface Processor {
  port: {
    onmessage?: (event: { data: Int16Array | number }) => void
    postMessage(frame: Int16Array): void
  }
  process(inputs: Float32Array[][], outputs: Float32Array[][]): boolean
}

const processorClass = z.custom<new () => Processor>((value) => typeof value === 'function')

/** Runs the served text the way the browser's audio thread does. */
function makeProcessor(name: string, sampleRate: number, posted: Int16Array[] = []): Processor {
  const classes = new Map<string, unknown>()
  const context = createContext({
    sampleRate,
    AudioWorkletProcessor: class {
      port = { postMessage: (frame: Int16Array) => void posted.push(frame) }
    },
    registerProcessor: (registered: string, made: unknown) => void classes.set(registered, made),
  })
  new Script(audioWorkletScript).runInContext(context)
  const Made = processorClass.parse(classes.get(name))
  return new Made()
}

function record(toneHz: number, sampleRate: number): number[] {
  const posted: Int16Array[] = []
  const microphone = makeProcessor('desk-microphone', sampleRate, posted)
  for (let block = 0; block < sampleRate / 128; block += 1) {
    const samples = Float32Array.from(
      { length: 128 },
      (_value, index) =>
        0.5 * Math.sin((2 * Math.PI * toneHz * (block * 128 + index)) / sampleRate),
    )
    microphone.process([[samples]], [])
  }
  expect(posted.every((frame) => frame.length === 320)).toBe(true)
  return posted.flatMap((frame) => [...frame])
}

/** The tone's own strength in what came out, by correlation with it; full scale is 1. */
function strengthOf(toneHz: number, samples: readonly number[]): number {
  let inPhase = 0
  let quadrature = 0
  for (const [index, sample] of samples.entries()) {
    inPhase += sample * Math.cos((2 * Math.PI * toneHz * index) / 16_000)
    quadrature += sample * Math.sin((2 * Math.PI * toneHz * index) / 16_000)
  }
  return (2 * Math.hypot(inPhase, quadrature)) / samples.length / 32_768
}

function rmsOf(samples: readonly number[]): number {
  return (
    Math.sqrt(samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length) / 32_768
  )
}

it.each([48_000, 44_100, 16_000, 8_000])(
  '[SD64] the microphone comes out as 50 frames a second of 16 kHz, from %d Hz',
  (sampleRate) => {
    const samples = record(1_000, sampleRate)
    expect(samples.length).toBeGreaterThan(15_500)
    expect(samples.length).toBeLessThanOrEqual(16_000)
    const settled = samples.slice(320, 320 + 14_400)
    expect(strengthOf(1_000, settled)).toBeCloseTo(0.5, 2)
    expect(rmsOf(settled)).toBeCloseTo(0.5 / Math.SQRT2, 2)
  },
)

it('[SD64] and nothing above 8 kHz is folded into it', () => {
  expect(rmsOf(record(10_000, 48_000).slice(320))).toBeLessThan(0.003)
})

it('[SD64] the player starts with 60 ms in hand, plays every sample in order, and falls silent', () => {
  const player = makeProcessor('desk-player', 16_000)
  const frames = [0, 1, 2].map((number) =>
    Int16Array.from({ length: 320 }, (_value, index) => number * 320 + index + 1),
  )
  const played: number[] = []
  const play = () => {
    const block = new Float32Array(128)
    player.process([], [[block]])
    played.push(...block)
  }
  for (const frame of frames.slice(0, 2)) player.port.onmessage?.({ data: frame })
  play()
  expect(played.every((sample) => sample === 0)).toBe(true)
  played.length = 0
  player.port.onmessage?.({ data: frames[2]! })
  for (let block = 0; block < 8; block += 1) play()
  expect(played.slice(0, 960).map((sample) => sample * 32_768)).toEqual(
    Array.from({ length: 960 }, (_value, index) => index + 1),
  )
  expect(played.slice(960).every((sample) => sample === 0)).toBe(true)
})

const tone = (toneHz: number, strength: number) =>
  Array.from(
    { length: 16_000 },
    (_value, index) =>
      // Never a negative zero.
      Math.round(strength * 32_768 * Math.sin((2 * Math.PI * toneHz * index) / 16_000)) + 0,
  )

/** The customer at 400 Hz and a coach at 1,000 Hz, a second of both, with the coach's voice at so many per cent. */
function playCall(percent: number, coachStrength = 0.1): readonly number[] {
  const player = makeProcessor('desk-player', 16_000)
  const [customer, coach] = [tone(400, 0.2), tone(1_000, coachStrength)]
  const played: number[] = []
  player.port.onmessage?.({ data: percent })
  for (let start = 0; start < 16_000; start += 320) {
    const both = [...customer.slice(start, start + 320), ...coach.slice(start, start + 320)]
    player.port.onmessage?.({ data: Int16Array.from(both) })
    if (start < 640) continue
    const block = new Float32Array(320)
    player.process([], [[block]])
    played.push(...[...block].map((sample) => sample * 32_768))
  }
  // What the loudness needs to get there, left out; whole waves of both tones remain.
  return played.slice(-12_800)
}

const decibels = (ratio: number) => 20 * Math.log10(ratio)

it.each([
  [200, 12],
  [150, 7],
  [100, 0],
  [70, -6.2],
  [50, -12],
  [20, -28],
] as const)(
  '[AS46] the coach’s voice at %d %% is %d dB louder, the customer’s stays',
  (percent, db) => {
    const heard = playCall(percent)
    expect(decibels(strengthOf(1_000, heard) / 0.1)).toBeCloseTo(db, 0)
    expect(strengthOf(400, heard)).toBeCloseTo(0.2, 3)
  },
)

it('[AS46] off is off: nothing of the coach is left, and what else is heard is played to the bit', () => {
  const heard = playCall(0, 0.6)
  expect(strengthOf(1_000, heard)).toBeLessThan(0.000_01)
  expect(heard.slice(0, 400)).toEqual(tone(400, 0.2).slice(0, 400))
})

it('[AS46] too loud is held at full scale, never turned over', () => {
  const heard = playCall(200, 0.6)
  expect(Math.max(...heard)).toBe(32_767)
  expect(Math.min(...heard)).toBe(-32_768)
})

it('[AS46] another loudness comes within an eighth of a second, without a click', () => {
  const player = makeProcessor('desk-player', 16_000)
  const held = Int16Array.from({ length: 640 }, (_value, index) => (index < 320 ? 0 : 8_192))
  const played: number[] = []
  for (let frame = 0; frame < 12; frame += 1) {
    if (frame === 4) player.port.onmessage?.({ data: 0 })
    player.port.onmessage?.({ data: held })
    if (frame < 2) continue
    const block = new Float32Array(320)
    player.process([], [[block]])
    played.push(...block)
  }
  const steps = played.slice(1).map((sample, index) => Math.abs(sample - (played[index] ?? 0)))
  expect(Math.max(...steps)).toBeLessThan(0.001)
  expect([played[0], played.at(-1)]).toEqual([0.25, 0])
})
