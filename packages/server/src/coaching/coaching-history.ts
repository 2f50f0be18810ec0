// Past and present sessions as a list: filters, pages, and all of them as one file.
import type { CoachingStateName } from '@sotto/domain'
import type {
  CoachingExportRequest,
  CoachingPage,
  coachingSearchRequestSchema,
  EndedConversation,
} from '@sotto/protocol'
import { z } from 'zod'
import type { CoachingQuery, StoredCoaching } from '../database/coaching-store.ts'
import type { Stores } from '../database/stores.ts'
import { badRequest } from '../http/api-refusal.ts'
import type { LiveWorld } from '../live/live-world.ts'
import type { Supervisor } from '../live/supervisors/supervisor.ts'
import { agentOf } from './adopt-coaching.ts'
import { requireCoachingRights, tooManyRows } from './coaching-refusals.ts'
import { type CoachingViewSources, coachingSummary } from './coaching-view.ts'

export type CoachingSearch = z.infer<typeof coachingSearchRequestSchema>

export interface CoachingHistory {
  page(supervisor: Supervisor, search: CoachingSearch): Promise<CoachingPage>
  /** Every page of it. Throws `too-many-rows` rather than leave some out. */
  all(supervisor: Supervisor, wish: CoachingExportRequest): Promise<readonly StoredCoaching[]>
  /** Calls of this supervisor's queues that ended while this server watched, newest first. */
  ended(supervisor: Supervisor): Promise<readonly EndedConversation[]>
}

export interface CoachingHistoryOptions extends CoachingViewSources {
  readonly store: Stores['coachings']
  readonly world: LiveWorld
}

export const exportedAtMost = 10_000
const exportPage = 500
const endedAtMost = 50

/** Without a wish: everything that came about. */
const cameAbout: readonly CoachingStateName[] = [
  'starting',
  'started',
  'in-progress',
  'paused',
  'completed',
  'invalid',
  'vanished',
]
const goesOn: readonly CoachingStateName[] = ['starting', 'started', 'in-progress', 'paused']

const cursorSchema = z.strictObject({ startedAt: z.number().int(), id: z.string().max(160) })

export function createCoachingHistory(options: CoachingHistoryOptions): CoachingHistory {
  const { store, world } = options

  async function queryOf(supervisor: Supervisor, search: CoachingSearch): Promise<CoachingQuery> {
    await supervisor.ready()
    requireCoachingRights(supervisor, 'read-coaching')
    const { cursor, mine, pageSize, state, ...rest } = search
    return {
      ...definedOnly(rest),
      queueIds: [...supervisor.queueIds],
      states: statesOf(state),
      ...(mine === undefined ? {} : { supervisorId: supervisor.session.person.id }),
      ...(cursor === undefined ? {} : { after: readCursor(cursor) }),
      limit: pageSize,
    }
  }

  return {
    async page(supervisor, search) {
      const query = await queryOf(supervisor, search)
      const found = await store.search({ ...query, limit: query.limit + 1 })
      const shown = found.slice(0, query.limit)
      const last = shown.at(-1)
      return {
        coachings: shown.map((stored) => coachingSummary(options, supervisor, stored)),
        ...(found.length > shown.length && last !== undefined
          ? { nextCursor: writeCursor(last) }
          : {}),
      }
    },
    async all(supervisor, wish) {
      const query = await queryOf(supervisor, { ...wish, pageSize: exportPage })
      const rows: StoredCoaching[] = []
      let after = query.after
      for (;;) {
        const page = await store.search({
          ...query,
          ...(after === undefined ? {} : { after }),
        })
        rows.push(...page)
        if (rows.length > exportedAtMost) throw tooManyRows(exportedAtMost)
        const last = page.at(-1)
        if (last === undefined || page.length < exportPage) return rows
        after = { startedAt: last.record.startedAt, id: last.record.id }
      }
    },
    async ended(supervisor) {
      await supervisor.ready()
      requireCoachingRights(supervisor, 'view')
      const found: EndedConversation[] = []
      for (const queueId of supervisor.queueIds)
        for (const id of world.conversationIds(queueId)) {
          const full = world.conversation(id)?.full
          if (full?.phase !== 'ended') continue
          const agent = agentOf(full)
          if (agent?.userId === undefined) continue
          found.push({
            id,
            agentName: agent.name,
            queueName: world.queueName(queueId),
            media: full.media,
            startedAt: full.startedAt,
            endedAt: full.phaseSince,
          })
        }
      return found.sort((left, right) => right.endedAt - left.endedAt).slice(0, endedAtMost)
    },
  }
}

function statesOf(state: CoachingSearch['state']): readonly CoachingStateName[] {
  if (state === undefined) return cameAbout
  return state === 'running' ? goesOn : [state]
}

type Rest = Omit<CoachingSearch, 'cursor' | 'mine' | 'pageSize' | 'state'>

function definedOnly({ agentUserId, followUpBy, from, kind, tag, text, until }: Rest) {
  return {
    ...(agentUserId === undefined ? {} : { agentUserId }),
    ...(followUpBy === undefined ? {} : { followUpBy }),
    ...(from === undefined ? {} : { from }),
    ...(kind === undefined ? {} : { kind }),
    ...(tag === undefined ? {} : { tag }),
    ...(text === undefined ? {} : { text }),
    ...(until === undefined ? {} : { until }),
  }
}

function writeCursor({ record }: StoredCoaching): string {
  const place = { startedAt: record.startedAt, id: record.id }
  return Buffer.from(JSON.stringify(place)).toString('base64url')
}

function readCursor(cursor: string): z.infer<typeof cursorSchema> {
  try {
    return cursorSchema.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()))
  } catch {
    throw badRequest('cursor', 'This cursor is none of ours.')
  }
}
