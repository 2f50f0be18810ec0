/** Every act on a control is entered with the version of the policies it was done under (W14, B9). */
import type { ControlStore, RevealStore } from '../database/stores.ts'

/** `revision` is the newest version of any policy known here: it names all that was in force. */
export function underPolicy(store: ControlStore, revision: () => number): ControlStore {
  return {
    byId: (controlId) => store.byId(controlId),
    byIds: (controlIds) => store.byIds(controlIds),
    byPlatformId: (platformControlId) => store.byPlatformId(platformControlId),
    byConversation: (...asked) => store.byConversation(...asked),
    deliveredTexts: (...asked) => store.deliveredTexts(...asked),
    takeOver: (request) => store.takeOver(request),
    acts: (controlId) => store.acts(controlId),
    insert: (record, act, ownerId) =>
      store.insert(record, { ...act, policyVersion: revision() }, ownerId),
    save: (record, expectedRevision, act) =>
      store.save(record, expectedRevision, { ...act, policyVersion: revision() }),
  }
}

export function revealsUnderPolicy(store: RevealStore, revision: () => number): RevealStore {
  return {
    byConversation: (...asked) => store.byConversation(...asked),
    search: (query) => store.search(query),
    people: () => store.people(),
    insert: (row) => store.insert({ ...row, policyVersion: revision() }),
  }
}
