/** Which servers are there, in memory. */
import type { Clock, MonotonicMs } from '@sotto/kernel'
import type { ServerStore } from '../stores.ts'

export interface MemoryServerStore extends ServerStore {
  isThere(serverId: string): boolean
}

export function createMemoryServerStore(clock: Clock): MemoryServerStore {
  const aliveUntilMono = new Map<string, MonotonicMs>()
  return {
    async beat(serverId, aliveMs) {
      aliveUntilMono.set(serverId, clock.monotonicNow() + aliveMs)
    },
    async end(serverId) {
      aliveUntilMono.delete(serverId)
    },
    isThere: (serverId) =>
      clock.monotonicNow() < (aliveUntilMono.get(serverId) ?? Number.NEGATIVE_INFINITY),
  }
}
