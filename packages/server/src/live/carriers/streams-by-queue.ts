// Whose queue is whose, looked up instead of searched: when one stream changes, only what has to do with it is looked at.
import type { CarryingStream } from './carrying-stream.ts'

/** One of this server's streams, as it was looked at last. */
export interface KnownStream<Stream extends CarryingStream> {
  readonly stream: Stream
  readonly isWatched: boolean
}

export interface StreamsByQueue<Stream extends CarryingStream> {
  /** Looks at one session's stream again. Answers every queue that it has or had: for these it may be otherwise now. */
  look(sessionId: string): ReadonlySet<string>
  get(sessionId: string | undefined): KnownStream<Stream> | undefined
  having(queueId: string): Iterable<KnownStream<Stream>>
  /** These are what this stream brings from now on. */
  carry(known: KnownStream<Stream>, queueIds: readonly string[]): void
  /** Those that bring the queue: its carrier, and who goes on until that one is heard. */
  carrying(queueId: string): Iterable<Stream>
}

export function createStreamsByQueue<Stream extends CarryingStream>(
  streamOf: (sessionId: string) => KnownStream<Stream> | undefined,
): StreamsByQueue<Stream> {
  type Known = KnownStream<Stream>
  type Holders = Map<string, Map<string, Known>>
  const known = new Map<string, Known>()
  const queuesOf = new Map<string, ReadonlySet<string>>()
  const carriedBy = new Map<string, readonly string[]>()
  const having: Holders = new Map()
  const carrying: Holders = new Map()

  function put(holders: Holders, queueId: string, sessionId: string, one: Known): void {
    const all = holders.get(queueId)
    if (all === undefined) holders.set(queueId, new Map([[sessionId, one]]))
    else all.set(sessionId, one)
  }

  function drop(holders: Holders, queueId: string, sessionId: string): void {
    const all = holders.get(queueId)
    all?.delete(sessionId)
    if (all?.size === 0) holders.delete(queueId)
  }

  function setCarried(sessionId: string, one: Known, queueIds: readonly string[]): void {
    for (const queueId of carriedBy.get(sessionId) ?? []) drop(carrying, queueId, sessionId)
    for (const queueId of queueIds) put(carrying, queueId, sessionId, one)
    if (queueIds.length > 0) carriedBy.set(sessionId, queueIds)
    else carriedBy.delete(sessionId)
  }

  function forget(sessionId: string, former: Known): void {
    known.delete(sessionId)
    queuesOf.delete(sessionId)
    setCarried(sessionId, former, [])
  }

  return {
    look(sessionId) {
      const before = queuesOf.get(sessionId) ?? new Set()
      const former = known.get(sessionId)
      const now = streamOf(sessionId)
      for (const queueId of before) drop(having, queueId, sessionId)
      if (now === undefined) {
        if (former !== undefined) forget(sessionId, former)
        return before
      }
      known.set(sessionId, now)
      queuesOf.set(sessionId, now.stream.queueIds)
      for (const queueId of now.stream.queueIds) put(having, queueId, sessionId, now)
      return new Set([...before, ...now.stream.queueIds])
    },
    get: (sessionId) => (sessionId === undefined ? undefined : known.get(sessionId)),
    having: (queueId) => having.get(queueId)?.values() ?? [],
    carry(one, queueIds) {
      setCarried(one.stream.session.id, one, queueIds)
      one.stream.carry(queueIds)
    },
    *carrying(queueId) {
      for (const { stream } of carrying.get(queueId)?.values() ?? []) yield stream
    },
  }
}
