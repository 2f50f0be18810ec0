import type { english } from '../../screens/conversation.ts'

export const conversation: typeof english = {
  noAgent: 'Kein Teammitglied',
  nobodyElse: 'sonst niemand',
  with: 'mit ',
  sotto: (agentName) => `${agentName} · Sotto`,
  thisConversationIsOver: 'Dieses Gespräch ist vorbei',
  nothingToShowHere: 'Hier gibt es nichts zu zeigen',
  itHasEndedOrIt:
    'Es ist zu Ende oder in eine Warteschlange gewechselt, die nicht zu Ihren gehört. Alle Ihre Leitungen darin sind geschlossen.',
  thisConversationIsNotThere: 'Dieses Gespräch ist nicht da, oder Sie dürfen es nicht sehen.',
  allConversations: 'Alle Gespräche',
  loadingTheConversation: 'Das Gespräch wird geladen',
  nextAndPreviousConversation: 'nächstes und voriges Gespräch',
  openIt: 'öffnen',
  monitorCoachBargeIn: 'Mithören, Coachen, Aufschalten',
  holdToTalkWhileCoaching: 'beim Coachen zum Sprechen halten',
  search: 'suchen',
  esc: 'Esc',
  enter: 'Eingabe',
  beSilentAtOnce: 'sofort stumm sein',
  writeAWhisper: 'einen Flüstertext schreiben',
  allKeysAndHowTo: 'alle Tasten, und wie man sie ändert',
  noConversationOpen: 'Kein Gespräch geöffnet',
  chooseOneOnTheLeft:
    'Wählen Sie links eines. Ein Gespräch zu öffnen stellt keine Verbindung her: Niemand hört Sie, und Sie hören niemanden, bis Sie „Mithören“ oder „Coachen“ drücken.',
}
