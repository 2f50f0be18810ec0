/** Policies in PostgreSQL: versions are inserted, and every server that listens is told in the transaction that adds one. */
import { policyRulesSchema } from '@sotto/protocol'
import { type Kysely, type Selectable, sql, type Transaction } from 'kysely'
import { z } from 'zod'
import { actOfPolicy } from '../../audit/act-of-policy.ts'
import type { SealAct } from '../../audit/audit-act.ts'
import type { PolicyInForce } from '../../audit/policy-in-force.ts'
import type { PolicyStore, StoredPolicy } from '../policy-store.ts'
import { rowOfAct } from './postgres-audit-store.ts'
import type { RowNews } from './row-news.ts'
import type { Database, PolicyVersionTable } from './tables.ts'

const tableName = 'policy_version'
const newsSchema = z.object({ table: z.literal(tableName) })
/** In the row of the rules for all queues; the platform has no queue without an id. */
const forAll = ''

export function createPostgresPolicyStore(
  database: Kysely<Database>,
  options: {
    readonly policyInForce: PolicyInForce
    readonly rowNews: RowNews
    readonly sealAct: SealAct
  },
): PolicyStore {
  const { policyInForce, rowNews, sealAct } = options
  return {
    async append(policy, expectedVersion) {
      const stored = await database.transaction().execute(async (transaction) => {
        const queueId = policy.queueId ?? forAll
        const { newest } = await transaction
          .selectFrom('policy_version')
          .select(({ fn }) => fn.max('version').as('newest'))
          .where('queue_id', '=', queueId)
          .executeTakeFirstOrThrow()
        if ((newest ?? 0) !== expectedVersion) return undefined
        const row = await transaction
          .insertInto('policy_version')
          .values({
            queue_id: queueId,
            version: expectedVersion + 1,
            rules: JSON.stringify(policy.rules),
            changed_at: new Date(policy.changedAt),
            changed_by: policy.changedBy,
            changed_by_name: policy.changedByName,
            restored_from: policy.restoredFrom ?? null,
          })
          // Whoever wrote this version in between has it.
          .onConflict((conflict) => conflict.columns(['queue_id', 'version']).doNothing())
          .returningAll()
          .executeTakeFirst()
        if (row === undefined) return undefined
        const stored = policyOfRow(row)
        const entry = rowOfAct(actOfPolicy(stored), sealAct)
        await transaction.insertInto('audit_entry').values(entry).execute()
        await tellOfPolicies(transaction)
        return stored
      })
      if (stored !== undefined) policyInForce.note([stored])
      return stored
    },
    async newest() {
      const rows = await database
        .selectFrom('policy_version')
        .selectAll()
        .distinctOn('queue_id')
        .orderBy('queue_id')
        .orderBy('version', 'desc')
        .execute()
      const policies = rows.map(policyOfRow)
      policyInForce.note(policies)
      return policies
    },
    async versions(queueId, limit) {
      const rows = await database
        .selectFrom('policy_version')
        .selectAll()
        .where('queue_id', '=', queueId ?? forAll)
        .orderBy('version', 'desc')
        .limit(limit)
        .execute()
      return rows.map(policyOfRow)
    },
    async listen(onNews, onLost) {
      const stop = await rowNews.listen((payload) => {
        if (newsSchema.safeParse(payload).success) onNews()
      }, onLost)
      return async () => stop()
    },
  }
}

/** Everybody hears of it when it can be read, and never of what was rolled back. */
export async function tellOfPolicies(transaction: Transaction<Database>): Promise<void> {
  const news = JSON.stringify({ table: tableName })
  await sql`select pg_notify('sotto_' || md5(current_schema()), ${news})`.execute(transaction)
}

function policyOfRow(row: Selectable<PolicyVersionTable>): StoredPolicy {
  return {
    ...(row.queue_id === forAll ? {} : { queueId: row.queue_id }),
    version: row.version,
    revision: Number(row.revision),
    rules: policyRulesSchema.parse(row.rules),
    changedAt: row.changed_at.getTime(),
    changedBy: row.changed_by,
    changedByName: row.changed_by_name,
    ...(row.restored_from === null ? {} : { restoredFrom: row.restored_from }),
  }
}
