import type { english } from '../key-words.ts'

export const keyWords: typeof english = {
  keyActionWords: {
    'next-row': 'Nächstes Gespräch',
    'previous-row': 'Voriges Gespräch',
    'focus-search': 'Suchen',
    monitor: 'Mithören',
    coach: 'Coachen',
    barge: 'Aufschalten',
    'keep-talking': 'Mikrofon offen halten oder schließen',
    'focus-whisper': 'Flüstertext schreiben',
    'show-keys': 'Diese Tasten zeigen',
  },
  fixedKeyWords: [
    ['Leertaste', 'Zum Sprechen halten'],
    ['Esc', 'Sofort stumm; noch einmal gedrückt schließt es, was offen ist'],
    ['Eingabe', 'Gespräch öffnen'],
  ],
  none: 'keine',
  cannotPress: (name) => `${name} lässt sich gerade nicht drücken`,
}
