/** The states of a coaching, and who may change them. */
import type { CoachingStatus } from '../shapes.ts'

/*
 *   STARTED ──► IN_PROGRESS ◄──► PAUSED
 *      │            │               │
 *      │            └──► COMPLETED ◄┘
 *      └──► INVALID (from any but the final two; by the platform only)
 */
export const coachingTransitions = {
  STARTED: ['IN_PROGRESS'],
  IN_PROGRESS: ['PAUSED', 'COMPLETED'],
  PAUSED: ['IN_PROGRESS', 'COMPLETED'],
  COMPLETED: [],
  INVALID: [],
} as const satisfies Record<CoachingStatus, readonly CoachingStatus[]>

/** True when a client may lead a coaching from `from` to `to`. */
export function mayBecome(from: CoachingStatus, to: CoachingStatus): boolean {
  const targets: readonly CoachingStatus[] = coachingTransitions[from]
  return targets.includes(to)
}

export function isFinalCoaching(status: CoachingStatus): boolean {
  return status === 'COMPLETED' || status === 'INVALID'
}
