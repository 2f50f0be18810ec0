/** Which servers are there, in PostgreSQL. `now()` is the database's own clock, so that the servers' clocks do not matter. */
import { type Kysely, sql } from 'kysely'
import type { ServerStore } from '../stores.ts'
import type { Database } from './tables.ts'

export function createPostgresServerStore(database: Kysely<Database>): ServerStore {
  return {
    async beat(serverId, aliveMs) {
      // Those that fell silent long ago have nothing left to take over; an unknown one is gone, too.
      await sql`
        with forgotten as (
          delete from server_presence
          where alive_until < now() - interval '1 day' and id <> ${serverId}
        )
        insert into server_presence (id, alive_until)
        values (${serverId}, now() + make_interval(secs => ${aliveMs / 1_000}))
        on conflict (id) do update set alive_until = excluded.alive_until`.execute(database)
    },
    async end(serverId) {
      await database.deleteFrom('server_presence').where('id', '=', serverId).execute()
    },
  }
}
