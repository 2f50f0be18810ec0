import type { english } from '../preference-words.ts'

export const preferenceWords: typeof english = {
  preferenceWords: {
    heading: 'Einstellungen',
    lead: 'Jede gilt sofort und bleibt in diesem Browser auf diesem Rechner.',
    look: 'Aussehen',
    scheme: 'Farben',
    density: 'Abstände',
    densityNote: 'Kompakt zeigt mehr Reihen und Zeilen auf einmal.',
    sound: 'Ihr Mikrofon',
    list: 'Die Liste',
    idleAgents: 'Auch freie Mitarbeitende',
    language: 'Sprache',
    languageNote: 'Die Sprachen Ihres Browsers entscheiden, solange Sie keine wählen.',
    whenLoaded: 'Die Sprache wechselt, wenn diese Seite neu geladen wird.',
    whenLineCloses:
      'Ihre Leitung bleibt so lange offen: Beenden Sie sie zuerst, laden Sie dann neu.',
    load: 'Neu laden',
    loadAnyway: 'Trotzdem neu laden',
    keys: 'Tasten',
    allKeys: 'Alle Tasten, und wie man sie ändert',
    more: 'Für Neugierige',
    parts: 'Jedes Bauteil in jedem Zustand',
    partsNote:
      'Alles, woraus diese Konsole besteht, aus Mustern gezeichnet. Nichts davon stellt eine Verbindung her.',
  },
  schemes: { auto: 'Wie das System', light: 'Hell', dark: 'Dunkel' },
  densities: { comfortable: 'Bequem', compact: 'Kompakt' },
  browsersLanguage: 'Wie der Browser',
}
