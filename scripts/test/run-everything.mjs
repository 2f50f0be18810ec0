// Everything there is to test, summed up in one line.

import { ensureBuilt } from '../bundle/ensure-built.mjs'
import { runSuite, staticLanes } from '../check/suites.mjs'
import { findOrInstallChromium } from '../install/find-program.mjs'
import { isStopAsked, PlainFailure } from '../project.mjs'
import { runSimulation } from './run-simulation.mjs'
import { runVitest } from './run-vitest.mjs'

/** @typedef {import('./run-vitest.mjs').Tally} Tally */

/** Runs all suites, whatever fails on the way. @returns {Promise<Tally>} */
export async function runEverything() {
  /** @type {Tally} */
  const total = { passed: 0, failed: 0 }
  /** @param {Tally} tally */
  const add = (tally) => {
    total.passed += tally.passed
    total.failed += tally.failed
  }
  const checked = staticLanes.map(async (lane) => {
    for (const suite of lane)
      add(await orOneFailure(suite.name, async () => one(await runSuite(suite))))
  })
  await Promise.all(checked)
  add(await orOneFailure('unit tests', () => runVitest({ name: 'unit' })))
  // The contract is checked in real time and mostly waits; the simulation knows no real time, and takes what is left over.
  const sideBySide = await Promise.all([
    orOneFailure('platform contract from outside', () =>
      runOnProgram('outside', 'e2e/vitest.outside.config.ts'),
    ),
    orOneFailure('simulation', runSimulation),
  ])
  for (const tally of sideBySide) add(tally)
  add(
    await orOneFailure('browser journeys', () => runOnProgram('journeys', 'e2e/vitest.config.ts')),
  )
  return total
}

/** @param {boolean} passed @returns {Tally} */
function one(passed) {
  return passed ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 }
}

/**
 * Suites that start the program itself.
 *
 * @param {string} name
 * @param {string} config
 * @returns {Promise<Tally>}
 */
async function runOnProgram(name, config) {
  const chromium = await findOrInstallChromium()
  // Built once here, so that no test pays for it.
  await ensureBuilt((line) => console.log(line))
  return runVitest({
    name,
    args: ['--config', config],
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
  if (isStopAsked()) return { passed: 0, failed: 1 }
  try {
    return await run()
  } catch (failure) {
    const reason = failure instanceof PlainFailure ? failure.message : failure
    console.error(`FAILED  ${name}:`, reason)
    return { passed: 0, failed: 1 }
  }
}
