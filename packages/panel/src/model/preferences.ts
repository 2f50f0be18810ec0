/** What this person likes on this machine. Nothing here decides who hears whom. */
import { createStore, type StoreApi } from 'zustand/vanilla'
import { defaultKeys, type KeyMap, readKeys } from './keyboard.ts'
import { type ChosenLanguage, preferencesKey, readLanguage } from './language.ts'
import type { TextStorage } from './storage.ts'

export interface Preferences {
  /** What the browser does to the microphone's sound before we get it. */
  readonly echoCancellation: boolean
  readonly noiseSuppression: boolean
  readonly automaticGain: boolean
  /** A press of the talk key waits for a gap in the call, three seconds at most. */
  readonly speakInGap: boolean
  /** The chosen microphone; without one the system's own choice, also when that changes. */
  readonly microphone: ChosenMicrophone | undefined
  /** The microphone test was made or skipped, so it is not offered again. */
  readonly microphoneTestSeen: boolean
  /** The list shows agents who are in no conversation, too. */
  readonly idleAgentsToo: boolean
  /** How much room things take on the page. */
  readonly density: Density
  /** Taken when the page is loaded. */
  readonly language: ChosenLanguage
  /** The page's own keys. */
  readonly keys: KeyMap
}

export type Density = 'comfortable' | 'compact'

export interface ChosenMicrophone {
  readonly deviceId: string
  /** As the browser named it, for the day it is not plugged in. */
  readonly label: string
}

export const defaultPreferences: Preferences = {
  echoCancellation: true,
  noiseSuppression: true,
  automaticGain: true,
  speakInGap: false,
  microphone: undefined,
  microphoneTestSeen: false,
  idleAgentsToo: true,
  density: 'comfortable',
  language: 'auto',
  keys: defaultKeys,
}

export type PreferencesStore = StoreApi<Preferences>

/** Kept at every change; what cannot be read is the default. */
export function createPreferences(storage: TextStorage): PreferencesStore {
  const preferences = createStore<Preferences>(() => readPreferences(storage.get(preferencesKey)))
  preferences.subscribe((state) => storage.set(preferencesKey, JSON.stringify(state)))
  return preferences
}

export function readPreferences(text: string | undefined): Preferences {
  const raw = parseObject(text)
  const flag = (
    name: Exclude<keyof Preferences, 'microphone' | 'density' | 'language' | 'keys'>,
  ) => {
    const value = raw[name]
    return typeof value === 'boolean' ? value : defaultPreferences[name]
  }
  return {
    echoCancellation: flag('echoCancellation'),
    noiseSuppression: flag('noiseSuppression'),
    automaticGain: flag('automaticGain'),
    speakInGap: flag('speakInGap'),
    microphone: readMicrophone(raw.microphone),
    microphoneTestSeen: flag('microphoneTestSeen'),
    idleAgentsToo: flag('idleAgentsToo'),
    density: raw.density === 'compact' ? 'compact' : 'comfortable',
    language: readLanguage(raw.language),
    keys: readKeys(raw.keys),
  }
}

function readMicrophone(raw: unknown): ChosenMicrophone | undefined {
  if (typeof raw !== 'object' || raw === null) return undefined
  const { deviceId, label }: { deviceId?: unknown; label?: unknown } = raw
  if (typeof deviceId !== 'string' || typeof label !== 'string' || deviceId === '') return undefined
  return { deviceId, label }
}

function parseObject(text: string | undefined): Partial<Record<string, unknown>> {
  if (text === undefined) return {}
  try {
    const raw: unknown = JSON.parse(text)
    return typeof raw === 'object' && raw !== null ? { ...raw } : {}
  } catch {
    return {}
  }
}
