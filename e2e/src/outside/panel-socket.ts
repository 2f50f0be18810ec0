import WebSocket from 'ws'
import { until } from './until.ts'

export interface PanelSocketMessage {
  readonly type: string
  readonly [field: string]: unknown
}

/** A socket of the console's own, `/live` or `/audio`, as a page of ours or of anybody's would open it. */
export interface PanelSocket {
  readonly messages: readonly PanelSocketMessage[]
  say(message: unknown): void
  sendRaw(data: string | Uint8Array): void
  next(type: string, timeoutMs?: number): Promise<PanelSocketMessage>
  closed(timeoutMs?: number): Promise<number>
  isOpen(): boolean
  close(): void
}

/** The HTTP status of a refused handshake, or the socket. No cookie and no origin unless they are given. */
export async function connectPanel(
  url: string,
  headers: Readonly<Record<string, string>>,
): Promise<PanelSocket | { readonly refused: number }> {
  const socket = new WebSocket(url.replace('http', 'ws'), { headers })
  const messages: PanelSocketMessage[] = []
  let closeCode: number | undefined
  socket.on('message', (data, isBinary) => {
    if (!isBinary) messages.push(JSON.parse(String(data)))
  })
  socket.on('close', (code) => {
    closeCode = code
  })
  const refused = await new Promise<number | undefined>((resolve, reject) => {
    socket.once('open', () => resolve(undefined))
    socket.once('unexpected-response', (request, response) => {
      resolve(response.statusCode)
      request.destroy()
    })
    socket.once('error', reject)
  })
  socket.on('error', () => {})
  if (refused !== undefined) return { refused }
  return {
    messages,
    say: (message) => socket.send(JSON.stringify(message)),
    sendRaw: (data) => socket.send(data),
    next: (type, timeoutMs = 5_000) =>
      until(`"${type}"`, timeoutMs, () => messages.find((message) => message.type === type)),
    closed: (timeoutMs = 5_000) => until('a close', timeoutMs, () => closeCode),
    isOpen: () => socket.readyState === WebSocket.OPEN,
    close: () => socket.close(),
  }
}
