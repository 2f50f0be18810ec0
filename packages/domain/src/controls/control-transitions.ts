import type { ControlStateName } from './control-record.ts'

/**
 * The life of a control, ours beside the platform's.
 *
 * ```
 *                refused (by the platform)
 *                   ▲
 *  press ─► submitted ─► queued ─────► executing ─────► completed
 *              │           │              │  a line is live   a text is on the desk, a line was closed
 *              └─── 5 s ───┴─► pending-delivery ─► (late) executing | completed
 *              │           │              │
 *   hold · transfer · conference · end · stop · agent left · too old
 *              └───────────┴──────────────┴─► cancelling ─► cancelled | expired
 *                                                     └──► completed (it was faster than we were)
 *   the platform gave up, or has never heard of it ─► failed
 *
 *  press, while the agent wants no texts ─► held-back ─► submitted ─► …
 *                                              └─► cancelled (taken back, or the call is over: it was nowhere yet)
 * ```
 *
 * `ignore` keeps the record as it is. The platform's own word always wins over a guess of ours: a control we hold as over
 * and the platform calls completed was completed.
 */

export const controlFactNames = [
  'accepted',
  'refused',
  'answer-lost',
  'missing',
  'platform-queued',
  'platform-executing',
  'platform-completed',
  'platform-failed',
  'silence-elapsed',
  'age-elapsed',
  'cancel-asked',
  'cancel-done',
  'cancel-too-late',
  'cancel-unreachable',
  'hold-ended',
] as const

export type ControlFactName = (typeof controlFactNames)[number]

type Row = Readonly<Record<ControlFactName, ControlStateName | 'ignore'>>

const waiting = {
  accepted: 'queued',
  refused: 'refused',
  'answer-lost': 'submitted',
  missing: 'failed',
  'platform-queued': 'queued',
  'platform-executing': 'executing',
  'platform-completed': 'completed',
  'platform-failed': 'failed',
  'silence-elapsed': 'pending-delivery',
  'age-elapsed': 'cancelling',
  'cancel-asked': 'cancelling',
  'cancel-done': 'ignore',
  'cancel-too-late': 'ignore',
  'cancel-unreachable': 'ignore',
  'hold-ended': 'ignore',
} as const satisfies Row

const over = {
  accepted: 'ignore',
  refused: 'ignore',
  'answer-lost': 'ignore',
  missing: 'ignore',
  'platform-queued': 'ignore',
  'platform-executing': 'ignore',
  'platform-completed': 'completed',
  'platform-failed': 'ignore',
  'silence-elapsed': 'ignore',
  'age-elapsed': 'ignore',
  'cancel-asked': 'ignore',
  'cancel-done': 'ignore',
  'cancel-too-late': 'ignore',
  'cancel-unreachable': 'ignore',
  'hold-ended': 'ignore',
} as const satisfies Row

export const controlTransitions = {
  // Nothing of it is on the platform: it is taken back by not being sent.
  'held-back': { ...over, 'cancel-asked': 'cancelled', 'hold-ended': 'submitted' },
  submitted: waiting,
  queued: { ...waiting, accepted: 'ignore', refused: 'ignore', 'answer-lost': 'ignore' },
  'pending-delivery': {
    ...waiting,
    // A late answer names the control; it still confirms nothing.
    accepted: 'pending-delivery',
    'answer-lost': 'pending-delivery',
    'platform-queued': 'ignore',
    'silence-elapsed': 'ignore',
  },
  executing: {
    ...over,
    missing: 'failed',
    'platform-failed': 'failed',
    'cancel-asked': 'cancelling',
  },
  cancelling: {
    ...over,
    // The answer names what is to be taken back.
    accepted: 'cancelling',
    refused: 'cancelled',
    'answer-lost': 'cancelling',
    missing: 'cancelled',
    'platform-queued': 'cancelling',
    'platform-executing': 'cancelling',
    'platform-failed': 'cancelled',
    'cancel-done': 'cancelled',
    'cancel-too-late': 'cancelling',
    'cancel-unreachable': 'cancelling',
  },
  completed: over,
  cancelled: over,
  expired: over,
  failed: over,
  refused: over,
} as const satisfies Readonly<Record<ControlStateName, Row>>

export function isFinalState(name: ControlStateName): boolean {
  switch (name) {
    case 'completed':
    case 'cancelled':
    case 'expired':
    case 'failed':
    case 'refused':
      return true
    case 'held-back':
    case 'submitted':
    case 'queued':
    case 'pending-delivery':
    case 'executing':
    case 'cancelling':
      return false
  }
}
