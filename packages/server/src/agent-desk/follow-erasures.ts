// Who any server, or the command, has erased is forgotten on every server at once; after nobody could tell, everybody is.
import { backoff, type Random, type Scope, type Unsubscribe } from '@sotto/kernel'
import type { ErasureNews } from '../database/erasure-store.ts'
import type { Counters } from '../live/counters.ts'
import type { Timers } from '../live/timers.ts'

export interface FollowErasuresOptions {
  readonly random: Random
  readonly scope: Scope
  readonly timers: Timers
  readonly counters: Pick<Counters, 'count'>
  readonly news: ErasureNews
  readonly onErased: (personId: string) => void
  readonly onUntold: () => void
}

export function followErasures(options: FollowErasuresOptions): void {
  const { news, onErased, onUntold, random, scope, timers } = options
  let attempt = 0
  let stop: Unsubscribe = () => {}

  async function listen(): Promise<void> {
    stop = await news.listen({ onErased, onLost: listenLater })
    attempt = 0
    if (scope.closed) stop()
    else onUntold()
  }

  function listenLater(): void {
    const delayMs = backoff({ attempt, random, minMs: 500, maxMs: 15_000 })
    attempt += 1
    timers.replace('listen to erasures', delayMs, start)
  }

  function start(): void {
    listen().catch(() => {
      options.counters.count('store-failures')
      listenLater()
    })
  }

  scope.onClose(() => stop())
  start()
}
