import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeWav, encodeWav, type WavSound, wavHeader } from './wav.ts'

const sounds = fc
  .record({
    sampleRateHz: fc.integer({ min: 1, max: 192_000 }),
    channels: fc.constantFrom<1 | 2>(1, 2),
    blocks: fc.array(fc.tuple(fc.integer(), fc.integer()), { maxLength: 300 }),
  })
  .map(
    ({ sampleRateHz, channels, blocks }): WavSound => ({
      sampleRateHz,
      channels,
      samples: Int16Array.from(blocks.flatMap((block) => block.slice(0, channels))),
    }),
  )

function sound(): WavSound {
  return { sampleRateHz: 16_000, channels: 1, samples: Int16Array.of(1, -2, 300, -32_768, 32_767) }
}

function errorOf(file: Uint8Array): string {
  const result = decodeWav(file)
  return result.ok ? 'none' : result.error.code
}

function changed(offset: number, bytes: readonly number[]): Uint8Array {
  const file = encodeWav(sound())
  file.set(bytes, offset)
  return file
}

function inserted(chunk: readonly number[]): Uint8Array {
  const file = encodeWav(sound())
  return Uint8Array.from([...file.subarray(0, 36), ...chunk, ...file.subarray(36)])
}

const tag = (text: string) => [...text].map((letter) => letter.charCodeAt(0))

describe('a WAV file', () => {
  it('[AU30] comes back as it was written', () => {
    fc.assert(
      fc.property(sounds, (original) => {
        expect(decodeWav(encodeWav(original))).toEqual({ ok: true, value: original })
      }),
      { seed: 7 },
    )
  })

  it('[AU30] has the 44-byte header every program reads', () => {
    const file = encodeWav({ sampleRateHz: 16_000, channels: 2, samples: Int16Array.of(1, 2) })
    expect(Array.from(file)).toEqual([
      ...tag('RIFF'),
      ...[40, 0, 0, 0],
      ...tag('WAVEfmt '),
      ...[16, 0, 0, 0, 1, 0, 2, 0],
      ...[0x80, 0x3e, 0, 0, 0x00, 0xfa, 0, 0, 4, 0, 16, 0],
      ...tag('data'),
      ...[4, 0, 0, 0, 1, 0, 2, 0],
    ])
    expect(() => wavHeader({ sampleRateHz: 16_000, channels: 1, dataBytes: 2 ** 32 })).toThrow(
      RangeError,
    )
  })

  it('[AU31] is read past chunks nobody knows, odd ones too', () => {
    const file = inserted([...tag('LIST'), 3, 0, 0, 0, 1, 2, 3, 0])
    expect(decodeWav(file)).toEqual({ ok: true, value: sound() })
  })

  it('[AU31] is read in the extensible form, from any place in a larger buffer', () => {
    const plain = encodeWav(sound())
    const format = [...plain.subarray(20, 36), 22, 0, 16, 0, 4, 0, 0, 0]
    format.splice(0, 2, 0xfe, 0xff)
    const guid = [1, 0, 0, 0, 0, 0, 16, 0, 0x80, 0, 0, 0xaa, 0, 0x38, 0x9b, 0x71]
    const file = Uint8Array.from([
      ...[9, 9, 9],
      ...plain.subarray(0, 16),
      ...[40, 0, 0, 0],
      ...format,
      ...guid,
      ...plain.subarray(36),
    ])
    expect(decodeWav(file.subarray(3))).toEqual({ ok: true, value: sound() })
  })

  it('[AU31] whose writer left the size open is read to its end, whole samples only', () => {
    const file = changed(40, [0xff, 0xff, 0xff, 0xff])
    expect(decodeWav(Uint8Array.from([...file, 7]))).toEqual({ ok: true, value: sound() })
  })

  it('[AU32] that is damaged is refused by name', () => {
    expect(errorOf(new Uint8Array())).toBe('not-a-wav-file')
    expect(errorOf(changed(0, tag('RIFX')))).toBe('not-a-wav-file')
    expect(errorOf(changed(8, tag('AVI ')))).toBe('not-a-wav-file')
    expect(errorOf(changed(12, tag('junk')))).toBe('no-format')
    expect(errorOf(changed(16, [4, 0, 0, 0]))).toBe('damaged-chunk')
    expect(errorOf(changed(16, [0xff, 0xff, 0xff, 0xff]))).toBe('damaged-chunk')
    expect(errorOf(changed(20, [3]))).toBe('not-pcm-16')
    expect(errorOf(changed(34, [24]))).toBe('not-pcm-16')
    expect(errorOf(changed(22, [0]))).toBe('bad-channels')
    expect(errorOf(changed(22, [6]))).toBe('bad-channels')
    expect(errorOf(changed(24, [0, 0, 0, 0]))).toBe('bad-sample-rate')
    expect(errorOf(changed(24, [0xff, 0xff, 0xff, 0xff]))).toBe('bad-sample-rate')
    expect(errorOf(changed(32, [3]))).toBe('damaged-chunk')
    expect(errorOf(changed(36, tag('junk')))).toBe('no-data')
    expect(errorOf(changed(40, [12]))).toBe('truncated-data')
    expect(errorOf(encodeWav(sound()).subarray(0, 36))).toBe('no-data')
  })

  it('[AU32] cut anywhere or with any byte changed never throws and never gives more than it holds', () => {
    const file = encodeWav(sound())
    fc.assert(
      fc.property(
        fc.nat(file.length),
        fc.nat(file.length - 1),
        fc.nat(255),
        (length, offset, byte) => {
          const damaged = file.slice(0, length)
          if (offset < length) damaged[offset] = byte
          const result = decodeWav(damaged)
          if (result.ok) expect(result.value.samples.length * 2).toBeLessThanOrEqual(length - 44)
        },
      ),
      { numRuns: 3_000, seed: 5 },
    )
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        decodeWav(bytes)
      }),
      { seed: 5 },
    )
  })
})
