/** Where tabs sit, in PostgreSQL. `now()` is the database's own clock, so that the servers' clocks do not matter. */
import { type Kysely, sql } from 'kysely'
import type { SeatedAt, SeatStore } from '../seat-store.ts'
import type { Database } from './tables.ts'

export function createPostgresSeatStore(database: Kysely<Database>): SeatStore {
  const elsewhere: SeatStore['elsewhere'] = async ({ serverId, sessionId, tabId }) => {
    const { rows } = await sql<SeatedAt>`
      select distinct presence.id as "serverId", presence.address
      from panel_seat join server_presence presence on presence.id = panel_seat.server_id
      where panel_seat.session_id = ${sessionId}
        and (${tabId ?? null}::text is null or panel_seat.tab_id = ${tabId ?? null})
        and panel_seat.server_id <> ${serverId}
        and presence.address is not null and presence.alive_until > now()`.execute(database)
    return rows
  }

  return {
    async claim({ isForced, serverId, sessionId, tabId }) {
      const { rows } = await sql`
        insert into panel_seat (session_id, tab_id, server_id)
        values (${sessionId}, ${tabId}, ${serverId})
        on conflict (session_id, tab_id) do update set server_id = excluded.server_id
          where ${isForced} or panel_seat.server_id = excluded.server_id or not exists (
            select from server_presence presence
            where presence.id = panel_seat.server_id
              and presence.address is not null and presence.alive_until > now())
        returning server_id`.execute(database)
      if (rows.length > 0) return undefined
      const [other] = await elsewhere({ serverId, sessionId, tabId })
      return other
    },
    elsewhere,
    async leave({ serverId, sessionId, tabId }) {
      await database
        .deleteFrom('panel_seat')
        .where('session_id', '=', sessionId)
        .where('tab_id', '=', tabId)
        .where('server_id', '=', serverId)
        .execute()
    },
  }
}
