/** Adds up what the learned weights say of a token: how sure it is of an address, and of a name, as log odds. */
import type { View } from '../view.ts'
import { forEachKey } from './keys.ts'
import { type Reading, readView, type Vocabulary } from './reading.ts'
import { learnedWeights, learnedWords, quantum } from './weights.ts'

export type LearnedKind = 'address' | 'name'

/** Behind a key two weights, first of addresses, then of names. */
interface Weights {
  readonly slots: ReadonlyMap<number, number>
  readonly values: Int16Array
}

const vocabulary: Vocabulary = new Map(
  learnedWords
    .split(/\s+/)
    .filter((word) => word !== '')
    .map((word, index) => [word, index]),
)

const weights = decode(learnedWeights)

/** Threes of key, address and name, in base 36. */
function decode(text: string): Weights {
  const numbers = text
    .trim()
    .split(/\s+/)
    .map((number) => Number.parseInt(number, 36))
  const count = Math.floor(numbers.length / 3)
  const slots = new Map<number, number>()
  const values = new Int16Array(2 * count)
  let key = 0
  for (let index = 0; index < count; index += 1) {
    // Each key is written as its distance from the one before.
    key += numbers[3 * index] ?? 0
    slots.set(key, 2 * index)
    values[2 * index] = numbers[3 * index + 1] ?? 0
    values[2 * index + 1] = numbers[3 * index + 2] ?? 0
  }
  return { slots, values }
}

const readings = new WeakMap<View, Reading>()

export function readingOf(view: View): Reading {
  const known = readings.get(view)
  if (known !== undefined) return known
  const reading = readView(view, vocabulary)
  readings.set(view, reading)
  return reading
}

const column: Readonly<Record<LearnedKind, 0 | 1>> = { address: 0, name: 1 }

export interface Scores {
  readonly address: number
  readonly name: number
}

export function scoreAt(reading: Reading, index: number): Scores {
  let address = 0
  let name = 0
  forEachKey(reading, index, (key) => {
    const slot = weights.slots.get(key)
    if (slot === undefined) return
    address += weights.values[slot] ?? 0
    name += weights.values[slot + 1] ?? 0
  })
  return { address: address * quantum, name: name * quantum }
}

/** What speaks for it at a token, the strongest first. */
export function reasonsAt(
  reading: Reading,
  index: number,
  kind: LearnedKind,
): readonly { readonly key: number; readonly weight: number }[] {
  const reasons: { key: number; weight: number }[] = []
  forEachKey(reading, index, (key) => {
    const slot = weights.slots.get(key)
    const weight = slot === undefined ? 0 : (weights.values[slot + column[kind]] ?? 0)
    if (weight > 0) reasons.push({ key, weight })
  })
  return reasons.sort((one, other) => other.weight - one.weight || one.key - other.key)
}
