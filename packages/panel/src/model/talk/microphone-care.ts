/** Knows what is plugged in, and keeps a running microphone at what the person wishes: another switch, another device. */
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Preferences, PreferencesStore } from '../preferences.ts'
import type { MicrophoneDevice, MicrophoneDevices, MicrophoneFailure } from './microphone.ts'
import type { MicrophoneHolder } from './microphone-holder.ts'
import { processingOf, shouldFollow } from './microphone-list.ts'

export interface MicrophoneCareOptions {
  readonly devices: MicrophoneDevices
  readonly preferences: PreferencesStore
  readonly microphone: Pick<MicrophoneHolder, 'state' | 'use'>
  /** A wish that could not be fulfilled; what ran runs on. */
  readonly onRefused: (failure: MicrophoneFailure) => void
  readonly onChanged: () => void
}

export interface MicrophoneCare {
  readonly devices: StoreApi<readonly MicrophoneDevice[]>
  /** Names are given once the microphone was allowed: asked again then. */
  lookAgain(): void
  close(): void
}

export function createMicrophoneCare(options: MicrophoneCareOptions): MicrophoneCare {
  const { microphone, preferences } = options
  const devices = createStore<readonly MicrophoneDevice[]>(() => [])
  let look = 0
  let wishes = 0

  /** One after the other, or an older wish could be fulfilled last. */
  async function use(): Promise<void> {
    wishes += 1
    if (wishes > 1) return
    do {
      wishes = 1
      if (microphone.state() !== 'on') break
      const answer = await microphone.use(processingOf(preferences.getState()))
      if (answer.ok) options.onChanged()
      else options.onRefused(answer.error)
    } while (wishes > 1)
    wishes = 0
  }

  async function read(): Promise<void> {
    look += 1
    const mine = look
    const after = await options.devices.list()
    if (mine !== look) return
    const before = devices.getState()
    devices.setState(after, true)
    if (shouldFollow(preferences.getState().microphone, before, after)) await use()
  }

  const lookAgain = () => void read()
  const undo = [
    options.devices.subscribe(lookAgain),
    preferences.subscribe((now, before) => {
      if (!isSameWish(now, before)) void use()
    }),
  ]

  return {
    devices,
    lookAgain,
    close() {
      look += 1
      for (const unsubscribe of undo) unsubscribe()
    },
  }
}

function isSameWish(now: Preferences, before: Preferences): boolean {
  return (
    now.automaticGain === before.automaticGain &&
    now.echoCancellation === before.echoCancellation &&
    now.noiseSuppression === before.noiseSuppression &&
    now.microphone?.deviceId === before.microphone?.deviceId
  )
}
