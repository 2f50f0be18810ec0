// No event tells that a queue was renamed, removed or given to somebody: so the platform is asked, once a minute for all of this
// server, each time in the name of somebody who looks at the queue nobody has asked about for longest.
import { type Clock, type MonotonicMs, repeat, type Scope } from '@sotto/kernel'
import { PlatformError } from '@sotto/platform'
import type { Counters } from '../counters.ts'
import type { Supervisor } from '../supervisors/supervisor.ts'

/** Somebody with an open panel. */
export interface QueueWatcher extends Pick<Supervisor, 'queueIds' | 'doubtRights'> {
  readonly session: { readonly id: string }
  checkQueues(): Promise<readonly string[]>
}

export interface QueueWatchOptions {
  readonly clock: Clock
  readonly scope: Scope
  readonly counters: Counters
  readonly queueCheckMs: number
  readonly watchers: () => readonly QueueWatcher[]
  readonly onFailure: (failure: unknown) => void
}

export function watchQueues(options: QueueWatchOptions): void {
  const { clock } = options
  const askedAt = new Map<string, MonotonicMs>()
  let isAsking = false

  async function ask(watcher: QueueWatcher): Promise<void> {
    const now = clock.monotonicNow()
    for (const name of namesOf(watcher)) askedAt.set(name, now)
    const lost = await watcher.checkQueues()
    // It may be gone for everybody, or for this person only: the others are asked because one of theirs is in doubt.
    for (const other of options.watchers())
      if (other !== watcher && lost.some((queueId) => other.queueIds.has(queueId)))
        other.doubtRights()
  }

  async function askNext(): Promise<void> {
    const next = leastAsked(options.watchers(), askedAt)
    if (next === undefined || isAsking) return
    isAsking = true
    try {
      await ask(next)
    } catch (failure) {
      if (!(failure instanceof PlatformError)) throw failure
      options.counters.count('platform-failures')
    } finally {
      isAsking = false
    }
  }

  function forgetTheGone(): void {
    const present = new Set(options.watchers().flatMap(namesOf))
    for (const name of askedAt.keys()) if (!present.has(name)) askedAt.delete(name)
  }

  options.scope.onClose(
    repeat(clock, options.queueCheckMs, () => {
      forgetTheGone()
      askNext().catch(options.onFailure)
    }),
  )
}

/** Of those who look at the queue that was asked about longest ago, the one who was asked longest ago. */
export function leastAsked<Watcher extends Pick<QueueWatcher, 'queueIds' | 'session'>>(
  watchers: readonly Watcher[],
  askedAt: ReadonlyMap<string, MonotonicMs>,
): Watcher | undefined {
  const age = (name: string) => askedAt.get(name) ?? Number.NEGATIVE_INFINITY
  const oldestQueue = (watcher: Watcher) =>
    Math.min(Number.POSITIVE_INFINITY, ...[...watcher.queueIds].map((id) => age(queueName(id))))
  return [...watchers].sort(
    (left, right) =>
      compare(oldestQueue(left), oldestQueue(right)) ||
      compare(age(personName(left)), age(personName(right))),
  )[0]
}

function compare(left: number, right: number): number {
  if (left === right) return 0
  return left < right ? -1 : 1
}

function namesOf(watcher: Pick<QueueWatcher, 'queueIds' | 'session'>): readonly string[] {
  return [personName(watcher), ...[...watcher.queueIds].map(queueName)]
}

function queueName(queueId: string): string {
  return `queue ${queueId}`
}

function personName({ session }: Pick<QueueWatcher, 'session'>): string {
  return `session ${session.id}`
}
