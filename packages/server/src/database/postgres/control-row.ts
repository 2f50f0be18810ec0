/** Between a control's row and its record. What comes out of the database is parsed like everything else from outside. */
import { type ControlRecord, type ControlState, isFinalState } from '@sotto/domain'
import type { Insertable, Selectable } from 'kysely'
import { z } from 'zod'
import type { StoredControl } from '../stores.ts'
import type { ControlTable } from './tables.ts'

const evidenceSchema = z.enum(['answer', 'event', 'status-check'])

const cancelReasonSchema = z.enum([
  'stopped-by-supervisor',
  'conversation-held',
  'conversation-in-transfer',
  'conversation-in-conference',
  'conversation-ended',
  'recording-paused',
  'agent-left',
  'panel-gone',
  'signed-out',
  'replaced',
  'lease-lost',
  'handed-over',
  'expired',
  'unsettled-at-start',
])

const failureSchema = z.enum([
  'cancelled',
  'no-media',
  'path-severed',
  'format',
  'agent-left',
  'capacity',
  'unknown',
])

const at = z.number()

const stateSchema: z.ZodType<ControlState> = z.discriminatedUnion('name', [
  z.object({ name: z.literal('held-back') }),
  z.object({ name: z.literal('submitted') }),
  z.object({ name: z.literal('queued') }),
  z.object({ name: z.literal('pending-delivery') }),
  z.object({ name: z.literal('executing'), evidence: evidenceSchema, at }),
  z.object({ name: z.literal('completed'), evidence: evidenceSchema, at }),
  z.object({ name: z.literal('cancelling'), reason: cancelReasonSchema }),
  z.object({ name: z.literal('cancelled'), reason: cancelReasonSchema, at }),
  z.object({ name: z.literal('expired'), at }),
  z.object({ name: z.literal('failed'), failure: failureSchema, at }),
  z.object({
    name: z.literal('refused'),
    code: z.string(),
    missing: z.string().exactOptional(),
    at,
  }),
])

const kindSchema = z.enum(['monitor', 'whisper-audio', 'whisper-text', 'barge'])
const answerSchema = z.enum(['got-it', 'not-now', 'need-you'])

export function rowOfControl(
  record: ControlRecord,
  revision: number,
): Insertable<Omit<ControlTable, 'position' | 'owner'>> {
  return {
    id: record.id,
    conversation_id: record.conversationId,
    kind: record.kind,
    supervisor_id: record.supervisorId,
    agent_user_id: record.agentUserId,
    coaching_session_id: record.coachingSessionId,
    tab_id: record.tabId ?? null,
    whisper_text: record.text ?? null,
    mix_level: record.mixLevel ?? null,
    lease_fence: record.leaseFence ?? null,
    platform_control_id: record.platformControlId ?? null,
    platform_version: record.platformVersion,
    submitted_at: new Date(record.submittedAt),
    held_since: record.heldSince === undefined ? null : new Date(record.heldSince),
    state_name: record.state.name,
    is_final: isFinalState(record.state.name),
    state: JSON.stringify(record.state),
    live_since: record.live === undefined ? null : new Date(record.live.since),
    live_evidence: record.live?.evidence ?? null,
    seen_at: record.seenAt === undefined ? null : new Date(record.seenAt),
    answer: record.answer ?? null,
    answered_at: record.answeredAt === undefined ? null : new Date(record.answeredAt),
    revision,
  }
}

function liveOf(row: Pick<Selectable<ControlTable>, 'live_since' | 'live_evidence'>) {
  return row.live_since === null
    ? {}
    : {
        live: {
          since: row.live_since.getTime(),
          evidence: evidenceSchema.parse(row.live_evidence),
        },
      }
}

export function controlOfRow(row: Selectable<ControlTable>): StoredControl {
  return {
    revision: row.revision,
    ...(row.owner === null ? {} : { ownerId: row.owner }),
    record: {
      id: row.id,
      conversationId: row.conversation_id,
      kind: kindSchema.parse(row.kind),
      supervisorId: row.supervisor_id,
      agentUserId: row.agent_user_id,
      coachingSessionId: row.coaching_session_id,
      platformVersion: row.platform_version,
      submittedAt: row.submitted_at.getTime(),
      state: stateSchema.parse(row.state),
      ...liveOf(row),
      ...(row.held_since === null ? {} : { heldSince: row.held_since.getTime() }),
      ...(row.tab_id === null ? {} : { tabId: row.tab_id }),
      ...(row.whisper_text === null ? {} : { text: row.whisper_text }),
      ...(row.mix_level === null ? {} : { mixLevel: row.mix_level }),
      ...(row.lease_fence === null ? {} : { leaseFence: row.lease_fence }),
      ...(row.platform_control_id === null ? {} : { platformControlId: row.platform_control_id }),
      ...(row.seen_at === null ? {} : { seenAt: row.seen_at.getTime() }),
      ...(row.answer === null ? {} : { answer: answerSchema.parse(row.answer) }),
      ...(row.answered_at === null ? {} : { answeredAt: row.answered_at.getTime() }),
    },
  }
}
