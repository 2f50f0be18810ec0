import { expect, it } from 'vitest'
import { coachingCsv } from '../../coaching/coaching-csv.ts'
import { revealCsv } from '../../reveals/reveal-csv.ts'
import { auditCsvHeader } from './audit-csv.ts'

/** What somebody's formula or next program counts on: a heading that changes is a new file. */
it('[LG19] the headings of files are these, and made without a word of who asks', () => {
  const headings = (file: string) => file.replace('\uFEFF', '').trim().split(',')
  expect(headings(auditCsvHeader())).toEqual([
    ...['place', 'when', 'act', 'by', 'by id', 'agent', 'agent id', 'conversation', 'control'],
    ...['mode', 'customer could hear', 'known by', 'from', 'to', 'outcome', 'reason', 'subject'],
    ...['words', 'erased', 'platform control', 'coaching', 'policy version', 'handed to'],
    ...['handed to id', 'platform coaching', 'segment'],
  ])
  expect(headings(coachingCsv([]))).toEqual([
    ...['session', 'started', 'state', 'state since', 'kind', 'agent', 'queue', 'supervisor'],
    ...['medium', 'conversation', 'rating', 'follow-up', 'tags', 'notes', 'moments', 'reference'],
  ])
  expect(headings(revealCsv([]))).toEqual([
    ...['when', 'supervisor', 'supervisor id', 'kind', 'conversation', 'reason'],
  ])
})
