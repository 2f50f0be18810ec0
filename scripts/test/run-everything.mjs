// Everything there is to test, summed up in one line.

import { ensureBuilt } from '../bundle/ensure-built.mjs'
import { runSuite, staticSuites } from '../check/suites.mjs'
import { findOrInstallChromium } from '../install/find-chromium.mjs'
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
  for (const suite of staticSuites) {
    add(await orOneFailure(suite.name, async () => one(await runSuite(suite))))
  }
  add(await orOneFailure('unit tests', () => runVitest({ name: 'unit' })))
  // The contract and what is judged by eye mostly wait; the simulation knows no real time, and takes what is left over.
  await Promise.all([
    orOneFailure('simulation', runSimulation).then(add),
    orOneFailure('platform contract from outside', () =>
      runOnProgram('outside', ['--config', 'e2e/vitest.outside.config.ts']),
    )
      .then(add)
      .then(() => runJourneys('by-eye'))
      .then(add),
  ])
  // Recordings are measured: nothing else takes turns from them.
  add(await runJourneys('by-ear'))
  return total
}

/** @param {'by-eye' | 'by-ear'} project @returns {Promise<Tally>} */
function runJourneys(project) {
  return orOneFailure(`journeys ${project}`, () =>
    runOnProgram(`journeys-${project}`, ['--config', 'e2e/vitest.config.ts', '--project', project]),
  )
}

/** @param {boolean} passed @returns {Tally} */
function one(passed) {
  return passed ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 }
}

/**
 * Suites that start the program itself.
 *
 * @param {string} name
 * @param {readonly string[]} args
 * @returns {Promise<Tally>}
 */
async function runOnProgram(name, args) {
  const chromium = await findOrInstallChromium()
  // Built once here, so that no test pays for it.
  await ensureBuilt((line) => console.log(line))
  return runVitest({
    name,
    args,
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
