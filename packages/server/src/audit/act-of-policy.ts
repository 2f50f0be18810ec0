/** What the audit says of a new version of a policy: which, of which queue, and by whom; its rules stand in the version itself. Pure. */
import type { StoredPolicy } from '../database/policy-store.ts'
import type { AuditAct } from './audit-act.ts'

export function actOfPolicy({
  changedAt,
  changedBy,
  queueId,
  restoredFrom,
  revision,
}: StoredPolicy): AuditAct {
  return {
    at: changedAt,
    act: restoredFrom === undefined ? 'policy-changed' : 'policy-restored',
    supervisorId: changedBy,
    subject: queueId ?? 'all queues',
    policyVersion: revision,
  }
}
