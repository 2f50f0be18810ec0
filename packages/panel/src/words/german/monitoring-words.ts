import type { english } from '../monitoring-words.ts'

export const monitoringWords: typeof english = {
  monitoringTitle: 'Nur mithören',
  whyWords: { held: 'Gehalten', 'in-transfer': 'In Weiterleitung', conference: 'In Konferenz' },
  backWords: {
    held: 'Die Kundenseite ist zurück.',
    'in-transfer': 'Die Weiterleitung ist vorbei.',
    conference: 'Die Konferenz ist vorbei.',
  },
  purposeWords: {
    customer: 'Kundenseite',
    agent: 'Teammitglied',
    external: 'Weitere Person',
    supervisor: 'Supervision',
  },
  noTalkWords: 'Die Plattform hat für diesen Moment noch keine Werte gesendet.',
  since: (why, time) => `${why} seit ${time} · Coaching kommt von selbst zurück`,
  cutUntilThen: 'Bis dahin bleibt Ihr Mikrofon abgeschaltet.',
  meanwhile: {
    listen: 'Sie können inzwischen mithören.',
    write: 'Sie können inzwischen schriftlich flüstern.',
    both: 'Sie können inzwischen mithören und schriftlich flüstern.',
  },
  possibleAgain:
    'Coaching ist wieder möglich: Drücken Sie „Coachen“. Ihr Mikrofon wurde nicht geöffnet.',
  onHold: (who) => `${who}, gehalten`,
  notKnown: 'noch nicht bekannt',
  none: 'nie',
  holds: (count, total) => `${count}-mal, insgesamt ${total}`,
  silentFor: (time) => `Seit ${time} Stille.`,
}
