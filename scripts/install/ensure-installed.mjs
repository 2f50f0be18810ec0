// Installs the dependencies when they are missing or differ from the lock file.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { PlainFailure, projectDirectory, runCommand } from '../project.mjs'

/**
 * @typedef {object} LockedPackage
 * @property {string} [version]
 * @property {string} [integrity]
 * @property {boolean} [optional]
 * @property {boolean} [link]
 */

/** Installs what is missing; says so only when there is something to do. */
export async function ensureInstalled() {
  if (isInstalled(projectDirectory)) return
  console.log('Installing dependencies (npm ci). The first time this takes about a minute …')
  const npm = npmCommand()
  const { code } = await runCommand(npm.program, [
    ...npm.args,
    'ci',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
  ])
  if (code !== 0)
    throw new PlainFailure(
      `The dependencies could not be installed: npm ci ended with code ${code}.`,
    )
}

/**
 * True when everything the lock file names for this machine is there in its version. npm notes what it installed in
 * node_modules/.package-lock.json, and does so last: an installation that was cut short has no such note.
 *
 * @param {string} directory
 */
export function isInstalled(directory) {
  const wanted = readPackages(join(directory, 'package-lock.json'))
  const found = readPackages(join(directory, 'node_modules', '.package-lock.json'))
  if (wanted === undefined) throw new PlainFailure('package-lock.json is missing or unreadable.')
  if (found === undefined) return false
  return Object.entries(wanted).every(([path, locked]) => {
    if (path === '') return true
    const installed = found[path]
    // Optional packages that are made for other machines are never installed.
    if (installed === undefined) return locked.optional === true
    return (
      installed.version === locked.version &&
      installed.integrity === locked.integrity &&
      existsSync(join(directory, path))
    )
  })
}

/**
 * @param {string} file
 * @returns {Record<string, LockedPackage> | undefined}
 */
function readPackages(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages
  } catch {
    return undefined
  }
}

/** The npm that started us, if one did; else the one on the PATH. */
function npmCommand() {
  const own = process.env.npm_execpath
  if (own?.endsWith('.js') && existsSync(own)) return { program: process.execPath, args: [own] }
  return { program: 'npm', args: [] }
}
