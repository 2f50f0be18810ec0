import { createFakeClock } from '@sotto/testkit'
import { expect, it } from 'vitest'
import { createAllowance, textBounds } from './message-allowance.ts'

it('[GW21] a hundred messages a second pass for ever, and no more than a hundred at once', async () => {
  const clock = createFakeClock()
  const allowance = createAllowance(clock, textBounds)
  const takeMany = (many: number) =>
    Array.from({ length: many }, () => allowance.take()).filter(Boolean).length
  expect(takeMany(150)).toBe(100)
  for (let second = 0; second < 5; second += 1) {
    await clock.advance(1_000)
    expect(takeMany(150)).toBe(100)
  }
  await clock.advance(60_000)
  expect(takeMany(150)).toBe(100)
})

it('[GW22] an amount is taken whole or not at all', async () => {
  const clock = createFakeClock()
  const allowance = createAllowance(clock, { burst: 1_000, perSecond: 100 })
  expect(allowance.take(900)).toBe(true)
  expect(allowance.take(200)).toBe(false)
  expect(allowance.take(100)).toBe(true)
  await clock.advance(2_000)
  expect(allowance.take(201)).toBe(false)
  expect(allowance.take(200)).toBe(true)
})
