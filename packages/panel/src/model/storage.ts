/** A place for small texts that outlives a reload. Never a token, never speech, nothing that somebody typed unless it is sealed. */
export interface TextStorage {
  get(key: string): string | undefined
  set(key: string, text: string): void
  remove(key: string): void
}

/** Forgets everything with the page: for tests, and where the browser refuses storage. */
export function createMemoryStorage(): TextStorage {
  const texts = new Map<string, string>()
  return {
    get: (key) => texts.get(key),
    set: (key, text) => void texts.set(key, text),
    remove: (key) => void texts.delete(key),
  }
}
