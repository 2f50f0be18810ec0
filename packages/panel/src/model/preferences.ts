/** What this person likes on this machine. Nothing here decides who hears whom. */
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { TextStorage } from './storage.ts'

export interface Preferences {
  /** What the browser does to the microphone's sound before we get it. */
  readonly echoCancellation: boolean
  readonly noiseSuppression: boolean
  readonly automaticGain: boolean
}

export const defaultPreferences: Preferences = {
  echoCancellation: true,
  noiseSuppression: true,
  automaticGain: true,
}

const storageKey = 'sotto.preferences'

export type PreferencesStore = StoreApi<Preferences>

/** Kept at every change; what cannot be read is the default. */
export function createPreferences(storage: TextStorage): PreferencesStore {
  const preferences = createStore<Preferences>(() => readPreferences(storage.get(storageKey)))
  preferences.subscribe((state) => storage.set(storageKey, JSON.stringify(state)))
  return preferences
}

export function readPreferences(text: string | undefined): Preferences {
  const raw = parseObject(text)
  const flag = (name: keyof Preferences) => {
    const value = raw[name]
    return typeof value === 'boolean' ? value : defaultPreferences[name]
  }
  return {
    echoCancellation: flag('echoCancellation'),
    noiseSuppression: flag('noiseSuppression'),
    automaticGain: flag('automaticGain'),
  }
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
