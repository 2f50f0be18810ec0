import type { Subscription } from '@sotto/platform'

/** What one supervisor's stream is to bring: all of their own queues, the metrics of those it carries for this server,
 * and the transcripts that are open (W2). */
export function subscriptionsOf(
  own: ReadonlySet<string>,
  carried: readonly string[],
  transcripts: ReadonlySet<string>,
): readonly Subscription[] {
  if (own.size === 0) return []
  const metricsOf = carried.filter((queueId) => own.has(queueId))
  return [
    { families: ['conversation-state', 'control', 'routing'], queueIds: [...own] },
    ...(metricsOf.length === 0
      ? []
      : [{ families: ['conversation-metrics'] as const, queueIds: metricsOf }]),
    ...(transcripts.size === 0
      ? []
      : [{ families: ['transcript'] as const, conversationIds: [...transcripts] }]),
  ]
}
