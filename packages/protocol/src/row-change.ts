/**
 * The two changes that come by the thousand, looked at by hand: the schemas take longer for one row than all the rest of taking it in.
 * Whatever has a member too many, too few or odd is left to them, so what is read here is what they would have read.
 */
import type { Change } from './live.ts'
import {
  type AgentRow,
  agentRowSchema,
  type ConversationRow,
  conversationRowSchema,
} from './views.ts'

export type RowChange = Extract<Change, { readonly kind: 'agent' | 'conversation' }>

const presences = new Set<unknown>(agentRowSchema.shape.presence.options)
const routings = new Set<unknown>(agentRowSchema.shape.routing.options)
const medias = new Set<unknown>(conversationRowSchema.shape.media.options)
const phases = new Set<unknown>(conversationRowSchema.shape.phase.options)

/** False says only that the schema has to look. `raw` is out of JSON. */
export function isPlainRowChange(raw: unknown): raw is RowChange {
  if (!isRecord(raw) || memberCount(raw) !== 2) return false
  switch (raw.kind) {
    case 'agent':
      return isPlainAgent(raw.row)
    case 'conversation':
      return isPlainConversation(raw.row)
    default:
      return false
  }
}

function isPlainAgent(row: unknown): row is AgentRow {
  if (!isRecord(row)) return false
  const { id, name, presence, queueIds, routing, since } = row
  return (
    memberCount(row) === 5 + known(since) &&
    typeof id === 'string' &&
    typeof name === 'string' &&
    Array.isArray(queueIds) &&
    queueIds.every(isText) &&
    presences.has(presence) &&
    routings.has(routing) &&
    isTimeIfThere(since)
  )
}

/** Rows with a coach are few: the schema's. */
function isPlainConversation(row: unknown): row is ConversationRow {
  if (!isRecord(row)) return false
  const { agentName, agentUserId, id, media, phase, phaseSince, queueId, queueName, startedAt } =
    row
  return (
    memberCount(row) === 8 + known(phaseSince) &&
    typeof id === 'string' &&
    typeof agentUserId === 'string' &&
    typeof agentName === 'string' &&
    typeof queueId === 'string' &&
    typeof queueName === 'string' &&
    medias.has(media) &&
    phases.has(phase) &&
    Number.isFinite(startedAt) &&
    isTimeIfThere(phaseSince)
  )
}

const known = (value: unknown) => (value === undefined ? 0 : 1)
const isText = (value: unknown) => typeof value === 'string'
const isTimeIfThere = (value: unknown) => value === undefined || Number.isFinite(value)

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}

function memberCount(record: Readonly<Record<string, unknown>>): number {
  let count = 0
  for (const _ in record) count += 1
  return count
}
