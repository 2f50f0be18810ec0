/** What two neighbouring parts say for an address together, in quarters. */
import type { PartKind } from './part.ts'

type Weights = Readonly<Partial<Record<PartKind, number>>>

const afterNames: Weights = {
  type: 6,
  doubtful: 4,
  house: 3,
  strange: 2,
  noun: 2,
  word: 0,
  number: 1,
  flat: 3,
  place: 4,
  mask: 4,
}

const behind: Readonly<Partial<Record<PartKind, Weights>>> = {
  number: {
    strange: 8,
    noun: 6,
    word: 2,
    opening: 2,
    direction: 5,
    ordinal: 5,
    'before-name': 8,
    'whole-name': 6,
    flat: 2,
    route: 6,
    place: 2,
    mask: 5,
  },
  few: {
    strange: 5,
    noun: 3,
    direction: 4,
    ordinal: 2,
    'before-name': 6,
    'whole-name': 3,
    flat: 2,
    route: 4,
    mask: 4,
  },
  foreign: { flat: 3, place: 4, mask: 5, 'before-name': 8, type: 1, strange: 1 },
  direction: { strange: 4, noun: 3, word: 1, ordinal: 5, number: 4, type: 3, mask: 4, place: 2 },
  ordinal: {
    type: 7,
    doubtful: 4,
    direction: 4,
    number: 2,
    strange: 2,
    place: 2,
    flat: 2,
    ordinal: 4,
  },
  strange: afterNames,
  noun: { ...afterNames, number: 0, place: 2, strange: 2, mask: 2 },
  word: { type: 3, doubtful: 1, strange: 1, noun: 2, house: 1 },
  opening: { strange: 3, noun: 2, word: 1, type: 3, doubtful: 1, house: 3, place: 2 },
  type: {
    number: 4,
    flat: 4,
    place: 5,
    strange: 3,
    direction: 2,
    mask: 6,
    noun: 1,
    house: 2,
    route: 4,
  },
  doubtful: { number: 2, flat: 4, place: 4, strange: 2, direction: 2, mask: 5, type: 1, noun: 1 },
  'before-name': { strange: 6, noun: 5, word: 4, opening: 4, number: 1, place: 5, ordinal: 4 },
  'whole-name': { number: 8, flat: 4, place: 4, mask: 4 },
  house: {
    strange: 4,
    noun: 3,
    flat: 3,
    place: 5,
    type: 2,
    mask: 5,
    number: 2,
    opening: 2,
    house: 1,
    doubtful: 1,
  },
  flat: {
    number: 4,
    strange: 5,
    noun: 3,
    word: 1,
    house: 5,
    opening: 2,
    flat: 5,
    place: 5,
    mask: 8,
    ordinal: 3,
    direction: 3,
    'before-name': 4,
    type: 2,
  },
  route: { place: 5, strange: 4, number: 5, flat: 5, direction: 3, mask: 6, noun: 2 },
  place: { place: 3, mask: 4, number: 2, strange: 1, route: 4 },
  mask: {
    type: 10,
    doubtful: 8,
    strange: 7,
    noun: 3,
    place: 7,
    flat: 8,
    number: 4,
    direction: 7,
    house: 5,
    route: 7,
    ordinal: 2,
    opening: 1,
    'whole-name': 6,
  },
}

/** What a part says by itself. */
const alone: Weights = {
  route: 8,
  flat: 3,
  'whole-name': 4,
  strange: 1,
  type: 1,
  place: 1,
  'before-name': 2,
}

const behindForeign: Weights = { strange: 5, noun: 4, type: 5, doubtful: 5 }

export function weightOfPair(before: PartKind, after: PartKind): number {
  const weight = behind[before]?.[after] ?? 0
  if (weight > 0) return weight
  if (after === 'few') return (behind[before]?.number ?? 0) / 2
  return after === 'foreign' ? (behindForeign[before] ?? behind[before]?.number ?? 0) : 0
}

export function weightAlone(kind: PartKind): number {
  return alone[kind] ?? 0
}
