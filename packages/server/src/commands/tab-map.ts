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
  return new MapByTab<Value>()
}

/** A class: an object made with a `get` of its own is a table to be looked up in for each of its names. */
class MapByTab<Value> implements TabMap<Value> {
  private readonly sessions = new Map<string, Map<string, Value>>()

  get({ sessionId, tabId }: TabKey): Value | undefined {
    return this.sessions.get(sessionId)?.get(tabId)
  }

  set({ sessionId, tabId }: TabKey, value: Value): void {
    const tabs = this.sessions.get(sessionId)
    if (tabs === undefined) this.sessions.set(sessionId, new Map([[tabId, value]]))
    else tabs.set(tabId, value)
  }

  delete({ sessionId, tabId }: TabKey): void {
    const tabs = this.sessions.get(sessionId)
    tabs?.delete(tabId)
    if (tabs?.size === 0) this.sessions.delete(sessionId)
  }

  *values(): IterableIterator<Value> {
    for (const tabs of this.sessions.values()) yield* tabs.values()
  }

  get size(): number {
    let size = 0
    for (const tabs of this.sessions.values()) size += tabs.size
    return size
  }
}
