import { assertNever } from '@sotto/kernel'
import type { ControlRecord } from '../controls/control-record.ts'
import type { ConfirmedMode, ModeReason, ModeState, WantedMode } from './mode.ts'

/** How far one line (listening or speaking) has come, by the platform's word. */
export type LineStage = 'none' | 'opening' | 'live' | 'closing'

export interface SpeakingLine {
  readonly stage: LineStage
  /** Which kind of line it is; without meaning while `stage` is `none`. */
  readonly kind: 'whisper-audio' | 'barge'
}

/** One thing to do towards the mode wanted. Steps that need a line gone first appear once it is gone. */
export type LineStep =
  | { readonly step: 'open'; readonly line: 'listening' }
  | { readonly step: 'open'; readonly line: 'speaking'; readonly kind: SpeakingLine['kind'] }
  | { readonly step: 'close'; readonly line: 'listening' | 'speaking' }

/** What the registry's record means for its line. */
export function lineStage(record: ControlRecord | undefined): LineStage {
  if (record === undefined) return 'none'
  switch (record.state.name) {
    case 'submitted':
    case 'queued':
    case 'pending-delivery':
      return 'opening'
    case 'executing':
      return 'live'
    case 'cancelling':
      return 'closing'
    case 'completed':
    case 'cancelled':
    case 'expired':
    case 'failed':
    case 'refused':
      return 'none'
    default:
      return assertNever(record.state)
  }
}

const isThere = (stage: LineStage) => stage === 'opening' || stage === 'live'

/** Which line this wish speaks through; undefined when it only listens. */
export function speakingKind(wanted: WantedMode): SpeakingLine['kind'] | undefined {
  if (wanted === 'coach') return 'whisper-audio'
  if (wanted === 'barge') return 'barge'
  return undefined
}

/**
 * The steps from what is to what is wanted.
 *
 * ```
 *   wanted      listening line     speaking line
 *   off         close              close
 *   monitor     open               close
 *   coach       open               open whisper   (a barge is closed first)
 *   barge       open               open barge     (a whisper is closed first)
 * ```
 *
 * Listening is never interrupted by a change between the last three. A line that is closing is waited for, never doubled.
 */
export function planLines(
  wanted: WantedMode,
  listening: LineStage,
  speaking: SpeakingLine,
): readonly LineStep[] {
  const steps: LineStep[] = []
  const kind = speakingKind(wanted)
  if (isThere(speaking.stage) && speaking.kind !== kind)
    steps.push({ step: 'close', line: 'speaking' })
  if (wanted === 'off' && isThere(listening)) steps.push({ step: 'close', line: 'listening' })
  if (wanted !== 'off' && listening === 'none') steps.push({ step: 'open', line: 'listening' })
  if (kind !== undefined && speaking.stage === 'none')
    steps.push({ step: 'open', line: 'speaking', kind })
  return steps
}

/** What is so, by the platform's word alone. */
export function confirmedMode(listening: LineStage, speaking: SpeakingLine): ConfirmedMode {
  if (speaking.stage === 'live') return speaking.kind === 'barge' ? 'barge' : 'coach'
  return listening === 'live' ? 'monitor' : 'not-connected'
}

/** The mode as it is shown. While it is `switching` the microphone is cut, whatever else holds. */
export function modeState(
  wanted: WantedMode,
  listening: LineStage,
  speaking: SpeakingLine,
  reason?: ModeReason,
): ModeState {
  const moving = (stage: LineStage) => stage === 'opening' || stage === 'closing'
  const switching =
    moving(listening) || moving(speaking.stage) || planLines(wanted, listening, speaking).length > 0
  return {
    wanted,
    confirmed: confirmedMode(listening, speaking),
    switching,
    ...(reason === undefined ? {} : { reason }),
  }
}

/**
 * What a supervisor is left with when a line is lost that was not given up (B2): a lost speaking line falls to Monitor while
 * listening is there or coming; a lost listening line ends everything, since nobody may speak into a call they cannot hear.
 */
export function wantedAfterLoss(
  wanted: WantedMode,
  lost: 'listening' | 'speaking',
  listening: LineStage,
): WantedMode {
  if (wanted === 'off') return 'off'
  if (lost === 'listening') return 'off'
  return isThere(listening) ? 'monitor' : 'off'
}
