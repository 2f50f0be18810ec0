/** One seed by its number and the name of the bug that is planted, if any. */
import { plantedBugs } from './planted/planted-bugs.ts'
import { runSimulation } from './run-simulation.ts'
import { type SeedResult, type SeedTask, seedResult } from './seed-result.ts'

/** `onTraceLine`: told of every line, for looking at one seed closely. */
export async function runSeed(
  { minutes, planted, seed }: SeedTask,
  onTraceLine?: (line: string) => void,
): Promise<SeedResult> {
  const plant = planted === undefined ? undefined : plantedBugs.get(planted)
  if (planted !== undefined && plant === undefined)
    throw new Error(
      `no bug called ${planted} is known; there are ${[...plantedBugs.keys()].join(', ')}`,
    )
  return seedResult(await runSimulation({ seed, minutes, plant, stopAt: plant?.rule, onTraceLine }))
}
