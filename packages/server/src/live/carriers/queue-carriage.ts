// Which stream brings a queue's events to this server, since when without a break, and whether its rows have been read since.
//
//   nobody ─► carried ─► heard (the platform serves it) ─► read ─► whole
//               ▲            │ gap · carrier gone · right or queue taken away · silent
//               └────────────┘ another carrier at once; what happened meanwhile is read
import type { Clock, MonotonicMs, Scope } from '@sotto/kernel'
import { createTimers } from '../timers.ts'
import type { CarryingStream } from './carrying-stream.ts'
import { type Carriers, chooseCarriers } from './choose-carriers.ts'
import { createQueueReading } from './queue-reading.ts'

export interface QueueCarriage {
  /** Since then everything the platform tells of this queue has been heard; undefined: nobody hears of it now. */
  heardSince(queueId: string): MonotonicMs | undefined
  /** When the stream that brings it last said anything. */
  lastWordAtMono(queueId: string): MonotonicMs | undefined
  /** Its rows have been read since it has been heard. */
  isWhole(queueId: string): boolean
  /** Streams, rights, or what they hear may have changed. */
  arrange(): void
  /** What broke one stream may have broken others that do not know it yet: each carrier has to prove that it lives. */
  doubt(): void
  forget(queueId: string): void
}

export interface QueueCarriageOptions {
  readonly clock: Clock
  readonly scope: Scope
  readonly streams: () => readonly {
    readonly stream: CarryingStream
    readonly isWatched: boolean
  }[]
  /** Answers false when something could not be read. Nothing more is asked once `isWanted` says no. */
  readonly read: (
    stream: CarryingStream,
    queueId: string,
    isWanted: () => boolean,
  ) => Promise<boolean>
  /** It is heard now, or not any more; `since` says which, and what was known before is in doubt. */
  readonly onHeard: (queueId: string, since: MonotonicMs | undefined) => void
  readonly onFailure: (failure: unknown) => void
}

/** Heartbeats are rarer, so the platform is asked for a word. */
const wordWithinMs = 3_000
const doubtEveryMs = 1_000

export function createQueueCarriage(options: QueueCarriageOptions): QueueCarriage {
  const timers = createTimers(options.clock, options.scope)
  let carriers: Carriers = new Map()
  const heard = new Map<string, MonotonicMs>()
  let isArranging = false
  let isOutdated = false

  const reading = createQueueReading({
    ...options,
    timers,
    arrange,
    heardSince: (queueId) => carrierOf(queueId)?.heardSince(queueId) ?? heard.get(queueId),
    readers: (queueId) => {
      const able = hearers(queueId)
      const carrier = carrierOf(queueId)
      return carrier === undefined || !able.includes(carrier)
        ? able
        : [carrier, ...able.filter((one) => one !== carrier)]
    },
  })

  function carrierOf(queueId: string): CarryingStream | undefined {
    const id = carriers.get(queueId)
    return options.streams().find(({ stream }) => stream.session.id === id)?.stream
  }

  /** Those whose word on this queue counts: who may see agents only hears nothing of conversations. */
  function hearers(queueId: string): readonly CarryingStream[] {
    const own = options
      .streams()
      .map(({ stream }) => stream)
      .filter(
        ({ isStarted, link, queueIds }) =>
          isStarted && link.state === 'open' && queueIds.has(queueId),
      )
    const viewers = own.filter((stream) => stream.mayView(queueId))
    return viewers.length > 0 ? viewers : own
  }

  function oldestSince(queueId: string): MonotonicMs | undefined {
    const all = hearers(queueId).flatMap((stream) => stream.heardSince(queueId) ?? [])
    return all.length === 0 ? undefined : Math.min(...all)
  }

  /** A carrier that gives way goes on until the next one is heard and the rows have been read since. */
  function isStillNeeded(stream: CarryingStream, queueId: string): boolean {
    if (stream.heardSince(queueId) === undefined) return false
    const since = carrierOf(queueId)?.heardSince(queueId)
    return since === undefined || !reading.isReadSince(queueId, since)
  }

  function arrangeOnce(): void {
    const started = options.streams().filter(({ stream }) => stream.isStarted)
    const before = carriers
    carriers = chooseCarriers(
      started.map(({ stream, isWatched }) => ({ carrier: stream, isWatched })),
      before,
    )
    for (const { stream } of options.streams()) {
      const isCarrier = (queueId: string) => carriers.get(queueId) === stream.session.id
      const carried = [...stream.queueIds].filter(
        (queueId) => isCarrier(queueId) || isStillNeeded(stream, queueId),
      )
      stream.carry(stream.isStarted ? carried : [])
      const takesOver = (queueId: string) =>
        isCarrier(queueId) && (before.get(queueId) ?? stream.session.id) !== stream.session.id
      // One that is dead and does not know it would keep everybody waiting.
      if (carried.some(takesOver)) stream.askForWord(wordWithinMs)
    }
    tellHeard()
    reading.readMissing(carriers.keys())
  }

  function tellHeard(): void {
    for (const queueId of new Set([...carriers.keys(), ...heard.keys()])) {
      const since = oldestSince(queueId)
      if (since === heard.get(queueId)) continue
      if (since === undefined) heard.delete(queueId)
      else heard.set(queueId, since)
      options.onHeard(queueId, since)
    }
  }

  /** What it changes may call for it once more. */
  function arrange(): void {
    isOutdated = true
    if (isArranging) return
    isArranging = true
    try {
      while (isOutdated) {
        isOutdated = false
        arrangeOnce()
      }
    } finally {
      isArranging = false
    }
  }

  function askCarriers(): void {
    const asked = new Set(carriers.values())
    for (const { stream } of options.streams())
      if (asked.has(stream.session.id)) stream.askForWord(wordWithinMs)
  }

  return {
    heardSince: (queueId) => heard.get(queueId),
    lastWordAtMono(queueId) {
      const words = hearers(queueId)
        .filter((stream) => stream.heardSince(queueId) !== undefined)
        .flatMap((stream) => stream.lastWordAtMono ?? [])
      return words.length === 0 ? undefined : Math.max(...words)
    },
    isWhole(queueId) {
      const since = heard.get(queueId)
      return since !== undefined && reading.isReadSince(queueId, since)
    },
    arrange,
    doubt() {
      if (timers.has('doubt')) return
      askCarriers()
      // Whatever breaks meanwhile is a reason to ask again.
      timers.replace('doubt', doubtEveryMs, askCarriers)
    },
    forget: reading.forget,
  }
}
