import type { Conversation } from '@sotto/domain'

/** Whether this agent takes part in it now. */
export function isIn(conversation: Conversation, agentUserId: string): boolean {
  return conversation.participants.some(
    ({ purpose, userId, connection }) =>
      purpose === 'agent' && userId === agentUserId && connection !== 'disconnected',
  )
}
