import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { serverSettingTable } from '@sotto/server'
import { simulatorSettingTable } from '@sotto/simulator'
import { afterAll, expect, it } from 'vitest'
import { projectDirectory } from '../places.ts'
import { requireServerSettings } from './read-server-settings.ts'

const folder = mkdtempSync(join(tmpdir(), 'sotto-settings-'))
afterAll(() => rmSync(folder, { recursive: true }))

it('[OP1] docs/settings.md lists every setting with its default and its meaning, and nothing else', () => {
  const written = readFileSync(join(projectDirectory, 'docs/settings.md'), 'utf8')
  const rows = written.split('\n').filter((line) => /^\| `/.test(line))
  const wanted = [...serverSettingTable, ...simulatorSettingTable].map(
    (row) => `| \`${row.name}\` | \`${row.default}\` | ${row.meaning} |`,
  )
  expect(rows).toEqual(wanted)
})

it('[OP1] every name of a setting that docs/operations.md uses is one', () => {
  const written = readFileSync(join(projectDirectory, 'docs/operations.md'), 'utf8')
  const known = [...serverSettingTable, ...simulatorSettingTable].map(({ name }) => String(name))
  const used = new Set(written.match(/\b(?:SOTTO|SIM)_[A-Z][A-Z_]*[A-Z]\b/g))
  expect([...used].filter((name) => !known.includes(name))).toEqual([])
})

it('[OP3] the database and the keys may be named by a file, which is never shown', () => {
  const file = join(folder, 'address')
  writeFileSync(file, 'postgres://sotto:planted@db.example/sotto\n')
  const settings = requireServerSettings({ DATABASE_URL_FILE: file })
  expect(settings.databaseUrl?.reveal()).toBe('postgres://sotto:planted@db.example/sotto')

  writeFileSync(file, 'mysql://planted@db.example')
  const wrong = () => requireServerSettings({ DATABASE_URL_FILE: file })
  expect(wrong).toThrow('DATABASE_URL must begin with postgres://')
  expect(wrong).not.toThrow(/planted/)
})

it('[OP3] a file that is not there, is empty, or stands beside the value itself is refused in one line', () => {
  const file = join(folder, 'empty')
  writeFileSync(file, '\n')
  expect(() => requireServerSettings({ SOTTO_KEYS_FILE: file })).toThrow(`${file} is empty`)
  expect(() => requireServerSettings({ SOTTO_KEYS_FILE: `${file}x` })).toThrow('(ENOENT)')
  expect(() =>
    requireServerSettings({ DATABASE_URL: 'postgres://a/b', DATABASE_URL_FILE: file }),
  ).toThrow('DATABASE_URL and DATABASE_URL_FILE are both set')
})
