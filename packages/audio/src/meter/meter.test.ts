import { describe, expect, it } from 'vitest'
import { noise, tone } from '../../test/signals.ts'
import { toInt16 } from '../convert.ts'
import { frameSamples, sampleRateHz } from '../frame/audio-format.ts'
import { blockRmsDbfs, createLevelMeter, fromDbfs, silenceDbfs, toDbfs } from './level.ts'
import { createTalkBalance } from './talk-balance.ts'
import { createVoiceActivity } from './voice-activity.ts'

function sine(amplitude: number, samples = frameSamples): Int16Array {
  return Int16Array.from(
    tone({ frequencyHz: 500, rateHz: sampleRateHz, samples, amplitude, phase: 0 }),
    toInt16,
  )
}

function hiss(levelDbfs: number, seed: number): Int16Array {
  return Int16Array.from(noise(frameSamples, fromDbfs(levelDbfs) * Math.sqrt(3), seed), toInt16)
}

describe('level', () => {
  it('[AU40] reads a full-scale sine as 0 dBFS peak and -3.01 dBFS RMS', () => {
    const meter = createLevelMeter()
    meter.pushFloat(tone({ frequencyHz: 500, rateHz: sampleRateHz, samples: 3_200, phase: 0 }))
    expect(meter.peakDbfs).toBeCloseTo(0, 3)
    expect(meter.rmsDbfs).toBeCloseTo(-3.01, 2)
    expect(meter.samples).toBe(3_200)
  })

  it('[AU40] reads 16-bit samples on the same scale', () => {
    const meter = createLevelMeter()
    meter.pushInt16(sine(0.1, 3_200))
    expect(meter.peakDbfs).toBeCloseTo(-20, 1)
    expect(meter.rmsDbfs).toBeCloseTo(-23.01, 1)
    expect(blockRmsDbfs(sine(0.1, 3_200))).toBeCloseTo(-23.01, 1)
  })

  it('[AU41] calls nothing, silence and a reset meter -144 dBFS, and does not trip over what is no number', () => {
    const meter = createLevelMeter()
    expect([meter.peakDbfs, meter.rmsDbfs]).toEqual([silenceDbfs, silenceDbfs])
    expect(blockRmsDbfs(new Int16Array(0))).toBe(silenceDbfs)
    meter.pushFloat([Number.NaN, Number.POSITIVE_INFINITY, 0.5, 0.5])
    expect(meter.peakDbfs).toBeCloseTo(-6.02, 2)
    expect(meter.rmsDbfs).toBeCloseTo(-9.03, 2)
    meter.reset()
    expect([meter.rmsDbfs, meter.samples]).toEqual([silenceDbfs, 0])
    expect(toDbfs(fromDbfs(-17))).toBeCloseTo(-17, 9)
  })

  it('[AU41] counts the samples at full scale', () => {
    const meter = createLevelMeter()
    meter.pushInt16(Int16Array.of(32_767, -32_768, 32_766, 0))
    meter.pushFloat([1, -1.5, 0.99])
    expect(meter.clippedSamples).toBe(4)
  })
})

describe('voice activity', () => {
  it('[AU42] hears a voice from its second frame on, and for 200 ms after its last', () => {
    const activity = createVoiceActivity()
    for (let count = 0; count < 50; count += 1) expect(activity.push(hiss(-65, count))).toBe(false)
    expect(activity.push(sine(0.1))).toBe(false)
    expect(activity.push(sine(0.1))).toBe(true)
    for (let count = 0; count < 10; count += 1) expect(activity.push(hiss(-65, count))).toBe(true)
    expect(activity.push(hiss(-65, 1))).toBe(false)
  })

  it('[AU42] takes no click for a voice, and no steady noise once it knows it', () => {
    const activity = createVoiceActivity()
    for (let count = 0; count < 20; count += 1) {
      expect(activity.push(sine(0.5))).toBe(false)
      expect(activity.push(new Int16Array(frameSamples))).toBe(false)
    }
    activity.reset()
    // A fan at -45 dBFS: for half a minute it may pass for a voice, then it is the floor.
    for (let count = 0; count < 3_000; count += 1) activity.push(hiss(-45, count))
    expect(activity.speaking).toBe(false)
    expect(activity.floorDbfs).toBeGreaterThan(-56)
  })

  it('[AU42] stays on a long sentence, and on sound at full scale', () => {
    const activity = createVoiceActivity()
    let heard = 0
    for (let count = 0; count < 3_000; count += 1) if (activity.push(sine(0.2))) heard += 1
    expect(heard).toBe(2_999)
    const square = Int16Array.from({ length: frameSamples }, (_, index) =>
      index % 40 < 20 ? 32_767 : -32_768,
    )
    expect(activity.push(square)).toBe(true)
  })
})

describe('talk balance', () => {
  it('[AU43] counts silence, talk-over and shares', () => {
    const balance = createTalkBalance()
    expect(balance.agentShare).toBe(0)
    for (let count = 0; count < 30; count += 1) balance.push(true, false)
    for (let count = 0; count < 10; count += 1) balance.push(true, true)
    expect(balance).toMatchObject({ silenceMs: 0, talkOverMs: 200, overlapMs: 200 })
    for (let count = 0; count < 5; count += 1) balance.push(false, false)
    expect(balance).toMatchObject({ silenceMs: 100, talkOverMs: 0, overlapMs: 200 })
    expect(balance).toMatchObject({ agentTalkMs: 800, customerTalkMs: 200, agentShare: 0.8 })
    balance.push(false, true)
    expect(balance.silenceMs).toBe(0)
    balance.reset()
    expect(balance).toMatchObject({ overlapMs: 0, agentTalkMs: 0, customerTalkMs: 0 })
  })
})
