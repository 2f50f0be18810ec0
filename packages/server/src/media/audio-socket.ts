// `GET /audio?tabId=…`: one socket per browser tab, for its sound (protocol `audio-socket.ts`).
import { audioFrameHeaderBytes, bytesPerSample, sampleRateHz } from '@sotto/audio'
import type { Clock, Logger } from '@sotto/kernel'
import {
  type AudioPanelMessage,
  type AudioServerMessage,
  audioPanelMessageSchema,
  closeCodes,
} from '@sotto/protocol'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { RawData } from 'ws'
import { z } from 'zod'
import { createAllowance, textBounds } from '../gateway/message-allowance.ts'
import { messageBytes, messageText, registerSocketDoor } from '../gateway/web-socket-edge.ts'
import { deepestJson, nestsDeeperThan } from '../http/json-depth.ts'
import type { Counters } from '../live/counters.ts'
import { type AudioSeatOptions, findAudioSeat } from '../peers/audio-seat.ts'
import type { AudioDesk, AudioSocket } from './audio-desk.ts'

export interface AudioSocketOptions extends Pick<AudioSeatOptions, 'seating' | 'isPresent'> {
  readonly clock: Clock
  readonly logger: Logger
  readonly counters: Counters
  readonly desk: AudioDesk
}

/** What is needed of an open WebSocket. */
export interface OpenAudioSocket {
  readonly bufferedAmount: number
  send(data: string | Uint8Array): void
  close(code: number, reason: string): void
  on(event: 'message', listener: (data: RawData, isBinary: boolean) => void): unknown
  on(event: 'close', listener: () => void): unknown
}

const querySchema = z.object({ tabId: z.string().regex(/^[A-Za-z0-9-]{8,64}$/) })
/** In samples: a fifth more than there is time, for clocks that differ, and two seconds of a stall at once. */
const soundBounds = { burst: 2 * sampleRateHz, perSecond: 1.2 * sampleRateHz }
/** What a network held back for longer is stale and is dropped; whoever goes on and on is no microphone. */
const excessBounds = { burst: 500, perSecond: 5 }

export function registerAudioSocket(app: FastifyInstance, options: AudioSocketOptions): void {
  registerSocketDoor(app, { clock: options.clock, path: '/audio' }, (socket, session, request) => {
    socket.on('error', () => {})
    const tabId = tabIdOf(request)
    if (tabId === undefined)
      refuse(new AudioSocketEdge(socket), 'bad-tab', 'tabId must be 8 to 64 of A-Z a-z 0-9 -.')
    else {
      const tab = { sessionId: session.id, tabId }
      findAudioSeat(socket, { request, tab }, options, () => serveAudioSocket(socket, options, tab))
    }
  })
}

function tabIdOf(request: FastifyRequest): string | undefined {
  const query = querySchema.safeParse(request.query)
  return query.success ? query.data.tabId : undefined
}

/** A class: asked for every frame that is heard (see `talk-path.ts`). */
class AudioSocketEdge implements AudioSocket {
  private readonly socket: OpenAudioSocket

  constructor(socket: OpenAudioSocket) {
    this.socket = socket
  }

  get bufferedBytes(): number {
    return this.socket.bufferedAmount
  }

  sendMessage(message: AudioServerMessage): void {
    this.socket.send(JSON.stringify(message))
  }

  sendFrame(frame: Uint8Array): void {
    this.socket.send(frame)
  }

  close(code: number, reason: string): void {
    this.socket.close(code, reason)
  }
}

/** A frame or message of ours is never unreadable: whoever sends one does not speak this protocol. */
function refuse(edge: AudioSocket, code: string, message: string): void {
  edge.sendMessage({ type: 'problem', code, message })
  edge.close(closeCodes.badMessage, code)
}

/** Takes a panel's sound and messages from an open socket, until it closes or says what is no sound. */
export function serveAudioSocket(
  socket: OpenAudioSocket,
  { clock, counters, desk, logger }: Omit<AudioSocketOptions, 'seating' | 'isPresent'>,
  tab: { readonly sessionId: string; readonly tabId: string },
): void {
  const edge = new AudioSocketEdge(socket)
  const sound = createAllowance(clock, soundBounds)
  const messages = createAllowance(clock, textBounds)
  const excess = createAllowance(clock, excessBounds)
  const connection = desk.connect(tab, edge)
  let isOver = false

  function fail(code: string, message: string): void {
    isOver = true
    logger.warn('audio-refused', { tabId: tab.tabId, reason: code })
    connection.leave()
    refuse(edge, code, message)
  }

  function takeFrame(bytes: Uint8Array): void {
    if (!sound.take(samplesIn(bytes))) {
      counters.count('audio-frames-bad')
      if (!excess.take()) fail('too-many-frames', 'More sound than there is time.')
      return
    }
    const problem = connection.takeFrame(bytes)
    if (problem !== undefined) fail(problem, 'This audio frame cannot be read.')
  }

  function takeText(text: string): void {
    const message = readMessage(text)
    if (message !== undefined && messages.take()) connection.takeMessage(message)
    else fail('bad-message', 'This message cannot be read, or there are too many.')
  }

  socket.on('message', (data, isBinary) => {
    if (isOver) return
    if (isBinary) takeFrame(messageBytes(data))
    else takeText(messageText(data))
  })
  socket.on('close', () => connection.leave())
}

function samplesIn(bytes: Uint8Array): number {
  return Math.max(1, (bytes.byteLength - audioFrameHeaderBytes) / bytesPerSample)
}

function readMessage(text: string): AudioPanelMessage | undefined {
  if (nestsDeeperThan(text, deepestJson)) return undefined
  try {
    const parsed = audioPanelMessageSchema.safeParse(JSON.parse(text))
    return parsed.success ? parsed.data : undefined
  } catch {
    return undefined
  }
}
