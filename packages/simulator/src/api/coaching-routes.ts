/** Doors to coaching records. */
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { Coaching } from '../world/shapes.ts'
import { requireAccess, requirePerson } from './access.ts'
import { type ApiDoors, identify } from './api-doors.ts'
import { parse } from './parse.ts'
import { badRequest } from './refusal.ts'

const coachingAddress = z.object({ coachingId: z.string() })
const metadata = z.record(z.string(), z.unknown())

const createBody = z.object({
  interactionId: z.string().min(1).optional(),
  userId: z.string().min(1),
  coachingType: z.enum(['REAL_TIME', 'POST_CALL']),
  metadata: metadata.optional(),
  // The platform alone sets it: naming one is the guide's trap.
  status: z.never({ message: 'It must not be sent: a coaching begins STARTED.' }).optional(),
})

const changeBody = z
  .object({
    // INVALID is no request of a client's, but a known word: it is refused as a transition.
    status: z.enum(['STARTED', 'IN_PROGRESS', 'PAUSED', 'COMPLETED', 'INVALID']).optional(),
    metadata: metadata.optional(),
  })
  .refine((body) => body.status !== undefined || body.metadata !== undefined, {
    path: ['status'],
    message: 'A status, or metadata.',
  })

const listQuery = z.looseObject({
  userId: z.string().optional(),
  interactionId: z.string().optional(),
  status: z.enum(['STARTED', 'IN_PROGRESS', 'PAUSED', 'COMPLETED', 'INVALID']).optional(),
  pageSize: z.coerce.number().int().min(1).max(100).default(25),
  cursor: z.string().optional(),
})

export function registerCoachingRoutes(app: FastifyInstance, doors: ApiDoors): void {
  const book = doors.world.coachingBook

  app.post('/coaching/coachings', async (request, reply) => {
    const caller = await identify(doors, request)
    requireAccess(caller, 'write-coaching')
    const body = parse(createBody, request.body)
    return reply.code(201).send(book.create(requirePerson(caller), body))
  })

  app.get('/coaching/coachings', async (request) => {
    const caller = await identify(doors, request)
    requireAccess(caller, 'read-coaching')
    const query = parse(listQuery, request.query)
    const own = [...book.coachings.values()]
      .filter(({ supervisorId }) => supervisorId === caller.person?.id)
      .filter((coaching) => matches(coaching, query))
      .reverse()
    return page(own, query.pageSize, query.cursor)
  })

  app.get('/coaching/coachings/:coachingId', async (request) => {
    const caller = await identify(doors, request)
    const { coachingId } = parse(coachingAddress, request.params)
    requireAccess(caller, 'read-coaching')
    return book.read(requirePerson(caller), coachingId)
  })

  app.patch('/coaching/coachings/:coachingId', async (request) => {
    const caller = await identify(doors, request)
    const { coachingId } = parse(coachingAddress, request.params)
    requireAccess(caller, 'write-coaching')
    const person = requirePerson(caller)
    book.read(person, coachingId)
    return book.change(person, coachingId, parse(changeBody, request.body))
  })
}

function matches(coaching: Coaching, query: z.output<typeof listQuery>): boolean {
  const { userId, interactionId, status } = query
  if (userId !== undefined && userId !== coaching.userId) return false
  if (interactionId !== undefined && interactionId !== coaching.interactionId) return false
  if (status !== undefined && status !== coaching.status) return false
  return Object.entries(query).every(([name, wanted]) => {
    if (!name.startsWith('metadata.')) return true
    const value = coaching.metadata[name.slice('metadata.'.length)]
    return (typeof value === 'string' ? value : JSON.stringify(value)) === wanted
  })
}

/** Newest first. The cursor names the last record of the page before, so that new ones do not shift the pages. */
function page(
  coachings: readonly Coaching[],
  pageSize: number,
  cursor: string | undefined,
): { readonly entities: readonly Coaching[]; readonly nextCursor?: string } {
  const lastSeen = cursor === undefined ? undefined : readCursor(cursor)
  const before = coachings.findIndex(({ id }) => id === lastSeen)
  if (lastSeen !== undefined && before === -1) throw badRequest('cursor', 'It is not known.')
  const entities = coachings.slice(before + 1, before + 1 + pageSize)
  const last = entities.at(-1)
  const isMore = before + 1 + pageSize < coachings.length
  if (!isMore || last === undefined) return { entities }
  return { entities, nextCursor: Buffer.from(last.id).toString('base64url') }
}

function readCursor(cursor: string): string {
  return Buffer.from(cursor, 'base64url').toString()
}
