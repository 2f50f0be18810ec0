/** What a client says on its event stream, read without trusting it. */
import { err, ok, type Result } from '@sotto/kernel'
import { z } from 'zod'
import type { SystemMessage } from './envelope.ts'
import { parseJson } from './parse-json.ts'
import { subscriptionIdShape } from './subscription.ts'

export interface ClientMessage {
  readonly action: 'subscribe' | 'unsubscribe'
  readonly id: string
  /** As it came, for the subscription's own reader. */
  readonly raw: unknown
}

const messageShape = z.object({ action: z.enum(['subscribe', 'unsubscribe']) })
const idShape = z.object({ id: subscriptionIdShape })

/** The error is the answer to send. */
export function readClientMessage(text: string): Result<ClientMessage, SystemMessage> {
  const raw = parseJson(text)
  if (raw === undefined) return err(complain('the message is not JSON'))
  const message = messageShape.safeParse(raw)
  if (!message.success) return err(complain('action must be "subscribe" or "unsubscribe"'))
  const id = readSubscriptionId(raw)
  if (id === undefined) {
    const reason = 'id must be a text of 1 to 100 characters'
    return err({ name: 'subscribe-refused', data: { reason } })
  }
  return ok({ action: message.data.action, id, raw })
}

export function readSubscriptionId(raw: unknown): string | undefined {
  const read = idShape.safeParse(raw)
  return read.success ? read.data.id : undefined
}

function complain(reason: string): SystemMessage {
  return { name: 'error', data: { reason } }
}
