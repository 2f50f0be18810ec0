/** What lies in a schema: asked of PostgreSQL's own catalogue, so that no table can be forgotten. */
import { z } from 'zod'

/** Runs one statement; the rows are parsed by whoever asked. */
export type Ask = (statement: string, values?: readonly unknown[]) => Promise<readonly unknown[]>

const tableSchema = z.array(z.object({ name: z.string(), columns: z.array(z.string()) }))
export type TableShape = z.infer<typeof tableSchema>[number]

/** Tables with their columns, what is referred to before what refers to it. Partitions are their parents' rows. */
export async function readTables(ask: Ask): Promise<readonly TableShape[]> {
  const tables = tableSchema.parse(
    await ask(`
      select relation.relname as name,
        array(select attribute.attname::text from pg_attribute as attribute
          where attribute.attrelid = relation.oid and attribute.attnum > 0
            and not attribute.attisdropped and attribute.attgenerated = ''
          order by attribute.attnum) as columns
      from pg_class as relation
      where relation.relnamespace = current_schema()::regnamespace
        and relation.relkind in ('r', 'p') and not relation.relispartition
      order by relation.relname`),
  )
  const references = z.array(z.object({ child: z.string(), parent: z.string() })).parse(
    await ask(`
      select child.relname as child, parent.relname as parent
      from pg_constraint as link
        join pg_class as child on child.oid = link.conrelid
        join pg_class as parent on parent.oid = link.confrelid
      where link.contype = 'f' and link.connamespace = current_schema()::regnamespace`),
  )
  return parentsFirst(tables, references)
}

function parentsFirst(
  tables: readonly TableShape[],
  references: readonly { readonly child: string; readonly parent: string }[],
): readonly TableShape[] {
  const placed = new Map<string, TableShape>()
  const waiting = new Set(tables)
  while (waiting.size > 0) {
    const before = waiting.size
    for (const table of waiting) {
      const parents = references.filter(({ child }) => child === table.name)
      const isReady = parents.every(({ parent }) => parent === table.name || placed.has(parent))
      if (!isReady) continue
      placed.set(table.name, table)
      waiting.delete(table)
    }
    if (waiting.size === before) throw new Error('these tables refer to each other in a circle')
  }
  return [...placed.values()]
}

export async function readPartitions(ask: Ask): Promise<unknown> {
  return ask(`
    select part.relname as table, parent.relname as parent,
      pg_get_expr(part.relpartbound, part.oid) as bound
    from pg_inherits
      join pg_class as part on part.oid = inhrelid
      join pg_class as parent on parent.oid = inhparent
    where part.relnamespace = current_schema()::regnamespace and part.relispartition and part.relkind = 'r'
    order by part.relname`)
}

export async function readSequences(ask: Ask): Promise<readonly string[]> {
  const rows = await ask(`
    select relname as name from pg_class
    where relnamespace = current_schema()::regnamespace and relkind = 'S' order by relname`)
  return z
    .array(z.object({ name: z.string() }))
    .parse(rows)
    .map(({ name }) => name)
}

/** How many rows there are, and a sum that is the same for the same rows in whatever order. */
export async function readTally(ask: Ask, table: string): Promise<{ count: number; sum: string }> {
  const rows = await ask(`
    select count(*)::integer as count,
      coalesce(sum(hashtextextended(to_jsonb(one)::text, 0)::numeric), 0)::text as sum
    from ${quoted(table)} as one`)
  return z.tuple([z.object({ count: z.number(), sum: z.string() })]).parse(rows)[0]
}

export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}
