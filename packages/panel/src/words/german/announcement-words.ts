import type { english } from '../announcement-words.ts'

export const announcementWords: typeof english = {
  modeNews: {
    'not-connected': 'Leitung geschlossen.',
    monitor: 'Sie hören jetzt mit.',
    coach: 'Sie coachen jetzt.',
    barge: 'Sie sind jetzt im Gespräch.',
  },
  receipts: {
    'held-back': 'Flüstertext zurückgehalten: Das Teammitglied möchte gerade keine Texte.',
    'pending-delivery': 'Flüstertext verspätet: Die Plattform hat seither nichts gemeldet.',
    completed: 'Flüstertext ist angekommen.',
    cancelled: 'Flüstertext zurückgenommen.',
    expired: 'Flüstertext zurückgenommen: Er kam zu spät.',
    failed: 'Flüstertext ist nicht angekommen.',
    refused: 'Flüstertext nicht angenommen.',
  },
  answers: {
    'got-it': 'Das Teammitglied hat verstanden.',
    'not-now': 'Das Teammitglied verschiebt es.',
    'need-you': 'Das Teammitglied bittet um Ihre Hilfe.',
  },
  certain: { confirmed: 'bestätigt', pending: 'ausstehend', unknown: 'unbekannt' },
  readWords: 'Das Teammitglied hat den Flüstertext gelesen.',
}
