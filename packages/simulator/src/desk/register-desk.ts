/** The desk's doors: its pages, and the socket behind them. This machine only, and no page of another origin. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { WebSocket } from 'ws'
import { z } from 'zod'
import { notFound, Refusal } from '../api/refusal.ts'
import { createDesk, type Desk } from './create-desk.ts'
import type { DeskWire, SeatDeps } from './create-seat.ts'
import { audioWorkletScript } from './page/audio-worklets.ts'
import { deskListPage, deskPage } from './page/desk-html.ts'
import { deskScript } from './page/desk-script.ts'
import { deskStyle } from './page/desk-style.ts'

export const deskSocketPath = '/_simulator/desk'

const deskQuery = z.object({ userId: z.string().max(200).optional() })
const seatQuery = z.object({ userId: z.string().max(200) })

const pagePolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  'img-src data:',
  // Older browsers do not count a socket to the same place as 'self'.
  "connect-src 'self' ws:",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ')

const noSuchDesk = 4404

/** Expects `@fastify/websocket` to be registered on `app`. The desk is left by everybody when `app` closes. */
export function registerDesk(app: FastifyInstance, deps: SeatDeps): Desk {
  const desk = createDesk(deps)
  app.addHook('onClose', async () => desk.close())

  app.get('/desk', async (request, reply) => {
    const query = deskQuery.safeParse(request.query)
    const userId = query.success ? query.data.userId : undefined
    const agent = desk.agents().find(({ id }) => id === userId)
    if (agent !== undefined) return send(reply, 'text/html', deskPage(agent))
    const wrong = userId === undefined ? undefined : 'There is no such agent. Take another desk.'
    if (wrong !== undefined) reply.code(404)
    return send(reply, 'text/html', deskListPage(desk.agents(), deps.world.queues, wrong))
  })
  app.get('/desk/desk.css', async (_request, reply) => send(reply, 'text/css', deskStyle))
  app.get('/desk/desk.js', async (_request, reply) => send(reply, 'text/javascript', deskScript))
  app.get('/desk/audio.js', async (_request, reply) =>
    send(reply, 'text/javascript', audioWorkletScript),
  )
  registerDeskSocket(app, desk, deps)
  return desk
}

function registerDeskSocket(app: FastifyInstance, desk: Desk, deps: SeatDeps): void {
  app.route({
    method: 'GET',
    url: deskSocketPath,
    preValidation: async (request) => checkIsLocal(request),
    handler: async () => {
      throw notFound('page')
    },
    wsHandler: (socket, request) => {
      const query = seatQuery.safeParse(request.query)
      const seat = query.success ? desk.sit(query.data.userId, wireOver(socket)) : undefined
      if (seat === undefined) return socket.close(noSuchDesk, 'no such desk')
      socket.on('message', (data: Buffer, isBinary) => {
        try {
          if (isBinary) seat.receiveAudio(data)
          else seat.receive(data.toString('utf8'))
        } catch (failure) {
          deps.onFailure(failure)
        }
      })
      socket.on('error', () => {})
      socket.on('close', () => seat.leave())
    },
  })
}

/** A page of elsewhere, open in the same browser, could otherwise sit down here. */
function checkIsLocal(request: FastifyRequest): void {
  const { origin, host } = request.headers
  const loopback = /^(127\.|::1$|::ffff:127\.)/.test(request.ip)
  const sameOrigin = origin === undefined || origin === `http://${host}`
  if (loopback && sameOrigin && isLoopbackName(host)) return
  throw new Refusal({ status: 404, code: 'not.found', message: 'There is no such page.' })
}

function isLoopbackName(host: string | undefined): boolean {
  return /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/.test(host ?? '')
}

function wireOver(socket: WebSocket): DeskWire {
  return {
    send: (message) => socket.send(JSON.stringify(message)),
    sendAudio: (frame) => socket.send(frame),
    bufferedBytes: () => socket.bufferedAmount,
  }
}

function send(reply: FastifyReply, type: string, text: string): FastifyReply {
  return reply
    .headers({
      'content-type': `${type}; charset=utf-8`,
      'content-security-policy': pagePolicy,
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
    })
    .send(text)
}
