/** The life of a control, as the platform lives it. */
import type { ControlFailure, ControlStatus } from '../shapes.ts'

export type ControlFact =
  | 'path-opened'
  | 'text-delivered'
  | 'client-closed'
  | 'conversation-ended'
  | 'cancelled'
  | 'media-missing'
  | 'path-severed'
  | 'format-broken'
  | 'agent-left'
  | 'capacity-reached'

export interface ControlOutcome {
  readonly status: ControlStatus
  readonly failureReason?: ControlFailure
}

/*
 *              path-opened                  client-closed · conversation-ended (MONITOR)
 *   QUEUED ──────────────────► EXECUTING ──────────────────────────► COMPLETED
 *     │ │                          │                                     ▲
 *     │ └── text-delivered (TEXT) ─┼─────────────────────────────────────┘
 *     │                            │
 *     └──────────┬─────────────────┘
 *                ▼
 *   FAILED: cancelled · path-severed · format-broken · agent-left
 *           capacity-reached, client-closed (while QUEUED) · media-missing (while EXECUTING)
 */
export const controlTransitions = {
  QUEUED: {
    'path-opened': { status: 'EXECUTING' },
    'text-delivered': { status: 'COMPLETED' },
    // A line that never carried anything is given up, not completed.
    'client-closed': { status: 'FAILED', failureReason: 'CANCELLED' },
    'conversation-ended': { status: 'FAILED', failureReason: 'AGENT_LEFT' },
    cancelled: { status: 'FAILED', failureReason: 'CANCELLED' },
    'path-severed': { status: 'FAILED', failureReason: 'PATH_SEVERED' },
    'format-broken': { status: 'FAILED', failureReason: 'FORMAT' },
    'agent-left': { status: 'FAILED', failureReason: 'AGENT_LEFT' },
    'capacity-reached': { status: 'FAILED', failureReason: 'CAPACITY' },
  },
  EXECUTING: {
    'client-closed': { status: 'COMPLETED' },
    'conversation-ended': { status: 'COMPLETED' },
    cancelled: { status: 'FAILED', failureReason: 'CANCELLED' },
    'media-missing': { status: 'FAILED', failureReason: 'NO_MEDIA' },
    'path-severed': { status: 'FAILED', failureReason: 'PATH_SEVERED' },
    'format-broken': { status: 'FAILED', failureReason: 'FORMAT' },
    'agent-left': { status: 'FAILED', failureReason: 'AGENT_LEFT' },
  },
  COMPLETED: {},
  FAILED: {},
} as const satisfies Record<ControlStatus, Partial<Record<ControlFact, ControlOutcome>>>

/** What the fact makes of a control in `status`, or undefined when it changes nothing. */
export function outcomeOf(status: ControlStatus, fact: ControlFact): ControlOutcome | undefined {
  const row: Partial<Record<ControlFact, ControlOutcome>> = controlTransitions[status]
  return row[fact]
}

export function isFinal(status: ControlStatus): boolean {
  return status === 'COMPLETED' || status === 'FAILED'
}
