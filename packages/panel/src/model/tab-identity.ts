/**
 * Who this browser tab is: lines belong to a tab. The id survives a reload (the server keeps a line for it some seconds), and
 * is given up when another tab, made by duplicating this one, has taken it over.
 */
import type { Random } from '@sotto/kernel'
import type { TextStorage } from './storage.ts'

export interface TabIdentity {
  id(): string
  /** A new id, for the tab that was replaced and is to work again. */
  renew(): void
}

const storageKey = 'sotto.tab'
const wellFormed = /^[A-Za-z0-9-]{8,64}$/

export function createTabIdentity(random: Random, storage: TextStorage): TabIdentity {
  const kept = storage.get(storageKey)
  let id = kept !== undefined && wellFormed.test(kept) ? kept : random.id()
  storage.set(storageKey, id)
  return {
    id: () => id,
    renew() {
      id = random.id()
      storage.set(storageKey, id)
    },
  }
}
