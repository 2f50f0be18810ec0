/** The control registry in PostgreSQL: state and act in one transaction, saves guarded by the revision. */
import type { ControlRecord } from '@sotto/domain'
import { type Kysely, type Selectable, sql, type Transaction } from 'kysely'
import { actOfControl } from '../../audit/act-of-control.ts'
import type { SealAct } from '../../audit/audit-act.ts'
import type { ActRow, ControlStore, StoredControl } from '../stores.ts'
import { controlOfRow, rowOfControl } from './control-row.ts'
import { rowOfAct } from './postgres-audit-store.ts'
import { insertFacts } from './postgres-incident-store.ts'
import type { ControlTable, Database } from './tables.ts'

export function createPostgresControlStore(
  database: Kysely<Database>,
  sealAct: SealAct,
): ControlStore {
  const controls = () => database.selectFrom('control').selectAll()
  return {
    insert: (record, act, ownerId) =>
      database.transaction().execute(async (transaction) => {
        const row = { ...rowOfControl(record, 1), owner: ownerId ?? null }
        await transaction.insertInto('control').values(row).execute()
        await insertAct(transaction, act, record, sealAct)
        return { record, revision: 1, ...ownedBy(row.owner) }
      }),
    save: (record, expectedRevision, act) =>
      database.transaction().execute(async (transaction) => {
        const revision = expectedRevision + 1
        const { id: _, ...columns } = rowOfControl(record, revision)
        const saved = await transaction
          .updateTable('control')
          .set(columns)
          .where('id', '=', record.id)
          .where('revision', '=', expectedRevision)
          .returning('owner')
          .executeTakeFirst()
        if (saved === undefined) return undefined
        await insertAct(transaction, act, record, sealAct)
        return { record, revision, ...ownedBy(saved.owner) }
      }),
    async byId(controlId) {
      const row = await controls().where('id', '=', controlId).executeTakeFirst()
      return row && controlOfRow(row)
    },
    async byIds(controlIds) {
      if (controlIds.length === 0) return []
      const rows = await controls().where('id', 'in', controlIds).execute()
      return rows.map(controlOfRow)
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
    async takeOver({ inherits, serverId }) {
      if (inherits) return takeOver(database, serverId)
      const rows = await controls()
        .where('is_final', '=', false)
        .where('owner', '=', serverId)
        .orderBy('position')
        .execute()
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
        ...(row.stated_reason === null ? {} : { statedReason: row.stated_reason }),
      }))
    },
  }
}

/**
 * The lock on a silent server's row keeps a late heartbeat out until its controls have changed hands, and sees one that came
 * in time. Whoever waits for a control that another has just taken finds its owner changed, and leaves it.
 */
async function takeOver(
  database: Kysely<Database>,
  serverId: string,
): Promise<readonly StoredControl[]> {
  const { rows } = await sql<Selectable<ControlTable>>`
    with gone as (
      select id from server_presence
      where alive_until <= now() and id <> ${serverId}
      for update skip locked
    ), abandoned as (
      select id, owner from control
      where not is_final and owner is distinct from ${serverId}
        and (owner is null or owner in (select id from gone)
          or not exists (select from server_presence as server where server.id = control.owner))
    ), taken as (
      update control set owner = ${serverId}, revision = control.revision + 1
      from abandoned
      where control.id = abandoned.id and not control.is_final
        and control.owner is not distinct from abandoned.owner
      returning control.*
    )
    select * from taken
    union all
    select * from control where not is_final and owner = ${serverId}
    order by position`.execute(database)
  return rows.map(controlOfRow)
}

function ownedBy(owner: string | null): Pick<StoredControl, 'ownerId'> {
  return owner === null ? {} : { ownerId: owner }
}

/** One statement for both, so that the audit costs the act no further round trip. */
async function insertAct(
  transaction: Transaction<Database>,
  act: ActRow,
  record: ControlRecord,
  sealAct: SealAct,
): Promise<void> {
  await transaction
    .with('audited', (query) =>
      query.insertInto('audit_entry').values(rowOfAct(actOfControl(act, record), sealAct)),
    )
    .insertInto('control_act')
    .values({
      at: new Date(act.at),
      control_id: act.controlId,
      conversation_id: act.conversationId,
      supervisor_id: act.supervisorId,
      agent_user_id: act.agentUserId,
      act: act.act,
      reason: act.reason ?? null,
      stated_reason: act.statedReason ?? null,
    })
    .execute()
  await insertFacts(transaction, act.facts ?? [])
}
