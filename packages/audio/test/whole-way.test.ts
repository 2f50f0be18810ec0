import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  audioFrameBytes,
  createAudioFrameSlot,
  createFrame,
  createFramer,
  createLimiter,
  createPlayoutBuffer,
  createResampler,
  floatToInt16,
  frameMs,
  frameSamples,
  type PushOutcome,
  readAudioFrame,
  writeAudioFrame,
} from '../src/index.ts'

const limit = Math.floor(32_768 * 10 ** (-6 / 20))
const kinds = ['silence', 'square', 'noise', 'nan', 'infinite', 'huge'] as const
type Kind = (typeof kinds)[number]

function sample(kind: Kind, index: number): number {
  switch (kind) {
    case 'silence':
      return 0
    case 'square':
      return index % 80 < 40 ? 1 : -1
    case 'noise':
      return Math.sin(index * index)
    case 'nan':
      return index % 7 === 0 ? Number.NaN : 0.3
    case 'infinite':
      return index % 11 === 0 ? Number.POSITIVE_INFINITY : -0.3
    case 'huge':
      return index % 2 === 0 ? 1e38 : -1e38
  }
}

/** The microphone's sound as frames on the wire. */
function capture(rateHz: number, kind: Kind, milliseconds: number): Uint8Array[] {
  const resampler = createResampler({ inputRateHz: rateHz, outputRateHz: 16_000 })
  const limiter = createLimiter({ sampleRateHz: 16_000 })
  const room = new Float32Array(resampler.outputCapacity(128))
  const frame = new Float32Array(frameSamples)
  const samples = createFrame()
  const wires: Uint8Array[] = []
  const framer = createFramer({
    frame,
    onFrame() {
      limiter.process([frame])
      floatToInt16(frame, samples)
      const wire = new Uint8Array(audioFrameBytes('talk'))
      const sequence = wires.length
      const captureTimeMs = sequence * frameMs
      writeAudioFrame({ kind: 'talk', sequence, captureTimeMs, samples }, new DataView(wire.buffer))
      wires.push(wire)
    },
  })
  const quantum = new Float32Array(128)
  for (let start = 0; start < (rateHz * milliseconds) / 1000; start += quantum.length) {
    for (let index = 0; index < quantum.length; index += 1)
      quantum[index] = sample(kind, start + index)
    framer.push(room, resampler.process(quantum, room))
  }
  return wires
}

/** What a network and a broken page may do to one frame. */
const harms = fc.constantFrom(
  'none',
  'none',
  'none',
  'cut',
  'odd',
  'jump',
  'twice',
  'old',
  'no-time',
)

describe('the whole way of a frame', () => {
  it('[AU76] whatever comes out of a microphone or a socket: no crash, nothing past the limit, and every frame accounted for', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(8_000, 16_000, 44_100, 48_000),
        fc.constantFrom(...kinds),
        fc.array(harms, { minLength: 5, maxLength: 60 }),
        (rateHz, kind, harmOf) => {
          const wires = capture(rateHz, kind, 1_300)
          const buffer = createPlayoutBuffer()
          const slot = createAudioFrameSlot()
          const output = createFrame()
          const reasons = new Map<string, number>()
          const say = (reason: string) => void reasons.set(reason, (reasons.get(reason) ?? 0) + 1)
          let sent = 0
          let loudest = 0
          function arrive(
            bytes: Uint8Array,
            nowMs: number,
            change: (slotMs: number) => number,
          ): void {
            sent += 1
            const problem = readAudioFrame(bytes, slot)
            if (problem !== undefined) {
              say(problem)
              return
            }
            const outcome: PushOutcome = buffer.push(
              slot.samples.subarray(0, frameSamples),
              slot.sequence,
              change(slot.captureTimeMs),
              nowMs,
            )
            say(outcome)
          }
          wires.forEach((wire, index) => {
            // Half a percent fast.
            const nowMs = (index * frameMs) / 1.005
            const same = (captureMs: number) => captureMs
            const harm = harmOf[index % harmOf.length] ?? 'none'
            if (harm === 'cut') arrive(wire.subarray(0, 100), nowMs, same)
            else if (harm === 'odd') arrive(wire.subarray(0, wire.length - 1), nowMs, same)
            else if (harm === 'jump') {
              const jumped = wire.slice()
              new DataView(jumped.buffer).setUint32(4, 1_000_000 + index * 977, true)
              arrive(jumped, nowMs, same)
            } else if (harm === 'old') arrive(wire, nowMs, (captureMs) => captureMs - 5_000)
            else if (harm === 'no-time') arrive(wire, nowMs, () => Number.NaN)
            else arrive(wire, nowMs, same)
            if (harm === 'twice') arrive(wire, nowMs, same)
            buffer.pull(nowMs, output)
            for (const value of output) loudest = Math.max(loudest, Math.abs(value))
          })
          buffer.finish()
          for (let count = 0; count < 100; count += 1) buffer.pull(2_000 + count * frameMs, output)
          expect(output.every((value) => value === 0)).toBe(true)
          expect(loudest).toBeLessThanOrEqual(limit)
          expect([...reasons.values()].reduce((sum, count) => sum + count, 0)).toBe(sent)
          const { counts } = buffer
          expect(reasons.get('duplicate') ?? 0).toBe(counts.duplicate)
          expect(reasons.get('refused') ?? 0).toBe(counts.refused)
          // What was kept was played, or grew old, or made room for another sequence.
          expect(counts.played).toBeLessThanOrEqual(reasons.get('kept') ?? 0)
          expect(buffer.bufferedMs).toBe(0)
        },
      ),
      { numRuns: 60, seed: 12 },
    )
  })
})
