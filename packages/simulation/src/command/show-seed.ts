/** One seed again, as closely as one wants to look. */
import { runSeed } from '../run-seed.ts'
import { type Print, printFailure } from './print.ts'
import type { Tally } from './tally.ts'

export async function showSeed(options: {
  readonly seed: number
  readonly minutes: number
  readonly planted: string | undefined
  readonly withTrace: boolean
  readonly print: Print
}): Promise<Tally> {
  const { minutes, planted, print, seed } = options
  const result = await runSeed({ seed, minutes, planted }, options.withTrace ? print : undefined)
  const { commands, controls, faults, spokenFrames, traceHash } = result
  print(
    `seed ${seed} trace ${traceHash}: ${commands} commands, ${faults} faults, ${controls} controls, ${spokenFrames} spoken frames`,
  )
  printFailure(print, result, minutes)
  const failed = result.violations.length > 0 ? 1 : 0
  return { passed: 1 - failed, failed }
}
