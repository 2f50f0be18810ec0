/** Looks behind masks as a file for spreadsheets. Reasons are what people typed: data there, too, never a formula. */
import type { RevealEntry } from '@sotto/protocol'
import { stringify } from 'csv-stringify/sync'

const columns = ['when', 'supervisor', 'supervisor id', 'kind', 'conversation', 'reason'] as const

/** UTF-8 with a byte order mark, for programs that would guess otherwise; lines end as RFC 4180 has it. */
export function revealCsv(entries: readonly RevealEntry[]): string {
  const rows = entries.map(({ at, conversationId, kind, reason, supervisorId, supervisorName }) => [
    new Date(at).toISOString(),
    supervisorName,
    supervisorId,
    kind,
    conversationId,
    reason,
  ])
  return stringify(rows, {
    header: true,
    columns: [...columns],
    bom: true,
    record_delimiter: 'windows',
    escape_formulas: true,
  })
}
