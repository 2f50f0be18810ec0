/** Models that only late pages ask for: each travels with the page that needs it, is made once, and stays when the page goes. */
import type { Clock, Random } from '@sotto/kernel'
import type { Commands } from '../commands/commands.ts'
import type { CallServer, FetchPort } from '../commands/server-calls.ts'
import type { LiveStore } from '../live/live-store.ts'
import type { MicrophoneTestOptions } from '../microphone-test/microphone-test-options.ts'
import type { TextStorage } from '../storage.ts'

/** Devices and the line, and where it is told whether the test stands on the page. */
export interface MicrophoneTestParts extends MicrophoneTestOptions {
  readonly onShown: (isShown: boolean) => void
}

/** What such a model is made of. */
export interface LateModelParts {
  readonly clock: Clock
  readonly random: Random
  readonly call: CallServer
  readonly commands: Commands
  readonly store: LiveStore
  /** Of this browser. */
  readonly browserStorage: TextStorage
  /** For answers that are no JSON. */
  readonly fetch: FetchPort
  readonly tabId: () => string
  readonly onSignedOut: () => void
  readonly microphoneTest: MicrophoneTestParts
  /** Before anything else ends when the session does. */
  readonly onSessionOver: (listener: () => void) => void
  /** Runs when the panel closes; at once when it is closed already. */
  readonly onClose: (closer: () => void) => void
}

/** The one of this panel: whoever asks first has it made. */
export type LateModel<Model> = (panel: { readonly late: LateModelParts }) => Model

export function lateModel<Model extends object>(
  make: (parts: LateModelParts) => Model,
): LateModel<Model> {
  const made = new WeakMap<LateModelParts, Model>()
  return ({ late }) => {
    const known = made.get(late)
    if (known !== undefined) return known
    const model = make(late)
    made.set(late, model)
    return model
  }
}
