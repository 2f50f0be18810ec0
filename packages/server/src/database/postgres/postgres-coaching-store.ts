/** Coaching sessions in PostgreSQL. State and details have columns and guards of their own, in one row. */
import { type ExpressionBuilder, type Kysely, sql, type Transaction } from 'kysely'
import { z } from 'zod'
import { actOfCoaching, actOfCoachingDetails } from '../../audit/act-of-coaching.ts'
import type { AuditAct, SealAct } from '../../audit/audit-act.ts'
import { searchWords } from '../coaching-search-text.ts'
import type { CoachingQuery, CoachingStore } from '../coaching-store.ts'
import { coachingOfRow, detailsColumns, rowOfCoaching, stateColumns } from './coaching-row.ts'
import { rowOfAct } from './postgres-audit-store.ts'
import { insertFacts } from './postgres-incident-store.ts'
import type { RowNews } from './row-news.ts'
import type { Database } from './tables.ts'

export function createPostgresCoachingStore(
  database: Kysely<Database>,
  { rowNews, sealAct }: { readonly rowNews: RowNews; readonly sealAct: SealAct },
): CoachingStore {
  const coachings = () => database.selectFrom('coaching_record').selectAll()
  const newestFirst = () => coachings().orderBy('started_at', 'desc').orderBy('id', 'desc')

  async function one(column: 'id' | 'platform_coaching_id', value: string) {
    const row = await coachings().where(column, '=', value).executeTakeFirst()
    return row && coachingOfRow(row)
  }

  async function unfinished(column: 'agent_user_id' | 'supervisor_id', value: string) {
    const rows = await newestFirst()
      .where(column, '=', value)
      .where('is_over', '=', false)
      .execute()
    return rows.map(coachingOfRow)
  }

  async function enter(transaction: Transaction<Database>, act: AuditAct): Promise<void> {
    await transaction.insertInto('audit_entry').values(rowOfAct(act, sealAct)).execute()
  }

  return {
    insert: (record, facts = []) =>
      database.transaction().execute(async (transaction) => {
        await transaction.insertInto('coaching_record').values(rowOfCoaching(record)).execute()
        await enter(transaction, actOfCoaching(record))
        await insertFacts(transaction, facts)
        return { record, revision: 1, detailsRevision: 1 }
      }),
    saveState: (record, expectedRevision, facts = []) =>
      database.transaction().execute(async (transaction) => {
        const before = await transaction
          .selectFrom('coaching_record')
          .select('state_name')
          .where('id', '=', record.id)
          .where('revision', '=', expectedRevision)
          .forUpdate()
          .executeTakeFirst()
        if (before === undefined) return undefined
        const row = await transaction
          .updateTable('coaching_record')
          .set({ ...stateColumns(record), revision: expectedRevision + 1 })
          .where('id', '=', record.id)
          .returningAll()
          .executeTakeFirstOrThrow()
        if (before.state_name !== record.state.name) await enter(transaction, actOfCoaching(record))
        await insertFacts(transaction, facts)
        return coachingOfRow(row)
      }),
    saveDetails: (id, details, expectedDetailsRevision, at) =>
      database.transaction().execute(async (transaction) => {
        // Locked, since what the row is found by is made of names and details together.
        const before = await transaction
          .selectFrom('coaching_record')
          .selectAll()
          .where('id', '=', id)
          .where('details_revision', '=', expectedDetailsRevision)
          .forUpdate()
          .executeTakeFirst()
        if (before === undefined) return undefined
        const { record, revision } = coachingOfRow(before)
        await enter(transaction, actOfCoachingDetails(record, at))
        const row = await transaction
          .updateTable('coaching_record')
          .set({
            ...detailsColumns({ ...record, details }),
            revision: revision + 1,
            details_revision: expectedDetailsRevision + 1,
          })
          .where('id', '=', id)
          .returningAll()
          .executeTakeFirst()
        return row && coachingOfRow(row)
      }),
    byId: (id) => one('id', id),
    async byIds(ids) {
      if (ids.length === 0) return []
      const rows = await coachings().where('id', 'in', ids).execute()
      return rows.map(coachingOfRow)
    },
    byPlatformId: (platformCoachingId) => one('platform_coaching_id', platformCoachingId),
    async byConversation(conversationId, limit) {
      const rows = await newestFirst()
        .where('conversation_id', '=', conversationId)
        .limit(limit)
        .execute()
      return rows.map(coachingOfRow)
    },
    unfinishedOfAgent: (agentUserId) => unfinished('agent_user_id', agentUserId),
    unfinishedOf: (supervisorId) => unfinished('supervisor_id', supervisorId),
    async removeOver(queueId, before, limit) {
      const isInQueue = queueId === undefined ? sql`true` : sql`queue_id = ${queueId}`
      const { numAffectedRows } = await sql`
        delete from coaching_record where id = any(array(
          select id from coaching_record
          where is_over and ${isInQueue} and started_at < ${new Date(before)}
          order by started_at limit ${limit} for update skip locked
        ))`.execute(database)
      return Number(numAffectedRows ?? 0)
    },
    async search(query) {
      if (query.queueIds.length === 0 || query.states?.length === 0) return []
      const rows = await newestFirst()
        .where((builder) => builder.and(conditionsOf(builder, query)))
        .limit(query.limit)
        .execute()
      return rows.map(coachingOfRow)
    },
    listen: ({ onLost, onSaved }) =>
      rowNews.listen((payload) => {
        const saved = savedSchema.safeParse(payload)
        if (!saved.success) return
        const { id, revision } = saved.data
        onSaved({ id, revision })
      }, onLost),
  }
}

/** What the trigger of the table tells. */
const savedSchema = z.object({
  table: z.literal('coaching_record'),
  id: z.string(),
  revision: z.number().int(),
})

function conditionsOf(
  builder: ExpressionBuilder<Database, 'coaching_record'>,
  query: CoachingQuery,
) {
  const { after, agentUserId, followUpBy, from, kind, states, supervisorId, tag, until } = query
  return [
    builder('queue_id', 'in', query.queueIds),
    ...(states === undefined ? [] : [builder('state_name', 'in', states)]),
    ...(kind === undefined ? [] : [builder('kind', '=', kind)]),
    ...(supervisorId === undefined ? [] : [builder('supervisor_id', '=', supervisorId)]),
    ...(agentUserId === undefined ? [] : [builder('agent_user_id', '=', agentUserId)]),
    ...(tag === undefined ? [] : [sql<boolean>`${tag} = any(tags)`]),
    ...(from === undefined ? [] : [builder('started_at', '>=', new Date(from))]),
    ...(until === undefined ? [] : [builder('started_at', '<', new Date(until))]),
    ...(followUpBy === undefined ? [] : [builder('follow_up_on', '<=', followUpBy)]),
    ...(after === undefined
      ? []
      : [sql<boolean>`(started_at, id) < (${new Date(after.startedAt)}, ${after.id})`]),
    ...searchWords(query.text ?? '').map((word) => builder('search_text', 'like', patternOf(word))),
  ]
}

/** What somebody types is looked for as it is: `%` is a percent sign. */
function patternOf(word: string): string {
  return `%${word.replaceAll(/[\\%_]/g, '\\$&')}%`
}
