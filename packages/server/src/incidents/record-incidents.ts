// Watches what is learned beside the controls themselves (participants, positions of sound, leases) and adds it to the timeline.
//
//   world ─ participants, hold, recording ─┐
//   lines ─ samples mixed ─────────────────┼─► facts ─► in order ─► store, tried again for a while
//   known leases ─ held, asked for, free ──┘
import { type ControlRecord, type Conversation, isFinalState, type Lease } from '@sotto/domain'
import { type Clock, type Logger, nameOfFailure, type Unsubscribe } from '@sotto/kernel'
import type { MediaPosition } from '@sotto/platform'
import type { IncidentFact, IncidentStore } from '../database/stores.ts'
import type { Counters } from '../live/counters.ts'
import type { Timers } from '../live/timers.ts'
import { factsOfConversation, isSupervised } from './facts-of-conversation.ts'

export interface RecordIncidentsOptions {
  readonly clock: Clock
  readonly timers: Timers
  readonly logger: Logger
  readonly counters: Counters
  readonly store: IncidentStore
  readonly world: {
    onConversation(listener: (conversation: Conversation) => void): Unsubscribe
  }
  readonly registry: {
    record(controlId: string): ControlRecord | undefined
    unsettledIn(conversationId: string): readonly ControlRecord[]
    onChange(listener: (record: ControlRecord) => void): Unsubscribe
  }
  readonly lines: {
    position(controlId: string): MediaPosition | undefined
    onPosition(listener: (controlId: string) => void): Unsubscribe
  }
  readonly leases: {
    held(agentUserId: string): Lease | undefined
    onChange(listener: (agentUserId: string) => void): Unsubscribe
  }
}

/** Conversations remembered to tell what is new in them; beyond it the oldest are forgotten. */
const rememberedAtMost = 2_000
const triesAtMost = 5
const retryMs = 1_000

export function recordIncidents(options: RecordIncidentsOptions): void {
  const { clock, leases, lines, registry, world } = options
  const append = createFactAppender(options)
  const conversations = new Map<string, Conversation>()
  const positions = new Map<string, MediaPosition>()
  const leasesBefore = new Map<string, Lease>()

  world.onConversation((conversation) => {
    const { id } = conversation
    const before = conversations.get(id)
    const isOurs = isSupervised(conversation) || registry.unsettledIn(id).length > 0
    if (before === undefined && !isOurs) return
    append(factsOfConversation(before, conversation, clock.wallNow()))
    conversations.delete(id)
    if (conversation.phase !== 'ended') conversations.set(id, conversation)
    const [oldest] = conversations.keys()
    if (conversations.size > rememberedAtMost && oldest !== undefined) conversations.delete(oldest)
  })

  lines.onPosition((controlId) => {
    const position = lines.position(controlId)
    const record = registry.record(controlId)
    if (position === undefined || record === undefined || record.kind === 'monitor') return
    const isFirst = position.mixedSamples > 0 && (positions.get(controlId)?.mixedSamples ?? 0) === 0
    positions.set(controlId, position)
    if (isFirst) append([soundFact(record, 'sound-arrived', position, clock.wallNow())])
  })

  registry.onChange((record) => {
    const position = positions.get(record.id)
    if (position === undefined || !isFinalState(record.state.name)) return
    positions.delete(record.id)
    append([soundFact(record, 'sound-total', position, clock.wallNow())])
  })

  leases.onChange((agentUserId) => {
    const before = leasesBefore.get(agentUserId)
    const now = leases.held(agentUserId)
    if (now === undefined) leasesBefore.delete(agentUserId)
    else leasesBefore.set(agentUserId, now)
    append(factsOfLease(before, now, clock.wallNow()))
  })
}

function soundFact(
  record: ControlRecord,
  what: 'sound-arrived' | 'sound-total',
  position: MediaPosition,
  at: number,
): IncidentFact {
  const { agentUserId, conversationId, id, platformControlId, supervisorId } = record
  return {
    at,
    what,
    evidence: 'media-position',
    conversationId,
    agentUserId,
    supervisorId,
    controlId: id,
    ...(platformControlId === undefined ? {} : { platformControlId }),
    details: { ...position },
  }
}

/** A new holder, a new wish, or nobody any more. */
function factsOfLease(
  before: Lease | undefined,
  now: Lease | undefined,
  at: number,
): readonly IncidentFact[] {
  const lease = now ?? before
  if (lease === undefined) return []
  const fact = (what: IncidentFact['what'], supervisorId: string, since: number): IncidentFact => ({
    at,
    what,
    evidence: 'lease',
    agentUserId: lease.agentUserId,
    supervisorId,
    version: lease.fence,
    sourceKey: JSON.stringify([lease.agentUserId, lease.fence, what, supervisorId, since]),
  })
  if (now === undefined) return [fact('lease-free', lease.holder?.supervisorId ?? '', lease.since)]
  const asked = now.wishes.filter(
    ({ askedAt, supervisorId }) =>
      !before?.wishes.some(
        (wish) => wish.askedAt === askedAt && wish.supervisorId === supervisorId,
      ),
  )
  return [
    ...(now.holder === undefined || before?.fence === now.fence
      ? []
      : [fact('lease-held', now.holder.supervisorId, now.since)]),
    ...asked.map((wish) => fact('lease-asked', wish.supervisorId, wish.askedAt)),
  ]
}

/** One write after the other, so that the timeline keeps their order; what cannot be written for long is counted and let go. */
export function createFactAppender(
  options: Pick<RecordIncidentsOptions, 'counters' | 'logger' | 'store' | 'timers'>,
): (facts: readonly IncidentFact[]) => void {
  const { counters, logger, store, timers } = options
  let waiting: IncidentFact[] = []
  let isWriting = false

  async function write(facts: readonly IncidentFact[]): Promise<void> {
    for (let tried = 1; ; tried += 1) {
      try {
        return await store.append(facts)
      } catch (failure) {
        counters.count('store-failures')
        if (tried >= triesAtMost) {
          logger.warn('incident-facts-lost', {
            facts: facts.length,
            errorName: nameOfFailure(failure),
          })
          return
        }
        await new Promise<void>((resolve) => {
          timers.schedule(retryMs * tried, resolve)
        })
      }
    }
  }

  async function drain(): Promise<void> {
    isWriting = true
    while (waiting.length > 0) {
      const facts = waiting
      waiting = []
      await write(facts)
    }
    isWriting = false
  }

  return (facts) => {
    waiting.push(...facts)
    if (waiting.length > 0 && !isWriting) void drain()
  }
}
