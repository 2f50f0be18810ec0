/** Which servers are there, in PostgreSQL. `now()` is the database's own clock, so that the servers' clocks do not matter. */
import { type Kysely, sql } from 'kysely'
import type { ServerStore } from '../stores.ts'
import type { Database } from './tables.ts'

export function createPostgresServerStore(database: Kysely<Database>): ServerStore {
  let isTidy = false

  /** An unknown server is gone, too: those that fell silent a while ago need not be kept. */
  async function forgetSilent(serverId: string): Promise<void> {
    await sql`
      delete from server_presence where alive_until < now() - interval '1 minute'`.execute(database)
    await sql`
      delete from panel_seat where server_id <> ${serverId}
        and not exists (select from server_presence where id = panel_seat.server_id)`.execute(
      database,
    )
    isTidy = true
  }

  return {
    async beat(serverId, aliveMs, { address, keyId } = {}) {
      // Not in one statement with its own row: two that wake at once would wait for each other.
      if (!isTidy) await forgetSilent(serverId)
      const { rows } = await sql<{ at: number }>`
        insert into server_presence (id, alive_until, address, key_id)
        values (${serverId}, now() + make_interval(secs => ${aliveMs / 1_000}), ${address ?? null},
          ${keyId ?? null})
        on conflict (id) do update
          set alive_until = excluded.alive_until, address = excluded.address,
            key_id = excluded.key_id
        returning (extract(epoch from clock_timestamp()) * 1000)::float8 as at`.execute(database)
      const [answer] = rows
      if (answer === undefined) throw new Error('the heartbeat came to nothing')
      return answer.at
    },
    async sealingKeys() {
      const { rows } = await sql<{ name: string }>`
        select distinct key_id as name from server_presence
        where key_id is not null and alive_until > now()`.execute(database)
      return rows.map(({ name }) => name)
    },
    async end(serverId) {
      await database.deleteFrom('server_presence').where('id', '=', serverId).execute()
    },
  }
}
