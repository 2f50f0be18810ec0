/** How conversations and people are called on screen. */
import type { AgentRow, ConversationDetail, ConversationRow } from '@sotto/protocol'

export const mediaWords = {
  voice: 'voice',
  chat: 'chat',
  email: 'e-mail',
} as const satisfies Record<ConversationRow['media'], string>

export const phaseWords = {
  active: 'active',
  held: 'on hold',
  'in-transfer': 'in transfer',
  conference: 'in conference',
  ended: 'ended',
} as const satisfies Record<ConversationRow['phase'], string>

export const presenceWords = {
  available: 'available',
  busy: 'busy',
  away: 'away',
  offline: 'offline',
} as const satisfies Record<AgentRow['presence'], string>

export const routingWords = {
  idle: 'idle',
  interacting: 'in a conversation you do not see',
  'not-responding': 'not responding',
  'off-queue': 'off queue',
} as const satisfies Record<AgentRow['routing'], string>

/** The platform may not have told the name yet. */
export function nameOrNone(name: string | undefined): string {
  return name === undefined || name.trim() === '' ? 'Unnamed agent' : name
}

/** What tells two conversations of one agent apart, for eyes and screen readers alike. */
export function conversationName(row: ConversationRow): string {
  return [
    nameOrNone(row.agentName),
    row.queueName,
    mediaWords[row.media],
    phaseWords[row.phase],
  ].join(', ')
}

/** Of one agent. */
export function conversationCount(count: number): string {
  return count === 1 ? '1 conversation' : `${count} conversations`
}

export function agentStatus(agent: AgentRow): string {
  if (agent.presence !== 'available' || agent.routing === 'idle')
    return presenceWords[agent.presence]
  return routingWords[agent.routing]
}

export function agentName(agent: AgentRow): string {
  return `${nameOrNone(agent.name)}, ${agentStatus(agent)}`
}

export const recordingWords = {
  on: 'REC',
  paused: 'REC paused',
  off: 'not recorded',
} as const satisfies Record<ConversationDetail['recording'], string>
