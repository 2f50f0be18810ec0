// `GET /live`: one socket per browser tab (protocol `live.ts`).
import { type Clock, createScope, type Logger, repeat, type Scope } from '@sotto/kernel'
import type { FastifyInstance } from 'fastify'
import type { CoachingSettings } from '../live/coaching-settings.ts'
import type { Counters } from '../live/counters.ts'
import { findSeat } from '../peers/find-seat.ts'
import type { Seating } from '../peers/seating.ts'
import { createLiveDialogue } from './live-dialogue.ts'
import type { PanelGateway } from './panel-gateway.ts'
import { messageText, registerSocketDoor } from './web-socket-edge.ts'

export interface LiveSocketOptions {
  readonly clock: Clock
  readonly scope: Scope
  readonly logger: Logger
  readonly counters: Counters
  readonly settings: CoachingSettings
  readonly gateway: Pick<PanelGateway, 'connect'>
  /** Without it every tab sits here. */
  readonly seating: Seating | undefined
  readonly onFailure: (failure: unknown) => void
}

/** Twice within the silence that closes a socket, also when one answer is lost. */
const pingsPerSilence = 3

export function registerLiveSocket(app: FastifyInstance, options: LiveSocketOptions): void {
  const { clock, counters, gateway, settings } = options
  registerSocketDoor(app, { clock, path: '/live' }, (socket, session, request) => {
    const scope = createScope()
    const dialogue = createLiveDialogue({
      clock,
      scope,
      counters,
      settings,
      gateway,
      session,
      socket: {
        get bufferedBytes() {
          return socket.bufferedAmount
        },
        send: (message) => socket.send(message),
        close: (code, reason) => socket.close(code, reason),
      },
    })
    const end = () => {
      dialogue.end()
      void scope.close().catch(options.onFailure)
    }
    findSeat(
      socket,
      {
        session,
        request,
        hear: (data, isBinary) => dialogue.hear(isBinary ? undefined : messageText(data)),
        handOver: end,
      },
      options,
    )
    socket.on('pong', dialogue.pong)
    scope.onClose(repeat(clock, settings.silentPanelMs / pingsPerSilence, () => socket.ping()))
    // `close` follows every error; without a listener the error would end the process.
    socket.on('error', () => {})
    socket.on('close', end)
  })
}
