/** The control registry in PostgreSQL: state and act in one transaction, saves guarded by the revision. */
import type { Kysely, Transaction } from 'kysely'
import type { ActRow, ControlStore } from '../stores.ts'
import { controlOfRow, rowOfControl } from './control-row.ts'
import { insertFacts } from './postgres-incident-store.ts'
import type { Database } from './tables.ts'

export function createPostgresControlStore(database: Kysely<Database>): ControlStore {
  const controls = () => database.selectFrom('control').selectAll()
  return {
    insert: (record, act) =>
      database.transaction().execute(async (transaction) => {
        await transaction.insertInto('control').values(rowOfControl(record, 1)).execute()
        await insertAct(transaction, act)
        return { record, revision: 1 }
      }),
    save: (record, expectedRevision, act) =>
      database.transaction().execute(async (transaction) => {
        const revision = expectedRevision + 1
        const { id: _, ...columns } = rowOfControl(record, revision)
        const { numUpdatedRows } = await transaction
          .updateTable('control')
          .set(columns)
          .where('id', '=', record.id)
          .where('revision', '=', expectedRevision)
          .executeTakeFirst()
        if (numUpdatedRows === 0n) return undefined
        await insertAct(transaction, act)
        return { record, revision }
      }),
    async byId(controlId) {
      const row = await controls().where('id', '=', controlId).executeTakeFirst()
      return row && controlOfRow(row)
    },
    async byPlatformId(platformControlId) {
      const row = await controls()
        .where('platform_control_id', '=', platformControlId)
        .executeTakeFirst()
      return row && controlOfRow(row)
    },
    async byConversation(conversationId, supervisorId, limit) {
      const rows = await controls()
        .where('conversation_id', '=', conversationId)
        .where('supervisor_id', '=', supervisorId)
        .orderBy('submitted_at', 'desc')
        .orderBy('position', 'desc')
        .limit(limit)
        .execute()
      return rows.map(controlOfRow)
    },
    async deliveredTexts(agentUserId, since, limit) {
      const rows = await controls()
        .where('agent_user_id', '=', agentUserId)
        .where('kind', '=', 'whisper-text')
        .where('state_name', '=', 'completed')
        .where('submitted_at', '>=', new Date(since))
        .orderBy('submitted_at', 'desc')
        .orderBy('position', 'desc')
        .limit(limit)
        .execute()
      return rows.map(controlOfRow)
    },
    async unsettled() {
      const rows = await controls().where('is_final', '=', false).orderBy('position').execute()
      return rows.map(controlOfRow)
    },
    async acts(controlId) {
      const rows = await database
        .selectFrom('control_act')
        .selectAll()
        .where('control_id', '=', controlId)
        .orderBy('position')
        .execute()
      return rows.map((row) => ({
        at: row.at.getTime(),
        controlId: row.control_id,
        conversationId: row.conversation_id,
        supervisorId: row.supervisor_id,
        agentUserId: row.agent_user_id,
        act: row.act,
        ...(row.reason === null ? {} : { reason: row.reason }),
      }))
    },
  }
}

async function insertAct(transaction: Transaction<Database>, act: ActRow): Promise<void> {
  await transaction
    .insertInto('control_act')
    .values({
      at: new Date(act.at),
      control_id: act.controlId,
      conversation_id: act.conversationId,
      supervisor_id: act.supervisorId,
      agent_user_id: act.agentUserId,
      act: act.act,
      reason: act.reason ?? null,
    })
    .execute()
  await insertFacts(transaction, act.facts ?? [])
}
