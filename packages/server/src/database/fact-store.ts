import type { ConversationFact, Intervention, Outcome } from '@sotto/domain'
import type { WallMs } from '@sotto/kernel'

/** What is kept of every conversation for later: facts are added, never changed, and removed when they are old. */
export interface FactStore {
  /** One that is there already, whoever wrote it, stays as it is. Answers how many were new. */
  append(facts: readonly ConversationFact[]): Promise<number>
  /** Every phase of this conversation, and its reports from the one moment to the other, both included; by their times. */
  ofConversation(
    conversationId: string,
    reports: { readonly fromAt: WallMs; readonly toAt: WallMs },
  ): Promise<readonly ConversationFact[]>
  /** The oldest first, `limit` at most; with a queue, of conversations that were in it. Answers how many. */
  removeBefore(at: WallMs, limit: number, queueId?: string): Promise<number>
}

export interface StoredIntervention {
  readonly intervention: Intervention
  /** Absent until it is settled. */
  readonly outcome?: Outcome
}

/** Interventions, and what became of them. */
export interface InterventionStore {
  /** Nothing when it is there already. `dueAt`: when it is settled although nobody has told of its end. */
  begin(intervention: Intervention, dueAt: WallMs): Promise<void>
  /** Nothing when it has ended already, or was never begun. */
  end(interventionId: string, endedAt: WallMs, dueAt: WallMs): Promise<void>
  /** Everything unsettled of this conversation is due then at the latest. */
  endConversation(conversationId: string, endedAt: WallMs): Promise<void>
  /** Not settled, and due at that moment or before; what was due first comes first. */
  due(at: WallMs, limit: number): Promise<readonly Intervention[]>
  /** False when it has been settled already, or was never begun. */
  settle(interventionId: string, outcome: Outcome): Promise<boolean>
  /** By their beginning. */
  ofConversation(conversationId: string): Promise<readonly StoredIntervention[]>
}
