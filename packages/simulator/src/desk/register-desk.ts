/** The desk's doors: its pages, and the socket behind them. This machine only, and no page of another origin. */
import type { FastifyInstance } from 'fastify'
import type { WebSocket } from 'ws'
import { z } from 'zod'
import { notFound } from '../api/refusal.ts'
import { welcome, wordsAsked } from '../pages/page-visit.ts'
import { requireLocal } from '../pages/require-local.ts'
import { sendPage } from '../pages/send-page.ts'
import { createDesk, type Desk } from './create-desk.ts'
import type { DeskWire, SeatDeps } from './create-seat.ts'
import { audioWorkletScript } from './page/audio-worklets.ts'
import { deskListPage, deskPage } from './page/desk-html.ts'
import { deskScript } from './page/desk-script.ts'
import { deskStyle } from './page/desk-style.ts'

export const deskSocketPath = '/_simulator/desk'

const deskQuery = z.object({ userId: z.string().max(200).optional() })
const seatQuery = z.object({ userId: z.string().max(200) })

const noSuchDesk = 4404

/** Expects `@fastify/websocket` to be registered on `app`. The desk is left by everybody when `app` closes. */
export function registerDesk(app: FastifyInstance, deps: SeatDeps): Desk {
  const desk = createDesk(deps)
  app.addHook('onClose', async () => desk.close())

  app.get('/desk', async (request, reply) => {
    const words = welcome(request, reply)
    if (words === undefined) return reply
    const query = deskQuery.safeParse(request.query)
    const userId = query.success ? query.data.userId : undefined
    const agent = desk.agents().find(({ id }) => id === userId)
    if (agent !== undefined) return sendPage(reply, 'text/html', deskPage(words, agent))
    const wrong = userId !== undefined
    if (wrong) reply.code(404)
    const list = deskListPage({ words, agents: desk.agents(), queues: deps.world.queues, wrong })
    return sendPage(reply, 'text/html', list)
  })
  app.get('/desk/desk.css', async (_request, reply) => sendPage(reply, 'text/css', deskStyle))
  app.get('/desk/desk.js', async (request, reply) =>
    sendPage(reply, 'text/javascript', deskScript(wordsAsked(request))),
  )
  app.get('/desk/audio.js', async (_request, reply) =>
    sendPage(reply, 'text/javascript', audioWorkletScript),
  )
  registerDeskSocket(app, desk, deps)
  return desk
}

function registerDeskSocket(app: FastifyInstance, desk: Desk, deps: SeatDeps): void {
  app.route({
    method: 'GET',
    url: deskSocketPath,
    preValidation: async (request) => requireLocal(request),
    handler: async () => {
      throw notFound('page')
    },
    wsHandler: (socket, request) => {
      const query = seatQuery.safeParse(request.query)
      const seat = query.success
        ? desk.sit(query.data.userId, wireOver(socket), wordsAsked(request))
        : undefined
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

function wireOver(socket: WebSocket): DeskWire {
  return {
    send: (message) => socket.send(JSON.stringify(message)),
    sendAudio: (frame) => socket.send(frame),
    bufferedBytes: () => socket.bufferedAmount,
  }
}
