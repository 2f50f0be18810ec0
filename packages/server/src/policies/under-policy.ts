/** Every act on a control is entered with the version of the policies it was done under (W14, B9). */
import type { ControlStore } from '../database/stores.ts'

/** `revision` is the newest version of any policy known here: it names all that was in force. */
export function underPolicy(store: ControlStore, revision: () => number): ControlStore {
  return {
    ...store,
    insert: (record, act, ownerId) =>
      store.insert(record, { ...act, policyVersion: revision() }, ownerId),
    save: (record, expectedRevision, act) =>
      store.save(record, expectedRevision, { ...act, policyVersion: revision() }),
  }
}
