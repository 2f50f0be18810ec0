/** Finds what is not over yet by its conversation: the gate asks for it with every spoken frame, so it is found without a search. */
import { type ControlRecord, isFinalState } from '@sotto/domain'
import type { ControlEntry } from './control-ledger.ts'

export interface UnsettledControls {
  /** To be told after every change of an entry. */
  note(entry: ControlEntry): void
  inConversation(conversationId: string): readonly ControlRecord[]
  ofSupervisor(supervisorId: string): readonly ControlRecord[]
}

export function createUnsettledControls(): UnsettledControls {
  const byConversation = new Map<string, Map<string, ControlEntry>>()
  const recordsIn = (there: ReadonlyMap<string, ControlEntry> | undefined) =>
    [...(there?.values() ?? [])].map(({ stored }) => stored.record)

  return {
    note(entry) {
      const { conversationId, id, state } = entry.stored.record
      const there = byConversation.get(conversationId) ?? new Map()
      if (isFinalState(state.name)) there.delete(id)
      else there.set(id, entry)
      if (there.size > 0) byConversation.set(conversationId, there)
      else byConversation.delete(conversationId)
    },
    inConversation: (conversationId) => recordsIn(byConversation.get(conversationId)),
    ofSupervisor: (supervisorId) =>
      [...byConversation.values()]
        .flatMap(recordsIn)
        .filter((record) => record.supervisorId === supervisorId),
  }
}
