/** What the audit says of the coaching of an agent that has gone from one supervisor to another. Pure. */
import type { WallMs } from '@sotto/kernel'
import type { AuditAct } from './audit-act.ts'

export interface PassedLease {
  readonly at: WallMs
  readonly agentUserId: string
  /** Where the one who takes it, or the one who gives it, was coaching; not known of one that was never used. */
  readonly conversationId: string | undefined
  readonly fromSupervisorId: string
  readonly toSupervisorId: string
  /** Given by whoever had it, or taken after they had fallen silent. */
  readonly how: 'agreed' | 'taken'
}

/** A lease that ended longer ago than this was left, and not taken from anybody. */
export const takenWithinMs = 60_000

export function actOfLease(passed: PassedLease): AuditAct {
  const { agentUserId, at, conversationId, fromSupervisorId, how, toSupervisorId } = passed
  return {
    at,
    act: 'lease-handed-over',
    supervisorId: fromSupervisorId,
    toSupervisorId,
    agentUserId,
    mode: 'coach',
    outcome: how,
    ...(conversationId === undefined ? {} : { conversationId }),
  }
}
