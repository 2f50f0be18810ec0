import type { MonotonicMs } from '@sotto/kernel'
import type { CarrierCandidate } from './choose-carriers.ts'

/** One supervisor's stream, as who shares them out sees it. */
export interface CarryingStream extends CarrierCandidate {
  /** It is to be open: somebody looks through it, or has until a moment ago. */
  readonly isStarted: boolean
  /** Their rights and queues have been read. */
  ready(): Promise<void>
  /** Brings these queues for everybody, from as soon as the platform serves them. */
  carry(queueIds: readonly string[]): void
  heardSince(queueId: string): MonotonicMs | undefined
  askForWord(withinMs: number): void
  readonly lastWordAtMono: MonotonicMs | undefined
}
