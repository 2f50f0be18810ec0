/** One outgoing WebSocket, as thin as can be: what opens it is an argument, so that nothing else here knows sockets. */
import { WebSocket } from 'ws'
import type { RefusedAnswer } from '../map/map-error.ts'

/** How a socket ended; told exactly once. */
export type SocketEnd =
  | { readonly kind: 'closed'; readonly code: number }
  /** The handshake got an HTTP answer instead. */
  | { readonly kind: 'refused'; readonly answer: RefusedAnswer }
  | { readonly kind: 'failed' }

/** Never called before `openSocket` has returned. */
export interface ClientSocketListener {
  onOpen(): void
  onText(text: string): void
  onBinary(bytes: Uint8Array): void
  onEnd(end: SocketEnd): void
}

export interface ClientSocket {
  /** Bytes handed over that the other side has not taken yet. */
  readonly unsentBytes: number
  /** Ignored unless open. */
  send(data: string | Uint8Array): void
  /** Says goodbye; the end is told when the other side has answered. */
  close(): void
  /** Drops the connection at once. The end is told, as `failed` or `closed`. */
  terminate(): void
}

export interface OpenSocketInput {
  readonly url: string
  /** The access token; travels in the `Authorization` header, never in the address. */
  readonly bearerToken: string
  readonly handshakeTimeoutMs: number
  readonly largestMessageBytes: number
  readonly listener: ClientSocketListener
}

export type OpenSocket = (input: OpenSocketInput) => ClientSocket

const longestRefusalBytes = 16_384

/** Sockets of the `ws` package. */
export function openWebSocket(input: OpenSocketInput): ClientSocket {
  const { listener } = input
  const socket = new WebSocket(input.url, {
    headers: { authorization: `Bearer ${input.bearerToken}` },
    handshakeTimeout: input.handshakeTimeoutMs,
    maxPayload: input.largestMessageBytes,
    perMessageDeflate: false,
    // A redirect would carry the token elsewhere.
    followRedirects: false,
  })
  let isOver = false
  function end(how: SocketEnd): void {
    if (isOver) return
    isOver = true
    listener.onEnd(how)
  }

  socket.on('open', () => listener.onOpen())
  socket.on('message', (data, isBinary) => {
    if (isOver) return
    const bytes = Array.isArray(data)
      ? Buffer.concat(data)
      : data instanceof ArrayBuffer
        ? Buffer.from(data)
        : data
    if (isBinary) listener.onBinary(bytes)
    else listener.onText(bytes.toString('utf8'))
  })
  socket.on('unexpected-response', (_request, response) => {
    let body = ''
    response.setEncoding('utf8')
    response.on('data', (chunk: string) => {
      if (body.length < longestRefusalBytes) body += chunk
    })
    const settle = () => {
      end({
        kind: 'refused',
        answer: {
          status: response.statusCode ?? 0,
          body: parseJson(body),
          retryAfter: response.headers['retry-after'],
        },
      })
      socket.terminate()
    }
    response.on('end', settle)
    response.on('error', settle)
  })
  // 1006 stands for "no goodbye": never opened, or cut off.
  socket.on('close', (code) => end(code === 1006 ? { kind: 'failed' } : { kind: 'closed', code }))
  // `close` follows every error; without a listener the error would end the process.
  socket.on('error', () => {})

  return new OpenedSocket(socket)
}

/** A class: asked for every spoken frame, and an object made with a `get` of its own is a table to be looked up in. */
class OpenedSocket implements ClientSocket {
  private readonly socket: WebSocket

  constructor(socket: WebSocket) {
    this.socket = socket
  }

  get unsentBytes(): number {
    return this.socket.bufferedAmount
  }

  send(data: string | Uint8Array): void {
    if (this.socket.readyState === WebSocket.OPEN) this.socket.send(data)
  }

  close(): void {
    this.socket.close(1000)
  }

  terminate(): void {
    this.socket.terminate()
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
