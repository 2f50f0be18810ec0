/** Which snippets fit what is being typed, the best first. Pure. */
import type { SnippetView } from '@sotto/protocol'

export interface SnippetQuery {
  /** Of the conversation; without one only what is for all queues. */
  readonly queueId: string | undefined
  /** What has been typed; nothing shows what was used lately, and then the rest. */
  readonly typed: string
  /** Ids, the latest first. */
  readonly recent: readonly string[]
}

/** More than these are found by typing on. */
export const shownSnippets = 8
/** What is longer than a title is a whisper of its own. */
const longestQuery = 60

export function findSnippets(
  snippets: readonly SnippetView[],
  { queueId, recent, typed }: SnippetQuery,
): readonly SnippetView[] {
  const query = fold(typed)
  if ([...query].length > longestQuery || query.includes('\n')) return []
  return snippets
    .filter((snippet) => snippet.queueId === undefined || snippet.queueId === queueId)
    .flatMap((snippet) => {
      const rank = rankOf(snippet, query)
      return rank === undefined ? [] : { snippet, rank, place: placeOf(snippet, recent) }
    })
    .sort((one, other) => one.rank - other.rank || one.place - other.place)
    .slice(0, shownSnippets)
    .map(({ snippet }) => snippet)
}

/** Without accents and case, as people search. */
function fold(text: string): string {
  return text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase().trimStart()
}

/** 0 is best; undefined does not fit. */
function rankOf({ text, title }: SnippetView, query: string): number | undefined {
  if (query === '') return 0
  const name = fold(title)
  if (name.startsWith(query)) return 0
  if (name.split(/\s+/u).some((word) => word.startsWith(query))) return 1
  if (name.includes(query)) return 2
  if (fold(text).includes(query)) return 3
  // Letters left out: three at least, or everything would fit.
  return [...query].length >= 3 && holdsInOrder(name, query) ? 4 : undefined
}

function holdsInOrder(name: string, query: string): boolean {
  let place = 0
  for (const sign of query.replaceAll(/\s/gu, '')) {
    place = name.indexOf(sign, place) + 1
    if (place === 0) return false
  }
  return true
}

function placeOf({ id }: SnippetView, recent: readonly string[]): number {
  const place = recent.indexOf(id)
  return place === -1 ? recent.length : place
}
