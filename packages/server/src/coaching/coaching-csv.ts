/** Coaching sessions as a file for spreadsheets. What people wrote is data there, too: never a formula. */
import { stringify } from 'csv-stringify/sync'
import type { StoredCoaching } from '../database/coaching-store.ts'

const columns = [
  'session',
  'started',
  'state',
  'state since',
  'kind',
  'agent',
  'queue',
  'supervisor',
  'medium',
  'conversation',
  'rating',
  'follow-up',
  'tags',
  'notes',
  'moments',
  'reference',
] as const

/** UTF-8 with a byte order mark, for programs that would guess otherwise; lines end as RFC 4180 has it. */
export function coachingCsv(rows: readonly StoredCoaching[]): string {
  return stringify(rows.map(cellsOf), {
    header: true,
    columns: [...columns],
    bom: true,
    record_delimiter: 'windows',
    // A leading = + - @, tab or line break would make a cell a formula: such a cell gets an apostrophe before it.
    escape_formulas: true,
  })
}

function cellsOf({ record }: StoredCoaching): readonly string[] {
  const { details } = record
  return [
    record.id,
    new Date(record.startedAt).toISOString(),
    record.state.name,
    new Date(record.state.at).toISOString(),
    record.kind,
    record.agentName,
    record.queueName,
    record.supervisorName,
    record.media,
    record.conversationId,
    details.rating === undefined ? '' : String(details.rating),
    details.followUpOn ?? '',
    details.tags.join('; '),
    details.notes,
    details.moments.map(({ atMs, label }) => `${secondsOf(atMs)} s ${label}`.trim()).join('\n'),
    record.reference ?? '',
  ]
}

function secondsOf(milliseconds: number): string {
  return (milliseconds / 1_000).toFixed(1)
}
