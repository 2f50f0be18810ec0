/** The simulator's own doors: the truth, people's rights, conversations on demand, faults, what clients cost, recordings. */
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { EventHub } from '../event-stream/create-event-hub.ts'
import type { FaultBoard } from '../faults/faults.ts'
import { type MediaEngine, recordingLegs } from '../media/media-engine.ts'
import { requireLocal } from '../pages/require-local.ts'
import { scenarioNames } from '../scenarios/scenario-catalogue.ts'
import { permissions } from '../world/cast/rights.ts'
import type { SimulatedWorld } from '../world/create-world.ts'
import { conversationActions } from '../world/world.ts'
import { applyFaults, faultBody } from './fault-body.ts'
import { parse } from './parse.ts'
import { badRequest, conflict, notFound } from './refusal.ts'
import type { TrafficLog } from './traffic-log.ts'

export interface SimulatorDoors {
  readonly world: SimulatedWorld
  readonly faults: FaultBoard
  readonly media: Pick<MediaEngine, 'recording'>
  readonly traffic: TrafficLog
  readonly eventHub: Pick<EventHub, 'traffic' | 'resetTraffic'>
}

const conversationAddress = z.object({ conversationId: z.string() })
const personAddress = z.object({ personId: z.string() })

const personBody = z.strictObject({
  permissions: z.array(z.enum(permissions)).optional(),
  queueIds: z.array(z.string()).optional(),
  licence: z.enum(['CX1', 'CX2', 'CX3']).optional(),
  active: z.boolean().optional(),
})

const scenarioBody = z.strictObject({
  scenario: z.enum(scenarioNames),
  agentUserId: z.string().min(1).optional(),
  queueId: z.string().min(1).optional(),
  region: z
    .string()
    .regex(/^[a-z]{2}-[a-z]+-\d$/, 'A region such as us-east-1.')
    .optional(),
})

const actBody = z.strictObject({ action: z.enum(conversationActions) })

const recordingQuery = z.object({
  leg: z.string(),
  fromMs: z.coerce.number().min(0).default(0),
  toMs: z.coerce.number().min(0).optional(),
})

export function registerSimulatorRoutes(app: FastifyInstance, doors: SimulatorDoors): void {
  // For other machines, and for pages of elsewhere in a browser on this one, they do not exist.
  app.addHook('onRequest', async (request) => requireLocal(request))
  registerWorldDoors(app, doors)
  registerFaultDoors(app, doors)
  registerTrafficDoors(app, doors)
  registerRecordingDoor(app, doors)
}

function registerWorldDoors(app: FastifyInstance, { world }: SimulatorDoors): void {
  app.get('/state', async () => ({
    people: [...world.people.values()],
    queues: [...world.queues.values()],
    conversations: [...world.records.values()].map(({ conversation, agentUserId, scenario }) => ({
      ...conversation,
      agentUserId,
      scenario,
    })),
    controls: [...world.controls.values()],
    coachings: [...world.coachings.values()],
    helpRequests: [...world.helpRequests.values()],
  }))

  app.patch('/people/:personId', async (request) => {
    const { personId } = parse(personAddress, request.params)
    const { permissions: held, queueIds, licence, active } = parse(personBody, request.body)
    const unknown = queueIds?.find((queueId) => !world.queues.has(queueId))
    if (unknown !== undefined) throw badRequest('queueIds', `There is no queue ${unknown}.`)
    return world.changePerson(personId, {
      ...(held === undefined ? {} : { permissions: held }),
      ...(queueIds === undefined ? {} : { queueIds }),
      ...(licence === undefined ? {} : { licence }),
      ...(active === undefined ? {} : { active }),
    })
  })

  app.post('/conversations', async (request) =>
    world.startScenario(parse(scenarioBody, request.body)),
  )

  app.post('/conversations/:conversationId/act', async (request) => {
    const { conversationId } = parse(conversationAddress, request.params)
    const outcome = world.act(conversationId, parse(actBody, request.body).action)
    if (outcome.ok) return outcome.conversation
    if (outcome.status === 404) throw notFound('conversation')
    throw conflict('action.not.allowed', outcome.message)
  })
}

function registerFaultDoors(app: FastifyInstance, { faults }: SimulatorDoors): void {
  app.get('/faults', async () => faults.current)
  app.post('/faults', async (request) => {
    applyFaults(faults, parse(faultBody, request.body))
    return faults.current
  })
  app.delete('/faults', async () => {
    faults.clear()
    return faults.current
  })
}

function registerTrafficDoors(app: FastifyInstance, { traffic, eventHub }: SimulatorDoors): void {
  const report = () => {
    const { since, rest, tokenInUrl } = traffic.report()
    const { connections, bytes, tokenInUrl: inStreamUrl } = eventHub.traffic
    return {
      since,
      rest,
      eventStreams: { connections, bytes },
      tokenInUrl: tokenInUrl + inStreamUrl,
    }
  }
  app.get('/requests', async () => report())
  app.delete('/requests', async () => {
    traffic.reset()
    eventHub.resetTraffic()
    return report()
  })
}

function registerRecordingDoor(app: FastifyInstance, { media }: SimulatorDoors): void {
  app.get('/conversations/:conversationId/recording', async (request, reply) => {
    const { conversationId } = parse(conversationAddress, request.params)
    const query = parse(recordingQuery, request.query)
    const { fromMs, toMs } = query
    if (toMs !== undefined && toMs < fromMs) throw badRequest('toMs', 'It lies before fromMs.')
    const leg = recordingLegs.find((known) => known === query.leg)
    const recording =
      leg === undefined ? undefined : await media.recording(conversationId, leg, fromMs, toMs)
    if (recording === undefined) throw notFound('recording')
    return reply.type('audio/wav').send(recording)
  })
}
