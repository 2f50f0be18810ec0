/** In which state a call was at which sample of its recording, as the platform itself tells it. */
import type { SimulatedConversation } from '../outside/simulator-doors.ts'

export interface Phase {
  /** `ACTIVE`, `HOLD`, … */
  readonly state: string
  /** From the start of the recording. */
  readonly fromMs: number
}

/** The phase a conversation is in now, by its own times. */
export function phaseOf(conversation: SimulatedConversation): Phase {
  const startedAt = Date.parse(conversation.startTime)
  const fromMs = Math.max(0, Date.parse(conversation.stateSince) - startedAt)
  return { state: conversation.state, fromMs }
}

/**
 * The states that may hold at a place: usually one; two within `guardMs` of a change, since the platform's times are
 * told in whole milliseconds and its sound changes on the next frame.
 */
export function statesAt(
  phases: readonly Phase[],
  atMs: number,
  guardMs: number,
): readonly string[] {
  return phases
    .filter((phase, index) => {
      const endMs = phases[index + 1]?.fromMs ?? Number.POSITIVE_INFINITY
      return phase.fromMs - guardMs <= atMs && atMs < endMs + guardMs
    })
    .map(({ state }) => state)
}
