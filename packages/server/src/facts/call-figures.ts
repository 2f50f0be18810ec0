/** What is shown of a call while nobody can be coached in it: who talks how much, and how long the customer was on hold (W11). */
import {
  type HoldsSoFar,
  holdsSoFar,
  type MetricsFact,
  metricsSpanMs,
  type PhaseFact,
} from '@sotto/domain'
import { type Clock, createListeners, type Unsubscribe } from '@sotto/kernel'
import type { FactStore } from '../database/fact-store.ts'
import type { Counters } from '../live/counters.ts'

export interface CallFigures {
  /** Undefined until anything was learned of that conversation. The first question has what other servers learned read, too. */
  of(conversationId: string): Figures | undefined
  /** The figures of that conversation are others than before. */
  onChange(listener: (conversationId: string) => void): Unsubscribe
}

export interface Figures {
  readonly holds: HoldsSoFar
  /** The platform's last report, while it is young enough to be called present. */
  readonly latest?: MetricsFact
}

export interface CallFiguresOptions {
  readonly clock: Clock
  readonly counters: Counters
  readonly store: Pick<FactStore, 'ofConversation'>
  readonly onFailure: (failure: unknown) => void
}

export interface CallFiguresBook extends CallFigures {
  take(fact: PhaseFact | MetricsFact): void
}

interface Entry {
  readonly phases: Map<string, PhaseFact>
  latest: MetricsFact | undefined
  isRead: boolean
}

/** Conversations that never end here must not be kept for ever. */
const rememberedAtMost = 5_000

export function createCallFigures(options: CallFiguresOptions): CallFiguresBook {
  const { clock, counters, store } = options
  const entries = new Map<string, Entry>()
  const changes = createListeners<string>(options.onFailure)

  function entryOf(conversationId: string): Entry {
    const known = entries.get(conversationId)
    if (known !== undefined) return known
    const entry: Entry = { phases: new Map(), latest: undefined, isRead: false }
    entries.set(conversationId, entry)
    const [oldest] = entries.keys()
    if (entries.size > rememberedAtMost && oldest !== undefined) entries.delete(oldest)
    return entry
  }

  function add(entry: Entry, fact: PhaseFact | MetricsFact): void {
    if (fact.kind === 'phase') entry.phases.set(fact.sourceKey, fact)
    else if (fact.at >= (entry.latest?.at ?? 0)) entry.latest = fact
  }

  /** Phases from before this server looked, or before it was started. */
  async function readKept(conversationId: string, entry: Entry): Promise<void> {
    const now = clock.wallNow()
    const reports = { fromAt: now - metricsSpanMs, toAt: now }
    try {
      for (const fact of await store.ofConversation(conversationId, reports)) add(entry, fact)
      changes.emit(conversationId)
    } catch {
      // What this server has seen itself is shown all the same.
      counters.count('store-failures')
    }
  }

  return {
    take(fact) {
      if (fact.kind === 'phase' && fact.phase === 'ended') {
        entries.delete(fact.conversationId)
        return
      }
      add(entryOf(fact.conversationId), fact)
      changes.emit(fact.conversationId)
    },
    of(conversationId) {
      const entry = entryOf(conversationId)
      if (!entry.isRead) {
        entry.isRead = true
        void readKept(conversationId, entry)
      }
      if (entry.phases.size === 0 && entry.latest === undefined) return undefined
      const { latest } = entry
      const isYoung = latest !== undefined && clock.wallNow() - latest.at <= metricsSpanMs
      return { holds: holdsSoFar([...entry.phases.values()]), ...(isYoung ? { latest } : {}) }
    },
    onChange: (listener) => changes.subscribe(listener),
  }
}
