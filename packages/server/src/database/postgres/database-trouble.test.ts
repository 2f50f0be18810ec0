import { expect, it } from 'vitest'
import { refusalOf } from '../../http/error-handler.ts'
import { databaseTroubleOf } from './database-trouble.ts'

const failure = (code: string | undefined, message = 'no') =>
  Object.assign(new Error(message), code === undefined ? {} : { code })

it('[SV21] a database that is away, full, read-only or slow is told apart, and each is a 503 of its own', () => {
  const cases = [
    ['ECONNREFUSED', 'no', 'database-unavailable'],
    ['57P01', 'no', 'database-unavailable'],
    ['57P03', 'no', 'database-unavailable'],
    ['53300', 'no', 'database-unavailable'],
    [undefined, 'Connection terminated unexpectedly', 'database-unavailable'],
    ['53100', 'no', 'database-full'],
    ['25006', 'no', 'database-read-only'],
    ['57014', 'no', 'database-slow'],
    ['40P01', 'no', 'database-slow'],
    [undefined, 'Query read timeout', 'database-slow'],
  ] as const
  for (const [code, message, expected] of cases) {
    const refusal = refusalOf(failure(code, message))
    expect([code, refusal.status, refusal.code]).toEqual([code, 503, expected])
  }
})

it('[SV21] a mistake of ours in a statement is no trouble of the database', () => {
  for (const code of ['42601', '23505', '22P02', undefined])
    expect(databaseTroubleOf(failure(code))).toBeUndefined()
  expect(databaseTroubleOf('57P01')).toBeUndefined()
})
