/** Looks for a seed that finds a planted bug, and replays those that are known to. */
import { foundBy } from '../planted/found-by.ts'
import { plantedBugs } from '../planted/planted-bugs.ts'
import type { SeedCrew } from '../seed-crew.ts'
import type { Print } from './print.ts'
import type { Tally } from './tally.ts'

export async function searchPlanted(options: {
  readonly crew: SeedCrew
  /** `all` for every one. */
  readonly name: string
  readonly from: number
  readonly count: number
  readonly minutes: number
  readonly print: Print
}): Promise<Tally> {
  const { count, crew, from, minutes, print } = options
  const names = options.name === 'all' ? [...plantedBugs.keys()] : [options.name]
  let passed = 0
  for (const name of names) {
    const seed = await search(name)
    if (seed !== undefined) passed += 1
    print(
      seed === undefined
        ? `${name} NOT FOUND in ${count} seeds`
        : `${name} (${plantedBugs.get(name)?.rule}) is found by seed ${seed}, after ${seed - from + 1} seeds`,
    )
  }
  return { passed, failed: names.length - passed }

  async function search(planted: string): Promise<number | undefined> {
    for (let seed = from; seed < from + count; seed += batch) {
      const seeds = Array.from({ length: batch }, (_, index) => seed + index)
      const results = await Promise.all(
        seeds.map((one) => crew.run({ seed: one, minutes, planted })),
      )
      const rule = plantedBugs.get(planted)?.rule
      const found = results.find(({ violations }) => violations.some((one) => one.rule === rule))
      if (found !== undefined) return found.seed
    }
    return undefined
  }
}

const batch = 4

/**
 * Every planted bug by the seed that is known to find it. What we change in the product changes what a seed does: then the first
 * seeds are tried, too, and the one that finds it is to be written down.
 */
export async function replayPlanted({
  crew,
  print,
}: {
  readonly crew: SeedCrew
  readonly print: Print
}): Promise<Tally> {
  const outcomes = await Promise.all(
    [...plantedBugs].map(([planted, { rule }]) => replay(planted, rule)),
  )
  const passed = outcomes.filter(Boolean).length
  return { passed, failed: outcomes.length - passed }

  async function replay(planted: string, rule: string): Promise<boolean> {
    const known = foundBy.get(planted)
    const seeds = [...(known === undefined ? [] : [known]), ...firstSeeds]
    for (const seed of seeds) {
      const { violations } = await crew.run({ seed, minutes: replayMinutes, planted })
      if (!violations.some((violation) => violation.rule === rule)) continue
      const isKnown = seed === known
      print(
        `found     ${planted} (${rule}) by seed ${seed}${isKnown ? '' : `, no longer by ${known}`}`,
      )
      return true
    }
    print(`NOT FOUND ${planted} (${rule}) by ${seeds.join(', ')}`)
    return false
  }
}

const replayMinutes = 5
const firstSeeds = Array.from({ length: 16 }, (_, index) => index + 1)
