/** What the page and its two audio worklets say to each other over their ports. Both ends are this very build. */

import type { SoundLevel } from '../model/talk/microphone.ts'

export const captureProcessorName = 'sotto-capture'
export const playerProcessorName = 'sotto-player'

export type ToCapture =
  | { readonly type: 'open'; readonly burst: number }
  | { readonly type: 'shut' }

export type FromCapture =
  | {
      readonly type: 'frame'
      readonly burst: number
      readonly captureTimeMs: number
      readonly samples: Int16Array
    }
  | { readonly type: 'level'; readonly level: SoundLevel }

export type ToPlayer =
  | { readonly type: 'frame'; readonly stereo: Int16Array }
  | { readonly type: 'gains'; readonly customer: number; readonly agent: number }
  | { readonly type: 'reset' }
