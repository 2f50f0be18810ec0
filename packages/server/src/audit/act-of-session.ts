/** What the audit says of somebody's coming and going. Pure. */
import type { SessionEnd, SessionRow } from '../database/stores.ts'
import type { AuditAct } from './audit-act.ts'

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
