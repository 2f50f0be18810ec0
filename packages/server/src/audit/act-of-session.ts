/** What the audit says of somebody's coming and going. Pure. */
import type { SessionRow } from '../database/stores.ts'
import type { AuditAct } from './audit-act.ts'

/** By their own hand, because the platform or the server ended it, or by its age. */
export type SessionEnd = 'signed-out' | 'session-ended' | 'session-expired'

type Row = Pick<SessionRow, 'personId' | 'createdAt'>

export function actOfSignIn({ createdAt, personId }: Row): AuditAct {
  return { at: createdAt, act: 'signed-in', supervisorId: personId }
}

export function actOfSessionEnd(
  { createdAt, personId }: Row,
  act: SessionEnd,
  at: AuditAct['at'],
): AuditAct {
  return { at, act, supervisorId: personId, from: createdAt, to: at }
}
