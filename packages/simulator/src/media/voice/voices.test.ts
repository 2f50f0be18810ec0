import { describe, expect, it } from 'vitest'
import type { VoiceSource } from '../media-engine.ts'
import { createRoomTone } from './room-tone.ts'
import { createScriptedVoice } from './scripted-voice.ts'
import { createVoiceSum, silentVoice } from './voice-sum.ts'

function read(voice: VoiceSource, from: number, count: number): number[] {
  const frame = new Int16Array(count).fill(99)
  voice.read(from, frame)
  return [...frame]
}

const counting = Int16Array.from([1, 2, 3, 4, 5])

describe('scripted voice', () => {
  it('[SM55] is read once through, and is silent afterwards', () => {
    const voice = createScriptedVoice({ samples: counting })
    expect(read(voice, 0, 8)).toEqual([1, 2, 3, 4, 5, 0, 0, 0])
    expect(read(voice, 3, 4)).toEqual([4, 5, 0, 0])
    expect(read(voice, 1_000_000, 2)).toEqual([0, 0])
  })

  it('[SM55] loops with a gap, in frames that cross every border', () => {
    // 0.125 ms are two samples.
    const voice = createScriptedVoice({ samples: counting, loop: true, gapMs: 0.125 })
    const whole = [1, 2, 3, 4, 5, 0, 0, 1, 2, 3, 4, 5, 0, 0, 1, 2]
    expect(read(voice, 0, 16)).toEqual(whole)
    for (let from = 0; from < 12; from += 1)
      expect(read(voice, from, 4)).toEqual(whole.slice(from, from + 4))
    expect(read(voice, 7 * 1_000_003 + 4, 4)).toEqual([5, 0, 0, 1])
  })

  it('[SM55] starts inside the recording, or later than the call', () => {
    expect(read(createScriptedVoice({ samples: counting, startOffsetMs: 0.125 }), 0, 4)).toEqual([
      3, 4, 5, 0,
    ])
    expect(read(createScriptedVoice({ samples: counting, startOffsetMs: -0.125 }), 0, 4)).toEqual([
      0, 0, 1, 2,
    ])
  })

  it('[SM55] has a gain that saturates, and leaves the recording as it was', () => {
    const samples = Int16Array.from([100, -100, 30_000, -30_000])
    const voice = createScriptedVoice({ samples, gain: 2 })
    expect(read(voice, 0, 4)).toEqual([200, -200, 32_767, -32_768])
    expect([...samples]).toEqual([100, -100, 30_000, -30_000])
  })

  it('[SM55] copes with a recording of nothing and refuses numbers that are none', () => {
    expect(read(createScriptedVoice({ samples: new Int16Array(0), loop: true }), 0, 2)).toEqual([
      0, 0,
    ])
    expect(() => createScriptedVoice({ samples: counting, gapMs: -1 })).toThrow(RangeError)
    expect(() => createScriptedVoice({ samples: counting, gain: Number.NaN })).toThrow(RangeError)
  })
})

describe('room tone', () => {
  it('[SM56] is the same at the same position, however it is read', () => {
    const voice = createRoomTone({ seed: 5, levelDbfs: -60 })
    const whole = read(voice, 0, 1_000)
    expect(read(voice, 333, 200)).toEqual(whole.slice(333, 533))
    expect(read(createRoomTone({ seed: 6, levelDbfs: -60 }), 0, 1_000)).not.toEqual(whole)
  })

  it('[SM56] has the level it was asked for, and no offset', () => {
    const samples = read(createRoomTone({ seed: 5, levelDbfs: -40 }), 0, 64_000)
    const meanSquare = samples.reduce((sum, value) => sum + value * value, 0) / samples.length
    expect(20 * Math.log10(Math.sqrt(meanSquare) / 32_768)).toBeCloseTo(-40, 0)
    expect(Math.abs(samples.reduce((sum, value) => sum + value, 0) / samples.length)).toBeLessThan(
      4,
    )
  })

  it('[SM56] refuses a level that it could not keep', () => {
    expect(() => createRoomTone({ seed: 5, levelDbfs: 0 })).toThrow(RangeError)
    expect(() => createRoomTone({ seed: 5, levelDbfs: Number.NaN })).toThrow(RangeError)
    expect(read(createRoomTone({ seed: 5, levelDbfs: Number.NEGATIVE_INFINITY }), 0, 3)).toEqual([
      0, 0, 0,
    ])
  })
})

describe('several voices as one', () => {
  it('[SM57] add up and saturate', () => {
    const voice = (value: number): VoiceSource => ({
      read: (_offset, frame) => {
        frame.fill(value)
      },
    })
    expect(read(createVoiceSum([voice(3), voice(4), voice(-1)]), 0, 2)).toEqual([6, 6])
    expect(read(createVoiceSum([voice(30_000), voice(30_000)]), 0, 1)).toEqual([32_767])
    expect(read(createVoiceSum([]), 0, 2)).toEqual([0, 0])
    expect(read(silentVoice, 0, 2)).toEqual([0, 0])
  })
})
