// Builds the program and the panel when what they are made of has changed.
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { PlainFailure, projectDirectory, runCommand } from '../project.mjs'
import { fingerprint } from './fingerprint.mjs'

/**
 * @typedef {object} Target
 * @property {string} name as people know it
 * @property {string} directory where it is built to
 * @property {readonly string[]} inputs
 * @property {(directory: string) => { program: string, args: string[], directory?: string, environment?: NodeJS.ProcessEnv }} command
 */

const shared = ['package-lock.json', 'tsconfig.base.json', 'scripts/bundle']

/** @param {string} name */
const packageInputs = (name) => [`packages/${name}/src`, `packages/${name}/package.json`]

/** @type {Target} */
const program = {
  name: 'the program',
  directory: 'dist/sotto',
  inputs: [
    ...shared,
    ...[
      'kernel',
      'domain',
      'protocol',
      'platform',
      'platform-guide',
      'audio',
      'audit',
      'audit-verify',
      'redaction',
      'testkit',
      'leak-proof',
      'simulator',
      'server',
      'sotto',
    ].flatMap(packageInputs),
  ],
  command: (directory) => ({
    program: process.execPath,
    args: [join(projectDirectory, 'scripts/bundle/build-program.mjs'), directory],
  }),
}

/** What the program serves. @type {Target} */
const panel = {
  name: 'the panel',
  directory: 'dist/panel',
  inputs: [
    ...shared,
    'packages/panel/index.html',
    'packages/panel/public',
    'packages/panel/vite.config.ts',
    ...['kernel', 'domain', 'protocol', 'audio', 'panel'].flatMap(packageInputs),
  ],
  command: (directory) => ({
    program: process.execPath,
    args: [
      join(projectDirectory, 'node_modules/vite/bin/vite.js'),
      'build',
      '--outDir',
      directory,
      '--emptyOutDir',
      '--logLevel',
      'warn',
    ],
    directory: join(projectDirectory, 'packages/panel'),
    // Or whoever builds from within a test run would ship the libraries' development halves, twice the size.
    environment: { ...process.env, NODE_ENV: 'production' },
  }),
}

/** What the simulator plays, decoded. @type {Target} */
const voices = {
  name: 'the simulated voices',
  directory: 'dist/voices',
  inputs: [
    'packages/simulator/voices',
    'packages/simulator/src/voices',
    'packages/audio/src/codec',
    'scripts/make-voices/decode-voices.ts',
  ],
  command: (directory) => ({
    program: process.execPath,
    args: [
      '--import',
      'tsx',
      join(projectDirectory, 'scripts/make-voices/decode-voices.ts'),
      directory,
    ],
    directory: projectDirectory,
  }),
}

const targets = [program, panel, voices]

/**
 * Builds what is missing or stale.
 *
 * @param {(line: string) => void} say told before each build; never called when there is nothing to do
 * @param {{ withPanel: boolean }} [options] the panel is needed only where it is served
 */
export async function ensureBuilt(say, { withPanel } = { withPanel: true }) {
  for (const target of targets) {
    if (target === panel && !withPanel) continue
    const wanted = fingerprint(target.inputs)
    if (wanted === builtFingerprint(target)) continue
    say(`Building ${target.name} …`)
    await build(target, wanted)
  }
}

/**
 * Builds the panel alone, where it is missing or stale.
 *
 * @returns {Promise<string>} the folder it lies in
 */
export async function ensurePanelBuilt() {
  const wanted = fingerprint(panel.inputs)
  if (wanted !== builtFingerprint(panel)) await build(panel, wanted)
  return join(projectDirectory, panel.directory)
}

/** @param {Target} target */
function builtFingerprint(target) {
  try {
    return readFileSync(join(projectDirectory, target.directory, '.fingerprint'), 'utf8')
  } catch {
    return undefined
  }
}

/**
 * Builds beside the old one and swaps at the end: what is in place is always whole.
 *
 * @param {Target} target
 * @param {string} wanted
 */
async function build(target, wanted) {
  const final = join(projectDirectory, target.directory)
  const draft = `${final}.new-${process.pid}`
  try {
    mkdirSync(draft, { recursive: true })
    const command = target.command(draft)
    const { code, output } = await runCommand(command.program, command.args, {
      output: 'collect',
      ...(command.directory === undefined ? {} : { directory: command.directory }),
      ...(command.environment === undefined ? {} : { environment: command.environment }),
    })
    if (code !== 0) {
      process.stderr.write(output)
      throw new PlainFailure(`Building ${target.name} failed.`)
    }
    writeFileSync(join(draft, '.fingerprint'), wanted)
    swap(draft, final)
  } catch (failure) {
    rmSync(draft, { recursive: true, force: true })
    throw readable(failure)
  }
}

/**
 * @param {string} draft
 * @param {string} final
 */
function swap(draft, final) {
  for (let attempt = 1; ; attempt += 1) {
    const old = `${final}.old-${process.pid}`
    try {
      if (existsSync(final)) renameSync(final, old)
      renameSync(draft, final)
      return
    } catch (failure) {
      // Another start builds at the same time and was quicker between the two lines; what it put there is as good.
      if (attempt === 5) throw failure
    } finally {
      rmSync(old, { recursive: true, force: true })
    }
  }
}

/** @param {unknown} failure */
function readable(failure) {
  const code = failure instanceof Error && 'code' in failure ? String(failure.code) : ''
  if (!['EACCES', 'EROFS', 'ENOSPC', 'EPERM'].includes(code)) return failure
  return new PlainFailure(
    `The folder ${join(projectDirectory, 'dist')} cannot be written (${code}).`,
  )
}
