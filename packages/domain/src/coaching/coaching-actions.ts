// Who may start, begin, pause, resume and complete a coaching session now, and why not. Enforced on the server, drawn in the panel.
import { type AuthorityReason, judgeRights, type RightsHolder } from '../actions/authority.ts'
import type { ConversationPhase } from '../conversation/conversation.ts'
import type { CoachingKind, CoachingStateName } from './coaching-record.ts'

export type CoachingAction = 'begin' | 'pause' | 'resume' | 'complete'

/** What the platform is asked for. */
export type CoachingTarget = 'in-progress' | 'paused' | 'completed'

/** From where each action leads where; everything else the platform refuses. */
export const coachingActions = {
  begin: { from: ['started'], to: 'in-progress' },
  pause: { from: ['in-progress'], to: 'paused' },
  resume: { from: ['paused'], to: 'in-progress' },
  complete: { from: ['in-progress', 'paused'], to: 'completed' },
} as const satisfies Readonly<
  Record<
    CoachingAction,
    { readonly from: readonly CoachingStateName[]; readonly to: CoachingTarget }
  >
>

export const coachingActionNames = ['begin', 'pause', 'resume', 'complete'] as const

export function mayAct(state: CoachingStateName, action: CoachingAction): boolean {
  const from: readonly CoachingStateName[] = coachingActions[action].from
  return from.includes(state)
}

export type CoachingStartRefusal =
  | AuthorityReason
  | 'conversation-ended'
  | 'conversation-not-ended'
  | 'no-agent'
  | 'coaching-exists'

export type CoachingStart =
  | { readonly allowed: true }
  | {
      readonly allowed: false
      readonly reason: CoachingStartRefusal
      readonly missing?: string
    }

export interface CoachingStartInput {
  readonly kind: CoachingKind
  readonly phase: ConversationPhase
  /** There is, or was, an agent whom the session is about. */
  readonly hasAgent: boolean
  readonly person: RightsHolder
  /** A session of this conversation goes on, whoever holds it. */
  readonly isCoached: boolean
}

/** The pre-flight (S7): REAL_TIME only while the interaction lives, POST_CALL only after it ended. */
export function mayStartCoaching(input: CoachingStartInput): CoachingStart {
  const isLive = input.kind === 'real-time'
  const right = judgeRights(input.person, isLive ? 'coach-live-session' : 'write-coaching')
  if (right.kind === 'refused')
    return { allowed: false, reason: right.reason, missing: right.missing }
  if (isLive && input.phase === 'ended') return { allowed: false, reason: 'conversation-ended' }
  if (!isLive && input.phase !== 'ended')
    return { allowed: false, reason: 'conversation-not-ended' }
  if (!input.hasAgent) return { allowed: false, reason: 'no-agent' }
  if (input.isCoached) return { allowed: false, reason: 'coaching-exists' }
  return { allowed: true }
}
