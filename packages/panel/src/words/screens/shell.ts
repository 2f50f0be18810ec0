/** What stands on the screen: shell. */
import { inLanguage } from '../in-language.ts'

export const english = {
  announcements: 'Announcements',
  whatChangedWhileYouWere: 'What changed while you were away',
  andMore: (shownAtMost: number) => `And ${shownAtMost} more.`,
  dismiss: (title: string) => `Dismiss: ${title}`,
  skipToTheConversation: 'Skip to the conversation',
  myPeople: 'My people',
  agentsInConversation: (agentCount: number, busyAgentCount: number) =>
    `${agentCount} agents · ${busyAgentCount} in conversation`,
  keys: 'Keys',
  useDarkColours: 'Use dark colours',
  useLightColours: 'Use light colours',
  notSignedOut: 'Not signed out',
  theServerDidNotAnswer: 'The server did not answer. You are still signed in; try again.',
  coachingHistory: 'Coaching history',
  takeALetterADigit: 'Take a letter, a digit or a sign; Backspace for none.',
  theyMeanNothingWhileYou:
    'They mean nothing while you write. Press one to change it; it is kept on this machine.',
  pressTheNewKey: (keyActionWords: string) => `${keyActionWords}: press the new key`,
  change: (keyActionWords: string, shownKey: string) => `${keyActionWords}: ${shownKey}, change`,
  pressAKey: 'press a key',
  asTheyWereAtFirst: 'Usual keys',
  done: 'Done',
  anotherAgent: 'another agent',
  yourLineIsStillIn: 'Your line is still in the conversation of',
  yourMicrophoneIsCutWhile: '. Your microphone is cut while you look at something else.',
  goBack: 'Go back',
  stopListening: 'Stop listening',
  server: 'Server',
  platform: 'Platform',
  yourSessionHasEndedYour:
    'Your session has ended. Your microphone is cut. What you typed is kept, and you come back to this view.',
  justNowItCouldNot:
    'Just now it could not be kept, so this page stays: what you typed is only here. Try again.',
  workHere: 'Work here',
  thisTabWasCopiedAnd:
    'This tab was copied, and the other one took over. Nothing here is up to date.',
  theServerRefusedThisPages:
    'The server refused this page’s connection. Nothing here is up to date.',
  listIsOldSince: (time: string) =>
    `The contact centre’s platform has told nothing of some of your queues since ${time}. The list may be old; what you coach is not. It comes back by itself.`,
  noEventsSince: (time: string) =>
    `The contact centre’s platform has sent no events since ${time}. What is shown may be old, and every microphone is cut. It comes back by itself.`,
  policies: 'Policies',
}

export const shellScreen = inLanguage('screens/shell', english)
