/** The audit in PostgreSQL: rows are added beside their acts, and placed in the tree by one sequencer at a time. */
import { appendLeaf, type Frontier, hashOfLeaf, rootOf, type SignedTreeHead } from '@sotto/audit'
import { type ExpressionBuilder, type Insertable, type Kysely, type Selectable, sql } from 'kysely'
import { z } from 'zod'
import type { AuditAct, SealAct } from '../../audit/audit-act.ts'
import type { AuditCursor, AuditFilter, AuditRow, AuditStore } from '../audit-store.ts'
import type { AuditEntryTable, Database } from './tables.ts'

const personalSchema = z.record(z.string(), z.string())

const headSchema: z.ZodType<SignedTreeHead> = z.object({
  installation: z.string(),
  size: z.number(),
  root: z.string(),
  at: z.number(),
  publicKey: z.string(),
  signature: z.string(),
})

export function createPostgresAuditStore(database: Kysely<Database>, sealAct: SealAct): AuditStore {
  const entries = () => database.selectFrom('audit_entry').selectAll()

  async function page(filter: AuditFilter, limit: number, after: AuditCursor | undefined) {
    const rows = await entries()
      .where((builder) => builder.and(conditionsOf(builder, filter)))
      .$if(after !== undefined, (query) =>
        query
          .where(
            sql<boolean>`(at, position) < (${new Date(after?.at ?? 0)}, ${after?.position ?? '0'})`,
          )
          // The same once more, in words by which the database leaves out the months that are newer.
          .where('at', '<=', new Date(after?.at ?? 0)),
      )
      .orderBy('at', 'desc')
      .orderBy('position', 'desc')
      .limit(limit)
      .execute()
    return rows.map(entryOf)
  }

  return {
    async append(act) {
      await database.insertInto('audit_entry').values(rowOfAct(act, sealAct)).execute()
    },
    async page({ personId, ...filter }, limit, after) {
      if (personId === undefined) return page(filter, limit, after)
      // Each part has an index that gives it in order; of all at once the database would sort everything.
      const parts = await Promise.all([
        page({ ...filter, supervisorId: personId }, limit, after),
        page({ ...filter, agentUserId: personId }, limit, after),
        page({ ...filter, toSupervisorId: personId }, limit, after),
      ])
      const all = new Map(parts.flat().map((row) => [row.position, row]))
      return [...all.values()].sort(newestFirst).slice(0, limit)
    },
    async inTreeOrder(filter, { index, size }, limit) {
      const rows = await entries()
        .where('tree_index', '>=', String(index))
        .where('tree_index', '<', String(size))
        .where((builder) => builder.and(conditionsOf(builder, filter)))
        .orderBy('tree_index')
        .limit(limit)
        .execute()
      return rows.map((row) => ({ ...entryOf(row), index: Number(row.tree_index) }))
    },
    async nodes(places) {
      if (places.length === 0) return []
      const { rows } = await sql<{ hash: string }>`
        select node.hash
        from unnest(${places.map(({ level }) => level)}::smallint[],
          ${places.map(({ index }) => index)}::bigint[]) with ordinality
          as wanted (level, index, turn)
        join audit_node as node using (level, index)
        order by turn`.execute(database)
      if (rows.length !== places.length) throw new Error('this subtree is not in the tree')
      return rows.map(({ hash }) => hash)
    },
    async latestHead() {
      const row = await database
        .selectFrom('audit_head')
        .select('head')
        .orderBy('size', 'desc')
        .limit(1)
        .executeTakeFirst()
      return row && headSchema.parse(row.head)
    },
    async headOfSize(size) {
      const row = await database
        .selectFrom('audit_head')
        .select('head')
        .where('size', '=', String(size))
        .executeTakeFirst()
      return row && headSchema.parse(row.head)
    },
    place: ({ limit, sign }) => place(database, limit, sign),
    async waiting() {
      const { rows } = await sql<{ count: number; oldest: Date | null }>`
        select count(*)::integer as count, min(at) as oldest
        from (select at from audit_entry where tree_index is null order by position limit 10000)
          as waiting`.execute(database)
      const [row] = rows
      return {
        count: row?.count ?? 0,
        ...(row?.oldest == null ? {} : { oldestAt: row.oldest.getTime() }),
      }
    },
    async sealedSecret(candidate) {
      await database
        .insertInto('audit_tree')
        .values({ size: '0', frontier: [], sealed_secret: candidate })
        .onConflict((conflict) => conflict.column('is_only').doNothing())
        .execute()
      const tree = await database
        .selectFrom('audit_tree')
        .select('sealed_secret')
        .executeTakeFirstOrThrow()
      return tree.sealed_secret
    },
    resealSecret: (change) =>
      database.transaction().execute(async (transaction) => {
        const tree = await transaction
          .selectFrom('audit_tree')
          .select('sealed_secret')
          .forUpdate()
          .executeTakeFirst()
        const again = tree && change(tree.sealed_secret)
        if (again === undefined) return
        await transaction.updateTable('audit_tree').set({ sealed_secret: again }).execute()
      }),
    async prepareMonths(at) {
      const now = new Date(at)
      const next = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1))
      const month = `${next.toISOString().slice(0, 7)}-01`
      await sql`select prepare_audit_month(${month}::date)`.execute(database)
    },
    erasePerson: (personId) => eraseFromAudit(database, personId),
  }
}

/** Answers of how many entries. Also inside somebody else's transaction. */
export async function eraseFromAudit(
  database: Kysely<Database>,
  personId: string,
): Promise<number> {
  const { numUpdatedRows } = await database
    .updateTable('audit_entry')
    .set({
      ...{ supervisor_id: null, to_supervisor_id: null, agent_user_id: null },
      ...{ personal: null, salt: null },
    })
    .where((builder) =>
      builder.or([
        builder('supervisor_id', '=', personId),
        builder('agent_user_id', '=', personId),
        builder('to_supervisor_id', '=', personId),
      ]),
    )
    .executeTakeFirst()
  return Number(numUpdatedRows)
}

/** For the transaction that writes the act itself. */
export function rowOfAct(act: AuditAct, sealAct: SealAct): Insertable<AuditEntryTable> {
  const { id, leaf, personal, salt } = sealAct(act)
  return {
    at: new Date(act.at),
    id,
    tree_index: null,
    act: act.act,
    conversation_id: act.conversationId ?? null,
    control_id: act.controlId ?? null,
    supervisor_id: act.supervisorId,
    to_supervisor_id: act.toSupervisorId ?? null,
    agent_user_id: act.agentUserId ?? null,
    personal: JSON.stringify(personal),
    salt,
    leaf,
  }
}

/**
 * The tree's row is the lock: whoever finds it taken leaves this turn to the other. A holder that falls silent in the middle
 * loses it after a few seconds, with everything it had begun.
 */
function place(
  database: Kysely<Database>,
  limit: number,
  sign: Parameters<AuditStore['place']>[0]['sign'],
): ReturnType<AuditStore['place']> {
  return database.transaction().execute(async (transaction) => {
    const tree = await transaction
      .selectFrom('audit_tree')
      .select([
        'size',
        'frontier',
        sql`set_config('idle_in_transaction_session_timeout', ${silentMs}, true)`.as('silence'),
      ])
      .forUpdate()
      .skipLocked()
      .executeTakeFirst()
    if (tree === undefined) return undefined
    const rows = await transaction
      .selectFrom('audit_entry')
      .select(['at', 'position', 'leaf'])
      .where('tree_index', 'is', null)
      .orderBy('position')
      .limit(limit)
      .execute()
    if (rows.length === 0) return { placed: 0 }

    const first = Number(tree.size)
    const { frontier, nodes } = growBy(
      { size: first, hashes: tree.frontier },
      rows.map(({ leaf }) => leaf),
    )
    const head = sign({ size: frontier.size, root: rootOf(frontier) })
    const times = rows.map(({ at }) => at.getTime())
    // One statement: every round trip more is time in which the next entries wait. The range of times leaves out other months.
    await sql`
      with placed as (
        update audit_entry as entry set tree_index = place.index
        from unnest(${rows.map(({ at }) => at)}::timestamptz[],
          ${rows.map(({ position }) => position)}::bigint[],
          ${rows.map((_, turn) => first + turn)}::bigint[]) as place (at, position, index)
        where entry.at = place.at and entry.position = place.position
          and entry.at between ${new Date(Math.min(...times))} and ${new Date(Math.max(...times))}
      ), node as (
        insert into audit_node (level, index, hash)
        select * from unnest(${nodes.map(({ level }) => level)}::smallint[],
          ${nodes.map(({ index }) => index)}::bigint[],
          ${nodes.map(({ hash }) => hash)}::text[])
      ), head as (
        insert into audit_head (size, head) values (${head.size}, ${JSON.stringify(head)})
      )
      update audit_tree set size = ${frontier.size}, frontier = ${[...frontier.hashes]}`.execute(
      transaction,
    )
    return { placed: rows.length, head }
  })
}

/** Long for a server that is there; one that was stopped in the middle keeps the others from their work no longer. */
const silentMs = '5000'

function growBy(before: Frontier, leaves: readonly string[]) {
  let frontier = before
  const nodes = leaves.flatMap((leaf) => {
    const grown = appendLeaf(frontier, hashOfLeaf(leaf))
    frontier = grown.frontier
    return grown.nodes
  })
  return { frontier, nodes }
}

function conditionsOf(builder: ExpressionBuilder<Database, 'audit_entry'>, filter: AuditFilter) {
  const { acts, agentUserId, conversationId, controlId, controlIds, from, until } = filter
  const { mode, personId, supervisorId, toSupervisorId } = filter
  return [
    ...(personId === undefined
      ? []
      : [
          builder.or([
            builder('supervisor_id', '=', personId),
            builder('agent_user_id', '=', personId),
            builder('to_supervisor_id', '=', personId),
          ]),
        ]),
    ...(controlIds === undefined ? [] : [sql<boolean>`control_id = any(${controlIds}::text[])`]),
    // Within a text of the leaf every quotation mark has a backslash before it: this is the member, and nothing else.
    ...(mode === undefined ? [] : [sql<boolean>`strpos(leaf, ${`"mode":"${mode}"`}) > 0`]),
    ...(supervisorId === undefined ? [] : [builder('supervisor_id', '=', supervisorId)]),
    ...(toSupervisorId === undefined ? [] : [builder('to_supervisor_id', '=', toSupervisorId)]),
    ...(agentUserId === undefined ? [] : [builder('agent_user_id', '=', agentUserId)]),
    ...(conversationId === undefined ? [] : [builder('conversation_id', '=', conversationId)]),
    ...(controlId === undefined ? [] : [builder('control_id', '=', controlId)]),
    ...actConditions(builder, acts),
    ...(from === undefined ? [] : [builder('at', '>=', new Date(from))]),
    ...(until === undefined ? [] : [builder('at', '<', new Date(until))]),
  ]
}

/** Of one act alone the index gives the order as well; of several it cannot. */
function actConditions(
  builder: ExpressionBuilder<Database, 'audit_entry'>,
  acts: readonly string[] | undefined,
) {
  if (acts === undefined) return []
  const [act] = acts
  return act !== undefined && acts.length === 1
    ? [builder('act', '=', act)]
    : [sql<boolean>`act = any(${acts}::text[])`]
}

function newestFirst(left: AuditRow, right: AuditRow): number {
  return right.at - left.at || (BigInt(right.position) > BigInt(left.position) ? 1 : -1)
}

function entryOf(row: Selectable<AuditEntryTable>): AuditRow {
  return {
    position: row.position,
    at: row.at.getTime(),
    id: row.id,
    leaf: row.leaf,
    ...(row.tree_index === null ? {} : { index: Number(row.tree_index) }),
    ...(row.personal === null || row.salt === null
      ? {}
      : { personal: { values: personalSchema.parse(row.personal), salt: row.salt } }),
  }
}
