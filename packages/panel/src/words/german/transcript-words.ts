import type { english } from '../transcript-words.ts'

export const transcriptWords: typeof english = {
  speakerWords: {
    customer: 'Kundenseite',
    agent: 'Teammitglied',
    external: 'Weitere Person',
    supervisor: 'Supervision',
  },
  maskKindWords: {
    card: 'Karte',
    cvv: 'Prüfnummer',
    phone: 'Telefon',
    email: 'E-Mail',
    address: 'Adresse',
    postcode: 'Postleitzahl',
    name: 'Name',
    'national-id': 'Ausweisnummer',
    iban: 'IBAN',
    account: 'Konto',
    'birth-date': 'Geburtsdatum',
    ip: 'IP-Adresse',
    'secret-url': 'geheimer Link',
    held: 'Nummer',
  },
  ownWords: {
    said: {
      crossRegion: 'Das Transkript kann wegen der Verarbeitung über Regionen hinweg länger dauern.',
      paused:
        'Sichere Pause: Die Aufzeichnung ist unterbrochen, also wird nichts mitgeschrieben und nichts gezeigt, bis es weitergeht.',
      empty: 'Noch wurde nichts gesagt. Was gesagt wird, steht dann hier.',
      list: 'Was gesagt wurde',
      opening: 'Das Transkript wird geöffnet …',
      refresh: 'Transkript auffrischen',
      tries: 'Versuche, das Transkript zu lesen',
      now: 'Wird gerade gesagt',
      available: 'Transkript vorhanden.',
      pending: 'Transkript steht aus: Was zuvor gesagt wurde, ist noch nicht fertig.',
      unavailable:
        'Transkript nicht verfügbar: Was zuvor gesagt wurde, war nicht zu bekommen. Neue Zeilen erscheinen trotzdem hier.',
      refused: 'Für Sie gibt es hier kein Transkript.',
      gone: 'Hier gibt es kein Transkript, oder Sie dürfen es nicht sehen.',
    },
    written: {
      crossRegion: 'Nachrichten können wegen der Verarbeitung über Regionen hinweg länger dauern.',
      paused:
        'Sichere Pause: Die Aufzeichnung ist unterbrochen, also wird keine Nachricht aufbewahrt und keine gezeigt, bis es weitergeht.',
      empty: 'Noch wurde nichts geschrieben. Nachrichten stehen dann hier.',
      list: 'Was geschrieben wurde',
      opening: 'Die Nachrichten werden geöffnet …',
      refresh: 'Nachrichten auffrischen',
      tries: 'Versuche, die Nachrichten zu lesen',
      now: 'Wird gerade geschrieben',
      available: 'Nachrichten vorhanden.',
      pending: 'Nachrichten stehen aus: Was zuvor geschrieben wurde, ist noch nicht fertig.',
      unavailable:
        'Nachrichten nicht verfügbar: Was zuvor geschrieben wurde, war nicht zu bekommen. Neue Nachrichten erscheinen trotzdem hier.',
      refused: 'Für Sie gibt es hier keine Nachrichten.',
      gone: 'Hier gibt es keine Nachrichten, oder Sie dürfen sie nicht sehen.',
    },
  },
  cutWords: {
    'too-long': 'Der Rest ist zum Zeigen zu lang.',
    'recording-paused': 'Abgebrochen: Die Aufzeichnung wurde unterbrochen.',
  },
  revealWords: {
    heading: 'Zeigen, was verdeckt ist?',
    explanation:
      'Nur Sie sehen es, 30 Sekunden lang. Dass Sie hingesehen haben, auf welche Art von Angabe und warum, bleibt protokolliert.',
    reason: 'Warum müssen Sie es sehen?',
    confirm: '30 Sekunden zeigen',
  },
  tries: (attempt, attempts) => `Versuch ${attempt} von ${attempts}`,
  triesNext: (attempt, attempts, seconds) =>
    `Versuch ${attempt} von ${attempts}, der nächste in ${seconds} s`,
  seenByAgent: (word) => `${word}, vom Teammitglied gesehen`,
  titles: { said: 'Transkript', written: 'Nachrichten' },
}
