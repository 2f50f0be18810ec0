import { describe, expect, it } from 'vitest'
import { coachingRecord } from '../../test/database/coaching-store-contract.ts'
import { coachingCsv } from './coaching-csv.ts'

const fileWith = (notes: string) =>
  coachingCsv([
    {
      record: coachingRecord({ details: { notes, tags: [], moments: [] } }),
      revision: 1,
      detailsRevision: 1,
    },
  ])

describe('sessions as a file', () => {
  it.each([
    '=1+1',
    '+1',
    '-1',
    '@SUM(A1)',
    '\t=1',
    '\r=1',
    '\uFF1D1',
    '\uFF0B1',
    '\uFF0D1',
    '\uFF20x',
  ])('[CS53] a cell that begins like %j is no formula', (notes) =>
    expect(fileWith(notes)).toMatch(/,"?'[=+\-@\t\r\uFF1D\uFF0B\uFF0D\uFF20]/),
  )

  it('[CS53] begins with a byte order mark, ends its lines as RFC 4180 has it, and keeps what a cell holds', () => {
    const file = fileWith('one, "two"\nthree; رمز \u{1F600}')
    expect(file.startsWith('\u{FEFF}session,started,')).toBe(true)
    expect(file.endsWith('\r\n')).toBe(true)
    expect(file).toContain(',"one, ""two""\nthree; رمز \u{1F600}",')
    expect(coachingCsv([]).split('\r\n')).toHaveLength(2)
  })
})
