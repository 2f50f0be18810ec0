// What SECURITY.md and docs/security promise can be looked up: every rule they name exists, and what is called done names one.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { projectDirectory, runScript } from '../project.mjs'
import { filesBelow, idsOfRules } from './spec-coverage.mjs'

/** Two capitals and a number; what else looks so is no rule of ours. */
const idPattern = /\b[A-Z]{2}\d{1,3}\b/g
const requirementPattern = /^\| (\d+\.\d+\.\d+) \| (\d) \|[^|]*\| ([^|]+) \| (.*) \|$/gm
const countsPattern = /Of the (\d+): (\d+) done, (\d+) do not apply, (\d+) open/

/** @param {string} directory */
function rulesIn(directory) {
  const folder = join(directory, 'docs/spec')
  const files = readdirSync(folder).filter((name) => name.endsWith('.md'))
  return new Set(files.flatMap((name) => idsOfRules(readFileSync(join(folder, name), 'utf8'))))
}

/**
 * @param {string} text
 * @returns {string[]}
 */
function checkRequirements(text) {
  const complaints = []
  const seen = new Set()
  const counts = { done: 0, 'n.a.': 0, open: 0 }
  for (const [, number = '', , status = '', by = ''] of text.matchAll(requirementPattern)) {
    if (seen.has(number)) complaints.push(`requirement ${number} stands twice`)
    seen.add(number)
    if (status !== 'done' && status !== 'n.a.' && status !== 'open')
      complaints.push(`requirement ${number} is neither done, n.a. nor open`)
    else counts[status] += 1
    if (status === 'done' && by.match(idPattern) === null)
      complaints.push(`requirement ${number} is done by no rule`)
    if (by.trim() === '') complaints.push(`requirement ${number} gives no reason`)
  }
  const told = countsPattern.exec(text)?.slice(1).join(' ')
  const counted = [seen.size, counts.done, counts['n.a.'], counts.open].join(' ')
  if (told !== counted) complaints.push(`asvs.md counts ${told}, and it is ${counted}`)
  return complaints
}

/**
 * What the operator is told to look for in the log is written by somebody.
 *
 * @param {string} directory
 */
function checkLogEvents(directory) {
  const operations = join(directory, 'docs/operations.md')
  const section = existsSync(operations)
    ? (/\| about \| events \|\n([\s\S]*?)\n\n/.exec(readFileSync(operations, 'utf8'))?.[1] ?? '')
    : ''
  const sources = ['packages/server/src', 'packages/sotto/src']
    .flatMap((folder) => filesBelow(join(directory, folder), /\.ts$/))
    .map((file) => readFileSync(file, 'utf8'))
  return [...section.matchAll(/`([a-z-]+)`/g)]
    .map((event) => event[1] ?? '')
    .filter((event) => !sources.some((text) => text.includes(`'${event}'`)))
    .map((event) => `the event ${event} in docs/operations.md is written by nobody`)
}

/** @returns {{ complaints: string[], named: number }} */
export function checkSecurityDocuments(directory = projectDirectory) {
  const rules = rulesIn(directory)
  const complaints = []
  const named = new Set()
  for (const file of ['SECURITY.md', 'docs/security/asvs.md', 'docs/security/sign-in.md']) {
    if (!existsSync(join(directory, file))) {
      complaints.push(`${file} is missing`)
      continue
    }
    const text = readFileSync(join(directory, file), 'utf8')
    for (const [id] of text.matchAll(idPattern)) {
      named.add(id)
      if (!rules.has(id)) complaints.push(`${id} in ${file} is no rule`)
    }
    if (file.endsWith('asvs.md')) complaints.push(...checkRequirements(text))
  }
  complaints.push(...checkLogEvents(directory))
  return { complaints: [...new Set(complaints)].sort(), named: named.size }
}

if (process.argv[1] === import.meta.filename) {
  await runScript(async () => {
    const { complaints, named } = checkSecurityDocuments()
    for (const complaint of complaints) console.error(complaint)
    if (complaints.length > 0) return 1
    console.log(`${named} rules named by the security documents, and each exists.`)
    return 0
  })
}
