/** The timeline in PostgreSQL: rows are inserted, none is ever updated. */
import { incidentEvidenceSchema, incidentWhatSchema } from '@sotto/protocol'
import type { Insertable, Kysely, Selectable } from 'kysely'
import { z } from 'zod'
import type { IncidentFact, IncidentStore } from '../stores.ts'
import type { Database, IncidentFactTable } from './tables.ts'

/** A word from a newer program is told as one that is not known here. */
const whatSchema = incidentWhatSchema.catch('unrecognised')
const detailsSchema = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]))

export function createPostgresIncidentStore(database: Kysely<Database>): IncidentStore {
  const newestFirst = (limit: number) =>
    database.selectFrom('incident_fact').selectAll().orderBy('position', 'desc').limit(limit)
  return {
    append: (facts) => insertFacts(database, facts),
    async byConversation(conversationId, limit) {
      const rows = await newestFirst(limit).where('conversation_id', '=', conversationId).execute()
      return rows.reverse().map(factOfRow)
    },
    async byAgents(agentUserIds, from, limit) {
      if (agentUserIds.length === 0) return []
      const rows = await newestFirst(limit)
        .where('conversation_id', 'is', null)
        .where('agent_user_id', 'in', agentUserIds)
        .where('at', '>=', new Date(from))
        .execute()
      return rows.reverse().map(factOfRow)
    },
  }
}

/** Also inside somebody else's transaction. */
export async function insertFacts(
  database: Kysely<Database>,
  facts: readonly IncidentFact[],
): Promise<void> {
  if (facts.length === 0) return
  await database
    .insertInto('incident_fact')
    .values(facts.map(rowOfFact))
    .onConflict((conflict) => conflict.column('source_key').doNothing())
    .execute()
}

function rowOfFact(fact: IncidentFact): Insertable<IncidentFactTable> {
  return {
    at: new Date(fact.at),
    conversation_id: fact.conversationId ?? null,
    agent_user_id: fact.agentUserId ?? null,
    supervisor_id: fact.supervisorId ?? null,
    control_id: fact.controlId ?? null,
    platform_control_id: fact.platformControlId ?? null,
    what: fact.what,
    evidence: fact.evidence,
    version: fact.version ?? null,
    reason: fact.reason ?? null,
    details: fact.details === undefined ? null : JSON.stringify(fact.details),
    source_key: fact.sourceKey ?? null,
  }
}

function factOfRow(row: Selectable<IncidentFactTable>): IncidentFact {
  return {
    at: row.at.getTime(),
    what: whatSchema.parse(row.what),
    evidence: incidentEvidenceSchema.parse(row.evidence),
    ...(row.conversation_id === null ? {} : { conversationId: row.conversation_id }),
    ...(row.agent_user_id === null ? {} : { agentUserId: row.agent_user_id }),
    ...(row.supervisor_id === null ? {} : { supervisorId: row.supervisor_id }),
    ...(row.control_id === null ? {} : { controlId: row.control_id }),
    ...(row.platform_control_id === null ? {} : { platformControlId: row.platform_control_id }),
    ...(row.version === null ? {} : { version: row.version }),
    ...(row.reason === null ? {} : { reason: row.reason }),
    ...(row.details === null ? {} : { details: detailsSchema.parse(row.details) }),
    ...(row.source_key === null ? {} : { sourceKey: row.source_key }),
  }
}
