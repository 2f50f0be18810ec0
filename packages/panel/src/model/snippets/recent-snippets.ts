/** Which snippets this person used last in which queue, on this browser: their ids and nothing else. */
import { lateModel } from '../late-parts/late-model.ts'
import type { TextStorage } from '../storage.ts'

export interface RecentSnippets {
  /** The latest first. */
  of(personId: string, queueId: string): readonly string[]
  note(personId: string, queueId: string, snippetId: string): void
}

const storageKey = 'sotto.recent-snippets'
const idsAtMost = 10
/** Queues of all persons of this browser; the one used longest ago is forgotten. */
const placesAtMost = 100

export function createRecentSnippets(storage: TextStorage): RecentSnippets {
  const placeOf = (personId: string, queueId: string) => JSON.stringify([personId, queueId])
  return {
    of: (personId, queueId) => read(storage.get(storageKey)).get(placeOf(personId, queueId)) ?? [],
    note(personId, queueId, snippetId) {
      const all = read(storage.get(storageKey))
      const place = placeOf(personId, queueId)
      const ids = [snippetId, ...(all.get(place) ?? []).filter((id) => id !== snippetId)]
      all.delete(place)
      all.set(place, ids.slice(0, idsAtMost))
      storage.set(storageKey, JSON.stringify([...all].slice(-placesAtMost)))
    },
  }
}

/** What somebody else has written there is nothing. */
function read(text: string | undefined): Map<string, readonly string[]> {
  const recent = new Map<string, readonly string[]>()
  for (const entry of parseList(text)) {
    const [place, ids]: unknown[] = Array.isArray(entry) ? entry : []
    if (typeof place === 'string' && Array.isArray(ids))
      recent.set(
        place,
        ids.filter((id) => typeof id === 'string'),
      )
  }
  return recent
}

function parseList(text: string | undefined): readonly unknown[] {
  try {
    const raw: unknown = JSON.parse(text ?? '[]')
    return Array.isArray(raw) ? raw : []
  } catch {
    return []
  }
}

export const recentSnippetsOf = lateModel(({ browserStorage }) =>
  createRecentSnippets(browserStorage),
)
