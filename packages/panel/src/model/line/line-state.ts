/** What this tab itself knows of its line; what the platform says of it stands in the live store. */
import type { StoreApi } from 'zustand/vanilla'
import type { LinePosition } from '../audio/audio-client.ts'
import type { Sound } from '../audio/player.ts'
import type { CallFailure } from '../commands/server-calls.ts'
import type { MicrophoneFacts, MicrophoneFailure } from '../talk/microphone.ts'
import type { Gate } from '../talk/microphone-gate.ts'
import type { MicrophoneHealth } from '../talk/microphone-health.ts'
import type { MicrophoneState } from '../talk/microphone-holder.ts'
import { idle, type Talk } from '../talk/talk.ts'

export type AskedMode = 'off' | 'monitor' | 'coach' | 'barge'

/** What went wrong with something asked for in that conversation. */
export type LineProblem = { readonly conversationId: string } & (
  | { readonly kind: 'microphone'; readonly failure: MicrophoneFailure }
  | { readonly kind: 'call'; readonly mode: AskedMode; readonly failure: CallFailure }
)

export interface LineState {
  /** In which conversation this tab has a line, or asks for one. */
  readonly conversationId: string | undefined
  /** Asked for and not answered by our server yet. */
  readonly asked: AskedMode | undefined
  readonly problem: LineProblem | undefined
  readonly microphone: MicrophoneState
  /** Which device it became; undefined while it is off. */
  readonly microphoneFacts: MicrophoneFacts | undefined
  readonly microphoneHealth: MicrophoneHealth
  readonly sound: Sound
  readonly talk: Talk
  readonly gate: Gate
  readonly position: LinePosition | undefined
  /** 0.1–0.9, for the next coaching line. */
  readonly mixLevel: number
}

export const noLine: LineState = {
  conversationId: undefined,
  asked: undefined,
  problem: undefined,
  microphone: 'off',
  microphoneFacts: undefined,
  microphoneHealth: 'fine',
  sound: 'off',
  talk: idle,
  gate: { open: false, reason: 'no-line' },
  position: undefined,
  mixLevel: 0.65,
}

export const smallestMixLevel = 0.1
export const largestMixLevel = 0.9

/** Tells nobody when nothing is news. */
export function tellNews(state: StoreApi<LineState>, change: Partial<LineState>): void {
  const before = state.getState()
  const names = Object.keys(change)
  const isNews = names.some((name) => Reflect.get(before, name) !== Reflect.get(change, name))
  if (isNews) state.setState(change)
}
