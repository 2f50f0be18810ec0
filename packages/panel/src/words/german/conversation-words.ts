import type { english } from '../conversation-words.ts'

export const conversationWords: typeof english = {
  mediaWords: { voice: 'Anruf', chat: 'Chat', email: 'E-Mail' },
  phaseWords: {
    active: 'aktiv',
    held: 'gehalten',
    'in-transfer': 'in Weiterleitung',
    conference: 'in Konferenz',
    ended: 'beendet',
  },
  presenceWords: {
    available: 'verfügbar',
    busy: 'beschäftigt',
    away: 'abwesend',
    offline: 'offline',
  },
  routingWords: {
    idle: 'frei',
    interacting: 'in einem Gespräch, das Sie nicht sehen',
    'not-responding': 'antwortet nicht',
    'off-queue': 'nicht in der Warteschlange',
  },
  recordingWords: {
    on: 'REC',
    paused: 'REC unterbrochen',
    off: 'keine Aufzeichnung',
  },
  unnamedAgent: 'Teammitglied ohne Namen',
  conversations: (count) => (count === 1 ? '1 Gespräch' : `${count} Gespräche`),
}
