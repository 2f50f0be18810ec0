import type { CancelReason } from '../controls/control-record.ts'

/** What a supervisor asks for in one conversation. */
export type WantedMode = 'off' | 'monitor' | 'coach' | 'barge'

/** What is so, by the platform's word. `not-connected`: this supervisor neither hears nor is heard. */
export type ConfirmedMode = 'not-connected' | 'monitor' | 'coach' | 'barge'

/** Why the mode is less than what was asked for. */
export type ModeReason =
  | CancelReason
  /** Somebody else coaches this agent: no line was opened. */
  | 'being-coached'
  /** Who coaches this agent could not be found out, so nobody may talk. */
  | 'lease-unknown'
  | 'line-failed'
  | 'line-refused'
  /** A right, or the queue, was taken away while the line was open. */
  | 'right-removed'
  /** An administrator has forbidden it while the line was open. */
  | 'policy-forbids'
  | 'line-expired'
  | 'media-lost'
  | 'platform-unreachable'

export interface ModeState {
  readonly wanted: WantedMode
  readonly confirmed: ConfirmedMode
  /** A change is on its way; until it is over the microphone stays cut. */
  readonly switching: boolean
  /** Set when the last change ended below what was asked for. */
  readonly reason?: ModeReason
}
