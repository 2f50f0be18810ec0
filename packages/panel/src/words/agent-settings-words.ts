/** What an agent reads of their own choices: texts or none, sound, keys. */
import type { AgentSettings, StripConversation } from '@sotto/protocol'
import { timeOfDay } from './time-words.ts'

export const quietWords = {
  heading: 'Texts from supervisors',
  ask: 'No texts',
  forMinutes: 'for 15 min',
  untilTaken: 'until I take them again',
  takeAgain: 'Take texts again',
  meanwhile:
    'What a supervisor writes waits, and is shown to you then. You can still be coached by voice.',
} as const

/** Which call is meant, where there are several. */
export function untilCallIsOver(conversation: StripConversation, areSeveral: boolean): string {
  if (!areSeveral) return 'until this call is over'
  const who = conversation.customerName ?? conversation.queueName
  return who === undefined ? 'until that call is over' : `until the call with ${who} is over`
}

export function quietNow(quiet: NonNullable<AgentSettings['quiet']>): string {
  switch (quiet.kind) {
    case 'time':
      return `No texts until ${timeOfDay(quiet.until)}.`
    case 'call':
      return `No texts until your call is over, ${timeOfDay(quiet.until)} at the latest.`
    case 'hand':
      return `No texts until you take them again, ${timeOfDay(quiet.until)} at the latest.`
  }
}

/** Of a call that ends first. */
export const quietCallNote =
  'Texts about this call that are still waiting when it ends are not delivered: your contact centre takes none after it.'

export const choiceWords = {
  heading: 'Sound and keys',
  sound: 'A short sound when a text arrives',
  soundNote: 'Played by this page on this machine only, never on the line to the customer.',
  blocked:
    'Your browser plays no sound here yet. Press “Try the sound” once, or click anywhere on this page.',
  volume: 'How loud',
  trySound: 'Try the sound',
  keys: 'Keys for your answers',
  keysNote: 'One sign each; empty for none. They do nothing while you type in a field.',
  usualKeys: 'Usual keys',
  voice: 'How loud a coach is',
  voiceNote:
    'A coach’s voice comes through your contact centre’s own phone, mixed in by it; this page plays none of it and cannot make it louder. Use your headset’s volume, or ask your coach to speak up: they can change how strongly they are mixed in.',
  failed: 'Not changed:',
  again: 'Try again',
} as const

export const volumeChoices = [
  ['25', 'Quiet'],
  ['60', 'Medium'],
  ['100', 'Loud'],
] as const
