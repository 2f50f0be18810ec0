// What is checked besides running the product: each suite passes or fails as one.
import { runCommand, runTool } from '../project.mjs'

/**
 * @typedef {object} Suite
 * @property {string} name
 * @property {() => Promise<{ code: number, output: string }>} run
 */

/** @param {string} file */
const ownScript = (file) => runCommand(process.execPath, [file], { output: 'collect' })

/** @type {Suite} */
export const formatAndLint = {
  name: 'format and lint',
  run: () =>
    runTool('@biomejs/biome/bin/biome', ['ci', '--colors=off', '.'], { output: 'collect' }),
}

/** @type {Suite} */
export const types = {
  name: 'types',
  run: () => runTool('typescript-7/bin/tsc', ['-b'], { output: 'collect' }),
}

/** @type {Suite} */
export const lintWithTypes = {
  name: 'lint with types',
  run: () => runTool('oxlint/bin/oxlint', ['--max-warnings=0', '.'], { output: 'collect' }),
}

/** @type {Suite} */
export const importLaw = {
  name: 'import law',
  async run() {
    const law = await runTool(
      'dependency-cruiser/bin/dependency-cruise.mjs',
      ['--config', '.dependency-cruiser.cjs', 'packages', 'e2e', 'bench'],
      { output: 'collect' },
    )
    const witness = await ownScript('scripts/check/witness.mjs')
    return { code: law.code || witness.code, output: law.output + witness.output }
  },
}

/** @type {Suite} */
export const deadCode = {
  name: 'dead code',
  run: () => runTool('knip/bin/knip.js', ['--no-progress'], { output: 'collect' }),
}

/** @type {Suite} */
export const specCoverage = {
  name: 'spec coverage',
  run: () => ownScript('scripts/check/spec-coverage.mjs'),
}

/** @type {Suite} */
export const securityDocuments = {
  name: 'security documents',
  run: () => ownScript('scripts/check/security-documents.mjs'),
}

/** @type {Suite} */
export const panelSize = {
  name: 'size of the panel',
  run: () => ownScript('scripts/check/panel-size.mjs'),
}

/**
 * Side by side, each lane in its order: the first takes one core, and what the second leaves of the other. Lint reads what the
 * compiler has written.
 *
 * @type {readonly (readonly Suite[])[]}
 */
export const staticLanes = [
  [formatAndLint, importLaw, deadCode, specCoverage, securityDocuments, panelSize],
  [types, lintWithTypes],
]

/** One after the other, for where something else runs beside them. @type {readonly Suite[]} */
export const staticSuites = staticLanes.flat()

/**
 * Runs a suite and says how it went; what a failed one printed is shown.
 *
 * @param {Suite} suite
 * @returns {Promise<boolean>} whether it passed
 */
export async function runSuite(suite) {
  const startedAt = performance.now()
  const { code, output } = await suite.run()
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1)
  console.log(`${code === 0 ? 'passed' : 'FAILED'}  ${suite.name} (${seconds} s)`)
  if (code !== 0) console.log(output.trimEnd())
  return code === 0
}
