// Everything there is to test, summed up in one line.

import { ensureBuilt } from '../bundle/ensure-built.mjs'
import { runSuite, staticLanes } from '../check/suites.mjs'
import { findOrInstallChromium } from '../install/find-program.mjs'
import { isStopAsked, PlainFailure } from '../project.mjs'
import { runSimulation } from './run-simulation.mjs'
import { runVitest } from './run-vitest.mjs'
import { oneFailure, onePassed, sumOf } from './tally.mjs'

/** @typedef {import('./tally.mjs').Tally} Tally */

/** Runs all suites, whatever fails on the way. @returns {Promise<Tally>} */
export async function runEverything() {
  const checked = await Promise.all(staticLanes.map(runLane))
  const units = await orOneFailure('unit tests', () => runVitest({ name: 'unit' }))
  // Recordings are measured: nothing else runs meanwhile.
  const byEar = await orOneFailure('journeys by ear', () =>
    runOnProgram('by-ear', 'e2e/vitest.config.ts', ['--project=by-ear']),
  )
  // What keeps real time mostly waits; the simulation knows none, and yields.
  const realTime = inRealTime()
  const sideBySide = await Promise.all([
    realTime,
    orOneFailure('simulation', () => runSimulation(realTime)),
  ])
  return sumOf([...checked, units, byEar, ...sideBySide])
}

/** One after the other. @returns {Promise<Tally>} */
async function inRealTime() {
  const outside = await orOneFailure('platform contract from outside', () =>
    runOnProgram('outside', 'e2e/vitest.outside.config.ts'),
  )
  const byEye = await orOneFailure('journeys by eye', () =>
    runOnProgram('by-eye', 'e2e/vitest.config.ts', ['--project=by-eye']),
  )
  return sumOf([outside, byEye])
}

/** @param {readonly import('../check/suites.mjs').Suite[]} lane */
async function runLane(lane) {
  const tallies = []
  for (const suite of lane)
    tallies.push(
      await orOneFailure(suite.name, async () =>
        (await runSuite(suite))
          ? onePassed()
          : oneFailure(suite.name, 'see what it printed, above'),
      ),
    )
  return sumOf(tallies)
}

/**
 * Suites that start the program itself.
 *
 * @param {string} name
 * @param {string} config
 * @param {readonly string[]} [args]
 * @returns {Promise<Tally>}
 */
async function runOnProgram(name, config, args = []) {
  const chromium = await findOrInstallChromium()
  // Built once here, so that no test pays for it.
  await ensureBuilt((line) => console.log(line))
  return runVitest({
    name,
    args: ['--config', config, ...args],
    environment: { ...process.env, CHROMIUM_PATH: chromium },
  })
}

/**
 * A suite that breaks down counts as failed, and the others still run.
 *
 * @param {string} name
 * @param {() => Promise<Tally>} run
 * @returns {Promise<Tally>}
 */
async function orOneFailure(name, run) {
  if (isStopAsked()) return oneFailure(name, 'not run: the end was asked for')
  try {
    return await run()
  } catch (failure) {
    const reason = failure instanceof PlainFailure ? failure.message : failure
    console.error(`FAILED  ${name}:`, reason)
    return oneFailure(name, String(reason))
  }
}
