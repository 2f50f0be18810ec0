// Reads a queue's rows whenever it is heard anew: what happened while nobody heard of it is told by nobody.
import type { Clock, MonotonicMs } from '@sotto/kernel'
import type { Timers } from '../timers.ts'
import type { CarryingStream } from './carrying-stream.ts'

export interface QueueReading {
  /** A whole reading of it has begun then or later. */
  isReadSince(queueId: string, sinceMono: MonotonicMs): boolean
  /** Of these, whatever has not been read since it is heard. */
  readMissing(queueIds: Iterable<string>): void
  forget(queueId: string): void
}

export interface QueueReadingOptions<Stream extends CarryingStream> {
  readonly clock: Clock
  readonly timers: Timers
  readonly heardSince: (queueId: string) => MonotonicMs | undefined
  /** In whose names it may be read now, the best first. */
  readonly readers: (queueId: string) => readonly Stream[]
  readonly read: (stream: Stream, queueId: string, isWanted: () => boolean) => Promise<boolean>
  /** One has been read: whoever carried it before may go. */
  readonly onRead: (queueId: string) => void
  readonly onFailure: (failure: unknown) => void
}

const queuesAtOnce = 4
const againMs = 15_000

export function createQueueReading<Stream extends CarryingStream>(
  options: QueueReadingOptions<Stream>,
): QueueReading {
  const { clock, timers } = options
  /** When the last whole reading of each began. */
  const readAt = new Map<string, MonotonicMs>()
  /** Being read, for having been heard since then. */
  const running = new Map<string, MonotonicMs>()
  const failures = new Map<string, number>()
  /** Could not be read for having been heard since then; tried again later. */
  const resting = new Map<string, MonotonicMs>()
  /** To be read, as far as is known. */
  const wanted = new Set<string>()

  function isReadSince(queueId: string, sinceMono: MonotonicMs): boolean {
    return (readAt.get(queueId) ?? Number.NEGATIVE_INFINITY) >= sinceMono
  }

  function isMissing(queueId: string): boolean {
    const since = options.heardSince(queueId)
    if (since === undefined || isReadSince(queueId, since)) return false
    return running.get(queueId) !== since && resting.get(queueId) !== since
  }

  function readNext(): void {
    for (const queueId of wanted) {
      if (running.size >= queuesAtOnce && !running.has(queueId)) continue
      // What cannot be read now is wanted again as soon as anything about it has changed.
      wanted.delete(queueId)
      if (!isMissing(queueId)) continue
      const readers = options.readers(queueId)
      // After a failure somebody else's name may do.
      const reader = readers[(failures.get(queueId) ?? 0) % Math.max(1, readers.length)]
      if (reader !== undefined) readAlone(reader, queueId)
    }
  }

  function readAlone(reader: Stream, queueId: string): void {
    const since = options.heardSince(queueId)
    if (since === undefined) return
    running.set(queueId, since)
    const isWanted = () =>
      running.get(queueId) === since &&
      options.heardSince(queueId) === since &&
      options.readers(queueId).includes(reader)
    readOnce(reader, queueId, isWanted)
      .catch((failure: unknown) => {
        options.onFailure(failure)
        return false
      })
      .then((isComplete) => {
        if (running.get(queueId) === since) running.delete(queueId)
        if (isComplete) failures.delete(queueId)
        else if (options.heardSince(queueId) === since) rest(queueId, since)
        options.onRead(queueId)
        if (wanted.size > 0) timers.replace('read queues', 0, readNext)
      })
      .catch(options.onFailure)
  }

  async function readOnce(
    reader: Stream,
    queueId: string,
    isWanted: () => boolean,
  ): Promise<boolean> {
    await reader.ready()
    const beganAtMono = clock.monotonicNow()
    if (!isWanted() || !(await options.read(reader, queueId, isWanted))) return false
    readAt.set(queueId, Math.max(readAt.get(queueId) ?? beganAtMono, beganAtMono))
    return true
  }

  function rest(queueId: string, since: MonotonicMs): void {
    failures.set(queueId, (failures.get(queueId) ?? 0) + 1)
    resting.set(queueId, since)
    timers.replace(`again ${queueId}`, againMs, () => {
      resting.delete(queueId)
      wanted.add(queueId)
      readNext()
    })
  }

  return {
    isReadSince,
    readMissing(queueIds) {
      for (const queueId of queueIds) if (isMissing(queueId)) wanted.add(queueId)
      // Not at once: what is opened is read before what fills lists.
      if (wanted.size > 0) timers.replace('read queues', 0, readNext)
    },
    forget(queueId) {
      readAt.delete(queueId)
      failures.delete(queueId)
      resting.delete(queueId)
      wanted.delete(queueId)
      timers.cancel(`again ${queueId}`)
    },
  }
}
