// Who may do what is asked in one place: no file of the server reads the fields that answer it.
import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { expect, it } from 'vitest'

const root = join(import.meta.dirname, '../../src')

/** What makes a person of what the platform told, keeps them, or hands them on whole. */
const makers = [
  'auth/granted-person.ts',
  // The least of what the session and the platform grant.
  'live/create-coaching.ts',
  'sessions/person-json.ts',
]

function sources(): readonly string[] {
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /(?<!\.test)\.ts$/.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
}

/** What is said about it is no question: comments and texts are left out. */
function asks(text: string): boolean {
  const code = text
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/\/\/.*$/gm, '')
    .replace(/(['"])(?:\\.|(?!\1).)*\1/g, "''")
  return /\b(?:permissions|withoutScope)\b/.test(code)
}

it('[AC31] a question past the table is found, whatever it looks like', () => {
  expect(asks("if (person.permissions.includes('barge')) go()")).toBe(true)
  expect(asks('const { permissions } = supervisor.person')).toBe(true)
  expect(asks('person.withoutScope?.length')).toBe(true)
  expect(asks("// permissions\nheader('permissions-policy', policy) /* permissions */")).toBe(false)
})

it('[AC31] no file of the server asks permissions or scopes but those that make a person', () => {
  const files = sources()
  expect(files.length).toBeGreaterThan(100)
  const asking = files.filter((file) => asks(readFileSync(join(root, file), 'utf8')))
  expect(asking.sort()).toEqual([...makers].sort())
})
