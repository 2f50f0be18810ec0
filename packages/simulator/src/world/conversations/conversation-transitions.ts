/** Which act leads a conversation from which state to which. */
import type { ConversationState } from '../shapes.ts'
import type { ConversationAction } from '../world.ts'

/*
 *             hold            transfer
 *      ┌────────────► HOLD ──────────────┐
 *      │  retrieve     │                 ▼
 *   ACTIVE ◄───────────┘   ┌────────► IN_TRANSFER
 *    │ ▲ ▲    transfer     │             │
 *    │ │ └─────────────────┴─────────────┘
 *    │ │      complete-transfer · cancel-transfer · drop-agent (the second agent takes the call)
 *    │ │ leave-conference
 *    │ └──────────── CONFERENCE ◄── conference ── ACTIVE
 *    │
 *    └─ end (from all four) ─► ENDED ─ wrap-up ─► WRAPPED_UP ─ (by itself) ─► COMPLETED
 *
 *   drop-agent leaves ACTIVE, HOLD and CONFERENCE as they are, without an agent.
 *   pause-recording and resume-recording change no state.
 */
export const conversationTransitions = {
  ACTIVE: {
    hold: 'HOLD',
    transfer: 'IN_TRANSFER',
    conference: 'CONFERENCE',
    end: 'ENDED',
    'drop-agent': 'ACTIVE',
    'pause-recording': 'ACTIVE',
    'resume-recording': 'ACTIVE',
  },
  HOLD: {
    retrieve: 'ACTIVE',
    transfer: 'IN_TRANSFER',
    end: 'ENDED',
    'drop-agent': 'HOLD',
    'pause-recording': 'HOLD',
    'resume-recording': 'HOLD',
  },
  IN_TRANSFER: {
    'complete-transfer': 'ACTIVE',
    'cancel-transfer': 'ACTIVE',
    end: 'ENDED',
    'drop-agent': 'ACTIVE',
    'pause-recording': 'IN_TRANSFER',
    'resume-recording': 'IN_TRANSFER',
  },
  CONFERENCE: {
    'leave-conference': 'ACTIVE',
    end: 'ENDED',
    'drop-agent': 'CONFERENCE',
    'pause-recording': 'CONFERENCE',
    'resume-recording': 'CONFERENCE',
  },
  ENDED: { 'wrap-up': 'WRAPPED_UP' },
  WRAPPED_UP: {},
  COMPLETED: {},
} as const satisfies Record<
  ConversationState,
  Partial<Record<ConversationAction, ConversationState>>
>

/** The state after `action`, or undefined when it is not possible in `state`. */
export function stateAfter(
  state: ConversationState,
  action: ConversationAction,
): ConversationState | undefined {
  const row: Partial<Record<ConversationAction, ConversationState>> = conversationTransitions[state]
  return row[action]
}

/** The parties still talk, or could. */
export function isLive(state: ConversationState): boolean {
  return state === 'ACTIVE' || state === 'HOLD' || state === 'IN_TRANSFER' || state === 'CONFERENCE'
}
