/** Which servers are there, in memory. */
import type { Clock, MonotonicMs } from '@sotto/kernel'
import type { ServerStore, ToldOfServer } from '../stores.ts'

export interface MemoryServerStore extends ServerStore {
  isThere(serverId: string): boolean
  addressOf(serverId: string): string | undefined
}

export function createMemoryServerStore(clock: Clock): MemoryServerStore {
  const aliveUntilMono = new Map<string, MonotonicMs>()
  const told = new Map<string, ToldOfServer>()
  const isThere = (serverId: string) =>
    clock.monotonicNow() < (aliveUntilMono.get(serverId) ?? Number.NEGATIVE_INFINITY)

  return {
    async beat(serverId, aliveMs, words = {}) {
      aliveUntilMono.set(serverId, clock.monotonicNow() + aliveMs)
      told.set(serverId, words)
      return clock.wallNow()
    },
    async end(serverId) {
      aliveUntilMono.delete(serverId)
    },
    isThere,
    async sealingKeys() {
      const names = [...told].flatMap(([id, { keyId }]) => (isThere(id) ? (keyId ?? []) : []))
      return [...new Set(names)]
    },
    addressOf: (serverId) => told.get(serverId)?.address,
  }
}
