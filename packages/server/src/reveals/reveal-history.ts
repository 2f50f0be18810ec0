/** The looks behind masks that are on record: pages of them, and all of them for a file. */
import type { RevealEntry, RevealPage, revealQuerySchema } from '@sotto/protocol'
import { z } from 'zod'
import type { RevealQuery, RevealStore, StoredReveal } from '../database/stores.ts'
import { ApiRefusal, badRequest } from '../http/api-refusal.ts'

export type RevealSearch = z.infer<typeof revealQuerySchema>

export interface RevealHistory {
  page(search: RevealSearch): Promise<RevealPage>
  /** Every page of it. Throws `too-many-reveals` rather than leave some out. */
  all(search: RevealSearch): Promise<readonly RevealEntry[]>
}

export interface RevealHistoryOptions {
  readonly store: RevealStore
  /** Undefined where nobody knows it any more. */
  readonly nameOf: (supervisorId: string) => Promise<string | undefined>
}

export const exportedRevealsAtMost = 50_000
const exportPage = 500
const cursorSchema = z.number().int().positive()

export function createRevealHistory({ nameOf, store }: RevealHistoryOptions): RevealHistory {
  function namesOnce(): (supervisorId: string) => Promise<string> {
    const names = new Map<string, Promise<string>>()
    return (supervisorId) => {
      const name = names.get(supervisorId) ?? nameOf(supervisorId).then((it) => it ?? supervisorId)
      names.set(supervisorId, name)
      return name
    }
  }

  return {
    async page(search) {
      const name = namesOnce()
      const found = await store.search({ ...queryOf(search), limit: search.pageSize + 1 })
      const shown = found.slice(0, search.pageSize)
      const last = shown.at(-1)
      const people = await store.people()
      return {
        reveals: await entriesOf(shown, name),
        people: await Promise.all(people.map(async (id) => ({ id, name: await name(id) }))),
        ...(found.length > shown.length && last !== undefined
          ? { nextCursor: String(last.position) }
          : {}),
      }
    },
    async all(search) {
      const name = namesOnce()
      const entries: RevealEntry[] = []
      let query = queryOf(search)
      for (;;) {
        const page = await store.search({ ...query, limit: exportPage })
        entries.push(...(await entriesOf(page, name)))
        if (entries.length > exportedRevealsAtMost) throw tooManyReveals()
        const last = page.at(-1)
        if (last === undefined || page.length < exportPage) return entries
        query = { ...query, before: last.position }
      }
    },
  }
}

function entriesOf(
  rows: readonly StoredReveal[],
  name: (supervisorId: string) => Promise<string>,
): Promise<RevealEntry[]> {
  return Promise.all(
    rows.map(async ({ at, conversationId, kind, reason, supervisorId }) => ({
      at,
      supervisorId,
      supervisorName: await name(supervisorId),
      conversationId,
      kind,
      reason,
    })),
  )
}

function queryOf({ cursor, from, kind, supervisorId, until }: RevealSearch): RevealQuery {
  return {
    ...(supervisorId === undefined ? {} : { supervisorId }),
    ...(kind === undefined ? {} : { kind }),
    ...(from === undefined ? {} : { from }),
    ...(until === undefined ? {} : { until }),
    ...(cursor === undefined ? {} : { before: readCursor(cursor) }),
    limit: 0,
  }
}

function readCursor(cursor: string): number {
  const read = cursorSchema.safeParse(Number(cursor))
  if (read.success) return read.data
  throw badRequest('cursor', 'This cursor is none of ours.')
}

function tooManyReveals(): ApiRefusal {
  return new ApiRefusal({
    status: 409,
    code: 'too-many-reveals',
    message: `A file holds ${exportedRevealsAtMost} rows at most: narrow the days down.`,
  })
}
