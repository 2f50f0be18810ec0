import type { Subscription } from '@sotto/platform'

export interface Wanted {
  readonly own: ReadonlySet<string>
  readonly carried: readonly string[]
  /** Conversations whose transcript is open. */
  readonly transcripts: ReadonlySet<string>
  /** Whose coaching sessions; undefined for those who may read none. */
  readonly coachedBy: string | undefined
}

/**
 * What one supervisor's stream is to bring: all of their own queues, the metrics of those it carries for this server, the
 * transcripts that are open and their own coaching sessions (W2).
 */
export function subscriptionsOf({
  own,
  carried,
  transcripts,
  coachedBy,
}: Wanted): readonly Subscription[] {
  if (own.size === 0) return []
  const wanted: Subscription[] = [
    { families: ['conversation-state', 'control', 'routing'], queueIds: [...own] },
  ]
  const metricsOf = carried.filter((queueId) => own.has(queueId))
  if (metricsOf.length > 0) wanted.push({ families: ['conversation-metrics'], queueIds: metricsOf })
  if (transcripts.size > 0)
    wanted.push({ families: ['transcript'], conversationIds: [...transcripts] })
  if (coachedBy !== undefined) wanted.push({ families: ['coaching'], coachedBy: [coachedBy] })
  return wanted
}
