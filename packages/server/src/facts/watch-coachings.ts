/** Which coaching sessions are interventions, and from when to when. */
import { assertNever, type Unsubscribe, type WallMs } from '@sotto/kernel'
import type { InterventionWatch } from './interventions.ts'

/** What is looked at of a coaching session; its record has more. */
export interface WatchedCoaching {
  readonly id: string
  readonly conversationId: string
  readonly agentUserId: string
  readonly supervisorId: string
  readonly kind: 'real-time' | 'post-call'
  readonly startedAt: WallMs
  readonly state: {
    readonly name:
      | 'starting'
      | 'started'
      | 'in-progress'
      | 'paused'
      | 'completed'
      | 'invalid'
      | 'vanished'
      | 'refused'
    readonly at: WallMs
  }
}

export interface WatchedCoachings {
  onChange(listener: (stored: { readonly record: WatchedCoaching }) => void): Unsubscribe
}

/** A review after the end changes nothing in its conversation, and what never came about nothing at all. */
export function watchCoachings(coachings: WatchedCoachings, watch: InterventionWatch): void {
  /** Told already, so that every note that is saved does not tell it again. */
  const begun = new Set<string>()
  coachings.onChange(({ record }) => {
    if (record.kind === 'post-call') return
    const { agentUserId, conversationId, id, startedAt, state, supervisorId } = record
    switch (state.name) {
      case 'starting':
      case 'refused':
        return
      case 'started':
      case 'in-progress':
      case 'paused':
        if (begun.has(id)) return
        begun.add(id)
        watch.began({
          id,
          kind: 'coaching',
          conversationId,
          agentUserId,
          supervisorId,
          beganAt: startedAt,
        })
        return
      case 'completed':
      case 'invalid':
      case 'vanished':
        begun.delete(id)
        watch.ended(id, state.at)
        return
      default:
        assertNever(state.name)
    }
  })
}
