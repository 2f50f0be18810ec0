/** Sockets that a test drives by hand: what was sent is kept, what arrives is said by the test. */
import type { PanelMessage, ServerMessage } from '@sotto/protocol'
import type { OpenSocket, SocketListener } from '../src/model/socket.ts'

export interface ScriptedSocket {
  readonly path: string
  readonly sentTexts: string[]
  readonly sentBytes: Uint8Array[]
  /** What the panel said, parsed. */
  readonly sent: PanelMessage[]
  closedByPanel: boolean
  bufferedBytes: number
  open(): void
  say(message: unknown): void
  sayText(text: string): void
  sayBytes(bytes: Uint8Array): void
  cut(code?: number): void
}

export interface ScriptedSockets {
  readonly openSocket: OpenSocket
  readonly all: ScriptedSocket[]
  /** The newest one to this path's beginning. */
  newest(path: string): ScriptedSocket
}

export function createScriptedSockets(): ScriptedSockets {
  const all: ScriptedSocket[] = []
  return {
    all,
    newest(path) {
      const socket = all.findLast((candidate) => candidate.path.startsWith(path))
      if (socket === undefined) throw new Error(`nobody connected to ${path}`)
      return socket
    },
    openSocket(path, listener) {
      const socket = createScriptedSocket(path, listener)
      all.push(socket)
      return {
        send(data) {
          if (typeof data === 'string') socket.sentTexts.push(data)
          else socket.sentBytes.push(data)
        },
        close() {
          socket.closedByPanel = true
        },
        get bufferedBytes() {
          return socket.bufferedBytes
        },
      }
    },
  }
}

function createScriptedSocket(path: string, listener: SocketListener): ScriptedSocket {
  const sentTexts: string[] = []
  return {
    path,
    sentTexts,
    sentBytes: [],
    get sent() {
      return sentTexts.map((text) => JSON.parse(text))
    },
    closedByPanel: false,
    bufferedBytes: 0,
    open: () => listener.onOpen(),
    say: (message) => listener.onText(JSON.stringify(message)),
    sayText: (text) => listener.onText(text),
    sayBytes: (bytes) => listener.onBinary(bytes),
    cut: (code = 1006) => listener.onClose(code),
  }
}

export function welcome(
  over: Partial<Extract<ServerMessage, { type: 'welcome' }>> = {},
): ServerMessage {
  return {
    type: 'welcome',
    streamId: 'stream-1',
    resumed: false,
    sequence: 0,
    serverTime: Date.UTC(2026, 0, 1, 12),
    ...over,
  }
}
