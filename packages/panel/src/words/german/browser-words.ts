import type { english } from '../browser-words.ts'

export const browserWords: typeof english = {
  missing: {
    sound: 'kein Gespräch wiedergeben',
    microphone: 'Ihre Stimme nicht aufnehmen',
    connection: 'nicht verbunden bleiben',
  },
  nor: ' und ',
  untried:
    'Sotto wird in Chromium, auf dem Chrome und Edge beruhen, und in Firefox ESR erprobt, und dies ist ein anderer Browser: Gespräche und Flüstern können hier auf eine Weise versagen, die niemand gesehen hat. Verwenden Sie nach Möglichkeit ein aktuelles Chrome, Edge oder Firefox.',
  lacking: (missing) =>
    `Dieser Browser kann auf dieser Seite ${missing}. Verwenden Sie ein aktuelles Chrome, Edge oder Firefox und eine Adresse, die mit https beginnt.`,
}
