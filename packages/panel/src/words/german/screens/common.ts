import type { english } from '../../screens/common.ts'

export const common: typeof english = {
  connecting: 'Verbindet …',
  theSottoServerDoesNot: 'Der Server von Sotto antwortet nicht. Es wird weiter versucht …',
  allConversations: 'Alle Gespräche',
  dismiss: 'Ausblenden',
  tryAgain: 'Noch einmal versuchen',
  showMore: 'Mehr zeigen',
  signOut: 'Abmelden',
  signInAgain: 'Neu anmelden',
  customer: 'Kundenseite',
  space: 'Leertaste',
  agent: 'Teammitglied',
}
