// Reads a conversation's timeline for one supervisor: nothing of what they may not see, and everybody's acts in what they may.

import type { Clock } from '@sotto/kernel'
import type { IncidentEntry, IncidentTimeline } from '@sotto/protocol'
import { absenceFor } from '../commands/permit.ts'
import type { IncidentFact, IncidentStore } from '../database/stores.ts'
import type { LiveWorld } from '../live/live-world.ts'
import type { ConversationReader } from '../live/supervisors/conversation-reader.ts'
import type { Supervisor } from '../live/supervisors/supervisor.ts'
import { measuresOf } from './fact-measures.ts'

export interface IncidentFacts {
  /** Of the conversation and of the leases of its agents, oldest first. */
  readonly facts: readonly IncidentFact[]
  readonly truncated: boolean
}

export interface IncidentReader {
  /** Throws `not-found` alike for what is absent and what is not this supervisor's to see. */
  facts(supervisor: Supervisor, conversationId: string): Promise<IncidentFacts>
  timeline(supervisor: Supervisor, conversationId: string): Promise<IncidentTimeline>
}

export interface IncidentReaderOptions {
  readonly clock: Clock
  readonly store: IncidentStore
  readonly world: Pick<LiveWorld, 'conversation'>
  readonly reader: ConversationReader
  readonly nameOf: (supervisorId: string) => string | undefined
}

export const factsAtMost = 1_000
/** A lease is taken before its line is asked for. */
const leaseLeadMs = 30_000

export function createIncidentReader(options: IncidentReaderOptions): IncidentReader {
  const { clock, store, world } = options

  /**
   * The platform decides: it tells nobody when a conversation leaves their queues. While it is away what we know ourselves does,
   * so that it does not hide what happened while it went.
   */
  async function requireVisible(supervisor: Supervisor, conversationId: string): Promise<void> {
    const known = world.conversation(conversationId)
    const isAway = supervisor.link.state === 'interrupted'
    if (isAway && known !== undefined && supervisor.mayView(known.summary.queueId)) return
    const read = await options.reader.read(supervisor, conversationId)
    if (read === undefined) throw absenceFor(supervisor)
  }

  async function facts(supervisor: Supervisor, conversationId: string): Promise<IncidentFacts> {
    await requireVisible(supervisor, conversationId)
    const ofConversation = await store.byConversation(conversationId, factsAtMost)
    const first = ofConversation[0]
    if (first === undefined) return { facts: [], truncated: false }
    const agentUserIds = new Set(ofConversation.flatMap(({ agentUserId }) => agentUserId ?? []))
    const ofAgents = await store.byAgents([...agentUserIds], first.at - leaseLeadMs, factsAtMost)
    return {
      facts: [...ofConversation, ...ofAgents].sort((left, right) => left.at - right.at),
      truncated: ofConversation.length >= factsAtMost || ofAgents.length >= factsAtMost,
    }
  }

  function entryOf(
    fact: IncidentFact,
    ownId: string,
    idsByPlatformId: ReadonlyMap<string, string>,
  ): IncidentEntry {
    const { supervisorId } = fact
    const controlId = fact.controlId ?? idsByPlatformId.get(fact.platformControlId ?? '')
    const name = supervisorId === undefined ? undefined : options.nameOf(supervisorId)
    return {
      at: fact.at,
      what: fact.what,
      evidence: fact.evidence,
      ...(controlId === undefined ? {} : { controlId }),
      ...(fact.reason === undefined ? {} : { reason: fact.reason }),
      ...(fact.version === undefined ? {} : { version: fact.version }),
      ...(supervisorId === undefined
        ? {}
        : { who: { mine: supervisorId === ownId, ...(name === undefined ? {} : { name }) } }),
      ...measuresOf(fact),
    }
  }

  return {
    facts,
    async timeline(supervisor, conversationId) {
      const read = await facts(supervisor, conversationId)
      const ownId = supervisor.session.person.id
      const idsByPlatformId = namesOfOurs(read.facts)
      return {
        conversationId,
        entries: read.facts.map((fact) => entryOf(fact, ownId, idsByPlatformId)),
        truncated: read.truncated,
        readAt: clock.wallNow(),
      }
    },
  }
}

/** The participants know our controls by the platform's ids only; other facts know both. */
function namesOfOurs(facts: readonly IncidentFact[]): ReadonlyMap<string, string> {
  return new Map(
    facts.flatMap(({ controlId, platformControlId }) =>
      controlId === undefined || platformControlId === undefined
        ? []
        : [[platformControlId, controlId] as const],
    ),
  )
}
