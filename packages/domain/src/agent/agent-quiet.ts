/** When an agent does not want to be disturbed by texts. Voice, which the agent hears while they talk, is never held back by it. */
import type { WallMs } from '@sotto/kernel'
import type { Conversation } from '../conversation/conversation.ts'

/**
 * What the agent has asked for. Every kind ends by itself at `until`: what was forgotten must not keep texts away for ever.
 *
 * - `time`: for so long
 * - `call`: until that conversation is over, or the agent has left it
 * - `hand`: until the agent takes it back
 */
export type AgentQuiet =
  | { readonly kind: 'time' | 'hand'; readonly since: WallMs; readonly until: WallMs }
  | {
      readonly kind: 'call'
      readonly since: WallMs
      readonly until: WallMs
      readonly conversationId: string
    }

/** A shift. */
export const longestQuietMs = 12 * 60 * 60_000

export function isQuiet(quiet: AgentQuiet | undefined, now: WallMs): quiet is AgentQuiet {
  return quiet !== undefined && now < quiet.until
}

/** Whether this word on a conversation ends it. */
export function endsWith(
  quiet: AgentQuiet,
  agentUserId: string,
  conversation: Conversation,
): boolean {
  if (quiet.kind !== 'call' || quiet.conversationId !== conversation.id) return false
  return conversation.phase === 'ended' || !isOwnAgent(conversation, agentUserId)
}

/** Also beside another agent. */
function isOwnAgent(conversation: Conversation, agentUserId: string): boolean {
  return conversation.participants.some(
    ({ connection, purpose, userId }) =>
      purpose === 'agent' && userId === agentUserId && connection !== 'disconnected',
  )
}
