/** The media socket's place in the platform's HTTP server: who may come in, and bytes in and out. */
import websocket from '@fastify/websocket'
import { type Clock, repeat } from '@sotto/kernel'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { RawData, WebSocket } from 'ws'
import { z } from 'zod'
import { conflict, missingRight, notFound } from '../../api/refusal.ts'
import type { FaultBoard } from '../../faults/faults.ts'
import { type Authentication, createAuthentication } from '../../oauth/caller.ts'
import type { TokenAuthority } from '../../oauth/token-authority.ts'
import type { Control, ControlType } from '../../world/shapes.ts'
import type { World } from '../../world/world.ts'
import type { MediaEngineWithLines } from '../media-engine.ts'
import { createMediaSession, type LineWorld, mediaCloseCodes } from './media-session.ts'

export interface MediaSocketOptions {
  readonly engine: Pick<MediaEngineWithLines, 'attach'>
  readonly world: LineWorld & Pick<World, 'people'>
  readonly tokens: TokenAuthority
  readonly faults: Pick<FaultBoard, 'onStrike'>
  readonly clock: Clock
  /** Told of what one socket's handler threw; that socket closes with 1011, the others live. */
  readonly onFailure: (failure: unknown) => void
}

/** The server pings this often, and lets go of a client that gave no sign of life three times. */
export const beatEveryMs = 5_000
const mostSilentBeats = 3
/** Far above any frame or message of any of the platform's sockets. */
const largestPayloadBytes = 64 * 1_024

const controlScope = 'conversation:control:write'
const permissionOf = {
  WHISPER: 'Conversation:Control:Write',
  MONITOR: 'Conversation:Monitor:Write',
  BARGE: 'Conversation:Barge:Write',
} as const satisfies Record<ControlType, string>

const address = z.object({ conversationId: z.string(), controlId: z.string() })

/** Adds the route (and @fastify/websocket, when nobody has yet). Refusals are thrown before the upgrade, as plain HTTP answers. */
export async function registerMediaSocket(
  app: FastifyInstance,
  options: MediaSocketOptions,
): Promise<void> {
  const { clock, faults, tokens, world } = options
  const authentication = createAuthentication({ tokens, people: () => world.people })
  const open = new Set<WebSocket>()
  if (!app.hasDecorator('websocketServer'))
    await app.register(websocket, { options: { maxPayload: largestPayloadBytes } })

  const forgetStrikes = faults.onStrike((fault) => {
    // Without a goodbye, as a cut cable does it.
    if (fault.type === 'drop-media-sockets') for (const socket of [...open]) socket.terminate()
  })
  app.addHook('onClose', async () => forgetStrikes())

  app.get(
    '/api/v2/conversations/:conversationId/controls/:controlId/media',
    {
      websocket: true,
      preValidation: async (request) => {
        await authorise(request, authentication, world)
      },
    },
    (socket, request) => {
      const control = world.controls.get(address.parse(request.params).controlId)
      if (control === undefined) return socket.close(mediaCloseCodes.finished)
      open.add(socket)
      socket.on('close', () => open.delete(socket))
      serve(socket, control, options, clock)
    },
  )
}

function serve(
  socket: WebSocket,
  control: Control,
  { engine, world, onFailure }: MediaSocketOptions,
  clock: Clock,
): void {
  let silentBeats = 0
  const session = createMediaSession({
    controlId: control.id,
    controlType: control.controlType,
    engine,
    world,
    clock,
    transport: {
      get unreadBytes() {
        return socket.bufferedAmount
      },
      sendText: (text) => socket.send(text),
      sendBinary: (frame) => socket.send(frame),
      close: (code, reason) => socket.close(code, reason),
    },
  })

  /** A throw in a socket's listener would end the process. */
  function guarded(run: () => void): void {
    try {
      run()
    } catch (failure) {
      onFailure(failure)
      socket.close(mediaCloseCodes.internalError)
    }
  }

  const stopBeating = repeat(clock, beatEveryMs, () => {
    silentBeats += 1
    if (silentBeats > mostSilentBeats) return socket.terminate()
    socket.ping()
    guarded(session.beat)
  })
  socket.on('pong', () => {
    silentBeats = 0
  })
  socket.on('message', (data, isBinary) => {
    silentBeats = 0
    const bytes = bytesOf(data)
    guarded(() => (isBinary ? session.binary(bytes) : session.text(bytes.toString('utf8'))))
  })
  socket.on('close', () => {
    stopBeating()
    guarded(session.gone)
  })
}

function bytesOf(data: RawData): Buffer {
  if (Array.isArray(data)) return Buffer.concat(data)
  return data instanceof ArrayBuffer ? Buffer.from(data) : data
}

/** Throws a Refusal unless this token may open this control's media now. */
async function authorise(
  request: FastifyRequest,
  authentication: Authentication,
  world: Pick<World, 'controls'>,
): Promise<void> {
  const caller = await authentication.authenticate(request)
  if (!caller.scopes.has(controlScope)) throw missingRight('scope', controlScope)
  const { conversationId, controlId } = address.parse(request.params)
  const control = world.controls.get(controlId)
  const isTheirs =
    control !== undefined &&
    control.conversationId === conversationId &&
    control.supervisorId === caller.person?.id &&
    control.mediaType === 'AUDIO'
  if (!isTheirs) throw notFound('control')
  const permission = permissionOf[control.controlType]
  if (caller.person?.permissions.includes(permission) !== true)
    throw missingRight('permission', permission)
  if (control.status === 'COMPLETED' || control.status === 'FAILED')
    throw conflict('control.final', 'This control has ended; its media cannot be opened again.')
}
