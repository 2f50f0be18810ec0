/**
 * Whisper texts begun and not sent, by conversation. They live in memory; over the way to sign in and back they lie in the tab's
 * storage, sealed by the server, since they may hold what a customer said.
 */
import type { Cancel, Clock, Result } from '@sotto/kernel'
import { z } from 'zod'
import type { Commands } from './commands/commands.ts'
import { type CallFailure, isSignedOut } from './commands/server-calls.ts'
import { isNotTheirs } from './keeping/is-not-theirs.ts'
import type { TextStorage } from './storage.ts'
import { createTopics } from './topics.ts'

export interface Drafts {
  text(conversationId: string): string
  write(conversationId: string, text: string): void
  subscribe(conversationId: string, listener: () => void): () => void
  /** Before the page is left for signing in: when it fails the page must stay, or they are lost. */
  keepForReturn(personId: string): Promise<Result<true, CallFailure>>
  /** Signed in again: what was kept for this person is there, where nothing was typed since. What cannot be asked for now stays
   * where it lies, and is asked for again. */
  takeBack(): Promise<void>
  close(): void
}

export interface DraftsOptions {
  readonly clock: Clock
  readonly storage: TextStorage
  readonly commands: Pick<Commands, 'sealDrafts' | 'openDrafts'>
  readonly onFailure: (failure: unknown) => void
}

const storageKey = 'sotto.drafts'
/** The server opens them for an hour only (SI46). */
export const takeBackAgainMs = 10_000

export function createDrafts({ clock, storage, commands, onFailure }: DraftsOptions): Drafts {
  const topics = createTopics<string>(onFailure)
  const texts = new Map<string, string>()
  /** Sealed by earlier pages, the newest first, not opened yet. */
  let waiting = readSealed(storage.get(storageKey))
  let again: Cancel | undefined

  function keepSealed(own?: string): void {
    const all = own === undefined ? waiting : [own, ...waiting]
    if (all.length === 0) storage.remove(storageKey)
    else storage.set(storageKey, JSON.stringify(all))
  }

  /** Undefined when it is settled: opened, or not this person's. */
  async function open(sealed: string): Promise<CallFailure | undefined> {
    const answer = await commands.openDrafts(sealed)
    if (!answer.ok && !isNotTheirs(answer.error)) return answer.error
    // Somebody else asked meanwhile: it is settled already.
    if (!waiting.includes(sealed)) return undefined
    waiting = waiting.filter((one) => one !== sealed)
    keepSealed()
    if (!answer.ok) return undefined
    const kept = [...readDrafts(answer.value.drafts)].filter(([id]) => !texts.has(id))
    for (const [id, text] of kept) texts.set(id, text)
    topics.emit(kept.map(([id]) => id))
    return undefined
  }

  async function takeBack(): Promise<void> {
    again?.()
    for (const sealed of waiting) {
      const failure = await open(sealed)
      if (failure === undefined) continue
      again?.()
      // Signing in is another page's beginning: that one asks.
      if (!isSignedOut(failure)) again = clock.schedule(takeBackAgainMs, () => void takeBack())
      return
    }
  }

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
      keepSealed(answer.value.sealed)
      return { ok: true, value: true }
    },
    takeBack,
    close: () => again?.(),
  }
}

const sealedSchema = z.array(z.string())

/** What a page of an older version left is one alone, as it is. */
function readSealed(text: string | undefined): readonly string[] {
  if (text === undefined) return []
  try {
    return sealedSchema.safeParse(JSON.parse(text)).data ?? [text]
  } catch {
    return [text]
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
