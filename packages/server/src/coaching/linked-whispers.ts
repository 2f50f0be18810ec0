// The whispers and lines of a coaching session: what its supervisor sent in that conversation under the same session id (W5).
import type { CoachingRecord } from '@sotto/domain'
import type { CoachingReading } from '@sotto/protocol'
import type { ControlStore } from '../database/stores.ts'

const linkedAtMost = 100

/** Oldest first. */
export async function linkedWhispers(
  store: Pick<ControlStore, 'byConversation'>,
  { coachingSessionId, conversationId, supervisorId }: CoachingRecord,
): Promise<CoachingReading['whispers']> {
  const sent = await store.byConversation(conversationId, supervisorId, linkedAtMost)
  return sent
    .filter(({ record }) => record.coachingSessionId === coachingSessionId)
    .map(({ record }) => ({
      id: record.id,
      kind: record.kind,
      ...(record.text === undefined ? {} : { text: record.text }),
      state: record.state.name,
      submittedAt: record.submittedAt,
    }))
    .reverse()
}
