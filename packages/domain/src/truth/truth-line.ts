import type { WallMs } from '@sotto/kernel'

/** How sure we are. `confirmed` is the platform's own word, with its time; the button pressed never counts. */
export type Certainty =
  | { readonly certainty: 'confirmed'; readonly at: WallMs }
  | { readonly certainty: 'pending' }
  | { readonly certainty: 'unknown' }

export type HearingState = { readonly hearsYou: boolean } & Certainty

/** Who hears this supervisor now, in this conversation. */
export interface TruthLine {
  readonly agent: HearingState
  readonly customer: HearingState
  /** `recordsYou`: your voice would stand in the recording. `state` is the platform's recording state. */
  readonly recording: {
    readonly recordsYou: boolean
    readonly state: 'on' | 'paused' | 'off'
  } & Certainty
}
