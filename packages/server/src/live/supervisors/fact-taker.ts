// What one supervisor's event stream tells, put where it belongs: into the shared world, or to whoever waits for it.
import type { PlatformCoaching, PlatformControl, TranscriptSegment } from '@sotto/domain'
import { assertNever, type Clock } from '@sotto/kernel'
import type { PlatformFact } from '@sotto/platform'
import type { MetricsEvent } from '../../facts/facts-of-events.ts'
import type { Counters } from '../counters.ts'
import type { LiveWorld } from '../live-world.ts'

/** One piece of a transcript, raw, as one stream told it. */
export interface SaidSegment {
  readonly conversationId: string
  readonly segment: TranscriptSegment
}

export interface FactTakerOptions {
  readonly clock: Clock
  readonly world: LiveWorld
  readonly counters: Counters
  readonly isOwn: (queueId: string) => boolean
  readonly onControl: (control: PlatformControl) => void
  readonly onCoaching: (coaching: PlatformCoaching) => void
  readonly onMetrics: (event: MetricsEvent) => void
  readonly onSegment: (segment: SaidSegment) => void
  /** Something was told about this conversation, and not the conversation itself. */
  readonly onMention: (conversationId: string) => void
}

export function createFactTaker(options: FactTakerOptions): (fact: PlatformFact) => void {
  const { clock, counters, isOwn, world } = options
  return (fact) => {
    switch (fact.type) {
      case 'conversation-changed': {
        const { conversation } = fact
        const isKnown = world.conversation(conversation.id) !== undefined
        if (!isKnown && !isOwn(conversation.queueId)) counters.count('facts-foreign')
        else world.takeConversation(conversation, { by: 'event', atMono: clock.monotonicNow() })
        return
      }
      case 'member-changed':
        if (isOwn(fact.queueId)) world.takeMember(fact.queueId, fact.member, fact)
        else counters.count('facts-foreign')
        return
      case 'control-changed':
        options.onMention(fact.control.conversationId)
        options.onControl(fact.control)
        return
      case 'coaching-changed':
        options.onCoaching(fact.coaching)
        return
      case 'transcript-segment':
        options.onSegment(fact)
        return
      case 'conversation-metrics':
        options.onMention(fact.conversationId)
        options.onMetrics(fact)
        return
      case 'unrecognised':
        counters.count('facts-unrecognised')
        return
      default:
        assertNever(fact)
    }
  }
}
