/** Finds what is not over yet by its conversation: the gate asks for it with every spoken frame, so it is found without a search. */
import { type ControlRecord, isFinalState } from '@sotto/domain'
import type { ControlEntry } from './control-ledger.ts'

export interface UnsettledControls {
  /** To be told after every change of an entry. */
  note(entry: ControlEntry): void
  /** The same list until something in it has changed. */
  inConversation(conversationId: string): readonly ControlRecord[]
  ofSupervisor(supervisorId: string): readonly ControlRecord[]
}

export function createUnsettledControls(): UnsettledControls {
  const byConversation = new Map<string, Map<string, ControlEntry>>()
  const records = new Map<string, readonly ControlRecord[]>()

  return {
    note(entry) {
      const { conversationId, id, state } = entry.stored.record
      const there = byConversation.get(conversationId) ?? new Map()
      if (isFinalState(state.name)) there.delete(id)
      else there.set(id, entry)
      if (there.size > 0) {
        byConversation.set(conversationId, there)
        records.set(
          conversationId,
          [...there.values()].map(({ stored }) => stored.record),
        )
      } else {
        byConversation.delete(conversationId)
        records.delete(conversationId)
      }
    },
    inConversation: (conversationId) => records.get(conversationId) ?? none,
    ofSupervisor: (supervisorId) =>
      [...records.values()].flat().filter((record) => record.supervisorId === supervisorId),
  }
}

const none: readonly ControlRecord[] = []
