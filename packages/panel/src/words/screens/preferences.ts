/** What stands on the screen: preferences. */
import { inLanguage } from '../in-language.ts'

export const english = {
  sotto: (heading: string) => `${heading} · Sotto`,
  testMicrophone: 'Test microphone',
}

export const preferencesScreen = inLanguage('screens/preferences', english)
