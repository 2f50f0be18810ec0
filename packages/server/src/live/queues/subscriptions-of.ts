import type { Subscription } from '@sotto/platform'

/** What one supervisor's stream is to bring: all of their own queues, and the metrics of those it carries for this server (W2). */
export function subscriptionsOf(
  own: ReadonlySet<string>,
  carried: readonly string[],
): readonly Subscription[] {
  if (own.size === 0) return []
  const metricsOf = carried.filter((queueId) => own.has(queueId))
  return [
    { families: ['conversation-state', 'control', 'routing'], queueIds: [...own] },
    ...(metricsOf.length === 0
      ? []
      : [{ families: ['conversation-metrics'] as const, queueIds: metricsOf }]),
  ]
}
