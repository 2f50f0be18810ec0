import type { Logger } from '@sotto/kernel'
import { silentLogger } from '@sotto/kernel'
import { createFakeClock } from '@sotto/testkit'
import { expect, it } from 'vitest'
import type { RetainedKind, RetentionStore } from '../database/stores.ts'
import { forgetWhatIsOld } from './forget-what-is-old.ts'

const day = 86_400_000
const keptForMs = {
  'incident-facts': 90 * day,
  acts: 365 * day,
  outcomes: 180 * day,
  reveals: 30 * day,
  coachings: 400 * day,
  audit: 1_000 * day,
}

function start(forget: RetentionStore['forget']) {
  const clock = createFakeClock()
  const logged: unknown[] = []
  const note: Logger['info'] = (event, fields) => void logged.push([event, fields])
  const logger = { ...silentLogger, info: note, warn: note }
  const stop = forgetWhatIsOld({ clock, logger, store: { forget }, keptForMs })
  return { clock, logged, stop }
}

it('[DB141] each kind goes by its own time, in bounded batches with a pause between, and its count is logged', async () => {
  const old = new Map<RetainedKind, number>([
    ['acts', 2_300],
    ['reveals', 7],
  ])
  const asked: [RetainedKind, number, number][] = []
  const { clock, logged, stop } = start(async (kind, before, limit) => {
    asked.push([kind, clock.wallNow() - before, limit])
    const removed = Math.min(old.get(kind) ?? 0, limit)
    old.set(kind, (old.get(kind) ?? 0) - removed)
    return removed
  })
  await clock.advance(95_000)
  expect([...old.values()]).toEqual([0, 0, 0, 0, 0, 0])
  const first = (kind: RetainedKind) => asked.find(([one]) => one === kind)?.[1] ?? 0
  for (const kind of [
    'incident-facts',
    'acts',
    'outcomes',
    'reveals',
    'coachings',
    'audit',
  ] as const)
    expect(Math.abs(first(kind) - keptForMs[kind])).toBeLessThan(1_000)
  expect(asked.filter(([kind]) => kind === 'acts')).toHaveLength(3)
  expect(new Set(asked.map(([, , limit]) => limit))).toEqual(new Set([1_000]))
  const counts = { incidentFacts: 0, acts: 2_300, outcomes: 0, reveals: 7, coachings: 0, audit: 0 }
  expect(logged).toEqual([['retention', counts]])
  await clock.advance(3_600_000)
  expect(logged).toHaveLength(1)
  stop()
  expect(clock.pending).toBe(0)
})

it('[DB141] while another server is at it nothing is done, and a database that is away is asked the next hour', async () => {
  let asked = 0
  const { clock, logged, stop } = start(async () => {
    asked += 1
    if (asked > 6) throw new Error('away')
    return undefined
  })
  await clock.advance(95_000)
  expect([asked, logged]).toEqual([6, []])
  await clock.advance(3_600_000)
  expect(logged).toEqual([['retention-failed', { errorName: 'Error' }]])
  await clock.advance(3_600_000)
  expect(asked).toBe(8)
  stop()
})
