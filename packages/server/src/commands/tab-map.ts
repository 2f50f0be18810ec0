// Values by tab. Found without putting a key together: the gate asks several of these maps for every spoken frame.
import type { TabKey } from './tab-lines.ts'

export interface TabMap<Value> {
  get(tab: TabKey): Value | undefined
  set(tab: TabKey, value: Value): void
  delete(tab: TabKey): void
  /** All of a session's tabs together, each session's in the order in which they came. */
  values(): IterableIterator<Value>
  readonly size: number
}

export function createTabMap<Value>(): TabMap<Value> {
  const sessions = new Map<string, Map<string, Value>>()

  function* values(): IterableIterator<Value> {
    for (const tabs of sessions.values()) yield* tabs.values()
  }

  return {
    get: ({ sessionId, tabId }) => sessions.get(sessionId)?.get(tabId),
    set({ sessionId, tabId }, value) {
      const tabs = sessions.get(sessionId)
      if (tabs === undefined) sessions.set(sessionId, new Map([[tabId, value]]))
      else tabs.set(tabId, value)
    },
    delete({ sessionId, tabId }) {
      const tabs = sessions.get(sessionId)
      tabs?.delete(tabId)
      if (tabs?.size === 0) sessions.delete(sessionId)
    },
    values,
    get size() {
      let size = 0
      for (const tabs of sessions.values()) size += tabs.size
      return size
    },
  }
}
