/** Chance in the shapes that scripts need. */
import { type Random, seededRandom } from '@sotto/kernel'

export function pick<Item>(random: Random, items: readonly Item[]): Item | undefined {
  return items[Math.floor(random.next() * items.length)]
}

export function between(random: Random, least: number, most: number): number {
  return least + random.next() * (most - least)
}

/** A source of its own, so that what one part draws does not move the others. */
export function forkRandom(random: Random): Random {
  return seededRandom(Math.floor(random.next() * 4_294_967_296))
}

/** Picks by weight; the weights are in any unit. */
export function pickWeighted<Name extends string>(
  random: Random,
  weights: Readonly<Record<Name, number>>,
): Name | undefined {
  const names: Name[] = []
  for (const name in weights) names.push(name)
  const total = names.reduce((sum, name) => sum + weights[name], 0)
  let chance = random.next() * total
  for (const name of names) {
    chance -= weights[name]
    if (chance < 0) return name
  }
  return names.at(-1)
}
