/** Policies in memory: one list, in the order written. */
import { actOfPolicy } from '../../audit/act-of-policy.ts'
import type { AuditAct } from '../../audit/audit-act.ts'
import type { PolicyInForce } from '../../audit/policy-in-force.ts'
import type { PolicyStore, StoredPolicy } from '../policy-store.ts'

/** `keepAct` is called with a version that is being written, as in one transaction. */
export function createMemoryPolicyStore(
  keepAct: (act: AuditAct) => void,
  policyInForce: PolicyInForce,
): PolicyStore {
  const rows: StoredPolicy[] = []
  const listeners = new Set<() => void>()
  const of = (queueId: string | undefined) => rows.filter((row) => row.queueId === queueId)

  return {
    async append(policy, expectedVersion) {
      const version = (of(policy.queueId).at(-1)?.version ?? 0) + 1
      if (version !== expectedVersion + 1) return undefined
      const stored = { ...policy, version, revision: rows.length + 1 }
      rows.push(stored)
      keepAct(actOfPolicy(stored))
      policyInForce.note([stored])
      for (const tell of [...listeners]) tell()
      return stored
    },
    newest: async () =>
      rows.filter(
        (row) => !rows.some((later) => later.queueId === row.queueId && isAfter(later, row)),
      ),
    versions: async (queueId, limit) => of(queueId).reverse().slice(0, limit),
    async listen(onNews) {
      // One of its own for every caller, also for the same function.
      const tell = () => onNews()
      listeners.add(tell)
      return async () => {
        listeners.delete(tell)
      }
    },
  }
}

function isAfter(one: StoredPolicy, other: StoredPolicy): boolean {
  return one.revision > other.revision
}
