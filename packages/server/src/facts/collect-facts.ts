/** Keeps every phase and every report of the conversations that pass by, each once (B7, B13). */
import type { Conversation, ConversationFact, MetricsFact, PhaseFact } from '@sotto/domain'
import type { Clock, Unsubscribe } from '@sotto/kernel'
import type { FactStore } from '../database/fact-store.ts'
import type { Counters } from '../live/counters.ts'
import { type MetricsEvent, metricsFactOf, phaseFactOf } from './facts-of-events.ts'
import { createWriteBehind, type WriteBehindOptions } from './write-behind.ts'

export interface CollectFactsOptions
  extends Omit<
    WriteBehindOptions<ConversationFact>,
    'name' | 'lost' | 'gatherMs' | 'waitingAtMost' | 'write'
  > {
  readonly clock: Clock
  readonly counters: Counters
  readonly store: Pick<FactStore, 'append'>
  readonly world: {
    conversation(
      conversationId: string,
    ): { readonly summary: { readonly agentUserId: string } } | undefined
    onConversation(listener: (conversation: Conversation) => void): Unsubscribe
  }
  /** Each once and at once, before it is written. */
  readonly onFact: (fact: PhaseFact | MetricsFact) => void
  readonly supervisors: { onMetrics(listener: (event: MetricsEvent) => void): Unsubscribe }
}

/** Reports come every five seconds and conversation: a second of them is one write. */
const gatherMs = 1_000
/** A few minutes of a large contact centre. */
const waitingAtMost = 50_000
/** Remembered so as not to write what was written; the database knows the rest. */
const rememberedAtMost = 10_000

export function collectFacts(options: CollectFactsOptions): void {
  const { clock, counters, store, supervisors, world } = options
  const seen = new Set<string>()
  const rows = createWriteBehind<ConversationFact>({
    ...options,
    name: 'conversation-facts',
    lost: 'conversation-facts-lost',
    gatherMs,
    waitingAtMost,
    async write(facts) {
      counters.count('conversation-facts-kept', await store.append(facts))
    },
  })

  /** Many streams tell of the same: only the first telling goes on. */
  function keep(fact: ConversationFact | undefined): void {
    if (fact === undefined) {
      counters.count('conversation-facts-unnamed')
      return
    }
    const key = JSON.stringify([fact.conversationId, fact.sourceKey])
    if (seen.has(key)) return
    seen.add(key)
    const [oldest] = seen
    if (seen.size > rememberedAtMost && oldest !== undefined) seen.delete(oldest)
    rows.add([fact])
    options.onFact(fact)
  }

  world.onConversation((conversation) => {
    const agentUserId = world.conversation(conversation.id)?.summary.agentUserId
    keep(phaseFactOf(conversation, agentUserId, clock.wallNow()))
  })
  supervisors.onMetrics((event) => keep(metricsFactOf(event, clock.wallNow())))
}
