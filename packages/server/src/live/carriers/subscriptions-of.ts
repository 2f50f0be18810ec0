import type { Subscription } from '@sotto/platform'

export interface Wanted {
  /** Whose stream it is. */
  readonly supervisorId: string
  readonly own: ReadonlySet<string>
  /** Queues this stream brings for everybody on this server. */
  readonly carried: readonly string[]
  /** Conversations of this supervisor's own: opened, or with a control of theirs that is not settled. */
  readonly conversations: ReadonlySet<string>
  /** Of these those with a control. */
  readonly held: ReadonlySet<string>
  /** Conversations whose transcript is open. */
  readonly transcripts: ReadonlySet<string>
  /** Whose coaching sessions; undefined for those who may read none. */
  readonly coachedBy: string | undefined
}

const queueFamilies = ['conversation-state', 'control', 'routing', 'conversation-metrics'] as const

/** Platforms bound the subscriptions of one stream. */
const queueSubscriptionsAtMost = 100

/**
 * What one supervisor's stream is to bring: the queues it carries for this server, and of their own, whoever carries the queue,
 * their controls, what they have opened, and a word every few seconds of a conversation they act in (the metrics).
 */
export function subscriptionsOf(wanted: Wanted): readonly Subscription[] {
  const { carried, coachedBy, conversations, held, own, supervisorId, transcripts } = wanted
  if (own.size === 0) return []
  const subscriptions: Subscription[] = []
  // Their own first, which is there from a stream's first byte; each alone, so that it is untouched when others come and go.
  for (const conversationId of conversations)
    subscriptions.push({ families: ['conversation-state'], conversationIds: [conversationId] })
  for (const conversationId of held)
    subscriptions.push({ families: ['conversation-metrics'], conversationIds: [conversationId] })
  subscriptions.push({ families: ['control'], supervisorIds: [supervisorId] })
  if (transcripts.size > 0)
    subscriptions.push({ families: ['transcript'], conversationIds: [...transcripts] })
  if (coachedBy !== undefined)
    subscriptions.push({ families: ['coaching'], coachedBy: [coachedBy] })
  const mine = carried.filter((queueId) => own.has(queueId)).sort()
  for (const queueIds of grouped(mine)) subscriptions.push({ families: queueFamilies, queueIds })
  return subscriptions
}

function grouped(queueIds: readonly string[]): readonly (readonly string[])[] {
  const size = Math.max(1, Math.ceil(queueIds.length / queueSubscriptionsAtMost))
  const count = Math.ceil(queueIds.length / size)
  return Array.from({ length: count }, (_, index) =>
    queueIds.slice(index * size, (index + 1) * size),
  )
}
