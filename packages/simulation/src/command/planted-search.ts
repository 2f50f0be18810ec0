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

/** One run for each planted bug, by the seed that is known to find it. */
export async function replayPlanted({
  crew,
  print,
}: {
  readonly crew: SeedCrew
  readonly print: Print
}): Promise<Tally> {
  const outcomes = await Promise.all(
    [...plantedBugs].map(async ([planted, { rule }]) => {
      const seed = foundBy.get(planted)
      if (seed === undefined) {
        print(`NOT FOUND ${planted} (${rule}): no seed is known`)
        return false
      }
      const { violations } = await crew.run({ seed, minutes: replayMinutes, planted })
      const isFound = violations.some((violation) => violation.rule === rule)
      print(`${isFound ? 'found    ' : 'NOT FOUND'} ${planted} (${rule}) by seed ${seed}`)
      return isFound
    }),
  )
  const passed = outcomes.filter(Boolean).length
  return { passed, failed: outcomes.length - passed }
}

const replayMinutes = 5
