/** Which servers are there, in memory. */
import type { Clock, MonotonicMs } from '@sotto/kernel'
import type { ServerStore } from '../stores.ts'

export interface MemoryServerStore extends ServerStore {
  isThere(serverId: string): boolean
  addressOf(serverId: string): string | undefined
}

export function createMemoryServerStore(clock: Clock): MemoryServerStore {
  const aliveUntilMono = new Map<string, MonotonicMs>()
  const addresses = new Map<string, string | undefined>()
  return {
    async beat(serverId, aliveMs, address) {
      aliveUntilMono.set(serverId, clock.monotonicNow() + aliveMs)
      addresses.set(serverId, address)
    },
    async end(serverId) {
      aliveUntilMono.delete(serverId)
    },
    isThere: (serverId) =>
      clock.monotonicNow() < (aliveUntilMono.get(serverId) ?? Number.NEGATIVE_INFINITY),
    addressOf: (serverId) => addresses.get(serverId),
  }
}
