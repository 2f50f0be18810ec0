// Runs vitest with its readable reporter and counts from its JSON report.
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join, relative } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { isStopAsked, projectDirectory, runTool } from '../project.mjs'
import { oneFailure, runAgain } from './tally.mjs'

/** @typedef {import('./tally.mjs').Tally} Tally */

/** More than these are no accident of a moment. */
const mostFilesAgain = 5

/**
 * Files with a failed test are run once more by themselves: the machine may have been busy, and then it is no longer. What holds only
 * then counts as passed and stays named.
 *
 * @param {{ name: string, args?: readonly string[], environment?: NodeJS.ProcessEnv }} input
 *   `name` is the report's file name in test-output/
 * @returns {Promise<Tally>}
 */
export async function runVitest(input) {
  const first = await runOnce(input)
  const files = [...new Set(first.failures.flatMap(({ file }) => file ?? []))]
  if (files.length === 0 || files.length > mostFilesAgain || isStopAsked()) return first
  console.log(`Once more, by themselves: ${files.join(', ')}`)
  const name = `${input.name}-again`
  return runAgain(first, await runOnce({ ...input, name, files }))
}

/**
 * @param {{ name: string, args?: readonly string[], files?: readonly string[], environment?: NodeJS.ProcessEnv }} input
 * @returns {Promise<Tally>}
 */
async function runOnce({ name, args = [], files = [], environment = process.env }) {
  const directory = join(projectDirectory, 'test-output')
  const report = join(directory, `${name}.json`)
  mkdirSync(directory, { recursive: true })
  rmSync(report, { force: true })
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  const { code } = await runTool('vitest/vitest.mjs', ['run', ...files, ...reporters, ...args], {
    environment,
  })
  return tally(name, readReport(report), code)
}

/**
 * A file that could not even be loaded has no failed test, and neither has a run that crashed: each counts as one.
 *
 * @param {string} name the suite's
 * @param {any} report vitest's JSON report, or undefined when there is none
 * @param {number} exitCode
 * @returns {Tally}
 */
export function tally(name, report, exitCode) {
  if (report === undefined)
    return oneFailure(name, `ended with ${exitCode} and left no report; its output is above`)
  /** @type {TestFile[]} */
  const files = report.testResults
  const failures = files.flatMap(failuresOf)
  const passed = report.numPassedTests
  if (exitCode !== 0 && failures.length === 0) {
    const broken = oneFailure(name, `ended with ${exitCode} though no test failed`)
    return { ...broken, passed }
  }
  return { passed, failed: failures.length, failures }
}

/**
 * @typedef {object} TestFile
 * @property {string} name
 * @property {string} status
 * @property {string} [message] why it could not be loaded
 * @property {{ status: string, fullName: string, failureMessages?: string[] }[]} assertionResults
 *
 * @param {TestFile} file
 * @returns {import('./tally.mjs').Failure[]}
 */
function failuresOf(file) {
  const where = relative(projectDirectory, file.name)
  const failed = file.assertionResults.filter((result) => result.status === 'failed')
  if (failed.length === 0 && file.status === 'failed')
    return [{ name: where, file: where, reason: plain(file.message ?? 'could not be loaded') }]
  return failed.map(({ fullName, failureMessages = [] }) => ({
    name: `${where} > ${fullName}`,
    file: where,
    reason: plain(failureMessages.join('\n')),
  }))
}

/** @param {string} text */
function plain(text) {
  return stripVTControlCharacters(text)
    .replaceAll(projectDirectory, '')
    .split('\n')
    .filter((line) => !/^\s+at .*node_modules/.test(line))
    .join('\n')
}

/** @param {string} file */
function readReport(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return undefined
  }
}
