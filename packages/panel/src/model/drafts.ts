/** Whisper texts begun and not sent, by conversation. They live in memory, and in storage only over the way to sign in and back. */

import type { TextStorage } from './storage.ts'
import { createTopics } from './topics.ts'

export interface Drafts {
  text(conversationId: string): string
  write(conversationId: string, text: string): void
  subscribe(conversationId: string, listener: () => void): () => void
  /** Before the page is left for signing in. */
  keepForReturn(): void
}

const storageKey = 'sotto.drafts'

export function createDrafts(storage: TextStorage, onFailure: (failure: unknown) => void): Drafts {
  const topics = createTopics<string>(onFailure)
  const texts = readDrafts(storage.get(storageKey))
  storage.remove(storageKey)
  return {
    text: (conversationId) => texts.get(conversationId) ?? '',
    write(conversationId, text) {
      if (text === '') texts.delete(conversationId)
      else texts.set(conversationId, text)
      topics.emit([conversationId])
    },
    subscribe: (conversationId, listener) => topics.subscribe(conversationId, listener),
    keepForReturn() {
      if (texts.size > 0) storage.set(storageKey, JSON.stringify([...texts]))
    },
  }
}

function readDrafts(text: string | undefined): Map<string, string> {
  const drafts = new Map<string, string>()
  if (text === undefined) return drafts
  try {
    const raw: unknown = JSON.parse(text)
    for (const entry of Array.isArray(raw) ? raw : []) {
      const [id, draft]: unknown[] = Array.isArray(entry) ? entry : []
      if (typeof id === 'string' && typeof draft === 'string') drafts.set(id, draft)
    }
  } catch {
    return drafts
  }
  return drafts
}
