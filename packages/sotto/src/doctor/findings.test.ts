import type { DatabaseReport } from '@sotto/server'
import { expect, it } from 'vitest'
import { databaseFindings, keyFinding, unreachableFinding } from './database-findings.ts'
import { clockFindings, platformFindings } from './platform-findings.ts'

const healthy: DatabaseReport = {
  versionNumber: 180_004,
  isReadOnly: false,
  hasRoom: true,
  schema: { kind: 'current' },
  freeConnections: 40,
  clockAheadMs: 0,
  sealed: { opened: 3, unopened: 0 },
}
const wanted = { connections: 10 }
const levels = (report: DatabaseReport) =>
  databaseFindings(report, wanted).map(({ level }) => level)

it('[OP22] a database as it should be is fine in every line', () => {
  expect(levels(healthy)).toEqual(['ok', 'ok', 'ok'])
  expect(levels({ ...healthy, schema: { kind: 'none' } })).toEqual(['ok', 'ok', 'ok'])
})

it.each([
  ['one that is read-only', { isReadOnly: true }, 'fail', 'takes no writes'],
  ['one that is full', { hasRoom: false }, 'fail', 'disk is full'],
  ['tables of a newer version', { schema: { kind: 'newer', step: '0099-x' } }, 'fail', '0099-x'],
  ['tables of an older version', { schema: { kind: 'older', missing: 2 } }, 'warn', '2 step(s)'],
  ['too few connections', { freeConnections: 11 }, 'warn', '11 connections are free'],
  ['a PostgreSQL that is too old', { versionNumber: 130_010 }, 'fail', 'PostgreSQL 13.10'],
] as const)('[OP22] %s is told, with what to do', (_, change, level, words) => {
  const findings = databaseFindings({ ...healthy, ...change }, wanted)
  expect(findings).toContainEqual(
    expect.objectContaining({
      level,
      says: expect.stringContaining(words),
      todo: expect.any(String),
    }),
  )
})

it('[OP23] keys that do not open what is sealed fail', () => {
  expect(keyFinding(healthy)).toMatchObject({ level: 'ok' })
  expect(keyFinding({ ...healthy, sealed: { opened: 2, unopened: 1 } })).toMatchObject({
    level: 'fail',
    says: 'They do not open 1 of 3 sealed things.',
  })
})

it('[OP22] what the driver says is told by its code, never by its words', () => {
  const problem = Object.assign(new Error('password "planted" refused'), { code: '28P01' })
  const finding = unreachableFinding(problem)
  expect(finding.says).toBe('It cannot be reached (28P01).')
  expect(JSON.stringify(finding)).not.toContain('planted')
})

it('[OP24] a platform that answers with somebody’s page, or not at all, fails, and is told once', () => {
  const page = { kind: 'unexpected', status: 200, isJson: false } as const
  const probe = { discovery: page, api: page, token: page, events: page, clockAheadMs: undefined }
  expect(platformFindings(probe).map(({ level }) => level)).toEqual([
    'fail',
    'fail',
    'fail',
    'fail',
  ])
  expect(platformFindings(probe)[0]?.says).toContain('HTTP 200, no JSON')
  const silent = { kind: 'silent', code: 'ECONNREFUSED' } as const
  const down = { discovery: silent, api: silent, token: silent, events: silent }
  expect(platformFindings({ ...down, clockAheadMs: undefined })).toHaveLength(1)
})

it('[OP24] a secret the platform does not know fails, one that is not there warns', () => {
  const fine = { kind: 'as-expected' } as const
  const probe = { discovery: fine, api: fine, events: fine, clockAheadMs: 0 }
  const levelsOf = (token: Parameters<typeof platformFindings>[0]['token']) =>
    platformFindings({ ...probe, token }).map(({ level }) => level)
  expect(levelsOf({ kind: 'wrong-secret' })).toEqual(['ok', 'fail', 'ok', 'ok'])
  expect(levelsOf(undefined)).toEqual(['ok', 'warn', 'ok', 'ok'])
})

it('[OP25] clocks more than two seconds apart are warned of, by how much and which way', () => {
  const findings = clockFindings({ database: 3_600_000, platform: -4_000 })
  expect(findings.map(({ says }) => says)).toEqual([
    "This machine's clock is 3600.0 s behind the database's.",
    "This machine's clock is 4.0 s ahead of the platform's.",
  ])
  expect(clockFindings({ database: 1_900, platform: undefined })).toMatchObject([{ level: 'ok' }])
})
