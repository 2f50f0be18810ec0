/** The event stream's door: checks the token before the upgrade, then hands the socket to the hub. */
import type { Clock } from '@sotto/kernel'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { WebSocket } from 'ws'
import { z } from 'zod'
import { badRequest, missingRight, Refusal } from '../api/refusal.ts'
import { type Authentication, type Caller, readBearerToken } from '../oauth/caller.ts'
import { closeCodes } from './close-codes.ts'
import type { EventHub, EventStreamOpening } from './create-event-hub.ts'
import type { EventTransport } from './event-connection.ts'
import { parseJson } from './parse-json.ts'
import { whyNothingToSee } from './visibility.ts'

export interface EventStreamDeps {
  readonly hub: EventHub
  readonly authentication: Authentication
  readonly clock: Clock
}

export const eventStreamPath = '/api/v2/events'

const maximumMessageBytes = 65_536
/** How long a client may take to answer a close before the socket is cut. */
const closeGraceMs = 2_000

const queryShape = z.object({
  access_token: z.string().optional(),
  filter: z.string().optional(),
})

type Admission = Pick<EventStreamOpening, 'caller' | 'subscriptions' | 'stillValid'>

/** Expects `@fastify/websocket` to be registered on `app`. Refusals before the upgrade are thrown as `Refusal`. */
export function registerEventStream(app: FastifyInstance, deps: EventStreamDeps): void {
  const { hub, clock } = deps
  const admissions = new WeakMap<FastifyRequest, Admission>()
  app.route({
    method: 'GET',
    url: eventStreamPath,
    preValidation: async (request) => {
      admissions.set(request, await admit(request, deps))
    },
    handler: async () => {
      throw new Refusal({
        status: 426,
        code: 'bad.request',
        message: 'This address speaks WebSocket.',
        headers: { upgrade: 'websocket' },
      })
    },
    wsHandler: (socket, request) => {
      const admission = admissions.get(request)
      // The check above throws or admits; without it nothing is opened.
      if (admission === undefined) return socket.terminate()
      const connection = hub.open({ ...admission, transport: transportOver(socket, clock) })
      socket.on('message', (data: Buffer, isBinary) => {
        if (data.byteLength > maximumMessageBytes) {
          connection.end(closeCodes.messageTooBig, 'message too big')
        } else connection.receive(isBinary ? '' : data.toString('utf8'))
      })
      // What goes wrong on a socket ends in its close.
      socket.on('error', () => {})
      socket.on('close', () => connection.lost())
    },
  })
}

async function admit(request: FastifyRequest, deps: EventStreamDeps): Promise<Admission> {
  const query = queryShape.safeParse(request.query)
  if (!query.success) throw badRequest('filter', 'A parameter is given twice.')
  const { access_token: urlToken, filter } = query.data
  if (urlToken !== undefined) deps.hub.countTokenInUrl()
  const token = readBearerToken(request) ?? urlToken
  const caller = await deps.authentication.authenticateToken(token)
  const refusal = whyNothingToSee(caller)
  if (refusal !== undefined) throw missingRight(refusal.kind, refusal.missing)
  return {
    caller,
    subscriptions: filter === undefined ? undefined : readFilter(filter),
    stillValid: () => stillValid(deps.authentication.authenticateToken(token)),
  }
}

function readFilter(filter: string): readonly unknown[] {
  const parsed = z.array(z.unknown()).max(200).safeParse(parseJson(filter))
  if (parsed.success) return parsed.data
  throw badRequest('filter', 'filter must be a JSON array of at most 200 subscriptions.')
}

function stillValid(authenticating: Promise<Caller>): Promise<boolean> {
  return authenticating.then(
    () => true,
    () => false,
  )
}

function transportOver(socket: WebSocket, clock: Clock): EventTransport {
  return {
    send: (text) => socket.send(text),
    bufferedBytes: () => socket.bufferedAmount,
    close(code, reason) {
      socket.close(code, reason)
      const cut = clock.schedule(closeGraceMs, () => socket.terminate())
      socket.once('close', cut)
    },
    drop: () => socket.terminate(),
  }
}
