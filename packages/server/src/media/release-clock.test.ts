import { createFakeClock } from '@sotto/testkit'
import { describe, expect, it } from 'vitest'
import { createReleaseClock } from './release-clock.ts'

function startClock() {
  const clock = createFakeClock()
  let timers = 0
  const counted = {
    ...clock,
    schedule(delayMs: number, run: () => void) {
      timers += 1
      return clock.schedule(delayMs, run)
    },
  }
  return { clock, release: createReleaseClock(counted), timers: () => timers }
}

describe('the clock of all lines', () => {
  it('[MD160] gives each line a turn every 20 ms from a beat on that is at most 5 ms away', async () => {
    const { clock, release } = startClock()
    const turns: number[][] = []
    const begins: number[] = []
    for (let line = 0; line < 7; line += 1) {
      const own: number[] = []
      turns.push(own)
      begins.push(release.join(() => void own.push(clock.monotonicNow())).beginsAt)
      expect(begins[line]! - clock.monotonicNow()).toBeGreaterThanOrEqual(0)
      expect(begins[line]! - clock.monotonicNow()).toBeLessThanOrEqual(5)
      await clock.advance(3)
    }
    await clock.advance(200)
    for (const [line, own] of turns.entries()) {
      const later = own.filter((at) => at > begins[line]!)
      expect(later.slice(0, 8)).toEqual(
        Array.from({ length: 8 }, (_, turn) => begins[line]! + (turn + 1) * 20),
      )
    }
  })

  it('[MD160] wakes as often for three hundred lines as for one, and not at all for none', async () => {
    const { clock, release, timers } = startClock()
    const leaves = Array.from({ length: 300 }, () => release.join(() => {}).leave)
    await clock.advance(1_000)
    expect(timers()).toBeLessThanOrEqual(202)
    for (const leave of leaves) leave()
    for (const leave of leaves) leave()
    expect(clock.pending).toBe(0)
    const before = timers()
    await clock.advance(1_000)
    expect(timers()).toBe(before)
    release.join(() => {})
    expect(clock.pending).toBe(1)
  })

  it('[MD160] after a stall everybody has one turn, and a turn that throws stops nobody else’s for good', () => {
    const { clock, release } = startClock()
    const had = [0, 0, 0]
    let isBroken = true
    for (const line of had.keys())
      release.join(() => {
        if (line === 0 && isBroken) throw new Error('broken')
        had[line] = (had[line] ?? 0) + 1
      })
    expect(() => clock.advanceSync(20)).toThrow('broken')
    isBroken = false
    clock.skip(1_000)
    const before = [...had]
    clock.advanceSync(1)
    expect(had.map((turns, line) => turns - before[line]!)).toEqual([1, 1, 1])
  })

  it('[MD160] who leaves in their turn, or in another’s, has no turn more', () => {
    const { clock, release } = startClock()
    const seen: string[] = []
    const second = { leave() {} }
    const first = release.join(() => {
      seen.push('first')
      first.leave()
      second.leave()
    })
    Object.assign(
      second,
      release.join(() => void seen.push('second')),
    )
    clock.advanceSync(100)
    expect(seen.filter((who) => who === 'first')).toHaveLength(1)
    expect(seen.filter((who) => who === 'second').length).toBeLessThanOrEqual(1)
    expect(clock.pending).toBe(0)
  })
})
