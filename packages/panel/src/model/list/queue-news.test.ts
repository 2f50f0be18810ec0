import type { OwnQueues } from '@sotto/protocol'
import { describe, expect, it } from 'vitest'
import { createLiveStore } from '../live/live-store.ts'
import { createQueueNews, queueNews } from './queue-news.ts'

const billing = { id: 'q1', name: 'Billing' }
const sales = { id: 'q2', name: 'Sales' }

function start() {
  const store = createLiveStore((failure) => {
    throw failure
  })
  const news = createQueueNews(store)
  const tell = (queues: OwnQueues, snapshot = false) =>
    store.apply([{ kind: 'queues', queues: [...queues] }], snapshot)
  return { store, news, tell }
}

describe('news of queues', () => {
  it('[PA172] the first word is no news', () => {
    const { news, tell } = start()
    tell([billing], true)
    expect(news.state.getState()).toEqual([])
  })

  it('[PA172] tells what was renamed, what is gone and what is new, by the names people know', () => {
    const west = { id: 'q2', name: 'Sales West' }
    expect(queueNews([billing, sales], [west, { id: 'q3', name: 'Returns' }])).toEqual([
      { kind: 'gone', id: 'q1', name: 'Billing' },
      { kind: 'renamed', id: 'q2', from: 'Sales', to: 'Sales West' },
      { kind: 'new', id: 'q3', name: 'Returns' },
    ])
    expect(queueNews([billing], [{ ...billing }])).toEqual([])
  })

  it('[PA172] stays until dismissed, over snapshots too, and of one queue only the latest', () => {
    const { news, tell } = start()
    tell([billing, sales], true)
    tell([billing])
    tell([billing], true)
    expect(news.state.getState()).toEqual([{ kind: 'gone', id: 'q2', name: 'Sales' }])
    tell([billing, sales])
    expect(news.state.getState()).toEqual([{ kind: 'new', id: 'q2', name: 'Sales' }])
    news.dismiss()
    expect(news.state.getState()).toEqual([])
  })

  it('[PA172] a snapshot that knows none yet is not the end of all queues', () => {
    const { store, news, tell } = start()
    tell([billing], true)
    store.apply([], true)
    tell([billing])
    expect(news.state.getState()).toEqual([])
  })

  it('[PA172] a platform gone mad does not fill the screen', () => {
    const { news, tell } = start()
    tell([billing], true)
    tell(Array.from({ length: 500 }, (_, index) => ({ id: `n${index}`, name: 'New' })))
    expect(news.state.getState()).toHaveLength(5)
  })
})
