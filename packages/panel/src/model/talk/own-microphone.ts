/** This person's microphone: held at most once, kept at their wishes, and watched over for what is wrong with its sound. */
import type { Clock, Result } from '@sotto/kernel'
import type { StoreApi } from 'zustand/vanilla'
import type { PreferencesStore } from '../preferences.ts'
import type {
  MicrophoneDevice,
  MicrophoneDevices,
  MicrophoneFailure,
  MicrophoneListener,
  MicrophoneProcessing,
  SoundLevel,
  StartMicrophone,
} from './microphone.ts'
import { createMicrophoneCare } from './microphone-care.ts'
import { createHealthWatch, type MicrophoneHealth } from './microphone-health.ts'
import { createMicrophoneHolder, type MicrophoneHolder } from './microphone-holder.ts'
import { processingOf } from './microphone-list.ts'

export interface OwnMicrophoneOptions extends Omit<MicrophoneListener, 'onLevel'> {
  readonly clock: Clock
  readonly startMicrophone: StartMicrophone
  readonly devices: MicrophoneDevices
  readonly preferences: PreferencesStore
  onLevel(level: SoundLevel, health: MicrophoneHealth): void
  /** Another device or processing was asked for and refused; what ran runs on. */
  onRefused(failure: MicrophoneFailure): void
  /** It became another device. */
  onChanged(): void
}

export interface OwnMicrophone extends Omit<MicrophoneHolder, 'start' | 'use'> {
  /** As the person wishes it. */
  start(): Promise<Result<'on' | 'superseded', MicrophoneFailure>>
  /** For a measurement: another processing on the same device; without one the person's wishes again. */
  processAs(processing?: Omit<MicrophoneProcessing, 'deviceId'>): Promise<void>
  readonly devices: StoreApi<readonly MicrophoneDevice[]>
  close(): void
}

export function createOwnMicrophone(options: OwnMicrophoneOptions): OwnMicrophone {
  const { clock, preferences } = options
  const health = createHealthWatch()
  const holder = createMicrophoneHolder(options.startMicrophone, {
    onFrame: (samples, captureTimeMs, burst) => options.onFrame(samples, captureTimeMs, burst),
    onLevel: (level) => options.onLevel(level, health.hear(level, clock.monotonicNow())),
    onLost(failure) {
      care.lookAgain()
      options.onLost(failure)
    },
  })
  const care = createMicrophoneCare({
    devices: options.devices,
    preferences,
    microphone: holder,
    onRefused: (failure) => options.onRefused(failure),
    onChanged: () => options.onChanged(),
  })
  return {
    ...holder,
    devices: care.devices,
    async start() {
      health.reset()
      const answer = await holder.start(processingOf(preferences.getState()))
      care.lookAgain()
      return answer
    },
    async processAs(processing) {
      const wished = processingOf(preferences.getState())
      await holder.use({ ...wished, ...processing })
    },
    close: () => care.close(),
  }
}
