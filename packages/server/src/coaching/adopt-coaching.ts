// Finds the record that belongs to a coaching of the platform, and makes one for a session we have none of.
import {
  type CoachingRecord,
  type Conversation,
  emptyCoachingDetails,
  isCoachingOver,
  type Participant,
  type PlatformCoaching,
} from '@sotto/domain'
import type { Random, WallMs } from '@sotto/kernel'
import type { IncidentEvidence } from '@sotto/protocol'
import type { StoredCoaching } from '../database/coaching-store.ts'
import type { Stores } from '../database/stores.ts'
import type { LiveWorld } from '../live/live-world.ts'
import type { ConversationReader } from '../live/supervisors/conversation-reader.ts'
import type { Supervisor } from '../live/supervisors/supervisor.ts'
import type { CoachingBook } from './coaching-book.ts'
import type { CoachingClerk } from './coaching-clerk.ts'

export interface CoachingAdoption {
  recordOf(coaching: PlatformCoaching): Promise<StoredCoaching | undefined>
  /** Of this person's own coaching; a general one, and one that is over, are left alone. */
  adopt(
    supervisor: Supervisor,
    coaching: PlatformCoaching,
    evidence: IncidentEvidence,
  ): Promise<void>
}

export interface CoachingAdoptionOptions {
  readonly random: Random
  readonly store: Stores['coachings']
  readonly book: CoachingBook
  readonly clerk: CoachingClerk
  readonly reader: ConversationReader
  readonly world: Pick<LiveWorld, 'queueName'>
  readonly coachingSessionId: (supervisorId: string, conversationId: string) => Promise<string>
  /** The platform keeps our reference with this supervisor's sessions. */
  readonly keepsMetadata: (supervisorId: string) => boolean
}

/** The agent a session is about: whoever is in the conversation, or was last. */
export function agentOf({ participants }: Conversation): Participant | undefined {
  const agents = participants.filter(({ purpose }) => purpose === 'agent')
  return agents.find(({ connection }) => connection !== 'disconnected') ?? agents.at(-1)
}

export interface NewCoaching {
  readonly id: string
  readonly supervisor: Supervisor
  readonly conversation: Conversation
  readonly agentUserId: string
  readonly agentName: string
  readonly queueName: string
  readonly kind: CoachingRecord['kind']
  readonly coachingSessionId: string
  readonly reference?: string | undefined
  readonly startedAt: WallMs
}

export function newCoachingRecord(input: NewCoaching): CoachingRecord {
  const { conversation, supervisor, reference } = input
  const { person } = supervisor
  return {
    id: input.id,
    conversationId: conversation.id,
    agentUserId: input.agentUserId,
    agentName: input.agentName,
    supervisorId: person.id,
    supervisorName: person.name,
    queueId: conversation.queueId,
    queueName: input.queueName,
    media: conversation.media,
    kind: input.kind,
    coachingSessionId: input.coachingSessionId,
    ...(reference === undefined ? {} : { reference }),
    platformVersion: 0,
    startedAt: input.startedAt,
    state: { name: 'starting', at: input.startedAt },
    details: emptyCoachingDetails,
  }
}

export function createCoachingAdoption(options: CoachingAdoptionOptions): CoachingAdoption {
  const { book, clerk, reader, store, world } = options

  return {
    async recordOf(coaching) {
      const known = await store.byPlatformId(coaching.id)
      if (known !== undefined) return known
      if (coaching.recordId !== undefined) {
        const named = await store.byId(coaching.recordId)
        return named?.record.supervisorId === coaching.supervisorId ? named : undefined
      }
      // A start of ours carries our id wherever the licence lets it; only where it does not, one without an answer is meant.
      if (options.keepsMetadata(coaching.supervisorId)) return undefined
      return book
        .unfinishedOf(coaching.supervisorId)
        .find(
          ({ record }) =>
            record.platformCoachingId === undefined &&
            record.conversationId === coaching.conversationId &&
            record.kind === coaching.kind,
        )
    },
    async adopt(supervisor, coaching, evidence) {
      const { conversationId } = coaching
      if (conversationId === undefined || isCoachingOver(coaching.status)) return
      if (coaching.supervisorId !== supervisor.session.person.id) return
      const conversation = await reader.read(supervisor, conversationId)
      if (conversation === undefined) return
      const agent = conversation.participants.find(({ userId }) => userId === coaching.agentUserId)
      const record = newCoachingRecord({
        // The same on every server that hears of it, so that it is made once.
        id: `platform-${coaching.id}`,
        supervisor,
        conversation,
        agentUserId: coaching.agentUserId,
        agentName: agent?.name ?? '',
        queueName: world.queueName(conversation.queueId),
        kind: coaching.kind,
        coachingSessionId: await options.coachingSessionId(coaching.supervisorId, conversationId),
        startedAt: coaching.createdAt,
      })
      const isThere = (await store.byId(record.id)) !== undefined
      if (!isThere) await clerk.open(record, 'found')
      await clerk.enter(record.id, { type: 'platform', coaching }, evidence)
    },
  }
}
