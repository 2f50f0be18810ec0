/** An event in our words. What we cannot read is `unrecognised`, never dropped in silence and never guessed at. */
import type { PlatformFact } from '@sotto/platform'
import { coachingSchema } from '../wire/coaching.ts'
import { controlSchema } from '../wire/control.ts'
import { conversationSchema, metricsSchema } from '../wire/conversation.ts'
import type { Envelope } from '../wire/event.ts'
import { changedMemberSchema } from '../wire/people.ts'
import { timeSchema } from '../wire/time.ts'
import { segmentSchema } from '../wire/transcript.ts'
import { mapCoaching } from './map-coaching.ts'
import { mapControl } from './map-control.ts'
import { mapConversation } from './map-conversation.ts'
import { mapMember } from './map-person.ts'
import { mapSegment } from './map-transcript.ts'

export function mapEvent(envelope: Envelope): PlatformFact {
  return knownFactOf(envelope) ?? { type: 'unrecognised', rawType: envelope.name.slice(0, 64) }
}

function knownFactOf(envelope: Envelope): PlatformFact | undefined {
  switch (envelope.name) {
    case 'conversation.updated': {
      const parsed = conversationSchema.safeParse(envelope.data)
      const conversation = parsed.success ? mapConversation(parsed.data) : undefined
      return conversation && { type: 'conversation-changed', conversation }
    }
    case 'conversation.metrics': {
      const parsed = metricsSchema.safeParse(envelope.data)
      const { conversationId } = envelope
      if (!parsed.success || conversationId == null) return undefined
      return {
        type: 'conversation-metrics',
        conversationId,
        metrics: parsed.data,
        ...nameOf(envelope),
      }
    }
    case 'control.updated': {
      const parsed = controlSchema.safeParse(envelope.data)
      const control = parsed.success ? mapControl(parsed.data) : undefined
      return control && { type: 'control-changed', control }
    }
    case 'transcript.segment': {
      const parsed = segmentSchema.safeParse(envelope.data)
      const segment = parsed.success ? mapSegment(parsed.data) : undefined
      const { conversationId } = envelope
      if (segment === undefined || conversationId == null) return undefined
      return { type: 'transcript-segment', conversationId, segment }
    }
    case 'coaching.created':
    case 'coaching.updated': {
      const parsed = coachingSchema.safeParse(envelope.data)
      const coaching = parsed.success ? mapCoaching(parsed.data) : undefined
      return coaching && { type: 'coaching-changed', coaching }
    }
    case 'routing.member': {
      const parsed = changedMemberSchema.safeParse(envelope.data)
      const { queueId } = envelope
      if (!parsed.success || queueId == null) return undefined
      const { version } = parsed.data
      return {
        type: 'member-changed',
        queueId,
        member: mapMember(parsed.data),
        ...(version === undefined ? {} : { version }),
      }
    }
    default:
      return undefined
  }
}

/** By what an event is told from its own double, and when it was sent; each only where the platform says it readably. */
function nameOf({ id, timestamp }: Envelope): { eventId?: string; measuredAt?: number } {
  const at = timeSchema.safeParse(timestamp)
  return {
    ...(id == null || id === '' ? {} : { eventId: id }),
    ...(at.success ? { measuredAt: at.data } : {}),
  }
}
