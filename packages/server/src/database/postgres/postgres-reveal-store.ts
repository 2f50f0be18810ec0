/** Looks behind masks in PostgreSQL: rows are inserted, none is ever updated. */
import type { Kysely, Selectable } from 'kysely'
import { actOfReveal } from '../../audit/act-of-reveal.ts'
import type { SealAct } from '../../audit/audit-act.ts'
import { isSameLook } from '../memory/memory-reveal-store.ts'
import { mostRevealers, type RevealRow, type RevealStore } from '../stores.ts'
import { rowOfAct } from './postgres-audit-store.ts'
import type { Database, TranscriptRevealTable } from './tables.ts'

export function createPostgresRevealStore(
  database: Kysely<Database>,
  sealAct: SealAct,
): RevealStore {
  return {
    async insert(row) {
      const isNew = await database.transaction().execute(async (transaction) => {
        const inserted = await transaction
          .insertInto('transcript_reveal')
          .values({
            supervisor_id: row.supervisorId,
            request_key: row.requestKey,
            at: new Date(row.at),
            conversation_id: row.conversationId,
            segment_id: row.segmentId,
            kind: row.kind,
            reason: row.reason,
          })
          .onConflict((conflict) => conflict.columns(['supervisor_id', 'request_key']).doNothing())
          .executeTakeFirst()
        if (inserted.numInsertedOrUpdatedRows !== 1n) return false
        const entry = rowOfAct(actOfReveal(row), sealAct)
        await transaction.insertInto('audit_entry').values(entry).execute()
        return true
      })
      if (isNew) return 'new'
      const known = await database
        .selectFrom('transcript_reveal')
        .selectAll()
        .where('supervisor_id', '=', row.supervisorId)
        .where('request_key', '=', row.requestKey)
        .executeTakeFirstOrThrow()
      return isSameLook(rowOf(known), row) ? 'known' : 'other'
    },
    async byConversation(conversationId, limit) {
      const rows = await database
        .selectFrom('transcript_reveal')
        .selectAll()
        .where('conversation_id', '=', conversationId)
        .orderBy('position')
        .limit(limit)
        .execute()
      return rows.map(rowOf)
    },
    async search({ before, from, kind, limit, supervisorId, until }) {
      let asked = database.selectFrom('transcript_reveal').selectAll()
      if (supervisorId !== undefined) asked = asked.where('supervisor_id', '=', supervisorId)
      if (kind !== undefined) asked = asked.where('kind', '=', kind)
      if (from !== undefined) asked = asked.where('at', '>=', new Date(from))
      if (until !== undefined) asked = asked.where('at', '<', new Date(until))
      if (before !== undefined) asked = asked.where('position', '<', String(before))
      const rows = await asked.orderBy('position', 'desc').limit(limit).execute()
      return rows.map((row) => ({ ...rowOf(row), position: Number(row.position) }))
    },
    async people() {
      const rows = await database
        .selectFrom('transcript_reveal')
        .select('supervisor_id')
        .distinct()
        .orderBy('supervisor_id')
        .limit(mostRevealers)
        .execute()
      return rows.map((row) => row.supervisor_id)
    },
  }
}

function rowOf(row: Selectable<TranscriptRevealTable>): RevealRow {
  return {
    requestKey: row.request_key,
    at: row.at.getTime(),
    supervisorId: row.supervisor_id,
    conversationId: row.conversation_id,
    segmentId: row.segment_id,
    kind: row.kind,
    reason: row.reason,
  }
}
