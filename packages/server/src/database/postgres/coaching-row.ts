/** Between a coaching session's row and its record. */
import {
  type CoachingDetails,
  type CoachingRecord,
  type CoachingState,
  isCoachingOver,
} from '@sotto/domain'
import type { Insertable, Selectable } from 'kysely'
import { z } from 'zod'
import { coachingSearchText } from '../coaching-search-text.ts'
import type { StoredCoaching } from '../coaching-store.ts'
import type { CoachingRecordTable } from './tables.ts'

const at = z.number()

const stateSchema: z.ZodType<CoachingState> = z.discriminatedUnion('name', [
  z.object({
    name: z.enum([
      'starting',
      'started',
      'in-progress',
      'paused',
      'completed',
      'invalid',
      'vanished',
    ]),
    at,
    reason: z.literal('queue-taken').exactOptional(),
  }),
  z.object({
    name: z.literal('refused'),
    at,
    reason: z.string(),
    missing: z.string().exactOptional(),
  }),
])

const detailsSchema: z.ZodType<CoachingDetails> = z.object({
  notes: z.string(),
  tags: z.array(z.string()),
  rating: z.number().int().exactOptional(),
  followUpOn: z.string().exactOptional(),
  moments: z.array(
    z.object({
      id: z.string(),
      atMs: z.number(),
      label: z.string(),
      segmentId: z.string().exactOptional(),
    }),
  ),
})

const kindSchema = z.enum(['real-time', 'post-call'])
const mediaSchema = z.enum(['voice', 'chat', 'email'])

/** What changes with the state alone. */
export function stateColumns(record: CoachingRecord) {
  return {
    platform_coaching_id: record.platformCoachingId ?? null,
    platform_version: record.platformVersion,
    state_name: record.state.name,
    is_over: isCoachingOver(record.state.name),
    state: JSON.stringify(record.state),
  }
}

/** What changes with the details alone. */
export function detailsColumns(record: CoachingRecord) {
  const { details } = record
  return {
    details: JSON.stringify(details),
    tags: [...details.tags],
    follow_up_on: details.followUpOn ?? null,
    search_text: coachingSearchText(record),
  }
}

export function rowOfCoaching(record: CoachingRecord): Insertable<CoachingRecordTable> {
  return {
    id: record.id,
    conversation_id: record.conversationId,
    agent_user_id: record.agentUserId,
    agent_name: record.agentName,
    supervisor_id: record.supervisorId,
    supervisor_name: record.supervisorName,
    queue_id: record.queueId,
    queue_name: record.queueName,
    media: record.media,
    kind: record.kind,
    coaching_session_id: record.coachingSessionId,
    reference: record.reference ?? null,
    started_at: new Date(record.startedAt),
    revision: 1,
    details_revision: 1,
    ...stateColumns(record),
    ...detailsColumns(record),
  }
}

export function coachingOfRow(row: Selectable<CoachingRecordTable>): StoredCoaching {
  const platformId = row.platform_coaching_id
  return {
    revision: row.revision,
    detailsRevision: row.details_revision,
    record: {
      id: row.id,
      conversationId: row.conversation_id,
      agentUserId: row.agent_user_id,
      agentName: row.agent_name,
      supervisorId: row.supervisor_id,
      supervisorName: row.supervisor_name,
      queueId: row.queue_id,
      queueName: row.queue_name,
      media: mediaSchema.parse(row.media),
      kind: kindSchema.parse(row.kind),
      coachingSessionId: row.coaching_session_id,
      ...(row.reference === null ? {} : { reference: row.reference }),
      ...(platformId === null ? {} : { platformCoachingId: platformId }),
      platformVersion: row.platform_version,
      startedAt: row.started_at.getTime(),
      state: stateSchema.parse(row.state),
      details: detailsSchema.parse(row.details),
    },
  }
}
