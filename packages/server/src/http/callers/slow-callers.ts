/** Connections that bring no whole request: those that dribble are read seldom, and of those that only wait there is a bound. */
import type { IncomingMessage, Server } from 'node:http'
import type { Socket } from 'node:net'
import { type Cancel, type Clock, repeat } from '@sotto/kernel'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { lookAt, type ReadingPace, startsAnew } from './reading-pace.ts'

export interface SlowCallersOptions {
  readonly clock: Clock
  /** With TLS of our own a connection is one when its handshake is done. */
  readonly speaksTls: boolean
  /** Connections that have not brought one request yet. */
  readonly silentAtMost?: number
}

interface Caller {
  pace: ReadingPace
  /** Whose body may still be on its way. */
  request: IncomingMessage | undefined
}

export const lookEveryMs = 100
/** Browsers open a connection or two ahead; a whole office may come from one address. */
const silentAtMost = 2_000

export function keepSlowCallersCheap(app: FastifyInstance, options: SlowCallersOptions): void {
  const { clock, speaksTls } = options
  const most = options.silentAtMost ?? silentAtMost
  const callers = new Map<Socket, Caller>()
  /** In the order in which they came. */
  const silent = new Set<Socket>()
  let stopLooking: Cancel | undefined

  function welcome(socket: Socket): void {
    callers.set(socket, { pace: startsAnew(socket.bytesRead), request: undefined })
    silent.add(socket)
    socket.once('close', () => forget(socket))
    stopLooking ??= repeat(clock, lookEveryMs, look)
    if (silent.size <= most) return
    const [longest] = silent
    longest?.destroy()
  }

  /** It is gone, or no longer speaks HTTP. */
  function forget(socket: Socket): void {
    callers.delete(socket)
    silent.delete(socket)
    if (callers.size > 0) return
    stopLooking?.()
    stopLooking = undefined
  }

  function look(): void {
    const nowMono = clock.monotonicNow()
    for (const [socket, caller] of callers) {
      if (caller.request?.complete === true) {
        caller.request = undefined
        setPace(socket, caller, startsAnew(socket.bytesRead))
      } else setPace(socket, caller, lookAt(caller.pace, socket.bytesRead, nowMono))
    }
  }

  function noteRequest(request: FastifyRequest): void {
    const { socket } = request.raw
    const caller = callers.get(socket)
    if (caller === undefined) return
    if (isUpgrade(request)) return forget(socket)
    silent.delete(socket)
    caller.request = request.raw
    setPace(socket, caller, startsAnew(socket.bytesRead))
  }

  const server: Server = app.server
  server.on(speaksTls ? 'secureConnection' : 'connection', welcome)
  app.addHook('onRequest', async (request) => noteRequest(request))
}

function setPace(socket: Socket, caller: Caller, pace: ReadingPace): void {
  const former = caller.pace
  caller.pace = pace
  if (former.state === pace.state) return
  if (pace.state === 'resting') socket.pause()
  else socket.resume()
}

/** As Node reads it: what is no upgrade to it goes on speaking HTTP. */
function isUpgrade({ headers }: FastifyRequest): boolean {
  return headers.upgrade !== undefined && /\bupgrade\b/i.test(headers.connection ?? '')
}
