/** The microphone as the model needs it. Behind it stand getUserMedia and an AudioWorklet; in tests a script. */
import type { Result } from '@sotto/kernel'

export type MicrophoneFailure =
  | 'not-allowed'
  | 'not-found'
  | 'busy'
  | 'not-secure'
  | 'unplugged'
  | 'unknown'

export interface MicrophoneProcessing {
  readonly echoCancellation: boolean
  readonly noiseSuppression: boolean
  readonly automaticGain: boolean
}

export interface MicrophoneListener {
  /**
   * 20 ms of 16 kHz mono. `burst` is the number that `open` was called with; `captureTimeMs` is of the first sample, on a
   * clock that never runs back.
   */
  onFrame(samples: Int16Array, captureTimeMs: number, burst: number): void
  /** 0–1, root mean square of the last few hundredths of a second. Also while shut: a meter needs no sound to leave. */
  onLevel(level: number): void
  /** The device is gone; nothing more comes. */
  onLost(failure: MicrophoneFailure): void
}

export interface RunningMicrophone {
  /** From now on frames come. Nothing from before this call is in them. */
  open(burst: number): void
  /** At once: no frame any more. */
  shut(): void
  /** Gives the device back to the browser. Safe to call more than once. */
  stop(): void
}

/** Asks for the device: the only place in the panel that does, called only when coaching begins. */
export type StartMicrophone = (
  processing: MicrophoneProcessing,
  listener: MicrophoneListener,
) => Promise<Result<RunningMicrophone, MicrophoneFailure>>
