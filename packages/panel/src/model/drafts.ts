/**
 * Whisper texts begun and not sent, by conversation. They live in memory; over the way to sign in and back they lie in the tab's
 * storage, sealed by the server, since they may hold what a customer said.
 */
import type { Result } from '@sotto/kernel'
import type { Commands } from './commands/commands.ts'
import type { CallFailure } from './commands/server-calls.ts'
import type { TextStorage } from './storage.ts'
import { createTopics } from './topics.ts'

export interface Drafts {
  text(conversationId: string): string
  write(conversationId: string, text: string): void
  subscribe(conversationId: string, listener: () => void): () => void
  /** Before the page is left for signing in: when it fails the page must stay, or they are lost. */
  keepForReturn(personId: string): Promise<Result<true, CallFailure>>
  /** Signed in again: what was kept for this person is there, below what they have typed since. */
  takeBack(): Promise<void>
}

export interface DraftsOptions {
  readonly storage: TextStorage
  readonly commands: Pick<Commands, 'sealDrafts' | 'openDrafts'>
  readonly onFailure: (failure: unknown) => void
}

const storageKey = 'sotto.drafts'

export function createDrafts({ storage, commands, onFailure }: DraftsOptions): Drafts {
  const topics = createTopics<string>(onFailure)
  const texts = new Map<string, string>()
  return {
    text: (conversationId) => texts.get(conversationId) ?? '',
    write(conversationId, text) {
      if (text === '') texts.delete(conversationId)
      else texts.set(conversationId, text)
      topics.emit([conversationId])
    },
    subscribe: (conversationId, listener) => topics.subscribe(conversationId, listener),
    async keepForReturn(personId) {
      if (texts.size === 0) return { ok: true, value: true }
      const answer = await commands.sealDrafts(personId, JSON.stringify([...texts]))
      if (!answer.ok) return answer
      storage.set(storageKey, answer.value.sealed)
      return { ok: true, value: true }
    },
    async takeBack() {
      const sealed = storage.get(storageKey)
      if (sealed === undefined) return
      const answer = await commands.openDrafts(sealed)
      // No answer is no reason to forget them: the next load asks again.
      if (!answer.ok && answer.error.kind !== 'refused') return
      storage.remove(storageKey)
      if (!answer.ok) return
      const kept = [...readDrafts(answer.value.drafts)].filter(([id]) => !texts.has(id))
      for (const [id, text] of kept) texts.set(id, text)
      topics.emit(kept.map(([id]) => id))
    },
  }
}

function readDrafts(text: string): Map<string, string> {
  const drafts = new Map<string, string>()
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
