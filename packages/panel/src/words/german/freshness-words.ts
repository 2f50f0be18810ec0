import type { english } from '../freshness-words.ts'

export const freshnessWords: typeof english = {
  doubtActionWords: {
    'connection-stale':
      'Jetzt nicht: Die Verbindung zu unserem Server ist nicht frisch. Sie kommt von selbst zurück.',
    'platform-interrupted':
      'Jetzt nicht: Die Plattform sendet keine Ereignisse. Das gibt sich von selbst.',
  },
  notConfirmedActionWords:
    'Jetzt nicht: Die Plattform hat dieses Gespräch noch nicht wieder bestätigt.',
  staleWords: {
    'connection-stale': 'nichts Neues von unserem Server',
    'platform-interrupted': 'die Plattform sendet keine Ereignisse',
    'not-confirmed-yet': 'die Plattform hat es noch nicht wieder bestätigt',
  },
  stale: (why) => `Veraltet · ${why}`,
  fresh: (time, old) => `Aktuell · zuletzt von der Plattform gehört ${time}, vor ${old}`,
  staleAsOf: (time, old, why) => `Veraltet · Stand ${time}, ${old} alt · ${why}`,
  platform: { unknown: 'unbekannt', open: 'live', connecting: 'verbindet…' },
  noEventsSince: (time) => `keine Ereignisse seit ${time}`,
}
