import type { english } from '../coaching-words.ts'

export const coachingWords: typeof english = {
  coachingStateWords: {
    starting: 'Startet',
    started: 'Gestartet',
    'in-progress': 'Läuft',
    paused: 'Unterbrochen',
    completed: 'Abgeschlossen',
    invalid: 'Losgelöst',
    vanished: 'Verschwunden',
    refused: 'Nicht gestartet',
  },
  coachingKindWords: {
    'real-time': 'Live-Sitzung',
    'post-call': 'Nachbesprechung',
  },
  coachingActionWords: {
    begin: 'Sitzung beginnen',
    pause: 'Sitzung unterbrechen',
    resume: 'Sitzung fortsetzen',
    complete: 'Sitzung abschließen',
  },
  startWords: {
    'real-time': 'Coaching-Sitzung starten',
    'post-call': 'Nachbesprechung starten',
  },
  takenWords:
    'Sotto hat diese Sitzung abgeschlossen, weil Sie ihre Warteschlange nicht mehr sehen dürfen. Ihre Notizen bleiben erhalten.',
  licenceWords: {
    cx1: 'Ihre Lizenz (CX1) enthält keine Coaching-Sitzungen während des Gesprächs und bewahrt auf der Plattform keine Verweise zu einer Sitzung auf; CX2 und CX3 können beides. Sie können diesen Verlauf lesen und Gespräche nach ihrem Ende besprechen.',
    cx2: undefined,
    cx3: undefined,
  },
  ends: {
    invalid:
      'Das Gespräch war zu Ende, bevor die Plattform diese Sitzung annahm; sie hängt an nichts, und das Teammitglied hat nichts davon erfahren. Sie ist geschlossen; Ihre Notizen bleiben erhalten. Starten Sie stattdessen eine Nachbesprechung.',
    vanished:
      'Die Plattform kennt diese Sitzung nicht mehr. Sie ist geschlossen; Ihre Notizen bleiben erhalten.',
    starting: 'Angefragt; die Plattform hat noch nicht geantwortet.',
  },
  noLicence: (licence) =>
    `Ihre Lizenz enthält keine Coaching-Sitzungen während des Gesprächs; ${licence} enthält sie. Sie können den Verlauf lesen und Gespräche nach ihrem Ende besprechen.`,
  higherLicence: 'eine höhere',
  noPermission: (missing) =>
    `Ihr Konto darf keine Coaching-Sitzungen führen. Es fehlt: ${missing}.`,
  heldBy: (who) => `Sie wird von ${who} geführt.`,
  thisManyBytes: (bytes) => `Dies wären ${bytes} Byte.`,
  beingFoundOut:
    'Ob sie gestartet wurde, wird gerade ermittelt; wenn ja, erscheint sie hier von selbst.',
  notStarted: (why) => `Nicht gestartet: ${why}`,
  saved: 'Gespeichert',
  unsaved: 'Noch nicht gespeichert …',
  saving: 'Wird gespeichert …',
  notSaved: (why) => `Nicht gespeichert: ${why} Was Sie geschrieben haben, bleibt hier stehen.`,
  conflict: 'Nicht gespeichert: anderswo geändert, seit Sie zu schreiben begonnen haben.',
  rating: (rating) => `${rating} von 5`,
}
