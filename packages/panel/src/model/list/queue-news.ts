/** What became of this person's queues while they looked: shown until dismissed. */
import type { Unsubscribe } from '@sotto/kernel'
import type { OwnQueues } from '@sotto/protocol'
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { LiveStore } from '../live/live-store.ts'

export type QueueNews =
  | { readonly kind: 'renamed'; readonly id: string; readonly from: string; readonly to: string }
  | { readonly kind: 'gone'; readonly id: string; readonly name: string }
  | { readonly kind: 'new'; readonly id: string; readonly name: string }

export interface QueueNewsModel {
  /** The newest first. */
  readonly state: StoreApi<readonly QueueNews[]>
  dismiss(): void
  close: Unsubscribe
}

const newsAtMost = 5

export function createQueueNews(store: Pick<LiveStore, 'queues' | 'subscribe'>): QueueNewsModel {
  const state = createStore<readonly QueueNews[]>(() => [])
  let known = store.queues()
  const close = store.subscribe('queues', () => {
    const before = known
    const now = store.queues()
    // A snapshot on its way knows none for a moment; that is no news.
    if (now === undefined) return
    known = now
    const news = before === undefined ? [] : queueNews(before, now)
    if (news.length > 0) state.setState(merge(state.getState(), news), true)
  })
  return { state, close, dismiss: () => state.setState([], true) }
}

export function queueNews(before: OwnQueues, now: OwnQueues): readonly QueueNews[] {
  const names = new Map(before.map(({ id, name }) => [id, name]))
  const left = new Set(now.map(({ id }) => id))
  return [
    ...before.flatMap(({ id, name }): readonly QueueNews[] =>
      left.has(id) ? [] : [{ kind: 'gone', id, name }],
    ),
    ...now.flatMap(({ id, name }): readonly QueueNews[] => {
      const from = names.get(id)
      if (from === undefined) return [{ kind: 'new', id, name }]
      return from === name ? [] : [{ kind: 'renamed', id, from, to: name }]
    }),
  ]
}

/** Of one queue only the latest is told. */
function merge(known: readonly QueueNews[], news: readonly QueueNews[]): readonly QueueNews[] {
  const about = new Set(news.map(({ id }) => id))
  return [...news, ...known.filter(({ id }) => !about.has(id))].slice(0, newsAtMost)
}
