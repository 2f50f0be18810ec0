/**
 * Stands in for `@fastify/websocket` where there are no sockets: a door marked `websocket` is reached by a request in process
 * that names a wire, after all of the door's own hooks have let it in.
 */
import { EventEmitter } from 'node:events'
import type { ServerNetwork } from '@sotto/server'
import type { WireData, WireEnd, WireListener } from './wire.ts'

type App = Parameters<ServerNetwork['webSockets']>[0]

/** What a door gets: as much of a `ws` socket as servers use. */
export interface ServedSocket {
  readonly emitter: EventEmitter
  /** To be wired to the server's end. */
  readonly listener: WireListener
  bind(end: WireEnd): void
}

export interface InProcessUpgrades {
  webSockets(app: App): Promise<void>
  /** Names a socket for one request to come. */
  expect(socket: ServedSocket): string
  forget(name: string): void
}

export const upgradeHeader = 'x-in-process-socket'

export function createInProcessUpgrades(): InProcessUpgrades {
  const expected = new Map<string, ServedSocket>()
  let count = 0

  function take(name: unknown): ServedSocket | undefined {
    if (typeof name !== 'string') return undefined
    const socket = expected.get(name)
    expected.delete(name)
    return socket
  }

  return {
    async webSockets(app) {
      app.decorate('websocketServer', new EventEmitter())
      app.addHook('onRequest', async (request) => {
        const { socket } = request.raw
        // The stand-in of a request in process cannot be hung up on.
        if (typeof Reflect.get(socket, 'end') !== 'function')
          Reflect.set(socket, 'end', () => socket.emit('close'))
      })
      app.addHook('onRoute', (route) => {
        const opened: unknown = Reflect.get(route, 'wsHandler')
        const isSocket = Reflect.get(route, 'websocket') === true
        const serve = isSocket ? route.handler : opened
        if (typeof serve !== 'function') return
        const plain = route.handler
        route.handler = function handler(request, reply) {
          const socket = take(request.headers[upgradeHeader])
          if (socket === undefined)
            return isSocket ? reply.code(404).send() : plain.call(this, request, reply)
          socket.emitter.once('close', () => request.raw.socket.emit('close'))
          Reflect.apply(serve, this, [socket.emitter, request])
          return reply.code(200).send('')
        }
      })
    },
    expect(socket) {
      count += 1
      const name = `socket-${count}`
      expected.set(name, socket)
      return name
    },
    forget: (name) => void expected.delete(name),
  }
}

/** A `ws` socket's shape over the server's end of a wire that may be laid a moment later. */
export function createServedSocket(): ServedSocket {
  const emitter = new EventEmitter()
  let end: WireEnd | undefined
  const early: ((end: WireEnd) => void)[] = []
  const onEnd = (action: (end: WireEnd) => void) => {
    if (end === undefined) early.push(action)
    else action(end)
  }
  Object.defineProperty(emitter, 'bufferedAmount', { get: () => end?.bufferedBytes ?? 0 })
  Object.defineProperty(emitter, 'readyState', { get: () => (end?.isOpen === false ? 3 : 1) })
  Object.assign(emitter, {
    send: (data: WireData) => onEnd((open) => open.send(data)),
    close: (code?: number) => onEnd((open) => open.close(code ?? 1005)),
    terminate: () => onEnd((open) => open.terminate()),
    ping: () => onEnd((open) => open.ping()),
  })
  return {
    emitter,
    listener: {
      onMessage(data) {
        emitter.emit('message', Buffer.from(data), typeof data !== 'string')
      },
      onPong: () => void emitter.emit('pong'),
      onClose: (code) => void emitter.emit('close', code),
    },
    bind(open) {
      end = open
      for (const action of early.splice(0)) action(open)
    },
  }
}
