import { expect, it } from 'vitest'
import { isNewer } from './newer.ts'

it('[CV1] only a higher version replaces what is known', () => {
  expect(isNewer(undefined, { version: 1 })).toBe(true)
  expect(isNewer({ version: 1 }, { version: 2 })).toBe(true)
  expect(isNewer({ version: 2 }, { version: 2 })).toBe(false)
  expect(isNewer({ version: 3 }, { version: 2 })).toBe(false)
})
