import { expect, it } from 'vitest'
import { nestsDeeperThan } from './json-depth.ts'

it.each([
  ['[[[1]]]', 3, false],
  ['[[[1]]]', 2, true],
  ['{"a":{"b":[]}}', 2, true],
  ['{"a":"[[[[[["}', 1, false],
  [String.raw`{"a":"\"[[[[", "b":[[1]]}`, 3, false],
  [String.raw`{"a":"\\","b":[[1]]}`, 2, true],
  ['[],[],[],[]', 1, false],
  ['', 0, false],
])('[HT25] %s is deeper than %i: %s', (text, limit, isDeeper) => {
  expect(nestsDeeperThan(text, limit)).toBe(isDeeper)
})
