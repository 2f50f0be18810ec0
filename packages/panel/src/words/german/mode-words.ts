import type { english } from '../mode-words.ts'

export const modeWords: typeof english = {
  confirmedModeWords: {
    'not-connected': 'Nicht verbunden: Sie hören dieses Gespräch nicht, und niemand darin hört Sie',
    monitor: 'Mithören: Niemand hört Sie',
    coach: 'Coachen: Nur das Teammitglied hört Sie',
    barge: 'Alle im Gespräch hören Sie',
  },
  unconfirmedModeWords: {
    'not-connected':
      'Nicht verbunden: Die Bestätigung der Plattform steht aus, dass niemand Sie hört',
    monitor: 'Mithören: Die Bestätigung der Plattform steht aus, dass niemand Sie hört',
    coach: 'Coachen: Die Bestätigung der Plattform steht aus, wer Sie hört',
    barge: 'Aufgeschaltet: Die Bestätigung der Plattform steht aus, wer Sie hört',
  },
  inOtherTabWords: {
    'not-connected': 'In diesem Tab nicht verbunden: Ihre Leitung ist in einem anderen',
    monitor: 'In diesem Tab mithörend: Ihre Leitung zum Teammitglied ist in einem anderen',
  },
  onTheWay: {
    off: 'die Leitung wird geschlossen …',
    monitor: 'die Mithörleitung wird geöffnet …',
    coach: 'die Coaching-Leitung wird geöffnet …',
    barge: 'die Leitung zu allen wird geöffnet …',
  },
  modeUnknownWords: 'Wer Sie hört, ist unbekannt: Ihr Mikrofon ist abgeschaltet',
  modeDialogWords: {
    monitor: {
      heading: 'Warum hören Sie mit?',
      words: 'Sie hören beide Seiten; niemand hört Sie.',
      confirm: 'Mithören',
    },
    coach: {
      heading: 'Warum coachen Sie?',
      words: 'Sie hören das Gespräch, und das Teammitglied hört Sie, solange Sie die Taste halten.',
      confirm: 'Coachen',
    },
    barge: {
      heading: 'Die Kundenseite wird Sie hören',
      words:
        'Solange Sie die Taste halten, hören Sie alle im Gespräch: das Teammitglied und die Kundenseite.',
      confirm: 'Ja, aufschalten',
    },
  },
  reason: (code) => `Grund: ${code}.`,
}
