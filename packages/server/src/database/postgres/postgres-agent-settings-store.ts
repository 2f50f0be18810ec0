/** The agents' settings in PostgreSQL: one row each, saves guarded by the revision, every server told by the table's trigger. */
import { agentSettingsSchema } from '@sotto/protocol'
import type { Kysely, Selectable } from 'kysely'
import { z } from 'zod'
import type { AgentSettingsStore, StoredAgentSettings } from '../agent-settings-store.ts'
import type { RowNews } from './row-news.ts'
import type { AgentSettingsTable, Database } from './tables.ts'

export function createPostgresAgentSettingsStore(
  database: Kysely<Database>,
  rowNews: RowNews,
): AgentSettingsStore {
  return {
    async byId(agentUserId) {
      const row = await database
        .selectFrom('agent_settings')
        .selectAll()
        .where('agent_user_id', '=', agentUserId)
        .executeTakeFirst()
      return row && settingsOfRow(row)
    },
    async all() {
      const rows = await database.selectFrom('agent_settings').selectAll().execute()
      return rows.map(settingsOfRow)
    },
    async save({ agentUserId, at, expectedRevision, settings }) {
      const columns = {
        settings: JSON.stringify(settings),
        revision: expectedRevision + 1,
        changed_at: new Date(at),
      }
      const row =
        expectedRevision === 0
          ? await database
              .insertInto('agent_settings')
              .values({ agent_user_id: agentUserId, ...columns })
              .onConflict((conflict) => conflict.column('agent_user_id').doNothing())
              .returningAll()
              .executeTakeFirst()
          : await database
              .updateTable('agent_settings')
              .set(columns)
              .where('agent_user_id', '=', agentUserId)
              .where('revision', '=', expectedRevision)
              .returningAll()
              .executeTakeFirst()
      return row && settingsOfRow(row)
    },
    listen: ({ onLost, onSaved }) =>
      rowNews.listen((payload) => {
        const saved = savedSchema.safeParse(payload)
        if (saved.success) onSaved({ id: saved.data.id, revision: saved.data.revision })
      }, onLost),
  }
}

/** What the trigger of the table tells. */
const savedSchema = z.object({
  table: z.literal('agent_settings'),
  id: z.string(),
  revision: z.number(),
})

function settingsOfRow(row: Selectable<AgentSettingsTable>): StoredAgentSettings {
  return {
    agentUserId: row.agent_user_id,
    settings: agentSettingsSchema.parse(row.settings),
    revision: row.revision,
  }
}
