/** Facts and interventions in PostgreSQL. Facts are inserted and, when they are old, deleted; none is ever updated. */
import { type Kysely, sql } from 'kysely'
import type { FactStore, InterventionStore } from '../fact-store.ts'
import {
  factOfRow,
  interventionOfRow,
  rowOfFact,
  rowOfIntervention,
  storedOfRow,
} from './fact-row.ts'
import type { Database } from './tables.ts'

/** A statement takes 65,535 values; this many rows are well below. */
const rowsAtOnce = 500

export function createPostgresFactStore(database: Kysely<Database>): FactStore {
  return {
    async append(facts) {
      // Always in the same order, so that two servers that write the same facts wait for each other and never in a circle.
      const rows = facts.map(rowOfFact).sort((one, other) => {
        if (one.conversation_id !== other.conversation_id)
          return one.conversation_id < other.conversation_id ? -1 : 1
        return one.source_key < other.source_key ? -1 : 1
      })
      let added = 0
      for (let from = 0; from < rows.length; from += rowsAtOnce) {
        const { numInsertedOrUpdatedRows } = await database
          .insertInto('conversation_fact')
          .values(rows.slice(from, from + rowsAtOnce))
          .onConflict((conflict) => conflict.columns(['conversation_id', 'source_key']).doNothing())
          .executeTakeFirst()
        added += Number(numInsertedOrUpdatedRows ?? 0)
      }
      return added
    },
    async ofConversation(conversationId, { fromAt, toAt }) {
      const rows = await database
        .selectFrom('conversation_fact')
        .selectAll()
        .where('conversation_id', '=', conversationId)
        .where((where) =>
          where.or([
            where('kind', '=', 'phase'),
            where.between('at', new Date(fromAt), new Date(toAt)),
          ]),
        )
        .orderBy('at')
        .orderBy(sql`source_key collate "C"`)
        .execute()
      return rows.flatMap((row) => factOfRow(row) ?? [])
    },
    async removeBefore(at, limit, queueId) {
      // Reports do not name their queue; the phases of their conversation do, the last of which outlives them.
      const isInQueue =
        queueId === undefined
          ? sql`true`
          : sql`exists (
              select from conversation_fact as phase
              where phase.conversation_id = old.conversation_id and phase.queue_id = ${queueId})`
      const { numAffectedRows } = await sql`
        delete from conversation_fact where ctid = any(array(
          select ctid from conversation_fact as old where at < ${new Date(at)} and ${isInQueue}
          order by at limit ${limit} for update skip locked
        ))`.execute(database)
      return Number(numAffectedRows ?? 0)
    },
  }
}

export function createPostgresInterventionStore(database: Kysely<Database>): InterventionStore {
  const unsettled = () => database.updateTable('intervention').where('outcome', 'is', null)
  const earlier = (at: number) => sql<Date>`least(due_at, ${new Date(at)})`
  return {
    async begin(intervention, dueAt) {
      await database
        .insertInto('intervention')
        .values(rowOfIntervention(intervention, dueAt))
        .onConflict((conflict) => conflict.column('id').doNothing())
        .execute()
    },
    async end(interventionId, endedAt, dueAt) {
      await unsettled()
        .set({ ended_at: new Date(endedAt), due_at: earlier(dueAt) })
        .where('id', '=', interventionId)
        .where('ended_at', 'is', null)
        .execute()
    },
    async endConversation(conversationId, endedAt) {
      await unsettled()
        .set({ due_at: earlier(endedAt) })
        .where('conversation_id', '=', conversationId)
        .execute()
    },
    async due(at, limit) {
      const rows = await database
        .selectFrom('intervention')
        .selectAll()
        .where('outcome', 'is', null)
        .where('due_at', '<=', new Date(at))
        .orderBy('due_at')
        .limit(limit)
        .execute()
      return rows.map(interventionOfRow)
    },
    async settle(interventionId, outcome) {
      const { numUpdatedRows } = await unsettled()
        .set({ outcome: JSON.stringify(outcome) })
        .where('id', '=', interventionId)
        .executeTakeFirst()
      return numUpdatedRows === 1n
    },
    async ofConversation(conversationId) {
      const rows = await database
        .selectFrom('intervention')
        .selectAll()
        .where('conversation_id', '=', conversationId)
        .orderBy('began_at')
        .execute()
      return rows.map(storedOfRow)
    },
  }
}
