/** Events and system messages as they go over the wire: written once, then stamped with each connection's own sequence. */
import type { PlatformEvent } from '../world/shapes.ts'

/** A message but for its sequence. Serialising `data` is what costs, and it is the same for everybody. */
export interface PreparedMessage {
  readonly head: string
  readonly tail: string
  /** In UTF-8, without the digits of the sequence. */
  readonly byteLength: number
}

export interface MessageStamp {
  readonly id: string
  readonly wallMs: number
}

export function prepareEvent(event: PlatformEvent, stamp: MessageStamp): PreparedMessage {
  const { type, name, conversationId, userId, queueId, data } = event
  return prepare({ id: stamp.id, type, name }, stamp, { conversationId, userId, queueId, data })
}

export type SystemMessage =
  | { readonly name: 'heartbeat' }
  | { readonly name: 'rotating'; readonly data: { readonly closesInMs: number } }
  | { readonly name: 'slow-consumer' }
  | { readonly name: 'subscribed' | 'unsubscribed'; readonly subscriptionId: string }
  | {
      readonly name: 'subscribe-refused'
      /** Absent when the client gave none that could be repeated. */
      readonly subscriptionId?: string
      readonly data: { readonly reason: string }
    }
  | { readonly name: 'error'; readonly data: { readonly reason: string } }

export function prepareSystem(message: SystemMessage, stamp: MessageStamp): PreparedMessage {
  const { name, ...rest } = message
  return prepare({ id: stamp.id, type: 'system', name }, stamp, { data: {}, ...rest })
}

function prepare(
  front: Readonly<Record<string, string>>,
  stamp: MessageStamp,
  back: Readonly<Record<string, unknown>>,
): PreparedMessage {
  const head = `${JSON.stringify(front).slice(0, -1)},"sequence":`
  const timestamp = new Date(stamp.wallMs).toISOString()
  const tail = `,${JSON.stringify({ timestamp, ...back }).slice(1)}`
  return { head, tail, byteLength: Buffer.byteLength(head) + Buffer.byteLength(tail) }
}
