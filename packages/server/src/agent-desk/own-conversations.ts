// The conversations one agent's own stream has told of. An agent who was transferred out is told nothing more of a
// conversation, not even that it goes on without them: silence where there was a word every few seconds says so.
import type { Conversation } from '@sotto/domain'
import type { MonotonicMs } from '@sotto/kernel'
import { isIn } from './is-in.ts'
import type { OwnConversation } from './strip-view.ts'

export interface OwnConversations {
  /** Answers whether anything is new. */
  take(conversation: Conversation, nowMono: MonotonicMs): boolean
  /** A word on it that says nothing but that it goes on. */
  hearOf(conversationId: string, nowMono: MonotonicMs): void
  /** Events may have been lost. */
  doubtAll(): void
  /** Lets go of those that have fallen silent; answers which. */
  dropSilent(nowMono: MonotonicMs): readonly string[]
  list(): readonly OwnConversation[]
}

interface Entry {
  readonly conversation: Conversation
  readonly certain: boolean
  readonly heardAtMono: MonotonicMs
  /** It gives a sign of life every few seconds. */
  readonly isRegular: boolean
}

/** Signs of life come every 5 s. */
export const silentAfterMs = 20_000

export function createOwnConversations(agentUserId: string): OwnConversations {
  const entries = new Map<string, Entry>()
  return {
    take(conversation, nowMono) {
      const known = entries.get(conversation.id)
      if (known !== undefined && known.conversation.version > conversation.version) return false
      if (conversation.phase === 'ended' || !isIn(conversation, agentUserId))
        return entries.delete(conversation.id)
      const isRegular = known?.isRegular ?? false
      entries.set(conversation.id, { conversation, certain: true, heardAtMono: nowMono, isRegular })
      return true
    },
    hearOf(conversationId, nowMono) {
      const known = entries.get(conversationId)
      if (known === undefined) return
      entries.set(conversationId, { ...known, heardAtMono: nowMono, isRegular: true })
    },
    doubtAll() {
      for (const [id, entry] of entries) entries.set(id, { ...entry, certain: false })
    },
    dropSilent(nowMono) {
      const silent = [...entries.values()].filter(
        ({ isRegular, heardAtMono }) => isRegular && nowMono - heardAtMono >= silentAfterMs,
      )
      for (const { conversation } of silent) entries.delete(conversation.id)
      return silent.map(({ conversation }) => conversation.id)
    },
    list: () =>
      [...entries.values()].map(({ conversation, certain }) => ({
        type: 'whole',
        conversation,
        certain,
      })),
  }
}
