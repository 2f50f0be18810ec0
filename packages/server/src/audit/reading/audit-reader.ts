/** Pages of the audit, the timeline of one conversation or control, and proofs. */
import { consistencyProof, inclusionProof, type SignedTreeHead } from '@sotto/audit'
import type {
  AuditConsistency,
  AuditInclusion,
  AuditPage,
  AuditTimeline,
  auditSearchRequestSchema,
} from '@sotto/protocol'
import type { z } from 'zod'
import type { AuditFilter, AuditRow, AuditStore } from '../../database/audit-store.ts'
import type { ControlStore } from '../../database/stores.ts'
import { ApiRefusal, badRequest } from '../../http/api-refusal.ts'
import { readCursor, writeCursor } from './audit-cursor.ts'
import { entryView, type NameOf, namesOnce } from './entry-view.ts'

export type AuditSearch = z.infer<typeof auditSearchRequestSchema>

/** What a search asks for, without its page. */
export type AuditWish = Omit<AuditSearch, 'cursor' | 'pageSize'>

export interface AuditReader {
  page(search: AuditSearch): Promise<AuditPage>
  timeline(of: Pick<AuditWish, 'conversationId' | 'controlId'>): Promise<AuditTimeline>
  /** Throws `no-head` (404) before the first. */
  head(): Promise<SignedTreeHead>
  /** Throws `bad-request` on a place that is not there. */
  inclusion(index: number, size: number): Promise<AuditInclusion>
  consistency(first: number, second: number): Promise<AuditConsistency>
  filterOf(wish: AuditWish): Promise<AuditFilter>
}

export interface AuditReaderOptions {
  readonly store: AuditStore
  readonly controlStore: Pick<ControlStore, 'byId'>
  readonly nameOf: NameOf
}

const longestTimeline = 5_000

export function createAuditReader(options: AuditReaderOptions): AuditReader {
  const { controlStore, nameOf, store } = options
  const readNodes = store.nodes

  /** Entries are found by conversation; which one a control belongs to is known elsewhere. */
  async function filterOf({ controlId, ...wish }: AuditWish): Promise<AuditFilter> {
    if (controlId === undefined) return given(wish)
    const conversationId = (await controlStore.byId(controlId))?.record.conversationId
    return given({
      ...(conversationId === undefined ? {} : { conversationId }),
      ...wish,
      controlId,
    })
  }

  async function views(rows: readonly AuditRow[]) {
    const name = namesOnce(nameOf)
    return Promise.all(rows.map((row) => entryView(row, name)))
  }

  async function head(): Promise<SignedTreeHead> {
    const newest = await store.latestHead()
    if (newest === undefined) throw noHead()
    return newest
  }

  async function requireSize(size: number, field: string): Promise<void> {
    const newest = await head()
    if (size > newest.size) throw badRequest(field, 'The tree is not that large.')
  }

  return {
    filterOf,
    head,
    async page({ cursor, pageSize, ...wish }) {
      const filter = await filterOf(wish)
      const after = cursor === undefined ? undefined : readCursor(cursor)
      const found = await store.page(filter, pageSize + 1, after)
      const shown = found.slice(0, pageSize)
      const last = shown.at(-1)
      const newest = await store.latestHead()
      return {
        entries: await views(shown),
        ...(newest === undefined ? {} : { head: newest }),
        ...(found.length > shown.length && last !== undefined
          ? { nextCursor: writeCursor(last) }
          : {}),
      }
    },
    async timeline(of) {
      const found = await store.page(await filterOf(of), longestTimeline + 1)
      return {
        entries: await views(found.slice(0, longestTimeline).reverse()),
        cut: found.length > longestTimeline,
      }
    },
    async inclusion(index, size) {
      await requireSize(size, 'size')
      if (index >= size) throw badRequest('index', 'The tree of that size has no such leaf.')
      const [leafHash = ''] = await readNodes([{ level: 0, index }])
      return { index, size, leafHash, proof: [...(await inclusionProof(index, size, readNodes))] }
    },
    async consistency(first, second) {
      await requireSize(second, 'second')
      if (first < 1 || first > second)
        throw badRequest(
          'first',
          'An earlier tree has at least one leaf and no more than the later.',
        )
      const proof = await consistencyProof(first, second, readNodes)
      return { firstSize: first, secondSize: second, proof: [...proof] }
    },
  }
}

/** Without the members that are undefined. */
function given(wish: AuditWish): AuditFilter {
  const { acts, conversationId, controlId, from, mode, personId, until } = wish
  return {
    ...(acts === undefined ? {} : { acts }),
    ...(conversationId === undefined ? {} : { conversationId }),
    ...(controlId === undefined ? {} : { controlId }),
    ...(from === undefined ? {} : { from }),
    ...(mode === undefined ? {} : { mode }),
    ...(personId === undefined ? {} : { personId }),
    ...(until === undefined ? {} : { until }),
  }
}

export function noHead(): ApiRefusal {
  return new ApiRefusal({
    status: 404,
    code: 'no-head',
    message: 'No entry has its place in the tree yet.',
  })
}
