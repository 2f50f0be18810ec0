import type { english } from '../sign-in-words.ts'

export const signInWords: typeof english = {
  signInWords: {
    link: 'Anmeldungen',
    back: 'Zurück',
    parts: 'Personen',
    loading: 'Wird gelesen …',
    end: 'Beenden',
    endOthers: 'Alle anderen beenden',
    confirm: 'Jetzt beenden',
    keep: 'Behalten',
    searchLabel: 'Teil eines Namens',
    search: 'Suchen',
    isThis: 'Dieser Browser',
    isMore: 'Es sind mehr als 200. Suchen Sie nach einem Teil des Namens.',
  },
  whoseWords: { own: 'Ihre Anmeldungen', everybody: 'Anmeldungen aller' },
  whoseExplanation: {
    own: 'Jeder Browser, in dem Sie sich angemeldet haben. Beenden Sie, was Sie nicht kennen: Seine Fenster schließen sich sofort, und ohne neue Anmeldung kommt er nicht wieder herein.',
    everybody:
      'Alle, die an dieser Konsole angemeldet sind. Wer eine Anmeldung beendet, schließt sofort ihre Fenster und Leitungen; im Protokoll steht, wer es war.',
  },
  browserOn: (browser, system) => `${browser} (${system})`,
  unknownBrowser: 'Unbekannter Browser',
  networkUnknown: 'Netz nicht bekannt',
  fromNetwork: (network) => `aus ${network}`,
  inUse: 'gerade in Gebrauch',
  lastUsed: (time) => `zuletzt benutzt ${time}`,
  signedIn: (time, used) => `Angemeldet ${time}, ${used}`,
  whereAndWhen: (browser, time) => `${browser}, angemeldet ${time}`,
  endOthers: 'Alle Ihre anderen Anmeldungen beenden?',
  endThis: 'Diese Anmeldung beenden?',
  endTheirs: (name) => `Diese Anmeldung von ${name} beenden? Eine offene Leitung endet mit ihr.`,
  nobody: 'Niemand ist angemeldet.',
  nobodyNamed: 'Niemand mit diesem Namen ist angemeldet.',
  ended: (count) => {
    if (count === 0) return 'Es gab keine andere.'
    return count === 1 ? 'Eine Anmeldung wurde beendet.' : `${count} Anmeldungen wurden beendet.`
  },
}
