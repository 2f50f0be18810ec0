import { expect, it } from 'vitest'
import { judgePresentation, type RefreshUse } from './refresh-reuse.ts'

const unused: RefreshUse = { kind: 'unused' }
const used: RefreshUse = { kind: 'used', usedAtMs: 100 }
const usedAgain: RefreshUse = { kind: 'used-again' }

it.each([
  [unused, undefined, 100, 'first-use'],
  [used, undefined, 10_099, 'again'],
  [used, unused, 10_099, 'again'],
  [used, unused, 10_100, 'reuse'],
  [used, used, 100, 'reuse'],
  [used, usedAgain, 100, 'reuse'],
  [usedAgain, unused, 100, 'reuse'],
] as const)('[SD10] %j with successor %j at %d ms: %s', (token, successor, nowMs, expected) => {
  expect(judgePresentation({ token, successor, nowMs, graceMs: 10_000 })).toBe(expected)
})

it('[SD10] without a grace there is no second time', () => {
  const input = { token: used, successor: unused, nowMs: 100, graceMs: 0 }
  expect(judgePresentation(input)).toBe('reuse')
})
