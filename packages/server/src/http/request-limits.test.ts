import { createFakeClock } from '@sotto/testkit'
import { describe, expect, it } from 'vitest'
import { createRequestLimits, type RequestKind } from './request-limits.ts'

const begin = () => {
  const clock = createFakeClock()
  const limits = createRequestLimits(clock, { reads: 60, acts: 6 })
  const take = (sessionId: string, kind: RequestKind, times = 1, personId = 'ana') => {
    let waitMs = 0
    for (let turn = 0; turn < times; turn += 1) waitMs = limits.take({ sessionId, personId }, kind)
    return waitMs
  }
  return { clock, limits, take }
}

describe('requests of a session', () => {
  it('[HT60] a minute’s worth at once, then evenly; who waits as long as they are told is let through', async () => {
    const { clock, take } = begin()
    expect(take('one', 'read', 60)).toBe(0)
    const waitMs = take('one', 'read')
    expect(waitMs).toBe(1_000)
    // What was refused has used nothing up.
    expect(take('one', 'read', 20)).toBe(1_000)
    await clock.advance(waitMs)
    expect(take('one', 'read')).toBe(0)
    expect(take('one', 'read')).toBe(1_000)
  })

  it('[HT61] reading, acting and taking back are counted apart', () => {
    const { take } = begin()
    expect(take('one', 'act', 6)).toBe(0)
    expect(take('one', 'act')).toBeGreaterThan(0)
    expect(take('one', 'read')).toBe(0)
    expect(take('one', 'ending', 6)).toBe(0)
    expect(take('one', 'ending')).toBeGreaterThan(0)
  })

  it('[HT60] a person has twice as much in all their sessions, and nobody else’s', () => {
    const { take } = begin()
    for (const session of ['one', 'two']) expect(take(session, 'act', 6)).toBe(0)
    expect(take('three', 'act')).toBe(5_000)
    expect(take('four', 'act', 6, 'ben')).toBe(0)
  })

  it('[HT60] whoever is gone is not remembered for longer than a minute', async () => {
    const { clock, limits, take } = begin()
    for (let session = 0; session < 500; session += 1) take(`s${session}`, 'read', 1, `p${session}`)
    expect(limits.size).toBe(1_000)
    await clock.advance(60_000)
    take('one', 'read')
    expect(limits.size).toBe(2)
  })
})
