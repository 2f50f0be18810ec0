/** When each conversation's recording stood still, as this server saw it, whether or not somebody had the transcript open (B16). */
import { type Conversation, pausesAfter, type RecordingPause } from '@sotto/domain'
import type { Clock, Unsubscribe } from '@sotto/kernel'

export interface PauseLedger {
  pausesOf(conversationId: string): readonly RecordingPause[]
  /** Synchronously with the platform's word. */
  onChange(listener: (conversationId: string) => void): Unsubscribe
}

interface Entry {
  readonly last: Conversation
  readonly pauses: readonly RecordingPause[]
}

/** Beyond it the oldest are forgotten. */
const rememberedAtMost = 5_000

export function createPauseLedger(options: {
  readonly clock: Clock
  readonly world: {
    onConversation(listener: (conversation: Conversation) => void): Unsubscribe
  }
  readonly listeners: {
    emit(conversationId: string): void
    subscribe(listener: (conversationId: string) => void): Unsubscribe
  }
}): PauseLedger {
  const { clock, listeners, world } = options
  const entries = new Map<string, Entry>()

  world.onConversation((conversation) => {
    const { id } = conversation
    const known = entries.get(id)
    const heardMs = clock.wallNow() - conversation.startedAt
    const before = known?.pauses ?? []
    const pauses = pausesAfter(before, known?.last, conversation, heardMs)
    entries.delete(id)
    entries.set(id, { last: conversation, pauses })
    const [oldest] = entries.keys()
    if (entries.size > rememberedAtMost && oldest !== undefined) entries.delete(oldest)
    if (pauses !== before && pauses.length > 0) listeners.emit(id)
  })

  return {
    pausesOf: (conversationId) => entries.get(conversationId)?.pauses ?? [],
    onChange: (listener) => listeners.subscribe(listener),
  }
}
