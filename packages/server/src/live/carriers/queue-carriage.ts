// Which stream brings a queue's events to this server, since when without a break, and whether its rows have been read since.
//
//   nobody ─► carried ─► heard (the platform serves it) ─► read ─► whole
//               ▲            │ gap · carrier gone · right or queue taken away · silent
//               └────────────┘ another carrier at once; what happened meanwhile is read
import type { Clock, MonotonicMs, Scope } from '@sotto/kernel'
import { createTimers } from '../timers.ts'
import type { CarryingStream } from './carrying-stream.ts'
import { type Candidate, chooseCarrier } from './choose-carriers.ts'
import { createQueueReading } from './queue-reading.ts'
import { createStreamsByQueue, type KnownStream } from './streams-by-queue.ts'

export interface QueueCarriage<Stream extends CarryingStream = CarryingStream> {
  /** Since then everything the platform tells of this queue has been heard; undefined: nobody hears of it now. */
  heardSince(queueId: string): MonotonicMs | undefined
  /** When the stream that brings it last said anything. */
  lastWordAtMono(queueId: string): MonotonicMs | undefined
  /** Its rows have been read since it has been heard. */
  isWhole(queueId: string): boolean
  /** This session's stream, its rights, or what it hears may have changed; or it is gone. */
  arrange(sessionId: string): void
  /** Every stream of a session that has this queue. */
  streamsWith(queueId: string): Iterable<KnownStream<Stream>>
  /** What broke one stream may have broken others that do not know it yet: each carrier has to prove that it lives. */
  doubt(): void
  forget(queueId: string): void
}

export interface QueueCarriageOptions<Stream extends CarryingStream> {
  readonly clock: Clock
  readonly scope: Scope
  /** Undefined once the session is over. */
  readonly streamOf: (sessionId: string) => KnownStream<Stream> | undefined
  /** Answers false when something could not be read. Nothing more is asked once `isWanted` says no. */
  readonly read: (stream: Stream, queueId: string, isWanted: () => boolean) => Promise<boolean>
  /** It is heard now, or not any more; `since` says which, and what was known before is in doubt. */
  readonly onHeard: (queueId: string, since: MonotonicMs | undefined) => void
  readonly onFailure: (failure: unknown) => void
}

/** Heartbeats are rarer, so the platform is asked for a word. */
const wordWithinMs = 3_000
const doubtEveryMs = 1_000

export function createQueueCarriage<Stream extends CarryingStream>(
  options: QueueCarriageOptions<Stream>,
): QueueCarriage<Stream> {
  const timers = createTimers(options.clock, options.scope)
  const streams = createStreamsByQueue(options.streamOf)
  /** By queue, the session whose stream brings it. */
  const carriers = new Map<string, string>()
  const heard = new Map<string, MonotonicMs>()
  /** What is to be looked at again: only that, so that one more supervisor costs the same however many there are. */
  const changedSessions = new Set<string>()
  const changedQueues = new Set<string>()
  let isArranging = false

  const reading = createQueueReading({
    ...options,
    timers,
    onRead(queueId) {
      changedQueues.add(queueId)
      timers.replace('arrange', 0, arrangeChanged)
    },
    heardSince: (queueId) => carrierOf(queueId)?.heardSince(queueId) ?? heard.get(queueId),
    readers: (queueId) => {
      const able = hearers(queueId)
      const carrier = carrierOf(queueId)
      return carrier === undefined || !able.includes(carrier)
        ? able
        : [carrier, ...able.filter((one) => one !== carrier)]
    },
  })

  const carrierOf = (queueId: string) => streams.get(carriers.get(queueId))?.stream

  const isAbleToHear = ({ isStarted, link, queueIds }: CarryingStream, queueId: string) =>
    isStarted && link.state === 'open' && queueIds.has(queueId)

  /** Those whose word on this queue counts: who may see agents only hears nothing of conversations. */
  function hearers(queueId: string): readonly Stream[] {
    const own = [...streams.having(queueId)]
      .map(({ stream }) => stream)
      .filter((stream) => isAbleToHear(stream, queueId))
    const viewers = own.filter((stream) => stream.mayView(queueId))
    return viewers.length > 0 ? viewers : own
  }

  /** As `hearers`, of those that bring it: nobody else hears anything. Where somebody able may view it, the carrier may. */
  function* hearing(queueId: string): Iterable<Stream> {
    const carrier = carrierOf(queueId)
    const isViewed =
      carrier !== undefined && isAbleToHear(carrier, queueId) && carrier.mayView(queueId)
    for (const stream of streams.carrying(queueId))
      if (isAbleToHear(stream, queueId) && (!isViewed || stream.mayView(queueId))) yield stream
  }

  function oldestSince(queueId: string): MonotonicMs | undefined {
    let oldest: MonotonicMs | undefined
    for (const stream of hearing(queueId)) {
      const since = stream.heardSince(queueId)
      if (since !== undefined && (oldest === undefined || since < oldest)) oldest = since
    }
    return oldest
  }

  /** A carrier that gives way goes on until the next one is heard and the rows have been read since. */
  function isStillNeeded(stream: CarryingStream, queueId: string): boolean {
    if (stream.heardSince(queueId) === undefined) return false
    const since = carrierOf(queueId)?.heardSince(queueId)
    return since === undefined || !reading.isReadSince(queueId, since)
  }

  function* candidatesFor(queueId: string): Iterable<Candidate> {
    for (const { stream, isWatched } of streams.having(queueId))
      if (stream.isStarted) yield { carrier: stream, isWatched }
  }

  /** Answers the session that brought it before. */
  function choose(queueId: string): string | undefined {
    const before = carriers.get(queueId)
    const known = streams.get(before)
    const goesOn = known?.stream.isStarted ? known : undefined
    const chosen = chooseCarrier(
      candidatesFor(queueId),
      queueId,
      goesOn && { carrier: goesOn.stream, isWatched: goesOn.isWatched },
    )
    if (chosen === undefined) carriers.delete(queueId)
    else carriers.set(queueId, chosen)
    return before
  }

  /** `before`: of the queues that are looked at, whose they were. */
  function carry(sessionId: string, before: ReadonlyMap<string, string | undefined>): void {
    const known = streams.get(sessionId)
    if (known === undefined) return
    const { stream } = known
    const carried = [...stream.queueIds].filter(
      (queueId) => carriers.get(queueId) === sessionId || isStillNeeded(stream, queueId),
    )
    streams.carry(known, stream.isStarted ? carried : [])
    const takesOver = (queueId: string) =>
      carriers.get(queueId) === sessionId && (before.get(queueId) ?? sessionId) !== sessionId
    // One that is dead and does not know it would keep everybody waiting.
    if (carried.some(takesOver)) stream.askForWord(wordWithinMs)
  }

  function arrangeOnce(): void {
    const sessions = new Set(changedSessions)
    changedSessions.clear()
    for (const sessionId of sessions)
      for (const queueId of streams.look(sessionId)) changedQueues.add(queueId)
    const queueIds = [...changedQueues]
    changedQueues.clear()
    const before = new Map(queueIds.map((queueId) => [queueId, choose(queueId)]))
    for (const queueId of queueIds) {
      const chosen = carriers.get(queueId)
      if (chosen !== undefined) sessions.add(chosen)
      for (const { session } of streams.carrying(queueId)) sessions.add(session.id)
    }
    for (const sessionId of sessions) carry(sessionId, before)
    tellHeard(queueIds)
    reading.readMissing(queueIds.filter((queueId) => carriers.has(queueId)))
  }

  function tellHeard(queueIds: readonly string[]): void {
    for (const queueId of queueIds) {
      const since = oldestSince(queueId)
      if (since === heard.get(queueId)) continue
      if (since === undefined) heard.delete(queueId)
      else heard.set(queueId, since)
      options.onHeard(queueId, since)
    }
  }

  /** What it changes may call for it once more. */
  function arrangeChanged(): void {
    if (isArranging) return
    isArranging = true
    try {
      while (changedSessions.size > 0 || changedQueues.size > 0) arrangeOnce()
    } finally {
      isArranging = false
    }
  }

  function askCarriers(): void {
    for (const sessionId of new Set(carriers.values()))
      streams.get(sessionId)?.stream.askForWord(wordWithinMs)
  }

  return {
    heardSince: (queueId) => heard.get(queueId),
    lastWordAtMono(queueId) {
      let last: MonotonicMs | undefined
      for (const stream of hearing(queueId)) {
        const word = stream.heardSince(queueId) === undefined ? undefined : stream.lastWordAtMono
        if (word !== undefined && (last === undefined || word > last)) last = word
      }
      return last
    },
    isWhole(queueId) {
      const since = heard.get(queueId)
      return since !== undefined && reading.isReadSince(queueId, since)
    },
    arrange(sessionId) {
      changedSessions.add(sessionId)
      arrangeChanged()
    },
    streamsWith: streams.having,
    doubt() {
      if (timers.has('doubt')) return
      askCarriers()
      // Whatever breaks meanwhile is a reason to ask again.
      timers.replace('doubt', doubtEveryMs, askCarriers)
    },
    forget: reading.forget,
  }
}
