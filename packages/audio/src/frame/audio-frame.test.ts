import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { frameMs, frameSamples, sampleRateHz } from './audio-format.ts'
import {
  type AudioFrame,
  audioFrameBytes,
  audioFrameSamples,
  createAudioFrameSlot,
  decodeAudioFrame,
  encodeAudioFrame,
  readAudioFrame,
  writeAudioFrame,
} from './audio-frame.ts'

const frames = fc.constantFrom<'talk' | 'listen'>('talk', 'listen').chain((kind) =>
  fc.record({
    kind: fc.constant(kind),
    sequence: fc.integer({ min: 0, max: 0xffff_ffff }),
    captureTimeMs: fc.double({ noNaN: true, noDefaultInfinity: true }),
    samples: fc.int16Array({
      minLength: audioFrameSamples(kind),
      maxLength: audioFrameSamples(kind),
    }),
  }),
)

function talkFrame(change: Partial<AudioFrame> = {}): AudioFrame {
  const samples = Int16Array.from({ length: frameSamples }, (_, index) => index - 160)
  return { kind: 'talk', sequence: 7, captureTimeMs: 1_234.5, samples, ...change }
}

function encoded(frame: AudioFrame = talkFrame()): Uint8Array {
  const result = encodeAudioFrame(frame)
  if (!result.ok) throw new Error(result.error.code)
  return result.value
}

function decodeError(bytes: Uint8Array): string {
  const result = decodeAudioFrame(bytes)
  return result.ok ? 'none' : result.error.code
}

function changed(offset: number, ...bytes: number[]): Uint8Array {
  const wire = encoded()
  wire.set(bytes, offset)
  return wire
}

describe('an audio frame', () => {
  it('[AU1] is 20 ms of 16 kHz: 640 bytes of one voice or 1,280 of both, after 16 of header', () => {
    expect((sampleRateHz * frameMs) / 1000).toBe(frameSamples)
    expect(audioFrameBytes('talk')).toBe(16 + 640)
    expect(audioFrameBytes('listen')).toBe(16 + 1_280)
  })

  it('[AU2] comes back as it was sent', () => {
    fc.assert(
      fc.property(frames, (frame) => {
        expect(decodeAudioFrame(encoded(frame))).toEqual({ ok: true, value: frame })
      }),
      { seed: 3 },
    )
  })

  it('[AU2] is little endian, byte by byte', () => {
    const samples = new Int16Array(frameSamples)
    samples[0] = -2
    samples[1] = 0x1234
    const wire = encoded({ kind: 'talk', sequence: 0x01020304, captureTimeMs: 1, samples })
    expect(Array.from(wire.subarray(0, 20))).toEqual([
      ...[1, 1, 0, 0],
      ...[4, 3, 2, 1],
      ...[0, 0, 0, 0, 0, 0, 0xf0, 0x3f],
      ...[0xfe, 0xff, 0x34, 0x12],
    ])
  })

  it('[AU2] is read from any place in a larger buffer', () => {
    const wire = encoded()
    const larger = new Uint8Array(wire.length + 5)
    larger.set(wire, 3)
    expect(decodeAudioFrame(larger.subarray(3, 3 + wire.length))).toEqual({
      ok: true,
      value: talkFrame(),
    })
  })

  it('[AU3] that is damaged is refused by name', () => {
    expect(decodeError(new Uint8Array())).toBe('too-short')
    expect(decodeError(encoded().subarray(0, 15))).toBe('too-short')
    expect(decodeError(changed(0, 2))).toBe('unknown-version')
    expect(decodeError(changed(1, 9))).toBe('unknown-kind')
    expect(decodeError(encoded().subarray(0, 655))).toBe('odd-length')
    expect(decodeError(encoded().subarray(0, 654))).toBe('wrong-size')
    expect(decodeError(encoded().subarray(0, 16))).toBe('wrong-size')
    expect(decodeError(changed(1, 2))).toBe('wrong-size')
    expect(decodeError(changed(8, 0, 0, 0, 0, 0, 0, 0xf0, 0x7f))).toBe('bad-capture-time')
  })

  it('[AU3] of bytes nobody made never throws', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 1_400 }), (bytes) => {
        decodeAudioFrame(bytes)
      }),
      { seed: 3 },
    )
  })

  it('[AU3] that cannot be sent is refused by name', () => {
    const codes = [
      talkFrame({ samples: new Int16Array(319) }),
      talkFrame({ kind: 'listen' }),
      talkFrame({ sequence: -1 }),
      talkFrame({ sequence: 2 ** 32 }),
      talkFrame({ sequence: 0.5 }),
      talkFrame({ captureTimeMs: Number.NaN }),
    ].map((frame) => {
      const result = encodeAudioFrame(frame)
      return result.ok ? 'none' : result.error.code
    })
    expect(codes).toEqual([
      'wrong-size',
      'wrong-size',
      'bad-sequence',
      'bad-sequence',
      'bad-sequence',
      'bad-capture-time',
    ])
  })

  it('[AU4] is written and read in place, and a refused one leaves the slot as it was', () => {
    const target = new DataView(new ArrayBuffer(audioFrameBytes('talk')))
    expect(writeAudioFrame(talkFrame(), target)).toBeUndefined()
    const slot = createAudioFrameSlot()
    expect(readAudioFrame(new Uint8Array(target.buffer), slot)).toBeUndefined()
    expect(slot).toMatchObject({ kind: 'talk', sequence: 7, captureTimeMs: 1_234.5 })
    expect(slot.samples.subarray(0, frameSamples)).toEqual(talkFrame().samples)
    const before = { ...slot, samples: slot.samples.slice() }
    const damaged = changed(0, 2)
    damaged.fill(0x55, 16)
    expect(readAudioFrame(damaged, slot)).toBe('unknown-version')
    expect(slot).toEqual(before)
  })
})
