// The checks of `npm run check` and `npm run check:fast`.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { isStopAsked, projectDirectory, runCommand, runTool } from '../project.mjs'
import { importLaw, runSuite, specCoverage, staticSuites, types } from './suites.mjs'

/** @typedef {import('./suites.mjs').Suite} Suite */

/** Tests that start real processes or a database, or listen to minutes of sound, take their time: `npm test` runs them. */
const quickly = ['--reporter=dot', '--project=unit']

/** @type {Suite} */
const unitTests = {
  name: 'unit tests',
  run: () => runTool('vitest/vitest.mjs', ['run', ...quickly], { output: 'collect' }),
}

/** The tests beside the rest: two cores have time for both. @returns {Promise<boolean>} whether everything passed */
export async function checkAll() {
  const [areStaticPassed, areTestsPassed] = await Promise.all([
    runAll(staticSuites),
    runAll([unitTests]),
  ])
  return areStaticPassed && areTestsPassed
}

/** Checks what differs from the last commit, and what depends on it. @returns {Promise<boolean>} */
export async function checkChanged() {
  const changed = await changedFiles()
  if (changed.length === 0) {
    console.log('Nothing differs from the last commit.')
    return true
  }
  const sources = changed.filter((file) => /\.tsx?$/.test(file))
  return runAll([
    biomeOn(changed),
    importLaw,
    specCoverage,
    ...(sources.length === 0 ? [] : [types, lintWithTypesOn(sources), testsOf(sources)]),
  ])
}

/** @param {readonly Suite[]} suites */
async function runAll(suites) {
  let allPassed = true
  for (const suite of suites) {
    if (isStopAsked()) return false
    if (!(await runSuite(suite))) allPassed = false
  }
  return allPassed
}

/** @param {readonly string[]} files @returns {Suite} */
function biomeOn(files) {
  return {
    name: 'format and lint of the changed files',
    run: () =>
      runTool(
        '@biomejs/biome/bin/biome',
        [
          'check',
          '--colors=off',
          '--no-errors-on-unmatched',
          '--files-ignore-unknown=true',
          ...files,
        ],
        { output: 'collect' },
      ),
  }
}

/** @param {readonly string[]} files @returns {Suite} */
function lintWithTypesOn(files) {
  return {
    name: 'lint with types of the changed files',
    run: () =>
      runTool('oxlint/bin/oxlint', ['--no-error-on-unmatched-pattern', ...files], {
        output: 'collect',
      }),
  }
}

/** @param {readonly string[]} files @returns {Suite} */
function testsOf(files) {
  return {
    name: 'unit tests of the changed files',
    run: () =>
      runTool(
        'vitest/vitest.mjs',
        ['related', '--run', ...quickly, '--passWithNoTests', ...files],
        { output: 'collect' },
      ),
  }
}

/** Files that differ from the last commit, new ones included, deleted ones not. */
async function changedFiles() {
  const inHead = await git(['diff', '--name-only', 'HEAD'])
  const fresh = await git(['ls-files', '--others', '--exclude-standard'])
  // Before the first commit everything is new.
  const tracked = inHead ?? (await git(['ls-files'])) ?? []
  return [...new Set([...tracked, ...(fresh ?? [])])].filter((file) =>
    existsSync(join(projectDirectory, file)),
  )
}

/** @param {readonly string[]} args @returns {Promise<string[] | undefined>} */
async function git(args) {
  const { code, output } = await runCommand('git', args, { output: 'collect' })
  return code === 0 ? output.split('\n').filter((line) => line !== '') : undefined
}
