/** How conversations and people are called on screen. */
import type { AgentRow, ConversationDetail, ConversationRow } from '@sotto/protocol'
import { inLanguage } from './in-language.ts'

export const english = {
  mediaWords: {
    voice: 'voice',
    chat: 'chat',
    email: 'e-mail',
  } satisfies Record<ConversationRow['media'], string>,
  phaseWords: {
    active: 'active',
    held: 'on hold',
    'in-transfer': 'in transfer',
    conference: 'in conference',
    ended: 'ended',
  } satisfies Record<ConversationRow['phase'], string>,
  presenceWords: {
    available: 'available',
    busy: 'busy',
    away: 'away',
    offline: 'offline',
  } satisfies Record<AgentRow['presence'], string>,
  routingWords: {
    idle: 'idle',
    interacting: 'in a conversation you do not see',
    'not-responding': 'not responding',
    'off-queue': 'off queue',
  } satisfies Record<AgentRow['routing'], string>,
  recordingWords: {
    on: 'REC',
    paused: 'REC paused',
    off: 'not recorded',
  } satisfies Record<ConversationDetail['recording'], string>,
  unnamedAgent: 'Unnamed agent',
  conversations: (count: number) => (count === 1 ? '1 conversation' : `${count} conversations`),
}

const words = inLanguage('conversation-words', english)

export const mediaWords = words.mediaWords

export const phaseWords = words.phaseWords

export const presenceWords = words.presenceWords

export const routingWords = words.routingWords

/** The platform may not have told the name yet. */
export function nameOrNone(name: string | undefined): string {
  return name === undefined || name.trim() === '' ? words.unnamedAgent : name
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
  return words.conversations(count)
}

export function agentStatus(agent: AgentRow): string {
  if (agent.presence !== 'available' || agent.routing === 'idle')
    return presenceWords[agent.presence]
  return routingWords[agent.routing]
}

export function agentName(agent: AgentRow): string {
  return `${nameOrNone(agent.name)}, ${agentStatus(agent)}`
}

export const recordingWords = words.recordingWords
