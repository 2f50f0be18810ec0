/** The plans of statements as they really ran, with their values: PostgreSQL's `auto_explain` writes them into its log. */
import { open } from 'node:fs/promises'
import { type Kysely, sql } from 'kysely'
import { z } from 'zod'
import type { Tables } from './fill-record.ts'

export interface SeenPlan {
  readonly statement: string
  /** What was read, and how: `Index Scan of audit_entry by (act, at, "position")`. Parts that were never run are left out. */
  readonly steps: readonly string[]
  readonly rows: number
  readonly buffers: number
  readonly ms: number
  /** The most rows that one part of a table was walked through for. */
  readonly walked: number
}

export interface PlanLog {
  /** What was logged since the last call. */
  take(): Promise<readonly SeenPlan[]>
}

interface PlanNode {
  readonly 'Node Type': string
  readonly 'Relation Name'?: string | undefined
  readonly 'Index Name'?: string | undefined
  readonly 'Actual Loops': number
  readonly 'Actual Rows': number
  readonly 'Rows Removed by Filter'?: number | undefined
  readonly 'Shared Hit Blocks': number
  readonly 'Shared Read Blocks': number
  readonly Plans?: readonly PlanNode[] | undefined
}

const nodeSchema: z.ZodType<PlanNode> = z.object({
  'Node Type': z.string(),
  'Relation Name': z.string().optional(),
  'Index Name': z.string().optional(),
  'Actual Loops': z.number(),
  'Actual Rows': z.number(),
  'Rows Removed by Filter': z.number().optional(),
  'Shared Hit Blocks': z.number(),
  'Shared Read Blocks': z.number(),
  get Plans() {
    return z.array(nodeSchema).optional()
  },
})

const planSchema = z.object({ 'Query Text': z.string(), Plan: nodeSchema })

/** For every connection that is opened from now on. Only where nothing that anybody wrote is in the statements. */
export async function logPlans(database: Kysely<Tables>, name: string): Promise<void> {
  for (const setting of [
    "session_preload_libraries = 'auto_explain'",
    'auto_explain.log_min_duration = 0',
    'auto_explain.log_analyze = on',
    'auto_explain.log_buffers = on',
    'auto_explain.log_format = json',
    'auto_explain.log_nested_statements = off',
  ])
    await sql.raw(`alter database "${name}" set ${setting}`).execute(database)
}

/** `indexes`: what each index is on, by its name. */
export async function openPlanLog(
  file: string,
  indexes: ReadonlyMap<string, string>,
): Promise<PlanLog> {
  const log = await open(file)
  let read = (await log.stat()).size
  return {
    async take() {
      const { size } = await log.stat()
      const bytes = Buffer.alloc(size - read)
      await log.read(bytes, 0, bytes.length, read)
      read = size
      return plansIn(bytes.toString(), indexes)
    },
  }
}

function plansIn(text: string, indexes: ReadonlyMap<string, string>): readonly SeenPlan[] {
  return [...text.matchAll(/duration: ([\d.]+) ms {2}plan:\n(\t\{[\s\S]*?\n\t\})/g)].map(
    ([, ms = '', json = '']) => {
      const { Plan, 'Query Text': statement } = planSchema.parse(JSON.parse(json))
      const steps = new Map<string, number>()
      collect(Plan, indexes, steps)
      return {
        statement,
        steps: [...steps].map(([step, times]) => (times === 1 ? step : `${step} × ${times}`)),
        rows: Plan['Actual Rows'],
        buffers: buffersOf(Plan),
        ms: Number(ms),
        walked: walkedIn(Plan),
      }
    },
  )
}

function collect(
  node: PlanNode,
  indexes: ReadonlyMap<string, string>,
  steps: Map<string, number>,
): void {
  if (node['Actual Loops'] === 0) return
  const index = node['Index Name']
  const relation = node['Relation Name']
  if (index !== undefined || relation !== undefined || node['Node Type'] === 'Sort') {
    const of =
      relation === undefined ? '' : ` of ${relation.replace(/_(?:\d{4}_\d\d|before|after)$/, '')}`
    const by = index === undefined ? '' : ` by ${indexes.get(index) ?? index}`
    const step = `${node['Node Type']}${of}${by}`
    steps.set(step, (steps.get(step) ?? 0) + 1)
  }
  for (const child of node.Plans ?? []) collect(child, indexes, steps)
}

function walkedIn(node: PlanNode): number {
  const own =
    node['Node Type'] === 'Seq Scan'
      ? node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0)
      : 0
  return Math.max(own, ...(node.Plans ?? []).map(walkedIn))
}

/** What is changed beside the main statement is not in its own sum; where it is, it counts twice. */
function buffersOf(node: PlanNode): number {
  const beside = (node.Plans ?? []).filter((child) => child['Node Type'] === 'ModifyTable')
  return beside.reduce(
    (sum, child) => sum + buffersOf(child),
    node['Shared Hit Blocks'] + node['Shared Read Blocks'],
  )
}
