// The file of a backup: gzip over lines of JSON, so that it can be looked into with what every machine has.
//
//   ["sotto-backup", 1, { … what and whose it is … }]
//   ["table", "control", ["id", "conversation_id", …]]
//   {"id": "…", …}                                  a row, as PostgreSQL writes it
//   ["rows", 1, "…"]                                how many, and the sum of their hashes
//   …
//   ["end", "…"]                                    SHA-256 of every line before
import { z } from 'zod'

export const backupFormat = 1

/** Names become part of statements, so they are no others than ours can be. */
const nameSchema = z.string().regex(/^[a-z][a-z0-9_]{0,62}$/)

/** As PostgreSQL writes it: from a moment to another, or without an end, or whatever is in no other. */
const boundSchema = z
  .string()
  .regex(/^(DEFAULT|FOR VALUES FROM \((MINVALUE|'[0-9 :+.-]+')\) TO \((MAXVALUE|'[0-9 :+.-]+')\))$/)

const headSchema = z.object({
  madeAt: z.string(),
  /** Steps of the schema, in order; the rows are of the last one. */
  steps: z.array(z.string()).min(1),
  installation: z.object({ platform: z.string(), client: z.string() }).optional(),
  /** The names of the keys that something in it is sealed with. */
  keys: z.array(z.string()),
  partitions: z.array(
    z.object({
      table: nameSchema,
      parent: nameSchema,
      bound: boundSchema,
    }),
  ),
  sequences: z.array(
    z.object({ name: nameSchema, last: z.string().regex(/^\d+$/), isCalled: z.boolean() }),
  ),
})
export type BackupHead = z.infer<typeof headSchema>

/** The first line of whatever version: by it a file is known as a backup at all. */
export const anyHeadSchema = z.tuple([z.literal('sotto-backup'), z.number(), z.unknown()])

const markSchema = z.union([
  z.tuple([z.literal('sotto-backup'), z.literal(backupFormat), headSchema]),
  z.tuple([z.literal('table'), nameSchema, z.array(nameSchema).min(1)]),
  z.tuple([z.literal('rows'), z.number().int().nonnegative(), z.string()]),
  z.tuple([z.literal('end'), z.string()]),
])
export type BackupMark = z.infer<typeof markSchema>

export type BackupLine =
  | { readonly kind: 'mark'; readonly mark: BackupMark }
  /** A row's JSON stays text: its numbers are larger than ours. */
  | { readonly kind: 'row'; readonly text: string }
  | { readonly kind: 'unreadable' }

export function readLine(line: string): BackupLine {
  if (line.startsWith('{')) return { kind: 'row', text: line }
  const parsed = markSchema.safeParse(jsonOf(line))
  return parsed.success ? { kind: 'mark', mark: parsed.data } : { kind: 'unreadable' }
}

export function writeMark(mark: BackupMark): string {
  return JSON.stringify(mark)
}

export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
