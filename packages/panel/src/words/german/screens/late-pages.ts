import type { english } from '../../screens/late-pages.ts'

export const latePages: typeof english = {
  notLoaded: (name) => `Nicht geladen: ${name}`,
  reloadAnyway: 'Trotzdem neu laden',
  reload: 'Neu laden',
  theConsole: 'die Konsole',
  theAgentsPage: 'die Seite für Mitarbeitende',
  theAudit: 'das Protokoll',
  theConversation: 'das Gespräch',
  theCoachingHistory: 'der Coaching-Verlauf',
  thePolicies: 'die Richtlinien',
  yourSignIns: 'Ihre Anmeldungen',
  thePageForErasing: 'die Seite zum Löschen',
  theSnippets: 'die Textbausteine',
  yourPreferences: 'Ihre Einstellungen',
  thePageOfParts: 'die Seite der Bauteile',
  theMicrophoneTest: 'der Mikrofontest',
  theKeys: 'die Tasten',
}
