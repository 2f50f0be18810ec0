/**
 * A row after its next word. Rows come by the thousand: of the words only what is new is kept, so that texts which say the same
 * again are gone as soon as they are read, and members are gone through by name, since going through any object takes longer.
 */
import type { AgentRow, ConversationRow } from '@sotto/protocol'
import { isSame } from './is-same.ts'

/** The old one itself while nothing of it is different. */
export function renewedConversation(old: ConversationRow, row: ConversationRow): ConversationRow {
  const agentUserId = kept(old.agentUserId, row.agentUserId)
  const agentName = kept(old.agentName, row.agentName)
  const queueId = kept(old.queueId, row.queueId)
  const queueName = kept(old.queueName, row.queueName)
  const phase = kept(old.phase, row.phase)
  const coach = isSame(old.coach, row.coach) ? old.coach : row.coach
  if (
    old.phaseSince === row.phaseSince &&
    old.phase === phase &&
    old.coach === coach &&
    old.media === row.media &&
    old.startedAt === row.startedAt &&
    old.agentUserId === agentUserId &&
    old.agentName === agentName &&
    old.queueId === queueId &&
    old.queueName === queueName
  )
    return old
  const { media, phaseSince, startedAt } = row
  const { id } = old
  return {
    id,
    agentUserId,
    agentName,
    queueId,
    queueName,
    media,
    phase,
    startedAt,
    phaseSince,
    coach,
  }
}

/** The old one itself while nothing of it is different. */
export function renewedAgent(old: AgentRow, row: AgentRow): AgentRow {
  const name = kept(old.name, row.name)
  const routing = kept(old.routing, row.routing)
  const queueIds = isSame(old.queueIds, row.queueIds) ? old.queueIds : row.queueIds
  if (
    old.since === row.since &&
    old.presence === row.presence &&
    old.routing === routing &&
    old.name === name &&
    old.queueIds === queueIds
  )
    return old
  return { id: old.id, name, queueIds, presence: row.presence, routing, since: row.since }
}

/** Of two texts that say the same the one that is there already. */
function kept<Text extends string>(old: Text, text: Text): Text {
  return old === text ? old : text
}
