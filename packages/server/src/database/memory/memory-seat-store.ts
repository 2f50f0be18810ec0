/** Where tabs sit, in memory. */
import type { SeatedAt, SeatKey, SeatStore } from '../seat-store.ts'
import type { MemoryServerStore } from './memory-server-store.ts'

export function createMemorySeatStore(
  servers: Pick<MemoryServerStore, 'isThere' | 'addressOf'>,
): SeatStore {
  const seats = new Map<string, SeatKey & { readonly serverId: string }>()
  const keyOf = ({ sessionId, tabId }: SeatKey) => JSON.stringify([sessionId, tabId])

  function reachable(serverId: string): SeatedAt | undefined {
    const address = servers.addressOf(serverId)
    return address === undefined || !servers.isThere(serverId) ? undefined : { serverId, address }
  }

  return {
    async claim({ isForced, serverId, sessionId, tabId }) {
      const held = seats.get(keyOf({ sessionId, tabId }))
      const other =
        held === undefined || held.serverId === serverId ? undefined : reachable(held.serverId)
      if (other !== undefined && !isForced) return other
      seats.set(keyOf({ sessionId, tabId }), { sessionId, tabId, serverId })
      return undefined
    },
    async elsewhere({ serverId, sessionId, tabId }) {
      const ids = [...seats.values()]
        .filter((seat) => seat.sessionId === sessionId && seat.serverId !== serverId)
        .filter((seat) => tabId === undefined || seat.tabId === tabId)
        .map((seat) => seat.serverId)
      return [...new Set(ids)].flatMap((id) => reachable(id) ?? [])
    },
    async leave({ serverId, ...seat }) {
      if (seats.get(keyOf(seat))?.serverId === serverId) seats.delete(keyOf(seat))
    },
  }
}
