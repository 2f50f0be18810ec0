// Whether what is known may be told one supervisor as true: some stream has kept it so since it was said.
import type { Clock, MonotonicMs } from '@sotto/kernel'
import type { QueueCarriage } from '../carriers/queue-carriage.ts'
import type { LiveWorld } from '../live-world.ts'
import type { StreamTopics } from './stream-topics.ts'
import type { Supervisor } from './supervisor.ts'

export type Freshness = Pick<Supervisor, 'isFresh' | 'isKeptTrue' | 'isQueueHeard'>

export interface FreshnessOptions {
  readonly clock: Clock
  readonly world: Pick<LiveWorld, 'conversation'>
  readonly carriage: Pick<QueueCarriage, 'heardSince' | 'lastWordAtMono'>
  readonly topics: Pick<StreamTopics, 'heard' | 'holds'>
  /** This supervisor's own stream. */
  readonly openSinceMono: () => MonotonicMs | undefined
  readonly lastWordAtMono: () => MonotonicMs | undefined
}

/** A stream that has told of something without a break. */
interface Teller {
  readonly lastWordAtMono: MonotonicMs | undefined
}

/** A heartbeat and some more: a stream that has been silent for longer may be dead. */
const spokenWithinMs = 16_000

export function createFreshness(options: FreshnessOptions): Freshness {
  const { carriage, clock, topics, world } = options
  const self: Teller = {
    get lastWordAtMono() {
      return options.lastWordAtMono()
    },
  }

  /** Who has told everything of it since then; undefined: nobody. */
  function tellerOf(conversationId: string, knownAtMono: MonotonicMs): Teller | undefined {
    const openSinceMono = options.openSinceMono()
    if (openSinceMono === undefined) return undefined
    const ownSince = topics.heard.conversationSince(conversationId)
    if (ownSince !== undefined && knownAtMono >= ownSince) return self
    // Whether somebody is heard must not hang on a colleague's stream.
    if (topics.holds(conversationId)) return undefined
    const queueId = world.conversation(conversationId)?.summary.queueId
    if (queueId === undefined) return knownAtMono >= openSinceMono ? self : undefined
    const since = carriage.heardSince(queueId)
    if (since === undefined || knownAtMono < since) return undefined
    return { lastWordAtMono: carriage.lastWordAtMono(queueId) }
  }

  return {
    isFresh: (conversationId, knownAtMono) => tellerOf(conversationId, knownAtMono) !== undefined,
    isKeptTrue(conversationId, knownAtMono) {
      const lastWord = tellerOf(conversationId, knownAtMono)?.lastWordAtMono
      return lastWord !== undefined && clock.monotonicNow() - lastWord <= spokenWithinMs
    },
    isQueueHeard(queueId, sinceMono) {
      const heardSince = carriage.heardSince(queueId)
      return (
        options.openSinceMono() !== undefined && heardSince !== undefined && sinceMono >= heardSince
      )
    },
  }
}
