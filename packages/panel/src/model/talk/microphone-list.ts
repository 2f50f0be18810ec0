/** Which microphones there are, which one is wished for, and which one that means today. Pure. */
import type { ChosenMicrophone, Preferences } from '../preferences.ts'
import type { MicrophoneDevice, MicrophoneProcessing } from './microphone.ts'

/** Chromium's own entry for the system's choice; its label ends in the device's. */
const systemChoiceId = 'default'
/** Windows has another entry of that kind, for calls. */
const aliasIds: ReadonlySet<string> = new Set([systemChoiceId, 'communications', ''])

/** The real devices, each once. */
export function realMicrophones(devices: readonly MicrophoneDevice[]): readonly MicrophoneDevice[] {
  return devices.filter(({ deviceId }) => !aliasIds.has(deviceId))
}

/** Where names are known: the chosen one is not plugged in. */
export function isMissing(
  chosen: ChosenMicrophone | undefined,
  devices: readonly MicrophoneDevice[],
): boolean {
  const known = realMicrophones(devices)
  if (chosen === undefined || known.length === 0) return false
  return known.every(({ deviceId }) => deviceId !== chosen.deviceId)
}

/** What the browser is asked for. */
export function processingOf(preferences: Preferences): MicrophoneProcessing {
  const { automaticGain, echoCancellation, microphone, noiseSuppression } = preferences
  const processing = { automaticGain, echoCancellation, noiseSuppression }
  return microphone === undefined ? processing : { ...processing, deviceId: microphone.deviceId }
}

/**
 * Whether a running microphone is to be exchanged: the system's choice moved while that is what is followed, or the chosen
 * one has come back.
 */
export function shouldFollow(
  chosen: ChosenMicrophone | undefined,
  before: readonly MicrophoneDevice[],
  after: readonly MicrophoneDevice[],
): boolean {
  if (chosen !== undefined) return isMissing(chosen, before) && !isMissing(chosen, after)
  const was = systemChoice(before)
  const is = systemChoice(after)
  return was !== undefined && is !== undefined && was !== is
}

/** Another one than the one that was lost, to offer. */
export function nextMicrophone(
  devices: readonly MicrophoneDevice[],
  lostDeviceId: string | undefined,
): MicrophoneDevice | undefined {
  return realMicrophones(devices).find(
    ({ deviceId, label }) => deviceId !== lostDeviceId && label !== '',
  )
}

function systemChoice(devices: readonly MicrophoneDevice[]): string | undefined {
  const label = devices.find(({ deviceId }) => deviceId === systemChoiceId)?.label
  return label === '' ? undefined : label
}
