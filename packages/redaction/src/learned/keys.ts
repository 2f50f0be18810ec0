/** Which weights are added up at a token: of it and its neighbours, of pairs and threes of them, and of the turn. */
import type { Reading } from './reading.ts'

const reach = 4
/** Offsets of the two or three tokens whose classes are weighed together. */
const groups: readonly (readonly number[])[] = [
  [-2, -1],
  [-1, 0],
  [0, 1],
  [1, 2],
  [-1, 1],
  [-2, 0],
  [0, 2],
  [-2, -1, 0],
  [-1, 0, 1],
  [0, 1, 2],
  [-3, -2, -1],
]

const templateBits = 21
const classBits = 7
const turnTemplate = 2 * reach + 1
const turnClassTemplate = turnTemplate + 1
const groupTemplate = turnClassTemplate + 1

export const templateOf = (key: number) => key >> templateBits
export const restOf = (key: number) => key & ((1 << templateBits) - 1)
export const offsetOfTemplate = (template: number) =>
  template <= 2 * reach ? template - reach : undefined
export const isTurnTemplate = (template: number) => template === turnTemplate

/** Every key fits into 31 bits. */
export function forEachKey(
  { coarse, features, turn }: Reading,
  index: number,
  visit: (key: number) => void,
): void {
  for (let offset = -reach; offset <= reach; offset += 1) {
    const template = (offset + reach) << templateBits
    const own = features[index + offset]
    if (own === undefined) visit(template)
    else for (const feature of own) visit(template | feature)
  }
  const kind = coarse[index] ?? 0
  for (const feature of turn) {
    visit((turnTemplate << templateBits) | feature)
    visit((turnClassTemplate << templateBits) | (feature << classBits) | kind)
  }
  for (let group = 0; group < groups.length; group += 1) {
    let rest = 0
    for (const offset of groups[group] ?? [])
      rest = (rest << classBits) | (coarse[index + offset] ?? 0)
    visit(((groupTemplate + group) << templateBits) | rest)
  }
}
