/** What the audit says of a look behind a mask: never what stood there. Pure. */
import type { RevealRow } from '../database/stores.ts'
import type { AuditAct } from './audit-act.ts'

export function actOfReveal(row: RevealRow): AuditAct {
  return {
    at: row.at,
    act: 'reveal',
    supervisorId: row.supervisorId,
    conversationId: row.conversationId,
    segmentId: row.segmentId,
    subject: row.kind,
    words: row.reason,
    ...(row.policyVersion === undefined ? {} : { policyVersion: row.policyVersion }),
  }
}
