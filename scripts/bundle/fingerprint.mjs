// A short text that changes whenever one of the given files does.
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join, relative } from 'node:path'
import { projectDirectory } from '../project.mjs'

const skippedFolders = new Set(['node_modules', 'build', 'dist', 'test', '__fixtures__'])

/** @param {string} name */
function isSource(name) {
  return !/\.test\.tsx?$/.test(name)
}

/**
 * @param {string} path
 * @returns {string[]} every file below, or the file itself, tests and made things left out
 */
function filesBelow(path) {
  const found = statSync(path, { throwIfNoEntry: false })
  if (found === undefined) return []
  if (found.isFile()) return [path]
  return readdirSync(path, { withFileTypes: true }).flatMap((entry) => {
    const below = join(path, entry.name)
    if (entry.isDirectory()) return skippedFolders.has(entry.name) ? [] : filesBelow(below)
    return entry.isFile() && isSource(entry.name) ? [below] : []
  })
}

/**
 * @param {readonly string[]} paths files and folders, relative to the project
 * @returns {string}
 */
export function fingerprint(paths, directory = projectDirectory) {
  const hash = createHash('sha256').update(process.versions.node)
  const files = paths.flatMap((path) => filesBelow(join(directory, path)))
  for (const file of files.sort()) {
    hash.update(`\n${relative(directory, file)}\n`)
    hash.update(readFileSync(file))
  }
  return hash.digest('hex')
}
