/** Answered commands in memory. */
import type { Clock, MonotonicMs, WallMs } from '@sotto/kernel'
import { commandAliveMs, type IdempotencyStore, idempotencyMs } from '../stores.ts'

interface Entry {
  readonly bodyHash: string
  readonly begunAt: WallMs
  readonly aliveUntilMono: MonotonicMs
  readonly answer?: { readonly status: number; readonly body: string }
}

export function createMemoryIdempotencyStore(clock: Clock): IdempotencyStore {
  const entries = new Map<string, Entry>()
  const nameOf = (supervisorId: string, key: string) => JSON.stringify([supervisorId, key])

  const aliveUntilMono = (aliveMs: number = commandAliveMs) => clock.monotonicNow() + aliveMs

  return {
    async begin({ supervisorId, key, bodyHash, at, aliveMs }) {
      const name = nameOf(supervisorId, key)
      const known = entries.get(name)
      if (known === undefined || known.begunAt <= at - idempotencyMs) {
        entries.set(name, { bodyHash, begunAt: at, aliveUntilMono: aliveUntilMono(aliveMs) })
        return { kind: 'new' }
      }
      if (known.bodyHash !== bodyHash) return { kind: 'other-body' }
      if (known.answer === undefined) {
        if (clock.monotonicNow() < known.aliveUntilMono) return { kind: 'in-flight' }
        entries.set(name, { ...known, aliveUntilMono: aliveUntilMono(aliveMs) })
        return { kind: 'abandoned', begunAt: known.begunAt }
      }
      return { kind: 'answered', ...known.answer }
    },
    async finish({ supervisorId, key, status, body }) {
      const name = nameOf(supervisorId, key)
      const known = entries.get(name)
      if (known !== undefined) entries.set(name, { ...known, answer: { status, body } })
    },
    async renew(supervisorId, key) {
      const name = nameOf(supervisorId, key)
      const known = entries.get(name)
      if (known !== undefined && known.answer === undefined)
        entries.set(name, { ...known, aliveUntilMono: aliveUntilMono() })
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
