/** All stores in memory: gone with the process. For the deterministic simulation and for tests only. */
import type { Stores } from '../stores.ts'
import { createMemoryControlStore } from './memory-control-store.ts'
import { createMemoryIdempotencyStore } from './memory-idempotency-store.ts'
import { createMemorySessionStore } from './memory-session-store.ts'

export function createMemoryStores(): Stores {
  return {
    controls: createMemoryControlStore(),
    idempotency: createMemoryIdempotencyStore(),
    sessions: createMemorySessionStore(),
    healthy: async () => true,
    close: async () => {},
  }
}
