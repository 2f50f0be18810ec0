import { describe, expect, it } from 'vitest'
import {
  crossRegionSchedule,
  decideTranscriptRead,
  firstReading,
  scheduleFor,
  type TranscriptRead,
  type TranscriptReadFact,
  type TranscriptSchedule,
  transcriptReadTransitions,
  usualSchedule,
} from './transcript-read.ts'

/** The waits between the tries, until there are no more. */
function waitsOf(schedule: TranscriptSchedule, fact: TranscriptReadFact = { type: 'not-ready' }) {
  const waits: number[] = []
  let read: TranscriptRead = firstReading
  for (;;) {
    read = decideTranscriptRead(read, fact, schedule)
    if (read.state !== 'waiting') return { waits, end: read.state }
    waits.push(read.waitMs)
    read = decideTranscriptRead(read, { type: 'due' }, schedule)
  }
}

const states: readonly TranscriptRead[] = [
  firstReading,
  { state: 'waiting', attempt: 2, waitMs: 6_000 },
  { state: 'available' },
  { state: 'rereading' },
  { state: 'unavailable' },
  { state: 'refused', code: 'missing-permission', missing: 'read-transcript' },
]
const facts: readonly TranscriptReadFact[] = [
  { type: 'answered' },
  { type: 'not-ready' },
  { type: 'failed' },
  { type: 'refused', code: 'missing-scope' },
  { type: 'due' },
  { type: 'refresh' },
]

describe('reading a transcript', () => {
  it('[TC1] is tried ten times, 3 s × attempt apart, and is unavailable then', () => {
    const { waits, end } = waitsOf(usualSchedule)
    expect(waits).toEqual([3, 6, 9, 12, 15, 18, 21, 24, 27].map((seconds) => seconds * 1_000))
    expect(end).toBe('unavailable')
  })

  it('[TC2] is tried twenty times, 6 s × attempt apart, from another region', () => {
    const { waits, end } = waitsOf(crossRegionSchedule)
    expect(waits).toHaveLength(19)
    expect(waits.map((wait, index) => wait - 6_000 * (index + 1))).toEqual(waits.map(() => 0))
    expect(end).toBe('unavailable')
    expect(scheduleFor('eu-west-1', 'us-east-1')).toBe(crossRegionSchedule)
    expect(scheduleFor('us-east-1', 'us-east-1')).toBe(usualSchedule)
    expect(scheduleFor('us-east-1', '')).toBe(usualSchedule)
  })

  it('[TC3] a failure counts as a try, and waits as long as the platform asks', () => {
    const { waits, end } = waitsOf(usualSchedule, { type: 'failed', retryAfterMs: 10_000 })
    expect(waits.slice(0, 4)).toEqual([10_000, 10_000, 10_000, 12_000])
    expect(end).toBe('unavailable')
  })

  it('[TC4] every state has an answer to every fact, as the table says', () => {
    for (const state of states)
      for (const fact of facts) {
        const table: Partial<Record<string, string>> = transcriptReadTransitions[state.state]
        const next = decideTranscriptRead(state, fact, usualSchedule)
        if (table[fact.type] === undefined) expect(next).toBe(state)
        else expect(next.state).toBe(table[fact.type])
      }
  })

  it('[TC4] asked for by hand it begins with the first try; what is there stays while it is read again', () => {
    const refresh = { type: 'refresh' } as const
    expect(decideTranscriptRead({ state: 'unavailable' }, refresh, usualSchedule)).toEqual(
      firstReading,
    )
    const again = decideTranscriptRead({ state: 'available' }, refresh, usualSchedule)
    expect(again).toEqual({ state: 'rereading' })
    expect(decideTranscriptRead(again, { type: 'failed' }, usualSchedule)).toEqual({
      state: 'available',
    })
    expect(
      decideTranscriptRead(
        firstReading,
        { type: 'refused', code: 'missing-permission', missing: 'read-transcript' },
        usualSchedule,
      ),
    ).toEqual({ state: 'refused', code: 'missing-permission', missing: 'read-transcript' })
  })
})
