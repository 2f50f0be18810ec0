// Takes into the book what any server has saved, so that every panel of every server shows it at once. The rows are the truth:
// the database tells which one is newer, and it is read.
//
//   any server saves ─► database tells id and revision ─► newer than known here? ─► read the row ─► book ─► panels
//   nobody tells any more ─► asked again, 0.5 s … 15 s ─► everything known here is read once
import { backoff, type Random, type Scope, type Unsubscribe } from '@sotto/kernel'
import type { CoachingStore, SavedCoaching } from '../database/coaching-store.ts'
import type { Counters } from '../live/counters.ts'
import type { Timers } from '../live/timers.ts'
import type { CoachingBook } from './coaching-book.ts'

export interface FollowCoachingsOptions {
  readonly random: Random
  readonly scope: Scope
  readonly timers: Timers
  readonly counters: Counters
  readonly store: Pick<CoachingStore, 'byId' | 'byIds' | 'listen'>
  readonly book: CoachingBook
}

const readAgainMs = 1_000
const mostReadAtOnce = 200

export function followCoachings(options: FollowCoachingsOptions): void {
  const { book, counters, random, scope, store, timers } = options
  /** Rows that are being read, and the newest revision told of each. */
  const awaited = new Map<string, number>()
  let attempt = 0
  let stop: Unsubscribe = () => {}

  function take({ id, revision }: SavedCoaching): void {
    if ((book.known(id)?.revision ?? 0) >= revision) return
    const isBeingRead = awaited.has(id)
    awaited.set(id, Math.max(revision, awaited.get(id) ?? 0))
    if (!isBeingRead) void read(id)
  }

  /** Until it is at least as new as what was told meanwhile. */
  async function read(id: string): Promise<void> {
    try {
      for (;;) {
        const stored = await store.byId(id)
        if (stored !== undefined) book.take(stored)
        if ((stored?.revision ?? Number.POSITIVE_INFINITY) >= (awaited.get(id) ?? 0)) break
      }
      awaited.delete(id)
    } catch {
      counters.count('store-failures')
      timers.schedule(readAgainMs, () => void read(id))
    }
  }

  /** What was saved while nobody told. Sessions that are not known here come by the platform's word, or when they are opened. */
  async function catchUp(): Promise<void> {
    const ids = [...book.ids()]
    for (let place = 0; place < ids.length; place += mostReadAtOnce)
      for (const stored of await store.byIds(ids.slice(place, place + mostReadAtOnce)))
        book.take(stored)
  }

  function catchUpAlone(): void {
    catchUp().catch(() => {
      counters.count('store-failures')
      timers.replace('catch up with coachings', readAgainMs, catchUpAlone)
    })
  }

  async function listen(): Promise<void> {
    stop = await store.listen({ onSaved: take, onLost: listenLater })
    attempt = 0
    if (scope.closed) stop()
    else catchUpAlone()
  }

  function listenLater(): void {
    const delayMs = backoff({ attempt, random, minMs: 500, maxMs: 15_000 })
    attempt += 1
    timers.replace('listen to coachings', delayMs, start)
  }

  function start(): void {
    listen().catch(() => {
      counters.count('store-failures')
      listenLater()
    })
  }

  scope.onClose(() => stop())
  start()
}
