// The whispers and lines of a coaching session: what its supervisor sent in that conversation under the same session id (W5).
import type { CoachingRecord } from '@sotto/domain'
import type { CoachingReading } from '@sotto/protocol'
import type { ControlStore } from '../database/stores.ts'
import type { TextMasking } from '../text/text-masking.ts'

const linkedAtMost = 100

/** Oldest first. */
export async function linkedWhispers(
  store: Pick<ControlStore, 'byConversation'>,
  {
    agentName,
    coachingSessionId,
    conversationId,
    queueId,
    supervisorId,
    supervisorName,
  }: CoachingRecord,
  masking: TextMasking,
): Promise<CoachingReading['whispers']> {
  const about = { conversationId, queueId, ownNames: [agentName, supervisorName] }
  const sent = await store.byConversation(conversationId, supervisorId, linkedAtMost)
  return sent
    .filter(({ record }) => record.coachingSessionId === coachingSessionId)
    .map(({ record }) => ({
      id: record.id,
      kind: record.kind,
      // Sent to one agent who knew whom it was about; here others read it, and later.
      ...(record.text === undefined ? {} : { text: masking.mask(record.text, about).text }),
      state: record.state.name,
      submittedAt: record.submittedAt,
    }))
    .reverse()
}
