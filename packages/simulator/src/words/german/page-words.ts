import type { english } from '../page-words.ts'

export const german: typeof english = {
  place: 'Simuliertes Contact-Center',
  pages: 'Seiten',
  languages: 'Sprache',
  desks: 'Arbeitsplätze',
  breaking: 'Absichtlich stören',
  console: 'Zur Konsole',
  withoutScript: 'Diese Seite braucht JavaScript, das in diesem Browser ausgeschaltet ist.',
  connecting: 'Verbindung wird aufgebaut …',
  connected: 'Verbunden',
  lost: 'Verbindung unterbrochen, neuer Versuch …',
  customer: 'Kundenseite',
  states: {
    ACTIVE: 'Aktiv',
    HOLD: 'Gehalten',
    IN_TRANSFER: 'In Weiterleitung',
    CONFERENCE: 'In Konferenz',
    ENDED: 'Beendet',
    WRAPPED_UP: 'Nachbearbeitet',
    COMPLETED: 'Abgeschlossen',
  },
  media: { VOICE: 'Anruf', CHAT: 'Chat', EMAIL: 'E-Mail' },
  recording: {
    ON: 'wird aufgezeichnet',
    PAUSED: 'Aufzeichnung pausiert',
    OFF: 'nicht aufgezeichnet',
  },
  presences: { AVAILABLE: 'verfügbar', BUSY: 'beschäftigt', AWAY: 'abwesend', OFFLINE: 'offline' },
  roles: {
    supervisor: 'Supervision',
    lead: 'Teamleitung',
    auditor: 'Revision',
    administrator: 'Administration',
    agent: 'Mitarbeitende',
  },
}
