// Takes in conversations that only their own events tell of: a call whose agent is not a member of the queue it came through
// stands in no browse, so after a start it would be heard of and never listed.
import type { Clock, MonotonicMs } from '@sotto/kernel'
import { PlatformError } from '@sotto/platform'
import type { LiveWorld } from '../live-world.ts'
import type { ConversationReader } from './conversation-reader.ts'
import { type PersistOptions, persist } from './persist.ts'
import type { Supervisor } from './supervisor.ts'

export interface UnknownConversations {
  /** An event on this supervisor's stream named it. Nothing happens while it is known, being read, or lately found absent. */
  notice(supervisor: Supervisor, conversationId: string): void
}

export interface UnknownConversationsOptions {
  readonly clock: Clock
  readonly world: LiveWorld
  readonly reader: ConversationReader
  readonly retry: PersistOptions
  /** The session has not ended: something may be done in its name. */
  readonly isHere: (supervisor: Supervisor) => boolean
  readonly onFailure: (failure: unknown) => void
}

const readsAtOnce = 4
/** Beyond it the next event of a conversation gives it another chance. */
const waitingAtMost = 500
const triesAtMost = 5
/** What this supervisor may not see, or is not there, is not asked for again so soon. */
const absentForMs = 60_000
const absentAtMost = 2_000

export function createUnknownConversations(
  options: UnknownConversationsOptions,
): UnknownConversations {
  const { clock, reader, world } = options
  /** By conversation, whose streams told of it; the first who may see it reads it for all. */
  const waiting = new Map<string, Set<Supervisor>>()
  const reading = new Set<string>()
  const absentSince = new Map<string, MonotonicMs>()
  const absenceOf = (supervisor: Supervisor, conversationId: string) =>
    `${supervisor.session.id} ${conversationId}`

  function isAbsent(supervisor: Supervisor, conversationId: string): boolean {
    const since = absentSince.get(absenceOf(supervisor, conversationId))
    return since !== undefined && clock.monotonicNow() - since < absentForMs
  }

  function noteAbsent(supervisor: Supervisor, conversationId: string): void {
    const key = absenceOf(supervisor, conversationId)
    absentSince.delete(key)
    absentSince.set(key, clock.monotonicNow())
    const [oldest] = absentSince.keys()
    if (absentSince.size > absentAtMost && oldest !== undefined) absentSince.delete(oldest)
  }

  async function readFor(supervisor: Supervisor, conversationId: string): Promise<void> {
    await persist({ ...options.retry, attempts: triesAtMost }, async () => {
      if (!options.isHere(supervisor) || world.conversation(conversationId) !== undefined) return
      const found = await reader.read(supervisor, conversationId, 'browse')
      if (found === undefined) noteAbsent(supervisor, conversationId)
    })
  }

  async function readForAny(conversationId: string, tellers: Set<Supervisor>): Promise<void> {
    // Others may join while the first is asked; a set is walked with what is added meanwhile.
    for (const supervisor of tellers) {
      if (world.conversation(conversationId) !== undefined) return
      try {
        await readFor(supervisor, conversationId)
      } catch (failure) {
        if (!(failure instanceof PlatformError)) throw failure
        noteAbsent(supervisor, conversationId)
      }
    }
  }

  function readNext(): void {
    for (const [conversationId, tellers] of waiting) {
      if (reading.size >= readsAtOnce) return
      if (reading.has(conversationId)) continue
      reading.add(conversationId)
      readForAny(conversationId, tellers)
        .catch(options.onFailure)
        .finally(() => {
          reading.delete(conversationId)
          waiting.delete(conversationId)
          readNext()
        })
    }
  }

  return {
    notice(supervisor, conversationId) {
      if (world.conversation(conversationId) !== undefined) return
      if (isAbsent(supervisor, conversationId)) return
      const tellers = waiting.get(conversationId)
      if (tellers !== undefined) return void tellers.add(supervisor)
      if (waiting.size >= waitingAtMost) return
      waiting.set(conversationId, new Set([supervisor]))
      readNext()
    },
  }
}
