/** Entries of the audit as a file for spreadsheets. What people typed is data there, too: never a formula. */
import type { AuditEntryView } from '@sotto/protocol'
import { stringify } from 'csv-stringify/sync'

const columns = [
  'place',
  'when',
  'act',
  'by',
  'by id',
  'agent',
  'agent id',
  'conversation',
  'control',
  'mode',
  'customer could hear',
  'known by',
  'from',
  'to',
  'outcome',
  'reason',
  'subject',
  'words',
  'erased',
  'platform control',
  'coaching',
  'policy version',
  'handed to',
  'handed to id',
  'platform coaching',
  'segment',
] as const

const shared = { record_delimiter: 'windows', escape_formulas: true } as const

/** UTF-8 with a byte order mark, for programs that would guess otherwise; lines end as RFC 4180 has it. */
export function auditCsvHeader(): string {
  return stringify([[...columns]], { ...shared, bom: true })
}

export function auditCsvRows(entries: readonly AuditEntryView[]): string {
  return stringify(entries.map(cellsOf), shared)
}

function cellsOf(entry: AuditEntryView): readonly string[] {
  return [
    text(entry.index),
    time(entry.at),
    entry.act,
    text(entry.supervisor?.name),
    text(entry.supervisor?.id),
    text(entry.agent?.name),
    text(entry.agent?.id),
    text(entry.conversationId),
    text(entry.controlId),
    text(entry.mode),
    yesOrNo(entry.customerCouldHear),
    text(entry.evidence),
    time(entry.from),
    time(entry.to),
    text(entry.outcome),
    text(entry.reason),
    text(entry.subject),
    text(entry.words),
    yesOrNo(entry.erased),
    text(entry.platformControlId),
    text(entry.coachingId ?? entry.coachingSessionId),
    text(entry.policyVersion),
    text(entry.toSupervisor?.name),
    text(entry.toSupervisor?.id),
    text(entry.platformCoachingId),
    text(entry.segmentId),
  ]
}

function text(value: string | number | undefined): string {
  return value === undefined ? '' : String(value)
}

function time(at: number | undefined): string {
  return at === undefined ? '' : new Date(at).toISOString()
}

function yesOrNo(value: boolean | undefined): string {
  if (value === undefined) return ''
  return value ? 'yes' : 'no'
}
