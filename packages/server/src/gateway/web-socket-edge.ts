// The thin edge between `ws` and the socket-free engines: who may open a socket, and bytes to text and back.

import websocket from '@fastify/websocket'
import type { Clock } from '@sotto/kernel'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { RawData, WebSocket } from 'ws'
import { requireSameOrigin, requireSession } from '../http/guards.ts'
import type { Session } from '../sessions/session.ts'
import { createReadingBrake } from './reading-brake.ts'

/** The largest message a panel has reason to send is a spoken frame of 656 bytes. */
const largestMessageBytes = 16 * 1024

/** Once per application, and before any door with a socket. */
export async function registerWebSockets(app: FastifyInstance): Promise<void> {
  if (app.hasDecorator('websocketServer')) return
  await app.register(websocket, {
    options: { maxPayload: largestMessageBytes, perMessageDeflate: false },
  })
}

/** Hangs a socket's door: only for our own pages and for somebody who is signed in, checked before the handshake is answered. */
export function registerSocketDoor(
  app: FastifyInstance,
  { clock, path }: { readonly clock: Clock; readonly path: string },
  open: (socket: WebSocket, session: Session, request: FastifyRequest) => void,
): void {
  const sessions = new WeakMap<FastifyRequest, Session>()
  const preValidation = async (request: FastifyRequest) => {
    requireSameOrigin(request)
    sessions.set(request, await requireSession(request))
  }
  app.get(path, { websocket: true, preValidation }, (socket, request) => {
    const session = sessions.get(request)
    if (session === undefined) return socket.close()
    const brake = createReadingBrake(clock, socket)
    request.raw.socket.on('data', brake.noteRead)
    socket.on('close', brake.release)
    open(socket, session, request)
  })
}

/** All bytes of a message, however `ws` delivers them. */
export function messageBytes(data: RawData): Uint8Array {
  if (data instanceof ArrayBuffer) return new Uint8Array(data)
  return Array.isArray(data) ? Buffer.concat(data) : data
}

/** The text of a text message. `ws` has checked that it is UTF-8. */
export function messageText(data: RawData): string {
  return Buffer.from(messageBytes(data)).toString('utf8')
}
