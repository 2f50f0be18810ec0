/** What is said to those whose browser is not one that Sotto is tried in. */
import type { BrowserFitness, BrowserNeed } from '../model/browser/browser-fitness.ts'
import { inLanguage } from './in-language.ts'

export const english = {
  missing: {
    sound: 'play a call',
    microphone: 'take your voice',
    connection: 'stay connected',
  } satisfies Record<BrowserNeed, string>,
  nor: ', nor ',
  untried:
    'Sotto is tried in Chromium, of which Chrome and Edge are made, and in Firefox ESR, and this is another browser: calls and whispers may fail here in ways nobody has seen. Use a current Chrome, Edge or Firefox when you can.',
  lacking: (missing: string) =>
    `This browser cannot ${missing} on this page. Use a current Chrome, Edge or Firefox, and an address that begins with https.`,
}

const words = inLanguage('browser-words', english)

/** Nothing for a browser that is tried. */
export function browserFitnessWords(fitness: BrowserFitness): string | undefined {
  switch (fitness.type) {
    case 'tried':
      return undefined
    case 'untried':
      return words.untried
    case 'lacking':
      return words.lacking(fitness.missing.map((need) => words.missing[need]).join(words.nor))
  }
}
