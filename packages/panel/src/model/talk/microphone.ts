/** The microphone as the model needs it. Behind it stand getUserMedia and an AudioWorklet; in tests a script. */
import type { Result } from '@sotto/kernel'

export type MicrophoneFailure =
  /** This site is refused the microphone. */
  | 'not-allowed'
  /** The browser's question was closed without an answer. */
  | 'dismissed'
  /** The operating system refuses it to the browser. */
  | 'not-allowed-by-system'
  | 'not-found'
  /** No microphone can do what was asked of it. */
  | 'not-fitting'
  | 'busy'
  | 'not-secure'
  /** The browser runs no sound on this page until somebody presses something, or has stopped it. */
  | 'suspended'
  | 'unplugged'
  | 'unknown'

export interface MicrophoneProcessing {
  readonly echoCancellation: boolean
  readonly noiseSuppression: boolean
  readonly automaticGain: boolean
  /** Wished for; where it is not there the system's own choice is taken. */
  readonly deviceId?: string
}

/** Of the last few hundredths of a second, as the device gave it, before our limiter. */
export interface SoundLevel {
  /** Root mean square, 0–1. */
  readonly rms: number
  /** 0–1. */
  readonly peak: number
  /** Share of the samples at full scale, 0–1. */
  readonly clipped: number
  /** Share of the samples that are no numbers, 0–1. They are replaced by silence. */
  readonly damaged: number
}

export const noLevel: SoundLevel = { rms: 0, peak: 0, clipped: 0, damaged: 0 }

export interface MicrophoneListener {
  /**
   * 20 ms of 16 kHz mono. `burst` is the number that `open` was called with; `captureTimeMs` is of the first sample, on a
   * clock that never runs back.
   */
  onFrame(samples: Int16Array, captureTimeMs: number, burst: number): void
  /** About 25 times a second. Also while shut: a meter needs no sound to leave. */
  onLevel(level: SoundLevel): void
  /** The device is gone; nothing more comes. */
  onLost(failure: MicrophoneFailure): void
}

/** Which device it became, and at what rate it runs. */
export interface MicrophoneFacts {
  readonly deviceId: string
  /** As the browser names it; may be empty. */
  readonly label: string
  readonly sampleRateHz: number
}

export interface RunningMicrophone {
  facts(): MicrophoneFacts
  /** From now on frames come. Nothing from before this call is in them. */
  open(burst: number): void
  /** At once: no frame any more. */
  shut(): void
  /** Another processing or device, without a gap in what is captured; on failure everything stays as it was. */
  use(processing: MicrophoneProcessing): Promise<Result<true, MicrophoneFailure>>
  /** Gives the device back to the browser. Safe to call more than once. */
  stop(): void
}

/** Asks for the device: the only place in the panel that does, called when coaching begins or the test is opened. */
export type StartMicrophone = (
  processing: MicrophoneProcessing,
  listener: MicrophoneListener,
) => Promise<Result<RunningMicrophone, MicrophoneFailure>>

export interface MicrophoneDevice {
  readonly deviceId: string
  /** Empty until the microphone has been allowed once. */
  readonly label: string
}

/** What is plugged in. Asks for no permission. */
export interface MicrophoneDevices {
  list(): Promise<readonly MicrophoneDevice[]>
  /** Told when something is plugged in or out, or the system's own choice changes. */
  subscribe(listener: () => void): () => void
}
