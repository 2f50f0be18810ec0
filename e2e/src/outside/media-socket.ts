import WebSocket from 'ws'
import { pause, until } from './until.ts'

export interface MediaMessage {
  readonly type: string
  readonly [field: string]: unknown
}

/** One connection to a control's media socket, with everything that came over it. */
export interface MediaSocket {
  readonly messages: readonly MediaMessage[]
  readonly frames: readonly Buffer[]
  next(type: string, timeoutMs?: number): Promise<MediaMessage>
  /** The platform's latest account of what the ear was given. */
  position(): Record<
    'receivedSamples' | 'mixedSamples' | 'underrunSamples' | 'clippedSamples',
    number
  >
  say(message: unknown): void
  sendRaw(data: string | Uint8Array): void
  /** Speaks 20 ms frames in real time; stops when the socket closes. */
  speak(samples: Int16Array): Promise<void>
  closed(timeoutMs?: number): Promise<number>
  isOpen(): boolean
  /** Without saying `close`. */
  drop(): void
}

const frameSamples = 320

/** The HTTP status of a refused handshake, or the socket; `open` is sent at once unless told not to. */
export async function connectMedia(
  baseUrl: string,
  token: string,
  control: { readonly id: string; readonly conversationId: string },
  input: { readonly sayOpen?: boolean } = {},
): Promise<MediaSocket | { readonly refused: number }> {
  const path = `/api/v2/conversations/${control.conversationId}/controls/${control.id}/media`
  const socket = new WebSocket(`${baseUrl.replace('http', 'ws')}${path}`, {
    headers: token === '' ? {} : { authorization: `Bearer ${token}` },
  })
  const messages: MediaMessage[] = []
  const frames: Buffer[] = []
  let closeCode: number | undefined
  socket.on('message', (data: Buffer, isBinary) => {
    if (isBinary) frames.push(data)
    else messages.push(JSON.parse(data.toString('utf8')))
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
  const say = (message: unknown) => socket.send(JSON.stringify(message))
  if (input.sayOpen !== false) say(openMessage)
  return {
    messages,
    frames,
    next: (type, timeoutMs = 5_000) =>
      until(`"${type}"`, timeoutMs, () => messages.find((message) => message.type === type)),
    position() {
      const last = messages.findLast(({ type }) => type === 'position')
      const read = (field: string) => Number(last?.[field] ?? Number.NaN)
      return {
        receivedSamples: read('receivedSamples'),
        mixedSamples: read('mixedSamples'),
        underrunSamples: read('underrunSamples'),
        clippedSamples: read('clippedSamples'),
      }
    },
    say,
    sendRaw: (data) => socket.send(data),
    speak: (samples) => speakInTime(socket, samples),
    closed: (timeoutMs = 5_000) => until('a close', timeoutMs, () => closeCode),
    isOpen: () => socket.readyState === WebSocket.OPEN,
    drop: () => socket.terminate(),
  }
}

export const openMessage = {
  type: 'open',
  media: [{ type: 'audio', format: 'L16', rate: 16_000, channels: ['supervisor'] }],
} as const

async function speakInTime(socket: WebSocket, samples: Int16Array): Promise<void> {
  const startedAt = performance.now()
  for (let start = 0; start + frameSamples <= samples.length; start += frameSamples) {
    if (socket.readyState !== WebSocket.OPEN) return
    const frame = samples.slice(start, start + frameSamples)
    socket.send(new Uint8Array(frame.buffer))
    const dueAt = startedAt + (start / frameSamples + 1) * 20
    if (performance.now() < dueAt) await pause(dueAt - performance.now())
  }
}

/** For a handshake that must succeed, up to `opened`. */
export async function openLine(
  baseUrl: string,
  token: string,
  control: { readonly id: string; readonly conversationId: string },
): Promise<MediaSocket> {
  const line = await connectMedia(baseUrl, token, control)
  if ('refused' in line) throw new Error(`the media socket was refused: ${line.refused}`)
  await line.next('opened')
  return line
}
