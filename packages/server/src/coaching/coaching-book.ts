// What this server knows of coaching sessions: a flat map by id (S5), filled from the database, newest revision of each.
import { isCoachingOver } from '@sotto/domain'
import { createListeners, type Unsubscribe } from '@sotto/kernel'
import type { CoachingStore, StoredCoaching } from '../database/coaching-store.ts'

export interface CoachingBook {
  known(id: string): StoredCoaching | undefined
  ids(): Iterable<string>
  /** Newest first. */
  inConversation(conversationId: string): readonly StoredCoaching[]
  /** This supervisor's that are not over. */
  unfinishedOf(supervisorId: string): readonly StoredCoaching[]
  /** An older revision than the one known is left alone. */
  take(stored: StoredCoaching): void
  /** Reads what the database has of this conversation. */
  loadConversation(conversationId: string): Promise<readonly StoredCoaching[]>
  loadUnfinished(supervisorId: string): Promise<readonly StoredCoaching[]>
  onChange(listener: (stored: StoredCoaching) => void): Unsubscribe
}

/** Beyond it those that are over and were looked at longest ago are read from the database again. */
const knownAtMost = 2_000
const ofOneConversationAtMost = 20

export function createCoachingBook(
  store: CoachingStore,
  onFailure: (failure: unknown) => void,
): CoachingBook {
  const known = new Map<string, StoredCoaching>()
  const byConversation = new Map<string, Set<string>>()
  const changes = createListeners<StoredCoaching>(onFailure)

  function put(stored: StoredCoaching): void {
    const { conversationId, id } = stored.record
    known.delete(id)
    known.set(id, stored)
    const ids = byConversation.get(conversationId) ?? new Set()
    byConversation.set(conversationId, ids.add(id))
  }

  function forget({ record }: StoredCoaching): void {
    known.delete(record.id)
    const ids = byConversation.get(record.conversationId)
    ids?.delete(record.id)
    if (ids?.size === 0) byConversation.delete(record.conversationId)
  }

  function makeRoom(): void {
    for (const stored of known.values()) {
      if (known.size <= knownAtMost) return
      if (isCoachingOver(stored.record.state.name)) forget(stored)
    }
  }

  function take(stored: StoredCoaching): void {
    const before = known.get(stored.record.id)
    if (before !== undefined && before.revision >= stored.revision) return
    put(stored)
    makeRoom()
    changes.emit(stored)
  }

  async function takeAll(reading: Promise<readonly StoredCoaching[]>) {
    const read = await reading
    for (const stored of read) take(stored)
    return read
  }

  return {
    known: (id) => known.get(id),
    ids: () => known.keys(),
    inConversation: (conversationId) =>
      [...(byConversation.get(conversationId) ?? [])]
        .flatMap((id) => known.get(id) ?? [])
        .sort((left, right) => right.record.startedAt - left.record.startedAt),
    unfinishedOf: (supervisorId) =>
      [...known.values()].filter(
        ({ record }) => record.supervisorId === supervisorId && !isCoachingOver(record.state.name),
      ),
    take,
    loadConversation: (conversationId) =>
      takeAll(store.byConversation(conversationId, ofOneConversationAtMost)),
    loadUnfinished: (supervisorId) => takeAll(store.unfinishedOf(supervisorId)),
    onChange: (listener) => changes.subscribe(listener),
  }
}
