/** What stands on the screen: sign ins. */
import { inLanguage } from '../in-language.ts'

export const english = {
  sotto: (whoseWords: string) => `${whoseWords} · Sotto`,
  theListCouldNotBe: (why: string) => `The list could not be read: ${why} `,
  nothingWasEnded: (why: string) => `Nothing was ended: ${why}`,
}

export const signInsScreen = inLanguage('screens/sign-ins', english)
