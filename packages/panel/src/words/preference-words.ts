/** What a person can have as they like, in words. */
import type { Density } from '../model/preferences.ts'
import { inLanguage } from './in-language.ts'

export const english = {
  preferenceWords: {
    heading: 'Preferences',
    lead: 'Each takes effect at once, and is kept in this browser on this machine.',
    look: 'Look',
    scheme: 'Colours',
    density: 'Room',
    densityNote: 'Compact shows more rows and lines at once.',
    sound: 'Your microphone',
    list: 'The list',
    idleAgents: 'Idle agents too',
    language: 'Language',
    languageNote: 'Your browser’s languages decide, unless you choose one.',
    whenLoaded: 'The language changes when this page is loaded anew.',
    whenLineCloses: 'Your line stays open meanwhile: stop it first, then load anew.',
    load: 'Load anew',
    loadAnyway: 'Load anew anyway',
    keys: 'Keys',
    allKeys: 'All keys, and how to change them',
    more: 'For the curious',
    parts: 'Every part in every state',
    partsNote: 'All that this console is made of, drawn from samples. Nothing there connects.',
  },
  schemes: {
    auto: 'As the system',
    light: 'Light',
    dark: 'Dark',
  },
  densities: {
    comfortable: 'Comfortable',
    compact: 'Compact',
  } satisfies Record<Density, string>,
  browsersLanguage: 'As the browser',
}

const words = inLanguage('preference-words', english)

export const preferenceWords = words.preferenceWords

export const schemeWords = [
  ['auto', words.schemes.auto],
  ['light', words.schemes.light],
  ['dark', words.schemes.dark],
] as const

export const densityWords = [
  ['comfortable', words.densities.comfortable],
  ['compact', words.densities.compact],
] as const

/** Each language by its own name, or nobody who is lost in another one would find theirs. */
export const languageWords = [
  ['auto', words.browsersLanguage],
  ['en', 'English'],
  ['de', 'Deutsch'],
] as const
