/** The browser's storage behind the model's port; where it is refused (private windows, policies), nothing is kept. */
import { createMemoryStorage, type TextStorage } from '../model/storage.ts'

export function browserStorage(kind: 'localStorage' | 'sessionStorage'): TextStorage {
  const memory = createMemoryStorage()
  try {
    const storage = window[kind]
    return {
      get: (key) => storage.getItem(key) ?? undefined,
      set(key, text) {
        // Full storage throws: a preference less is no reason to fail.
        try {
          storage.setItem(key, text)
        } catch {
          memory.set(key, text)
        }
      },
      remove: (key) => storage.removeItem(key),
    }
  } catch {
    return memory
  }
}
