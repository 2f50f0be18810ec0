/** What the audit says of somebody's coming and going. Pure. */
import type { SessionEnd, SessionRow } from '../database/stores.ts'
import type { AuditAct } from './audit-act.ts'

type Row = Pick<SessionRow, 'personId' | 'createdAt'>

export function actOfSignIn({ createdAt, personId }: Row): AuditAct {
  return { at: createdAt, act: 'signed-in', supervisorId: personId }
}

export function actOfSessionEnd(
  { createdAt, personId }: Row,
  end: SessionEnd,
  at: AuditAct['at'],
): AuditAct {
  if (typeof end === 'object')
    return {
      at,
      act: end.act,
      supervisorId: end.by,
      agentUserId: personId,
      from: createdAt,
      to: at,
    }
  return { at, act: end, supervisorId: personId, from: createdAt, to: at }
}
