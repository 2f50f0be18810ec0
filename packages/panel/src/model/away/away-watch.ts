/**
 * Keeps what stood on screen when it stopped being certain, and tells what is different once it is certain again.
 *
 * ```
 *   present ──doubt begins: keep the view──► away ──doubt ends──► looking ──two looks──► present
 *                                             ▲                      │
 *                                             └────doubt begins──────┘ (the kept view stays the first one)
 * ```
 */
import type { Cancel, Clock, WallMs } from '@sotto/kernel'
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { LiveClient } from '../live/live-client.ts'
import type { LiveStore, SeenView } from '../live/live-store.ts'
import { doubtOf } from '../truth/shown-truth.ts'
import { type AwayNews, whatChanged } from './what-changed.ts'

export interface AwayReport {
  readonly id: number
  /** The server's time of its last word before, and of its first one after. */
  readonly fromAt: WallMs
  readonly untilAt: WallMs
  /** Everything was told anew: what came and went in between left no trace. */
  readonly bySnapshot: boolean
  readonly news: readonly AwayNews[]
}

export interface AwayWatch {
  /** Undefined while there is nothing to tell. */
  readonly report: StoreApi<{ readonly shown: AwayReport | undefined }>
  dismiss(): void
  close(): void
}

interface Kept {
  readonly view: SeenView
  readonly fromAt: WallMs
}

/** Missed frames follow the welcome at once; what the server reads anew, a little later. */
const looksAfterMs = [400, 3_000] as const
/** A server that had nobody of these queues reads them for the first time, page by page: what it lists late had not gone. */
const withdrawalsAfterMs = [6_000, 15_000] as const

export function createAwayWatch(options: {
  readonly clock: Clock
  readonly live: LiveClient
  readonly store: LiveStore
}): AwayWatch {
  const { clock, live, store } = options
  const report = createStore<{ readonly shown: AwayReport | undefined }>(() => ({
    shown: undefined,
  }))
  let kept: Kept | undefined
  /** Something certain has stood on screen since the start. */
  let wasPresent = false
  /** Our own server was lost, and not the platform alone. */
  let lostServer = false
  let looks: readonly Cancel[] = []
  let withdrawals: readonly Cancel[] = []
  let lastId = 0
  let dismissedId = 0

  function follow(): void {
    const isAway = doubtOf(live.link(), store.platformLink()) !== undefined
    if (isAway) leave()
    else if (kept !== undefined && looks.length === 0) comeBack(kept)
    wasPresent ||= !isAway
  }

  function leave(): void {
    stopLooking()
    const fromAt = live.serverWordAt()
    if (wasPresent && live.link().state !== 'live') lostServer = true
    if (kept === undefined && wasPresent && fromAt !== undefined)
      kept = { view: store.seen(), fromAt }
  }

  function comeBack(since: Kept): void {
    lastId += 1
    const id = lastId
    const untilAt = live.serverWordAt() ?? since.fromAt
    const bySnapshot = lostServer && live.cameBackBy() === 'snapshot'
    const look = () => {
      const news = whatChanged(since.view, store.seen())
      if (news.length > 0 && id > dismissedId)
        report.setState({ shown: { id, fromAt: since.fromAt, untilAt, bySnapshot, news } })
    }
    looks = [
      ...looksAfterMs.map((afterMs) => clock.schedule(afterMs, look)),
      clock.schedule(Math.max(...looksAfterMs), () => {
        stopLooking()
        kept = undefined
        lostServer = false
      }),
    ]
    for (const cancel of withdrawals) cancel()
    withdrawals = withdrawalsAfterMs.map((afterMs) => clock.schedule(afterMs, withdrawGone))
  }

  /** Nothing is said to have gone that stands in the list again. */
  function withdrawGone(): void {
    const { shown } = report.getState()
    if (shown === undefined) return
    const { conversations } = store.seen()
    const news = shown.news.filter(
      ({ conversationId, kind }) => kind !== 'gone' || !conversations.has(conversationId),
    )
    if (news.length === shown.news.length) return
    report.setState({ shown: news.length === 0 ? undefined : { ...shown, news } })
  }

  function stopLooking(): void {
    for (const cancel of looks) cancel()
    looks = []
  }

  const undo = [live.subscribe(follow), store.subscribe('platform-link', follow)]

  return {
    report,
    dismiss() {
      dismissedId = lastId
      report.setState({ shown: undefined })
    },
    close() {
      for (const unsubscribe of undo) unsubscribe()
      stopLooking()
      for (const cancel of withdrawals) cancel()
    },
  }
}
