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
    // Texts alone are held back.
    case 'held-back':
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
const isMoving = (stage: LineStage) => stage === 'opening' || stage === 'closing'

/** Which line this wish speaks through; undefined when it only listens. */
export function speakingKind(wanted: WantedMode): SpeakingLine['kind'] | undefined {
  if (wanted === 'coach') return 'whisper-audio'
  if (wanted === 'barge') return 'barge'
  return undefined
}

/** Where the speaking line stands, as the plan asks it: which kind is there matters only while one is. */
type SpeakingPlace = 'none' | 'whisper' | 'barge' | 'closing'

function speakingPlace({ stage, kind }: SpeakingLine): SpeakingPlace {
  if (!isThere(stage)) return stage === 'closing' ? 'closing' : 'none'
  return kind === 'barge' ? 'barge' : 'whisper'
}

const keepListening = { none: 'open', opening: 'stay', live: 'stay', closing: 'stay' } as const
const endSpeaking = { none: 'stay', whisper: 'close', barge: 'close', closing: 'stay' } as const

/**
 * The mode machine. Its state is what is wanted and where the two lines stand; each row says what moves a line on.
 *
 * ```
 *                    press                                 press
 *   off ◄──────────────────────► monitor ◄──────────────────────────────────► coach, barge
 *    ▲                              ▲      listening stays, a speaking line        │    ▲
 *    │ listening lost               │      of the other kind is closed and         │    │
 *    └──────────────────────────────┤      waited for before the next opens        └────┘
 *                                   └───── speaking lost, listening there ◄────────┘
 *
 *   one line:   none ──open──► opening ──(confirmed)──► live
 *                ▲                └──────close──► closing ◄──close──┘
 *                └──────────(over)───────────────────┘
 * ```
 *
 * A line that is closing is waited for, never doubled. Listening is never interrupted by a change between the last three.
 */
const listeningMoves = {
  off: { none: 'stay', opening: 'close', live: 'close', closing: 'stay' },
  monitor: keepListening,
  coach: keepListening,
  barge: keepListening,
} as const satisfies Readonly<
  Record<WantedMode, Readonly<Record<LineStage, 'open' | 'close' | 'stay'>>>
>

const speakingMoves = {
  off: endSpeaking,
  monitor: endSpeaking,
  coach: { none: 'whisper-audio', whisper: 'stay', barge: 'close', closing: 'stay' },
  barge: { none: 'barge', whisper: 'close', barge: 'stay', closing: 'stay' },
} as const satisfies Readonly<
  Record<WantedMode, Readonly<Record<SpeakingPlace, SpeakingLine['kind'] | 'close' | 'stay'>>>
>

/** The steps from what is to what is wanted, read from the tables: what speaks is closed first and opened last. */
export function planLines(
  wanted: WantedMode,
  listening: LineStage,
  speaking: SpeakingLine,
): readonly LineStep[] {
  const steps: LineStep[] = []
  const listeningMove = listeningMoves[wanted][listening]
  const speakingMove = speakingMoves[wanted][speakingPlace(speaking)]
  if (speakingMove === 'close') steps.push({ step: 'close', line: 'speaking' })
  if (listeningMove !== 'stay') steps.push({ step: listeningMove, line: 'listening' })
  if (speakingMove === 'whisper-audio' || speakingMove === 'barge')
    steps.push({ step: 'open', line: 'speaking', kind: speakingMove })
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
  const switching =
    isMoving(listening) ||
    isMoving(speaking.stage) ||
    planLines(wanted, listening, speaking).length > 0
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
