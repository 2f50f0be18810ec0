/** Doors to people and routing: who am I, which queues, who works in them and what they are busy with. */
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { Caller } from '../oauth/caller.ts'
import { memberView } from '../world/conversations/agent-roster.ts'
import type { Person } from '../world/shapes.ts'
import { requireAccess, requirePerson } from './access.ts'
import { type ApiDoors, identify, maySee } from './api-doors.ts'
import { parse } from './parse.ts'
import { notFound } from './refusal.ts'

const queueAddress = z.object({ queueId: z.string() })
const userAddress = z.object({ userId: z.string() })

export function registerRoutingRoutes(app: FastifyInstance, doors: ApiDoors): void {
  const { world } = doors

  app.get('/users/me', async (request) => {
    const caller = await identify(doors, request)
    requireAccess(caller, 'read-profile')
    return profile(requirePerson(caller))
  })

  app.get('/routing/queues', async (request) => {
    const caller = await identify(doors, request)
    requireAccess(caller, 'read-routing')
    return { entities: [...world.queues.values()].filter(({ id }) => maySee(doors, caller, id)) }
  })

  app.get('/routing/queues/:queueId/members', async (request) => {
    const caller = await identify(doors, request)
    const { queueId } = parse(queueAddress, request.params)
    if (!world.queues.has(queueId) || !maySee(doors, caller, queueId)) throw notFound('queue')
    requireAccess(caller, 'read-routing')
    return { entities: world.roster.members(queueId).map(memberView) }
  })

  app.get('/routing/users/:userId/active-queues', async (request) => {
    const caller = await identify(doors, request)
    const agent = findAgent(doors, caller, parse(userAddress, request.params).userId)
    requireAccess(caller, 'read-routing')
    if (agent.routingStatus === 'OFF_QUEUE') return { entities: [] }
    const entities = agent.queueIds.flatMap((queueId) => world.queues.get(queueId) ?? [])
    return { entities: entities.filter(({ id }) => maySee(doors, caller, id)) }
  })

  app.get('/routing/users/:userId/active-interactions', async (request) => {
    const caller = await identify(doors, request)
    const agent = findAgent(doors, caller, parse(userAddress, request.params).userId)
    requireAccess(caller, 'read-routing')
    const entities = world.roster
      .liveOf(agent.id)
      .filter(({ conversation }) => maySee(doors, caller, conversation.queueId))
      .map(({ conversation: { id, mediaType, state, queueId, startTime } }) => ({
        id,
        mediaType,
        state,
        queueId,
        startTime,
      }))
    return { entities }
  })
}

function findAgent(doors: ApiDoors, caller: Caller, userId: string): Person {
  const agent = doors.world.people.get(userId)
  const inSight =
    agent?.role === 'agent' && agent.queueIds.some((queueId) => maySee(doors, caller, queueId))
  if (!inSight) throw notFound('agent')
  return agent
}

function profile(
  person: Person,
): Pick<
  Person,
  | 'id'
  | 'name'
  | 'email'
  | 'region'
  | 'licence'
  | 'telephony'
  | 'engagement'
  | 'permissions'
  | 'role'
> {
  const { id, name, email, region, licence, telephony, engagement, permissions, role } = person
  return { id, name, email, region, licence, telephony, engagement, permissions, role }
}
