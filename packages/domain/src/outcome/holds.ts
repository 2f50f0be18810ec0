/** When the customer of a conversation was on hold, from its phases in whatever order. */
import type { WallMs } from '@sotto/kernel'
import type { PhaseFact } from './conversation-fact.ts'

export interface Hold {
  readonly fromAt: WallMs
  /** Infinite while it lasts. */
  readonly toAt: WallMs
}

/** Each from its beginning to the next phase. */
export function holdsOf(phases: readonly PhaseFact[]): readonly Hold[] {
  const inOrder = [...phases].sort((one, other) => one.at - other.at || one.version - other.version)
  return inOrder.flatMap((fact, index) =>
    fact.phase === 'held'
      ? [{ fromAt: fact.at, toAt: inOrder[index + 1]?.at ?? Number.POSITIVE_INFINITY }]
      : [],
  )
}

/** As a screen counts them: those that are over, and since when the present one lasts. */
export interface HoldsSoFar {
  readonly begun: number
  readonly endedMs: number
  readonly heldSince?: WallMs
}

export function holdsSoFar(phases: readonly PhaseFact[]): HoldsSoFar {
  const holds = holdsOf(phases)
  const present = holds.find(({ toAt }) => toAt === Number.POSITIVE_INFINITY)
  return {
    begun: holds.length,
    endedMs: holds
      .filter((hold) => hold !== present)
      .reduce((total, { fromAt, toAt }) => total + toAt - fromAt, 0),
    ...(present === undefined ? {} : { heldSince: present.fromAt }),
  }
}
