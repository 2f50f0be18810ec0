// The deterministic simulation as a suite of its own: so many seeds. The planted bugs are a command of their own.
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { projectDirectory, runCommand } from '../project.mjs'
import { bundleSimulation } from './bundle-simulation.mjs'
import { oneFailure } from './tally.mjs'

/** @typedef {import('./tally.mjs').Tally} Tally */

const seeds = 200

/**
 * What lives for a moment only is collected less often: a fifth less time, measured with 16 seeds.
 *
 * @param {string | undefined} options
 */
function roomForTheYoung(options = '') {
  return `${options} --max-semi-space-size=64`.trim()
}

/**
 * Each seed counts as one test.
 *
 * @param {Promise<unknown>} yieldsUntil the end of what it takes no turn from
 * @returns {Promise<Tally>}
 */
export async function runSimulation(yieldsUntil) {
  const directory = join(projectDirectory, 'test-output')
  const report = join(directory, 'simulation.json')
  mkdirSync(directory, { recursive: true })
  rmSync(report, { force: true })
  const { main, worker } = await bundleSimulation(join(directory, 'simulation'))
  const { code } = await runCommand(
    process.execPath,
    [main, '--worker', worker, '--seeds', String(seeds), '--report', report],
    {
      environment: { ...process.env, NODE_OPTIONS: roomForTheYoung(process.env.NODE_OPTIONS) },
      yieldsUntil,
    },
  )
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
    return oneFailure('simulation', `ended with ${exitCode} and left no report`)
  const { passed, failed, failures = [] } = report
  if (exitCode !== 0 && failed === 0) {
    const broken = oneFailure('simulation', `ended with ${exitCode} though no seed failed`)
    return { ...broken, passed }
  }
  return { passed, failed, failures }
}

/** @param {string} file */
function readReport(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return undefined
  }
}
