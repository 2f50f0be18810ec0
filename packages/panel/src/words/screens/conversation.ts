/** What stands on the screen: conversation. */
import { inLanguage } from '../in-language.ts'

export const english = {
  noAgent: 'No agent',
  nobodyElse: 'nobody else',
  with: 'with ',
  sotto: (agentName: string) => `${agentName} · Sotto`,
  thisConversationIsOver: 'This conversation is over',
  nothingToShowHere: 'Nothing to show here',
  itHasEndedOrIt:
    'It has ended, or it moved to a queue that is not yours. Every line of yours in it is closed.',
  thisConversationIsNotThere: 'This conversation is not there, or it is not yours to see.',
  allConversations: 'All conversations',
  loadingTheConversation: 'Loading the conversation',
  nextAndPreviousConversation: 'next and previous conversation',
  openIt: 'open it',
  monitorCoachBargeIn: 'Monitor, Coach, Barge in',
  holdToTalkWhileCoaching: 'hold to talk while coaching',
  search: 'search',
  esc: 'Esc',
  enter: 'Enter',
  beSilentAtOnce: 'be silent at once',
  writeAWhisper: 'write a whisper',
  allKeysAndHowTo: 'all keys, and how to change them',
  noConversationOpen: 'No conversation open',
  chooseOneOnTheLeft:
    'Choose one on the left. Opening a conversation connects nothing: nobody hears you, and you hear nobody, until you press Monitor or Coach.',
}

export const conversationScreen = inLanguage('screens/conversation', english)
