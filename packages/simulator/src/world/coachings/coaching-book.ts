/** All coaching records, and the platform's rules about them. */
import { badRequest, conflict, missingRight, notFound, Refusal } from '../../api/refusal.ts'
import type { ConversationBook } from '../conversations/conversation-book.ts'
import type { ConversationRecord } from '../conversations/conversation-record.ts'
import { isLive } from '../conversations/conversation-transitions.ts'
import { between, forkRandom } from '../fork-random.ts'
import type { Coaching, CoachingStatus, Person } from '../shapes.ts'
import { mayViewQueue } from '../visibility.ts'
import type { WorldCore } from '../world-core.ts'
import { isFinalCoaching, mayBecome } from './coaching-transitions.ts'

/** A REAL_TIME coaching this soon after the end is accepted, and found out later: the guide's zombie. */
const zombieWithinMs = 2_000
const foundInvalidAfterMs = [300, 900] as const
const longestMetadataBytes = 2_048
/** The oldest final records go first beyond this many. */
const keptCoachings = 5_000

export interface CoachingRequest {
  readonly interactionId?: string | undefined
  readonly userId: string
  readonly coachingType: 'REAL_TIME' | 'POST_CALL'
  readonly metadata?: Readonly<Record<string, unknown>> | undefined
}

export interface CoachingChange {
  readonly status?: CoachingStatus | undefined
  readonly metadata?: Readonly<Record<string, unknown>> | undefined
}

export interface CoachingBook {
  readonly coachings: ReadonlyMap<string, Coaching>
  /** Throws `Refusal`. */
  create(supervisor: Person, request: CoachingRequest): Coaching
  /** Throws `Refusal`; only the creator finds it. */
  change(supervisor: Person, coachingId: string, change: CoachingChange): Coaching
  /** Throws `Refusal` 404; only the creator finds it. */
  read(supervisor: Person, coachingId: string): Coaching
}

export function createCoachingBook(core: WorldCore, conversations: ConversationBook): CoachingBook {
  const coachings = new Map<string, Coaching>()
  const random = forkRandom(core.random)

  function store(name: 'coaching.created' | 'coaching.updated', coaching: Coaching): Coaching {
    coachings.set(coaching.id, coaching)
    const queueId = queueOf(coaching)
    core.events.emit({
      type: 'coaching',
      name,
      ...(coaching.interactionId === undefined ? {} : { conversationId: coaching.interactionId }),
      userId: coaching.userId,
      supervisorId: coaching.supervisorId,
      ...(queueId === undefined ? {} : { queueId }),
      data: { ...coaching },
    })
    return coaching
  }

  /** A general session belongs to the agent's first queue. */
  function queueOf({ interactionId, userId }: Coaching): string | undefined {
    const record = conversations.records.get(interactionId ?? '')
    return record?.conversation.queueId ?? core.people.get(userId)?.queueIds[0]
  }

  function update(coaching: Coaching, patch: Partial<Coaching>): Coaching {
    const version = coaching.version + 1
    return store('coaching.updated', { ...coaching, ...patch, version, updatedAt: core.nowIso() })
  }

  function interactionFor(supervisor: Person, request: CoachingRequest): ConversationRecord {
    const record = conversations.records.get(request.interactionId ?? '')
    const withAgent = record?.conversation.participants.some(
      ({ purpose, userId }) => purpose === 'agent' && userId === request.userId,
    )
    // Absent, out of sight or another agent's: the answer must not tell which.
    if (record === undefined || withAgent !== true || !sees(supervisor, record))
      throw conflict('interaction.invalid', 'There is no such interaction with this agent.')
    return record
  }

  function sees(supervisor: Person, { conversation }: ConversationRecord): boolean {
    return mayViewQueue(supervisor, conversation.queueId)
  }

  function checkInteraction(supervisor: Person, request: CoachingRequest): boolean {
    const record = interactionFor(supervisor, request)
    const { id, state } = record.conversation
    for (const coaching of coachings.values())
      if (coaching.interactionId === id && !isFinalCoaching(coaching.status))
        throw conflict('coaching.exists', 'This interaction is being coached already.', {
          coachingId: coaching.id,
        })
    const sinceEndMs = core.clock.monotonicNow() - (record.endedAt ?? 0)
    if (request.coachingType === 'POST_CALL') {
      if (isLive(state)) throw conflict('interaction.invalid', `The interaction is still ${state}.`)
      return false
    }
    if (isLive(state)) return false
    if (sinceEndMs < zombieWithinMs) return true
    throw conflict('interaction.invalid', `The interaction is ${state}.`)
  }

  function forgetOldest(): void {
    for (const { id, status } of coachings.values()) {
      if (coachings.size <= keptCoachings) return
      if (isFinalCoaching(status)) coachings.delete(id)
    }
  }

  function read(supervisor: Person, coachingId: string): Coaching {
    const coaching = coachings.get(coachingId)
    if (coaching?.supervisorId !== supervisor.id) throw notFound('coaching')
    return coaching
  }

  return {
    coachings,
    create(supervisor, request) {
      const metadata = request.metadata ?? {}
      checkMetadata(metadata)
      checkLicence(supervisor, request.coachingType, metadata)
      const agent = core.people.get(request.userId)
      if (agent?.role !== 'agent' || !agent.queueIds.some((id) => mayViewQueue(supervisor, id)))
        throw agentOutside()
      const zombie = request.interactionId !== undefined && checkInteraction(supervisor, request)
      forgetOldest()
      const now = core.nowIso()
      const coaching = store('coaching.created', {
        id: random.id(),
        version: 1,
        ...(request.interactionId === undefined ? {} : { interactionId: request.interactionId }),
        userId: request.userId,
        supervisorId: supervisor.id,
        coachingType: request.coachingType,
        status: 'STARTED',
        metadata,
        createdAt: now,
        updatedAt: now,
      })
      if (zombie)
        core.timers.after(between(random, ...foundInvalidAfterMs), () => {
          const current = coachings.get(coaching.id)
          if (current !== undefined && !isFinalCoaching(current.status))
            update(current, { status: 'INVALID' })
        })
      return coaching
    },
    change(supervisor, coachingId, { status, metadata }) {
      const coaching = read(supervisor, coachingId)
      if (metadata !== undefined) {
        checkMetadata(metadata)
        checkLicence(supervisor, coaching.coachingType, metadata)
      }
      if (status === undefined && isFinalCoaching(coaching.status))
        throw badRequest('status', `The coaching is ${coaching.status}.`)
      if (status !== undefined && !mayBecome(coaching.status, status))
        throw badRequest('status', `${coaching.status} cannot become ${status}.`)
      return update(coaching, {
        ...(status === undefined ? {} : { status }),
        ...(metadata === undefined ? {} : { metadata }),
      })
    },
    read,
  }
}

function checkMetadata(metadata: Readonly<Record<string, unknown>>): void {
  const bytes = new TextEncoder().encode(JSON.stringify(metadata)).length
  if (bytes > longestMetadataBytes)
    throw badRequest('metadata', `At most ${longestMetadataBytes} bytes of JSON, not ${bytes}.`)
}

/** CX1 has neither real-time coaching nor metadata. */
function checkLicence(
  { licence }: Person,
  coachingType: CoachingRequest['coachingType'],
  metadata: Readonly<Record<string, unknown>>,
): void {
  const needsMore = coachingType === 'REAL_TIME' || Object.keys(metadata).length > 0
  if (licence === 'CX1' && needsMore) throw missingRight('licence', 'CX2')
}

function agentOutside(): Refusal {
  return new Refusal({
    status: 403,
    code: 'missing.permission',
    message: 'There is no such agent in your queues.',
    details: { missing: 'queue' },
  })
}
