// What the mode engine asks of the coaching lease.
import type { TabKey } from './tab-lines.ts'

/** The coaching lease of whoever speaks. `owner` is the same object for as long as it is wanted. */
export interface LineLease {
  /** Resolves with the fence once this tab may open a line that carries a voice; rejects with an `ApiRefusal`. */
  take(claim: LeaseClaim): Promise<number>
  /** Given back when nobody claims it any more; the line it was for is over. */
  drop(owner: TabKey): void
}

export interface LeaseClaim {
  readonly owner: TabKey
  readonly supervisorId: string
  readonly agentUserId: string
  readonly conversationId: string
}
