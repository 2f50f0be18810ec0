/** When each conversation's recording stood still, as this server saw it, whether or not somebody had the transcript open (B16). */
import { type Conversation, pausesAfter, type RecordingPause } from '@sotto/domain'
import type { Clock, Unsubscribe } from '@sotto/kernel'

export interface PauseLedger {
  /** Up to date before anybody else hears of the change, if this was made first. */
  pausesOf(conversationId: string): readonly RecordingPause[]
}

interface Entry {
  readonly last: Conversation
  readonly pauses: readonly RecordingPause[]
}

/** Beyond it the oldest are forgotten. */
const rememberedAtMost = 5_000

export function createPauseLedger(
  { clock }: { readonly clock: Clock },
  world: { onConversation(listener: (conversation: Conversation) => void): Unsubscribe },
): PauseLedger {
  const entries = new Map<string, Entry>()

  world.onConversation((conversation) => {
    const { id } = conversation
    const known = entries.get(id)
    const heardMs = clock.wallNow() - conversation.startedAt
    const pauses = pausesAfter(known?.pauses ?? [], known?.last, conversation, heardMs)
    entries.delete(id)
    entries.set(id, { last: conversation, pauses })
    const [oldest] = entries.keys()
    if (entries.size > rememberedAtMost && oldest !== undefined) entries.delete(oldest)
  })

  return {
    pausesOf: (conversationId) => entries.get(conversationId)?.pauses ?? [],
  }
}
