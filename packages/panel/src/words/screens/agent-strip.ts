/** What stands on the screen: agent strip. */
import { inLanguage } from '../in-language.ts'

export const english = {
  whispersSotto: 'Whispers · Sotto',
  whispersSotto2: (unseenCount: number) => `(${unseenCount}) Whispers · Sotto`,
  coaching: 'Coaching',
  sotto: (heading: string) => `${heading} · Sotto`,
  itCouldNotBeRead: (why: string) => `It could not be read: ${why} `,
  notSignedOutTheServer:
    'Not signed out: the server did not answer. You are still signed in; try again.',
  yourConversations: 'Your conversations',
  noConversationIsKnownHere:
    'No conversation is known here. A call that is already going on shows with its next change.',
  aCustomer: 'A customer',
  coachingSession: 'Coaching session',
  yourSessionHasEndedNew: 'Your session has ended. New whispers do not reach this page.',
  workHere: 'Work here',
  thisTabWasCopiedAnd:
    'This tab was copied, and the other one took over. New whispers do not reach this page.',
  theServerRefusedThisPages:
    'The server refused this page’s connection. New whispers do not reach it.',
  nothingSince: (time: string) =>
    `The contact centre’s platform has sent nothing since ${time}. It comes back by itself.`,
  aSupervisor: 'A supervisor',
  about: (customer: string) => `about ${customer}`,
  wasNotSent: (answer: string, why: string) => `“${answer}” was not sent: ${why} Press it again.`,
  answer: 'Answer',
  seen: (seenAt: string) => `Seen ${seenAt}`,
  answered: (answerWords: string) => `Answered “${answerWords}”`,
  change: 'Change',
  whispers: 'Whispers',
  noneYetWhatASupervisor: 'None yet. What a supervisor writes to you appears here.',
}

export const agentStripScreen = inLanguage('screens/agent-strip', english)
