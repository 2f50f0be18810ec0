/** What stands on the screen: the words of several places. */
import { inLanguage } from '../in-language.ts'

export const english = {
  connecting: 'Connecting …',
  theSottoServerDoesNot: 'The Sotto server does not answer. Trying again …',
  allConversations: 'All conversations',
  dismiss: 'Dismiss',
  tryAgain: 'Try again',
  showMore: 'Show more',
  signOut: 'Sign out',
  signInAgain: 'Sign in again',
  customer: 'Customer',
  space: 'Space',
  agent: 'Agent',
}

export const commonScreen = inLanguage('screens/common', english)
