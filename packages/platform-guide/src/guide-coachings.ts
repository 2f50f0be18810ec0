/** The coaching calls of one person. */
import type { PlatformCoaching } from '@sotto/domain'
import { ok, type Result } from '@sotto/kernel'
import type { CoachingFilter, PersonalPlatform, PlatformRefusal } from '@sotto/platform'
import type { GuideHttp } from './http/guide-http.ts'
import { route } from './http/route.ts'
import {
  type CoachingListFilter,
  coachingListPath,
  mapCoaching,
  mapCreateCoaching,
  wireStatusOf,
} from './map/map-coaching.ts'
import { unexpectedAnswerOf } from './map/map-error.ts'
import { coachingSchema, coachingsSchema, type WireCoaching } from './wire/coaching.ts'

type Coachings = Pick<
  PersonalPlatform,
  'createCoaching' | 'coaching' | 'coachings' | 'changeCoaching'
>

/** A platform that never ends its pages must not keep us reading. */
const pagesAtMost = 5

export function createGuideCoachings(http: GuideHttp): Coachings {
  return {
    async createCoaching(request) {
      const payload = mapCreateCoaching(request)
      if (!payload.ok) return payload
      return read(await http.send('POST', '/coaching/coachings', payload.value, coachingSchema))
    },
    async coaching(id) {
      return read(await http.get(route('/coaching/coachings/{}', id), coachingSchema))
    },
    coachings: (filter) => readInStates(http, filter),
    async changeCoaching(id, target) {
      const path = route('/coaching/coachings/{}', id)
      return read(await http.send('PATCH', path, { status: wireStatusOf(target) }, coachingSchema))
    },
  }
}

type Listed = Result<readonly PlatformCoaching[], PlatformRefusal>

/** Most people's coachings stand on one page, whatever their states: one request. Else each state is asked for. */
async function readInStates(http: GuideHttp, filter: CoachingFilter): Promise<Listed> {
  const { statuses, ...rest } = filter
  const [first, ...others] = statuses ?? []
  if (statuses === undefined) return readPages(http, rest)
  if (first === undefined) return ok([])
  if (others.length === 0) return readPages(http, { ...rest, status: first })
  const page = await http.get(coachingListPath(rest, undefined), coachingsSchema)
  if (!page.ok) return page
  if (page.value.nextCursor == null)
    return ok(
      page.value.entities
        .flatMap((entity) => readEntity(entity) ?? [])
        .filter(({ status }) => statuses.includes(status)),
    )
  const found: PlatformCoaching[] = []
  for (const status of statuses) {
    const answer = await readPages(http, { ...rest, status })
    if (!answer.ok) return answer
    found.push(...answer.value)
  }
  return ok(found)
}

async function readPages(http: GuideHttp, filter: CoachingListFilter): Promise<Listed> {
  const found: PlatformCoaching[] = []
  let cursor: string | undefined
  for (let page = 0; page < pagesAtMost; page += 1) {
    const answer = await http.get(coachingListPath(filter, cursor), coachingsSchema)
    if (!answer.ok) return answer
    found.push(...answer.value.entities.flatMap((entity) => readEntity(entity) ?? []))
    cursor = answer.value.nextCursor ?? undefined
    if (cursor === undefined) break
  }
  return ok(found)
}

/** Unreadable entries of a list are left out; the others still count. */
function readEntity(entity: unknown): PlatformCoaching | undefined {
  const parsed = coachingSchema.safeParse(entity)
  return parsed.success ? mapCoaching(parsed.data) : undefined
}

function read(
  answer: Result<WireCoaching, PlatformRefusal>,
): Result<PlatformCoaching, PlatformRefusal> {
  if (!answer.ok) return answer
  const coaching = mapCoaching(answer.value)
  if (coaching === undefined) throw unexpectedAnswerOf(200)
  return ok(coaching)
}
