/** Our subscriptions in the platform's words. */
import type { EventFamily, Subscription } from '@sotto/platform'
import type { WireSubscription } from '../wire/event.ts'

/**
 * Matches nothing. It stands in every handshake, because a stream without any subscription carries every event of every
 * queue (W2): it keeps a stream narrow while the others come and go.
 */
export const nothingSubscription: WireSubscription = {
  id: 's0',
  events: ['help'],
  filters: [{ name: 'conversationId', operator: 'eq', value: 'none' }],
}

/** Without its id: two subscriptions that ask for the same are the same. */
export type SubscriptionContent = Omit<WireSubscription, 'id'>

/** Undefined when it can match nothing: an empty list of queues is not "all queues". */
export function mapSubscription(subscription: Subscription): SubscriptionContent | undefined {
  const { families, queueIds, conversationIds, agentUserIds, coachedBy, supervisorIds } =
    subscription
  const lists = [families, queueIds, conversationIds, agentUserIds, coachedBy, supervisorIds]
  if (lists.some((list) => list?.length === 0)) return undefined
  return {
    events: [...new Set(families.map((family) => eventNames[family]))].sort(),
    filters: [
      ...filterOf('queueId', queueIds),
      ...filterOf('conversationId', conversationIds),
      ...filterOf('userId', agentUserIds),
      // The guide's own use of the name: the supervisor who coaches.
      ...filterOf('coaching.userId', coachedBy),
      ...filterOf('supervisorId', supervisorIds),
    ],
  }
}

/** A family's name stands for all of its events. */
const eventNames = {
  conversation: 'conversation',
  'conversation-state': 'conversation.updated',
  'conversation-metrics': 'conversation.metrics',
  control: 'control',
  routing: 'routing',
  transcript: 'transcript',
  coaching: 'coaching',
} as const satisfies Readonly<Record<EventFamily, string>>

function filterOf(
  name: WireSubscription['filters'][number]['name'],
  values: readonly string[] | undefined,
): WireSubscription['filters'] {
  if (values === undefined) return []
  const unique = [...new Set(values)].sort()
  const [first] = unique
  if (first !== undefined && unique.length === 1) return [{ name, operator: 'eq', value: first }]
  return [{ name, operator: 'in', value: unique }]
}

/** Equal for equal contents. */
export function subscriptionKey(content: SubscriptionContent): string {
  return JSON.stringify([content.events, content.filters])
}
