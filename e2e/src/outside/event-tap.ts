import WebSocket from 'ws'
import type { StreamMessage } from './shapes.ts'
import { until } from './until.ts'

/** One connection to the event stream, with everything it said. */
export interface EventTap {
  readonly messages: readonly StreamMessage[]
  /** The first message, said already or within that time, that fits. */
  next(
    what: string,
    fits: (message: StreamMessage) => boolean,
    timeoutMs?: number,
  ): Promise<StreamMessage>
  send(text: string): void
  subscribe(subscription: unknown): void
  /** The close code, once the platform has closed. */
  closed(timeoutMs?: number): Promise<number>
  isOpen(): boolean
  /** Reads nothing more, until told to. */
  stopReading(): void
  readOn(): void
  close(): void
}

export interface EventTapInput {
  readonly token?: string
  /** Instead of the header. */
  readonly tokenInUrl?: string
  readonly filter?: string
}

/** The HTTP status of a refused handshake, or the open tap. */
export async function openEvents(
  baseUrl: string,
  input: EventTapInput,
): Promise<EventTap | { readonly refused: number }> {
  const query = new URLSearchParams()
  if (input.filter !== undefined) query.set('filter', input.filter)
  if (input.tokenInUrl !== undefined) query.set('access_token', input.tokenInUrl)
  const socket = new WebSocket(`${baseUrl.replace('http', 'ws')}/api/v2/events?${query}`, {
    headers: input.token === undefined ? {} : { authorization: `Bearer ${input.token}` },
  })
  const messages: StreamMessage[] = []
  let closeCode: number | undefined
  socket.on('message', (data) => messages.push(JSON.parse(String(data))))
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
    next: (what, fits, timeoutMs = 5_000) => until(what, timeoutMs, () => messages.find(fits)),
    send: (text) => socket.send(text),
    subscribe: (subscription) =>
      socket.send(JSON.stringify(Object.assign({ action: 'subscribe' }, subscription))),
    closed: (timeoutMs = 5_000) => until('a close', timeoutMs, () => closeCode),
    isOpen: () => socket.readyState === WebSocket.OPEN,
    stopReading: () => socket.pause(),
    readOn: () => socket.resume(),
    close: () => socket.close(),
  }
}

/** As above, for a handshake that must succeed. */
export async function tapEvents(baseUrl: string, input: EventTapInput): Promise<EventTap> {
  const tap = await openEvents(baseUrl, input)
  if ('refused' in tap) throw new Error(`the event stream was refused: ${tap.refused}`)
  return tap
}
