// Where the project lies, and how its scripts speak and start other programs.
import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { stripVTControlCharacters } from 'node:util'
import { yieldToOthers } from './test/yield-to-others.mjs'

export const projectDirectory = fileURLToPath(new URL('..', import.meta.url))

/** Something the person at the terminal can do something about: said in one line, without a stack. */
export class PlainFailure extends Error {}

let stopAsked = false

/** True once Ctrl-C or a request to end arrived while a script was still preparing. */
export function isStopAsked() {
  return stopAsked
}

/**
 * Runs work during which Ctrl-C and requests to end are noted instead of killing us on the spot; programs started by
 * `runCommand` are ended, and the work is expected to stop soon.
 *
 * @param {() => Promise<void>} work
 */
export async function runStoppable(work) {
  const note = () => {
    stopAsked = true
  }
  const signals = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])
  for (const signal of signals) process.on(signal, note)
  try {
    await work()
  } finally {
    for (const signal of signals) process.removeListener(signal, note)
  }
}

/**
 * Runs a script's main function and turns its outcome into an exit code: 0, or 1 with one line for a plain failure.
 *
 * @param {() => Promise<number | undefined>} main resolves to the exit code, or to nothing for 0
 */
export async function runScript(main) {
  try {
    process.exitCode = (await main()) ?? 0
  } catch (failure) {
    if (stopAsked) return
    if (!(failure instanceof PlainFailure)) throw failure
    console.error(failure.message)
    process.exitCode = 1
  }
}

/**
 * @typedef {object} CommandOptions
 * @property {'show' | 'collect'} [output] show it as it comes (the default), or keep it for the answer
 * @property {NodeJS.ProcessEnv} [environment]
 * @property {string} [directory]
 * @property {Promise<unknown>} [yieldsUntil] until then it takes only what nobody else wants of the processors
 */

/**
 * Runs another program to its end. When we are told to end, so is the program.
 *
 * @param {string} program
 * @param {readonly string[]} args
 * @param {CommandOptions} [options]
 * @returns {Promise<{ code: number, output: string }>} `code` is 128 + n for a program ended by signal n
 */
export function runCommand(program, args, options = {}) {
  const { output = 'show', environment = process.env, directory = projectDirectory } = options
  const { yieldsUntil } = options
  return new Promise((resolve, reject) => {
    const collect = output === 'collect'
    const child = spawn(program, [...args], {
      cwd: directory,
      // What is kept for later is read by people and programs alike: no colours.
      env: collect ? { ...environment, NO_COLOR: '1', FORCE_COLOR: '0' } : environment,
      stdio: ['ignore', collect ? 'pipe' : 'inherit', collect ? 'pipe' : 'inherit'],
      detached: yieldsUntil !== undefined,
    })
    if (yieldsUntil !== undefined) yieldToOthers(child.pid, yieldsUntil)
    let text = ''
    /** @param {Buffer} chunk */
    const keep = (chunk) => {
      text += chunk.toString('utf8')
    }
    child.stdout?.on('data', keep)
    child.stderr?.on('data', keep)
    const forward = () => {
      child.kill('SIGTERM')
      // npm would first tidy up for half a minute; what it leaves behind is noticed and replaced at the next start.
      setTimeout(() => child.kill('SIGKILL'), 2_000).unref()
    }
    process.once('SIGTERM', forward)
    process.once('SIGINT', forward)
    // A terminal that closes tells only those of its own session.
    if (yieldsUntil !== undefined) process.once('SIGHUP', forward)
    const settle = () => {
      process.removeListener('SIGTERM', forward)
      process.removeListener('SIGINT', forward)
      process.removeListener('SIGHUP', forward)
    }
    child.once('error', (failure) => {
      settle()
      reject(failure)
    })
    child.once('close', (code) => {
      settle()
      // Not every tool obeys NO_COLOR.
      resolve({ code: code ?? 143, output: stripVTControlCharacters(text) })
    })
  })
}

/**
 * Runs a program that npm installed, by its file, so that no shell and no PATH are needed.
 *
 * @param {string} file relative to node_modules
 * @param {readonly string[]} args
 * @param {CommandOptions} [options]
 */
export function runTool(file, args, options) {
  return runCommand(process.execPath, [`${projectDirectory}node_modules/${file}`, ...args], options)
}
