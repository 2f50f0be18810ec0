/**
 * `npm run simulate --` and one of
 *   --seeds N [--from S]       N seeds, spread over the cores; one replay line for each failure
 *   --seed S [--trace]         one seed again, with every line of its trace
 *   --planted NAME|all         searches for a seed that finds this planted bug, from --from on, in at most --seeds (2,000)
 *   --replay-planted           every planted bug by the seed that is known to find it
 * with --minutes M (5), --workers W (as many as cores), --report FILE (JSON), --worker URL (what workers begin with, where it
 * is not read from the sources).
 */
import { writeFileSync } from 'node:fs'
import { availableParallelism, constants, setPriority } from 'node:os'
import { parseArgs } from 'node:util'
import { replayPlanted, searchPlanted } from './command/planted-search.ts'
import { runSeeds } from './command/run-seeds.ts'
import { showSeed } from './command/show-seed.ts'
import type { Tally } from './command/tally.ts'
import { createSeedCrew } from './seed-crew.ts'

const { values } = parseArgs({
  options: {
    seeds: { type: 'string' },
    from: { type: 'string', default: '1' },
    seed: { type: 'string' },
    minutes: { type: 'string', default: '5' },
    planted: { type: 'string' },
    'replay-planted': { type: 'boolean', default: false },
    trace: { type: 'boolean', default: false },
    workers: { type: 'string' },
    worker: { type: 'string' },
    report: { type: 'string' },
  },
})

// Long work on a clock of its own: it takes no turn from those who keep real time. The workers inherit it.
setPriority(constants.priority.PRIORITY_LOW)

const print = (line: string) => void process.stdout.write(`${line}\n`)

function whole(name: string, text: string): number {
  const value = Number(text)
  if (!Number.isSafeInteger(value) || value < 1)
    throw new Error(`--${name} must be a whole number from 1`)
  return value
}

async function run(): Promise<Tally> {
  const minutes = whole('minutes', values.minutes)
  if (values.seed !== undefined) {
    const seed = whole('seed', values.seed)
    return showSeed({ seed, minutes, planted: values.planted, withTrace: values.trace, print })
  }
  const from = whole('from', values.from)
  const size = whole('workers', values.workers ?? String(availableParallelism()))
  const crew = createSeedCrew(size, values.worker)
  try {
    if (values['replay-planted']) return await replayPlanted({ crew, print })
    if (values.planted !== undefined) {
      const count = whole('seeds', values.seeds ?? '2000')
      return await searchPlanted({ crew, name: values.planted, from, count, minutes, print })
    }
    const count = whole('seeds', values.seeds ?? '10')
    return await runSeeds({ crew, from, count, minutes, print })
  } finally {
    await crew.close()
  }
}

try {
  const tally = await run()
  if (values.report !== undefined) writeFileSync(values.report, JSON.stringify(tally))
  process.exitCode = tally.failed > 0 ? 1 : 0
} catch (failure) {
  process.stderr.write(`${failure instanceof Error ? failure.message : String(failure)}\n`)
  process.exitCode = 2
}
