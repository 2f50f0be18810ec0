/** A client of the event hub without a socket: keeps what it was sent, and how it was closed. */
import { z } from 'zod'
import type { EventTransport } from '../event-connection.ts'

const envelope = z
  .object({
    id: z.string(),
    type: z.string(),
    name: z.string(),
    sequence: z.number(),
    timestamp: z.string(),
    data: z.record(z.string(), z.unknown()),
  })
  .loose()

export type Envelope = z.infer<typeof envelope>

export interface StreamClient {
  readonly transport: EventTransport
  readonly texts: readonly string[]
  readonly ended: 'no' | 'dropped' | { readonly code: number; readonly reason: string }
  received(): Envelope[]
  names(): string[]
  sequences(): number[]
  /** How many bytes the wire claims to hold back. */
  stuffed: number
}

export function createStreamClient(): StreamClient {
  const texts: string[] = []
  let ended: StreamClient['ended'] = 'no'
  const client: StreamClient = {
    transport: {
      send: (text) => void texts.push(text),
      bufferedBytes: () => client.stuffed,
      close(code, reason) {
        ended = { code, reason }
      },
      drop() {
        ended = 'dropped'
      },
    },
    texts,
    get ended() {
      return ended
    },
    received: () => texts.map((text) => envelope.parse(JSON.parse(text))),
    names: () => client.received().map(({ name }) => name),
    sequences: () => client.received().map(({ sequence }) => sequence),
    stuffed: 0,
  }
  return client
}
