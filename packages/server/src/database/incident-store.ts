import type { WallMs } from '@sotto/kernel'
import type { IncidentEvidence, IncidentWhat } from '@sotto/protocol'

/** One fact of a conversation's timeline, as it was learned. Fixed words, ids and figures only: never a word anybody wrote or said. */
export interface IncidentFact {
  readonly at: WallMs
  /** Absent for what is about the agent alone, such as a lease. */
  readonly conversationId?: string
  readonly agentUserId?: string
  readonly supervisorId?: string
  readonly controlId?: string
  readonly platformControlId?: string
  readonly what: IncidentWhat
  readonly evidence: IncidentEvidence
  /** Of the platform's object, or the lease's fence. */
  readonly version?: number
  readonly reason?: string
  readonly details?: Readonly<Record<string, string | number | boolean>>
  /** One fact that several servers see is kept once under this name. */
  readonly sourceKey?: string
}

/** The timeline: facts are added and never changed. */
export interface IncidentStore {
  append(facts: readonly IncidentFact[]): Promise<void>
  /** In the order in which they were written; of more than `limit` the newest. */
  byConversation(conversationId: string, limit: number): Promise<readonly IncidentFact[]>
  /** What is about these agents alone, from that time on; in the order written, of more than `limit` the newest. */
  byAgents(
    agentUserIds: readonly string[],
    from: WallMs,
    limit: number,
  ): Promise<readonly IncidentFact[]>
}
