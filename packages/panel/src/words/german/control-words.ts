import type { english } from '../control-words.ts'

export const controlWords: typeof english = {
  lineStatusWords: {
    'held-back': 'Zurückgehalten',
    submitted: 'Wird gesendet',
    queued: 'Eingereiht',
    'pending-delivery': 'Zustellung offen',
    executing: 'Live',
    completed: 'Geschlossen',
    cancelling: 'Wird geschlossen',
    cancelled: 'Abgebrochen',
    expired: 'Abgelaufen',
    failed: 'Fehlgeschlagen',
    refused: 'Abgelehnt',
  },
  textStatusWords: {
    'held-back': 'Zurückgehalten',
    submitted: 'Wird gesendet',
    queued: 'Eingereiht',
    'pending-delivery': 'Zustellung offen',
    executing: 'Unterwegs',
    completed: 'Zugestellt',
    cancelling: 'Wird zurückgenommen',
    cancelled: 'Abgebrochen',
    expired: 'Abgelaufen',
    failed: 'Fehlgeschlagen',
    refused: 'Abgelehnt',
  },
  answerWords: {
    'got-it': 'Verstanden',
    'not-now': 'Jetzt nicht',
    'need-you': 'Brauche Hilfe',
  },
  pendingNote:
    'Die Plattform hat es angenommen und seither nichts gemeldet. Es kann noch ankommen.',
  expiredNote: 'Zum Helfen wäre es zu spät gekommen und wurde darum zurückgenommen.',
}
