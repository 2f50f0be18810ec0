// Runs vitest with its readable reporter and counts from its JSON report.
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { projectDirectory, runTool } from '../project.mjs'

/**
 * @typedef {object} Tally
 * @property {number} passed
 * @property {number} failed
 */

/**
 * @param {{ name: string, args?: readonly string[], environment?: NodeJS.ProcessEnv }} input
 *   `name` is the report's file name in test-output/
 * @returns {Promise<Tally>}
 */
export async function runVitest({ name, args = [], environment = process.env }) {
  const directory = join(projectDirectory, 'test-output')
  const report = join(directory, `${name}.json`)
  mkdirSync(directory, { recursive: true })
  rmSync(report, { force: true })
  const { code } = await runTool(
    'vitest/vitest.mjs',
    ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`, ...args],
    { environment },
  )
  return tally(readReport(report), code)
}

/**
 * A file that could not even be loaded has no failed test, and neither has a run that crashed: each counts as one.
 *
 * @param {any} report vitest's JSON report, or undefined when there is none
 * @param {number} exitCode
 * @returns {Tally}
 */
export function tally(report, exitCode) {
  if (report === undefined) return { passed: 0, failed: 1 }
  /** @type {{ status: string, assertionResults: { status: string }[] }[]} */
  const files = report.testResults
  const passed = report.numPassedTests
  const unloadable = files.filter(
    (file) =>
      file.status === 'failed' &&
      !file.assertionResults.some((result) => result.status === 'failed'),
  ).length
  const failed = report.numFailedTests + unloadable
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
