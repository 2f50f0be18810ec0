import type { english } from '../../screens/conversations.ts'

export const conversations: typeof english = {
  agent: (name) => `Teammitglied ${name}`,
  closeAgent: (name) => `Teammitglied ${name} schließen`,
  for: ' seit ',
  askingInWhichQueuesThey: 'Es wird erfragt, aus welchen Warteschlangen Gespräche kommen…',
  inWhichQueuesTheyTake:
    'Aus welchen Warteschlangen Gespräche kommen, lässt sich gerade nicht sagen.',
  takesConversationsInNoneOf: 'Nimmt gerade aus keiner Ihrer Warteschlangen Gespräche an.',
  takesConversationsIn: 'Nimmt Gespräche an aus',
  yourLineIsInThis: 'Ihre Leitung steht in diesem Gespräch',
  yourLine: 'Ihre Leitung',
  noConversationMatches: (search) => `Kein Gespräch passt zu „${search}“.`,
  thisConsoleIsForSupervisors:
    'Diese Konsole ist für die Supervision. Flüstertexte an Sie kommen an Ihrem eigenen Arbeitsplatz an.',
  noQueueIsAssignedTo:
    'Ihnen ist keine Warteschlange zugewiesen, also gibt es keine Gespräche zu sehen. Wenden Sie sich an Ihre Administration.',
  nobodyWorksInYourQueues:
    'Im Moment arbeitet niemand in Ihren Warteschlangen. Wer kommt, erscheint hier von selbst.',
  nobodyInYourQueuesIs:
    'Im Moment ist niemand in Ihren Warteschlangen in einem Gespräch. Neue erscheinen hier von selbst.',
  loadingConversations: 'Gespräche werden geladen',
  inConversation: 'Im Gespräch',
  conversations: 'Gespräche',
  free: 'Frei',
  availableAgents: 'Verfügbare Mitarbeitende',
  notAvailable: 'Nicht verfügbar',
  otherAgents: 'Andere Mitarbeitende',
  idleAgentsToo: 'Auch freie Mitarbeitende',
  notShown: (idleCount) => `${idleCount} nicht gezeigt`,
  searchAgentsAndQueues: 'Team und Warteschlangen suchen',
  clearTheSearch: 'Suche leeren',
  changesToYourQueues: 'Änderungen an Ihren Warteschlangen',
  dismissChangesToYourQueues: 'Änderungen an Ihren Warteschlangen ausblenden',
}
