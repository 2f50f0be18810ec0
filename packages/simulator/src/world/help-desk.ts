/** Agents asking for help: at most one open request for a conversation. */
import { conflict, notFound } from '../api/refusal.ts'
import type { ConversationBook } from './conversations/conversation-book.ts'
import type { ConversationRecord } from './conversations/conversation-record.ts'
import { isLive } from './conversations/conversation-transitions.ts'
import { forkRandom } from './fork-random.ts'
import type { HelpRequest } from './shapes.ts'
import type { WorldCore } from './world-core.ts'

export interface HelpDesk {
  /** By its own id. */
  readonly requests: ReadonlyMap<string, HelpRequest>
  /** Throws `Refusal`: no such conversation, not live, or help was asked already. */
  ask(
    conversationId: string,
    request: Pick<HelpRequest, 'reason' | 'urgency' | 'note'>,
  ): HelpRequest
  /** Throws `Refusal` 404 when nothing was asked. */
  withdraw(conversationId: string): void
  /** A request whose conversation ended, or whose agent left it, is withdrawn. */
  conversationChanged(record: ConversationRecord): void
}

export function createHelpDesk(core: WorldCore, conversations: ConversationBook): HelpDesk {
  const requests = new Map<string, HelpRequest>()
  const random = forkRandom(core.random)

  function find(conversationId: string): HelpRequest | undefined {
    return [...requests.values()].find((request) => request.conversationId === conversationId)
  }

  function announce(name: 'help.requested' | 'help.withdrawn', request: HelpRequest): void {
    const { conversationId, userId, queueId } = request
    core.events.emit({ type: 'help', name, conversationId, userId, queueId, data: { ...request } })
  }

  function remove(request: HelpRequest): void {
    requests.delete(request.id)
    announce('help.withdrawn', { ...request, version: request.version + 1 })
  }

  return {
    requests,
    ask(conversationId, request) {
      const record = conversations.records.get(conversationId)
      if (record === undefined) throw notFound('conversation')
      const { conversation, agentUserId } = record
      if (!isLive(conversation.state))
        throw conflict('conversation.not.active', `The conversation is ${conversation.state}.`)
      if (find(conversationId) !== undefined)
        throw conflict('help.exists', 'Help was asked for already.')
      const made: HelpRequest = {
        id: random.id(),
        version: 1,
        conversationId,
        userId: agentUserId,
        queueId: conversation.queueId,
        ...request,
        createdAt: core.nowIso(),
      }
      requests.set(made.id, made)
      announce('help.requested', made)
      return made
    },
    withdraw(conversationId) {
      const request = find(conversationId)
      if (request === undefined) throw notFound('help request')
      remove(request)
    },
    conversationChanged({ conversation, agentUserId }) {
      const request = find(conversation.id)
      if (request === undefined) return
      if (!isLive(conversation.state) || request.userId !== agentUserId) remove(request)
    },
  }
}
