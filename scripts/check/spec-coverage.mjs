// Every numbered rule has a test that names it, and every number in a test is a rule.
// A rule is a line `- **AB12** …` in docs/spec/*.md; a test names it as `it('[AB12] …')`.
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join, relative } from 'node:path'
import { projectDirectory, runScript } from '../project.mjs'

const rulePattern = /^- \*\*([A-Z]{1,4}\d+)\*\*/gm
const titlePattern = /['"`]((?:\[[A-Z]{1,4}\d+(?:\s*,\s*[A-Z]{1,4}\d+)*\]\s*)+)/g
const idPattern = /[A-Z]{1,4}\d+/g

/**
 * @param {string} directory
 * @param {RegExp} name
 * @returns {string[]}
 */
export function filesBelow(directory, name) {
  if (statSync(directory, { throwIfNoEntry: false }) === undefined) return []
  return readdirSync(directory, { withFileTypes: true }).flatMap((entry) => {
    if (['node_modules', 'build', 'dist'].includes(entry.name)) return []
    const path = join(directory, entry.name)
    if (entry.isDirectory()) return filesBelow(path, name)
    return name.test(entry.name) ? [path] : []
  })
}

/**
 * @param {string} text
 * @returns {string[]} the ids that the titles in a test file name
 */
export function idsInTitles(text) {
  return [...text.matchAll(titlePattern)].flatMap(
    (title) => (title[1] ?? '').match(idPattern) ?? [],
  )
}

/**
 * @param {string} text
 * @returns {string[]} the ids of the rules in a spec file
 */
export function idsOfRules(text) {
  return [...text.matchAll(rulePattern)].map((rule) => rule[1] ?? '')
}

/** @returns {{ complaints: string[], rules: number }} */
export function checkSpecCoverage(directory = projectDirectory) {
  /** @type {Map<string, string>} */
  const rules = new Map()
  const complaints = []
  for (const file of filesBelow(join(directory, 'docs/spec'), /\.md$/)) {
    const place = relative(directory, file)
    for (const id of idsOfRules(readFileSync(file, 'utf8'))) {
      const before = rules.get(id)
      if (before !== undefined) complaints.push(`${id} stands twice: in ${before} and in ${place}`)
      rules.set(id, place)
    }
  }
  const tested = new Set()
  const sources = ['packages', 'e2e', 'bench', 'scripts'].flatMap((name) =>
    filesBelow(join(directory, name), /\.tsx?$/),
  )
  for (const file of sources) {
    for (const id of idsInTitles(readFileSync(file, 'utf8'))) {
      tested.add(id)
      if (!rules.has(id)) complaints.push(`${id} in ${relative(directory, file)} is no rule`)
    }
  }
  for (const [id, place] of rules) {
    if (!tested.has(id)) complaints.push(`${id} in ${place} has no test`)
  }
  return { complaints: [...new Set(complaints)].sort(), rules: rules.size }
}

if (process.argv[1] === import.meta.filename) {
  await runScript(async () => {
    const { complaints, rules } = checkSpecCoverage()
    for (const complaint of complaints) console.error(complaint)
    if (complaints.length > 0) return 1
    console.log(`${rules} rules, each with a test that names it.`)
    return 0
  })
}
