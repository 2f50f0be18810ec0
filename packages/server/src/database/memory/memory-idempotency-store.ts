/** Answered commands in memory. */
import type { WallMs } from '@sotto/kernel'
import { type IdempotencyStore, idempotencyMs } from '../stores.ts'

interface Entry {
  readonly bodyHash: string
  readonly begunAt: WallMs
  readonly answer?: { readonly status: number; readonly body: string }
}

export function createMemoryIdempotencyStore(): IdempotencyStore {
  const entries = new Map<string, Entry>()
  const nameOf = (supervisorId: string, key: string) => JSON.stringify([supervisorId, key])

  return {
    async begin({ supervisorId, key, bodyHash, at }) {
      const name = nameOf(supervisorId, key)
      const known = entries.get(name)
      if (known === undefined || known.begunAt <= at - idempotencyMs) {
        entries.set(name, { bodyHash, begunAt: at })
        return { kind: 'new' }
      }
      if (known.bodyHash !== bodyHash) return { kind: 'other-body' }
      if (known.answer === undefined) return { kind: 'in-flight' }
      return { kind: 'answered', ...known.answer }
    },
    async finish({ supervisorId, key, status, body }) {
      const name = nameOf(supervisorId, key)
      const known = entries.get(name)
      if (known !== undefined) entries.set(name, { ...known, answer: { status, body } })
    },
    async release(supervisorId, key) {
      const name = nameOf(supervisorId, key)
      if (entries.get(name)?.answer === undefined) entries.delete(name)
    },
    async removeBegunBefore(at) {
      const old = [...entries].filter(([, entry]) => entry.begunAt < at)
      for (const [name] of old) entries.delete(name)
      return old.length
    },
  }
}
