/** The collecting as a whole: facts, interventions, their outcomes, and forgetting. Nothing here is ever waited for. */
import type { ControlRecord, OutcomeWindows } from '@sotto/domain'
import type { Unsubscribe } from '@sotto/kernel'
import type { FactStore, InterventionStore } from '../database/fact-store.ts'
import type { CallFiguresBook } from './call-figures.ts'
import { type CollectFactsOptions, collectFacts } from './collect-facts.ts'
import { forgetOldFacts } from './forget-old-facts.ts'
import { createInterventions } from './interventions.ts'
import { type WatchedCoachings, watchCoachings } from './watch-coachings.ts'
import { watchWhispers } from './watch-whispers.ts'

export interface KeepFactsOptions extends Omit<CollectFactsOptions, 'store' | 'onFact'> {
  readonly stores: { readonly facts: FactStore; readonly interventions: InterventionStore }
  readonly registry: { onChange(listener: (record: ControlRecord) => void): Unsubscribe }
  readonly figures: Pick<CallFiguresBook, 'take'>
  readonly coachings?: WatchedCoachings
  readonly outcomeWindows: OutcomeWindows
  readonly factRetentionMs: number
}

export function keepFacts(options: KeepFactsOptions): void {
  const { stores } = options
  const interventions = createInterventions({
    ...options,
    facts: stores.facts,
    store: stores.interventions,
    windows: options.outcomeWindows,
  })
  collectFacts({
    ...options,
    store: stores.facts,
    onFact(fact) {
      options.figures.take(fact)
      if (fact.kind === 'phase' && fact.phase === 'ended')
        interventions.conversationEnded(fact.conversationId, fact.at)
    },
  })
  forgetOldFacts({ ...options, store: stores.facts })
  watchWhispers(options.registry, interventions)
  if (options.coachings !== undefined) watchCoachings(options.coachings, interventions)
}
