/** What is said to those whose browser is not one that Sotto is tried in. */
import type { BrowserFitness, BrowserNeed } from '../model/browser/browser-fitness.ts'

export const missingWords = {
  sound: 'play a call',
  microphone: 'take your voice',
  connection: 'stay connected',
} as const satisfies Record<BrowserNeed, string>

const useInstead = 'Use a current Chrome, Edge or Firefox'

/** Nothing for a browser that is tried. */
export function browserFitnessWords(fitness: BrowserFitness): string | undefined {
  switch (fitness.type) {
    case 'tried':
      return undefined
    case 'untried':
      return `Sotto is tried in Chrome, Edge and Firefox, and this is another browser: calls and whispers may fail here in ways nobody has seen. ${useInstead} when you can.`
    case 'lacking':
      return `This browser cannot ${fitness.missing.map((need) => missingWords[need]).join(', nor ')} on this page. ${useInstead}, and an address that begins with https.`
  }
}
