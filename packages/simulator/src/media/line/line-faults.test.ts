import { describe, expect, it } from 'vitest'
import { createFaultBoard } from '../../faults/fault-board.ts'
import { createFaultyPath, createJitterMeter, distort } from './line-faults.ts'

describe('a faulty path', () => {
  it('[SM26] loses the same frames on every run, and others on another line', () => {
    const faults = createFaultBoard()
    faults.merge({ mediaLossRatio: 0.3 })
    const losses = (name: string) => {
      const path = createFaultyPath(faults, name)
      return Array.from({ length: 200 }, () => path.loses())
    }
    expect(losses('one')).toEqual(losses('one'))
    expect(losses('one')).not.toEqual(losses('two'))
  })

  it('[SM27] never lets a frame overtake the one before it', () => {
    const faults = createFaultBoard()
    faults.merge({ mediaJitterMs: 200 })
    const path = createFaultyPath(faults, 'line')
    let last = 0
    for (let now = 0; now < 20_000; now += 20) {
      const arrival = path.arrivalOf(now)
      expect(arrival).toBeGreaterThanOrEqual(Math.max(now, last))
      expect(arrival).toBeLessThan(now + 200)
      last = arrival
    }
    faults.clear()
    expect(path.arrivalOf(21_000)).toBe(21_000)
  })

  it('[SM28] overdrives by 18 dB, cuts at full scale, counts what it cut, and copies', () => {
    const frame = Int16Array.from([100, -100, 4_096, -4_096, -4_097, 0])
    const distorted = distort(frame)
    expect([...distorted.frame]).toEqual([800, -800, 32_767, -32_768, -32_768, 0])
    expect(distorted.clippedSamples).toBe(2)
    expect(frame[0]).toBe(100)
  })
})

describe('the jitter meter', () => {
  it('[SM50] is at rest on an even stream and across pauses, and follows RFC 3550 otherwise', () => {
    const meter = createJitterMeter()
    for (let at = 0; at < 2_000; at += 20) meter.arrived(at)
    meter.arrived(10_000)
    expect(meter.jitterMs).toBe(0)
    meter.arrived(10_036)
    expect(meter.jitterMs).toBe(1)
    meter.arrived(10_056)
    expect(meter.jitterMs).toBe(15 / 16)
  })
})
