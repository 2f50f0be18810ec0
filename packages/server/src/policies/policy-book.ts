// The policies this server goes by: read at the start, again whenever anybody has changed one, and every few seconds in case
// nobody said so.
//
//   listen ─► read ─► in force ─► news, or 5 s ─► read
//     ▲                  │ the listening is lost
//     └───── 1 s ◄───────┘
import { effectivePolicy, type KeepableKind, type Policy, type PolicyRules } from '@sotto/domain'
import {
  createListeners,
  type Logger,
  nameOfFailure,
  type Scope,
  type Unsubscribe,
} from '@sotto/kernel'
import type { NewPolicy, PolicyStore, StoredPolicy } from '../database/policy-store.ts'
import type { Counters } from '../live/counters.ts'
import type { Timers } from '../live/timers.ts'

export interface PolicyBook {
  /** In force in this queue, as far as known here; undefined: where no queue has a say. */
  of(queueId: string | undefined): Policy
  /** Kinds of personal data that are left unmasked in this queue. Never cards or their codes. */
  keptKinds(queueId: string): readonly KeepableKind[]
  /** The newest version for this queue; without one for all queues. */
  newest(queueId: string | undefined): StoredPolicy | undefined
  /** Everything that has been laid down, the default without a queue. */
  all(): readonly StoredPolicy[]
  readonly revision: number
  /** Resolves once they have been read; rejects while that fails. Nothing is done in anybody's name before. */
  ready(): Promise<void>
  /** In force here when it resolves. Undefined when another version is the newest by now. */
  add(policy: NewPolicy, expectedVersion: number): Promise<StoredPolicy | undefined>
  onChange(listener: () => void): Unsubscribe
}

export interface PolicyBookOptions {
  readonly store: PolicyStore
  readonly timers: Timers
  readonly scope: Scope
  readonly logger: Logger
  readonly counters: Counters
  readonly onFailure: (failure: unknown) => void
}

const readAgainMs = 5_000
const tryAgainMs = 1_000

export function createPolicyBook(options: PolicyBookOptions): PolicyBook {
  const { scope, store, timers } = options
  const changes = createListeners<undefined>(options.onFailure)
  let newest = new Map<string | undefined, StoredPolicy>()
  let effective = new Map<string | undefined, Policy>()
  let revision: number | undefined
  let taken: string | undefined
  let reading: Promise<void> | undefined
  let isNewsWaiting = false
  let isListening = false
  let stopListening = async () => {}

  function rulesOf(queueId: string | undefined): PolicyRules | undefined {
    return newest.get(queueId)?.rules
  }

  function of(queueId: string | undefined): Policy {
    const known = effective.get(queueId)
    if (known !== undefined) return known
    const forAll = rulesOf(undefined)
    const policy = effectivePolicy(forAll, queueId === undefined ? {} : rulesOf(queueId))
    effective.set(queueId, policy)
    return policy
  }

  /** An answer that was overtaken by a newer one says nothing; one of the same revision does where somebody has been erased. */
  function take(rows: readonly StoredPolicy[]): void {
    const latest = Math.max(0, ...rows.map((row) => row.revision))
    if (revision !== undefined && latest < revision) return
    const asText = JSON.stringify(rows)
    if (latest === revision && asText === taken) return
    taken = asText
    const isFirst = revision === undefined
    revision = latest
    newest = new Map(rows.map((row) => [row.queueId, row]))
    effective = new Map()
    if (!isFirst || latest > 0) changes.emit(undefined)
  }

  function read(): Promise<void> {
    // What is being read now may be from before the news.
    if (reading !== undefined) isNewsWaiting = true
    reading ??= readUntilQuiet().finally(() => {
      reading = undefined
    })
    return reading
  }

  async function readUntilQuiet(): Promise<void> {
    do {
      isNewsWaiting = false
      take(await store.newest())
    } while (isNewsWaiting)
  }

  function readAlone(): void {
    read().catch(noteFailure)
  }

  function noteFailure(failure: unknown): void {
    options.counters.count('store-failures')
    options.logger.warn('policies-not-read', {
      errorName: nameOfFailure(failure),
    })
    again(tryAgainMs)
  }

  function again(delayMs: number): void {
    timers.replace('policies', delayMs, follow)
  }

  function stopHearing(): void {
    isListening = false
    again(tryAgainMs)
  }

  async function listen(): Promise<void> {
    if (isListening) return
    isListening = true
    try {
      const stop = await store.listen(readAlone, stopHearing)
      if (scope.closed) await stop()
      else stopListening = stop
    } catch (failure) {
      isListening = false
      noteFailure(failure)
    }
  }

  /** First listening, then reading: what is changed in between is not missed. */
  async function followOnce(): Promise<void> {
    again(readAgainMs)
    await listen()
    await read()
  }

  function follow(): void {
    if (!scope.closed) followOnce().catch(noteFailure)
  }

  follow()
  scope.onClose(() => stopListening())

  return {
    of,
    keptKinds: (queueId) => of(queueId).keptKinds,
    newest: (queueId) => newest.get(queueId),
    all: () => [...newest.values()],
    get revision() {
      return revision ?? 0
    },
    ready: () => (revision === undefined ? read() : Promise.resolve()),
    async add(policy, expectedVersion) {
      const stored = await store.append(policy, expectedVersion)
      // Whoever lost reads, too: what is in force is what the other has written.
      await read()
      return stored
    },
    onChange: (listener) => changes.subscribe(listener),
  }
}
