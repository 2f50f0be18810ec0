/**
 * Coaching leases in PostgreSQL: every call is one statement on one row, whose lock puts callers in order. Each writes the row
 * even where it changes nothing, because only the row returned by a write is certain to be the newest one; what a refusal tells
 * would otherwise come from a snapshot taken before the others had written. `now()` is the database's own clock.
 */
import type { Lease, LeaseTab } from '@sotto/domain'
import { type Kysely, type RawBuilder, sql } from 'kysely'
import { z } from 'zod'
import { actOfLease, type PassedLease, takenWithinMs } from '../../audit/act-of-lease.ts'
import type { SealAct } from '../../audit/audit-act.ts'
import type { LeaseAnswer, LeaseStore, StoredLease } from '../stores.ts'
import { rowOfAct } from './postgres-audit-store.ts'
import type { Database } from './tables.ts'

const rowSchema = z.object({
  agent_user_id: z.string(),
  fence: z.number(),
  holder_supervisor_id: z.string().nullable(),
  holder_tab_id: z.string().nullable(),
  holder_name: z.string().nullable(),
  previous_supervisor_id: z.string().nullable(),
  since_ms: z.coerce.number(),
  until_ms: z.coerce.number(),
  remaining_ms: z.coerce.number(),
  wishes: z.array(
    z.object({
      supervisorId: z.string(),
      tabId: z.string(),
      name: z.string(),
      askedAt: z.number(),
    }),
  ),
  /** This very statement has changed it. */
  is_granted: z.boolean(),
})
type Row = z.infer<typeof rowSchema>

const columns = sql`
  agent_user_id, fence, holder_supervisor_id, holder_tab_id, holder_name, previous_supervisor_id, wishes,
  floor(extract(epoch from since) * 1000) as since_ms,
  floor(extract(epoch from until) * 1000) as until_ms,
  case when holder_tab_id is null then 0
    else greatest(0, floor(extract(epoch from until - now()) * 1000)) end as remaining_ms`

const isHeld = sql`(lease.holder_tab_id is not null and now() < lease.until)`
const isStillHeld = sql`(holder_tab_id is not null and now() < until)`

function span(ttlMs: number): RawBuilder<unknown> {
  return sql`make_interval(secs => ${ttlMs / 1_000})`
}

function holds({ supervisorId, tabId }: LeaseTab): RawBuilder<unknown> {
  return sql`(lease.holder_supervisor_id = ${supervisorId} and lease.holder_tab_id = ${tabId})`
}

function wishesWithout({ supervisorId, tabId }: LeaseTab): RawBuilder<unknown> {
  return sql`coalesce((
    select jsonb_agg(wish order by place)
    from jsonb_array_elements(lease.wishes) with ordinality as asked (wish, place)
    where not (wish ->> 'supervisorId' = ${supervisorId} and wish ->> 'tabId' = ${tabId})
  ), '[]'::jsonb)`
}

function wishOf({ supervisorId, tabId }: LeaseTab): RawBuilder<unknown> {
  return sql`jsonb_build_array(jsonb_build_object(
    'supervisorId', ${supervisorId}::text, 'tabId', ${tabId}::text))`
}

export function createPostgresLeaseStore(database: Kysely<Database>, sealAct: SealAct): LeaseStore {
  async function run(
    statement: RawBuilder<unknown>,
    within: Kysely<Database> = database,
  ): Promise<readonly Row[]> {
    const { rows } = await statement.execute(within)
    return rows.map((row) => rowSchema.parse(row))
  }

  /** Runs it; a lease that came from another supervisor by it is entered in the same transaction. */
  function runOnRecord(
    statement: RawBuilder<unknown>,
    how: PassedLease['how'],
    conversationId: string | undefined,
  ): Promise<readonly Row[]> {
    return database.transaction().execute(async (transaction) => {
      const rows = await run(statement, transaction)
      const act = rows[0] && actOfPassing(rows[0], how, conversationId)
      if (act !== undefined)
        await transaction.insertInto('audit_entry').values(rowOfAct(act, sealAct)).execute()
      return rows
    })
  }

  return {
    async acquire({ agentUserId, conversationId, holder, ttlMs }) {
      const { supervisorId, tabId, name } = holder
      const isOthers = sql`(${isHeld} and not ${holds(holder)})`
      const ifFree = (value: RawBuilder<unknown>, otherwise: RawBuilder<unknown>) =>
        sql`case when ${isHeld} then ${otherwise} else ${value} end`
      const isTaken = sql`(not ${isHeld} and lease.holder_tab_id is not null
        and lease.until > now() - ${span(takenWithinMs)})`
      const statement = sql`
        insert into coaching_lease as lease
          (agent_user_id, fence, holder_supervisor_id, holder_tab_id, holder_name, since, until)
        values (${agentUserId}, 1, ${supervisorId}, ${tabId}, ${name}, now(), now() + ${span(ttlMs)})
        on conflict (agent_user_id) do update set
          fence = ${ifFree(sql`lease.fence + 1`, sql`lease.fence`)},
          holder_supervisor_id = ${ifFree(sql`${supervisorId}`, sql`lease.holder_supervisor_id`)},
          holder_tab_id = ${ifFree(sql`${tabId}`, sql`lease.holder_tab_id`)},
          holder_name = ${ifFree(sql`${name}`, sql`lease.holder_name`)},
          previous_supervisor_id = case when ${isTaken} then lease.holder_supervisor_id end,
          since = ${ifFree(sql`now()`, sql`lease.since`)},
          until = case when ${isOthers} then lease.until else now() + ${span(ttlMs)} end,
          wishes = ${ifFree(wishesWithout(holder), sql`lease.wishes`)}
        returning ${columns},
          (holder_supervisor_id = ${supervisorId} and holder_tab_id = ${tabId}) as is_granted`
      return answerOf(await runOnRecord(statement, 'taken', conversationId), 'held')
    },
    async renew({ agentUserId, fence, ttlMs }) {
      const rows = await run(sql`
        update coaching_lease as lease
        set until = case when fence = ${fence} and ${isHeld} then now() + ${span(ttlMs)} else until end
        where agent_user_id = ${agentUserId}
        returning ${columns}, (fence = ${fence} and ${isStillHeld}) as is_granted`)
      return answerOf(rows, 'stale-fence')
    },
    async release({ agentUserId, fence }) {
      const isOurs = sql`(lease.fence = ${fence} and lease.holder_tab_id is not null)`
      const unlessOurs = (column: string) =>
        sql`case when ${isOurs} then null else ${sql.ref(`lease.${column}`)} end`
      const rows = await run(sql`
        update coaching_lease as lease set
          holder_supervisor_id = ${unlessOurs('holder_supervisor_id')},
          holder_tab_id = ${unlessOurs('holder_tab_id')},
          holder_name = ${unlessOurs('holder_name')},
          until = case when ${isOurs} then now() else lease.until end
        where agent_user_id = ${agentUserId}
        returning ${columns},
          (fence = ${fence} and holder_tab_id is null and until = now()) as is_granted`)
      return answerOf(rows, 'stale-fence')
    },
    async handOver({ agentUserId, conversationId, fence, to, ttlMs }) {
      const mayPass = sql`(lease.fence = ${fence} and ${isHeld} and lease.wishes @> ${wishOf(to)})`
      const ifPassed = (value: RawBuilder<unknown>, column: string) =>
        sql`case when ${mayPass} then ${value} else ${sql.ref(`lease.${column}`)} end`
      const statement = sql`
        update coaching_lease as lease set
          fence = ${ifPassed(sql`lease.fence + 1`, 'fence')},
          previous_supervisor_id = ${ifPassed(sql`lease.holder_supervisor_id`, 'previous_supervisor_id')},
          holder_supervisor_id = ${ifPassed(sql`${to.supervisorId}`, 'holder_supervisor_id')},
          holder_tab_id = ${ifPassed(sql`${to.tabId}`, 'holder_tab_id')},
          holder_name = ${ifPassed(nameOfWish(to), 'holder_name')},
          since = ${ifPassed(sql`now()`, 'since')},
          until = ${ifPassed(sql`now() + ${span(ttlMs)}`, 'until')},
          wishes = ${ifPassed(wishesWithout(to), 'wishes')}
        where agent_user_id = ${agentUserId}
        returning ${columns},
          (fence = ${fence + 1} and since = now() and holder_supervisor_id = ${to.supervisorId}
            and holder_tab_id = ${to.tabId}) as is_granted`
      const rows = await runOnRecord(statement, 'agreed', conversationId)
      const isOurs = rows[0]?.fence === fence && rows[0].remaining_ms > 0
      return answerOf(rows, isOurs ? 'not-asked' : 'stale-fence')
    },
    async ask({ agentUserId, holder }) {
      const rows = await run(sql`
        update coaching_lease as lease
        set wishes = case when coalesce(${holds(holder)}, false) or wishes @> ${wishOf(holder)} then wishes
          else wishes || jsonb_build_array(jsonb_build_object(
            'supervisorId', ${holder.supervisorId}::text, 'tabId', ${holder.tabId}::text,
            'name', ${holder.name}::text, 'askedAt', floor(extract(epoch from now()) * 1000))) end
        where agent_user_id = ${agentUserId}
        returning ${columns}, true as is_granted`)
      return storedOf(rows[0])
    },
    async withdraw({ agentUserId, holder }) {
      const rows = await run(sql`
        update coaching_lease as lease set wishes = ${wishesWithout(holder)}
        where agent_user_id = ${agentUserId}
        returning ${columns}, true as is_granted`)
      return storedOf(rows[0])
    },
    async byAgents(agentUserIds) {
      const rows = await run(sql`
        select ${columns}, true as is_granted from coaching_lease
        where agent_user_id = any(${[...agentUserIds]}::text[])`)
      return rows.flatMap((row) => storedOf(row) ?? [])
    },
  }
}

function nameOfWish({ supervisorId, tabId }: LeaseTab): RawBuilder<unknown> {
  return sql`(
    select wish ->> 'name' from jsonb_array_elements(lease.wishes) as asked (wish)
    where wish ->> 'supervisorId' = ${supervisorId} and wish ->> 'tabId' = ${tabId} limit 1)`
}

/** From one tab of a supervisor to another nothing has changed hands. */
function actOfPassing(row: Row, how: PassedLease['how'], conversationId: string | undefined) {
  const { holder_supervisor_id: toSupervisorId, previous_supervisor_id: fromSupervisorId } = row
  if (!row.is_granted || toSupervisorId === null || fromSupervisorId === null) return undefined
  if (toSupervisorId === fromSupervisorId) return undefined
  const { agent_user_id: agentUserId, since_ms: at } = row
  return actOfLease({ at, agentUserId, conversationId, fromSupervisorId, toSupervisorId, how })
}

function answerOf(rows: readonly Row[], reason: 'held' | 'stale-fence' | 'not-asked'): LeaseAnswer {
  const stored = storedOf(rows[0])
  if (stored !== undefined && rows[0]?.is_granted === true) return { granted: true, stored }
  return { granted: false, reason, stored }
}

function storedOf(row: Row | undefined): StoredLease | undefined {
  return row && { lease: leaseOf(row), remainingMs: row.remaining_ms }
}

function leaseOf(row: Row): Lease {
  const { holder_supervisor_id: supervisorId, holder_tab_id: tabId, holder_name: name } = row
  const isNobody = supervisorId === null || tabId === null || name === null
  return {
    agentUserId: row.agent_user_id,
    fence: row.fence,
    holder: isNobody ? undefined : { supervisorId, tabId, name },
    since: row.since_ms,
    until: row.until_ms,
    wishes: row.wishes,
  }
}
