/** What the event stream carries: envelopes around events, and the stream's own words (`type: "system"`). */
import { z } from 'zod'

export const envelopeSchema = z.object({
  /** The same on every connection. */
  id: z.string().nullish().catch(undefined),
  type: z.string(),
  name: z.string(),
  /** Rises per connection without holes, system messages included. */
  sequence: z.number().int().nullish(),
  timestamp: z.string().nullish().catch(undefined),
  conversationId: z.string().nullish(),
  queueId: z.string().nullish(),
  subscriptionId: z.string().nullish(),
  /** Of `rotating`. Some senders put it into `data`. */
  closesInMs: z.number().nullish(),
  data: z.unknown(),
})
export type Envelope = z.infer<typeof envelopeSchema>

export const rotatingDataSchema = z.object({ closesInMs: z.number() })

/** One subscription as it goes out: all filters of one must hold, several add up. */
export interface WireSubscription {
  readonly id: string
  readonly events: readonly string[]
  readonly filters: readonly {
    readonly name: 'queueId' | 'conversationId' | 'userId' | 'coaching.userId' | 'supervisorId'
    readonly operator: 'eq' | 'in'
    readonly value: string | readonly string[]
  }[]
}

/** What we say on an open stream. */
export type StreamRequest =
  | ({ readonly action: 'subscribe' } & WireSubscription)
  | { readonly action: 'unsubscribe'; readonly id: string }

/** Why the platform closed a stream. */
export const streamCloseCodes = {
  rotated: 1012,
  tokenExpired: 4401,
  rightRemoved: 4403,
  slowConsumer: 4408,
  tooManyConnections: 4429,
} as const
