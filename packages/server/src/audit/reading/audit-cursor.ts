/** Where a page ended, as it travels in an address. */
import type { AuditCursor, AuditRow } from '../../database/audit-store.ts'
import { badRequest } from '../../http/api-refusal.ts'

export function writeCursor({ at, position }: AuditRow): string {
  return `${at}.${position}`
}

/** Throws `bad-request` (400) on what was never one of ours. */
export function readCursor(cursor: string): AuditCursor {
  const [, at, position] = /^(\d{1,15})\.(\d{1,18})$/.exec(cursor) ?? []
  if (at === undefined || position === undefined)
    throw badRequest('cursor', 'This cursor is none of ours.')
  return { at: Number(at), position }
}
