// The deterministic simulation as a suite of its own: so many seeds, and every planted bug by the seed that finds it.
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { projectDirectory, runTool } from '../project.mjs'

/** @typedef {import('./run-vitest.mjs').Tally} Tally */

const seeds = 200

/** Each seed and each planted bug counts as one test. @returns {Promise<Tally>} */
export async function runSimulation() {
  const rules = await simulate('simulation', ['--seeds', String(seeds)])
  const planted = await simulate('simulation-planted', ['--replay-planted'])
  return { passed: rules.passed + planted.passed, failed: rules.failed + planted.failed }
}

/**
 * @param {string} name the report's file name in test-output/
 * @param {readonly string[]} args
 * @returns {Promise<Tally>}
 */
async function simulate(name, args) {
  const directory = join(projectDirectory, 'test-output')
  const report = join(directory, `${name}.json`)
  mkdirSync(directory, { recursive: true })
  rmSync(report, { force: true })
  const { code } = await runTool('tsx/dist/cli.mjs', [
    'packages/simulation/src/main.ts',
    ...args,
    '--report',
    report,
  ])
  return simulationTally(readReport(report), code)
}

/**
 * A run that broke down before its end has told nothing, and counts as one failure.
 *
 * @param {any} report
 * @param {number} exitCode
 * @returns {Tally}
 */
export function simulationTally(report, exitCode) {
  if (typeof report?.passed !== 'number' || typeof report.failed !== 'number')
    return { passed: 0, failed: 1 }
  const { passed, failed } = report
  return { passed, failed: exitCode !== 0 && failed === 0 ? 1 : failed }
}

/** @param {string} file */
function readReport(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return undefined
  }
}
