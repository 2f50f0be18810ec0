/** What an agent reads of their own choices: texts or none, sound, keys. */
import type { AgentSettings, StripConversation } from '@sotto/protocol'
import { inLanguage } from './in-language.ts'
import { timeOfDay } from './time-words.ts'

export const english = {
  quiet: {
    heading: 'Texts from supervisors',
    ask: 'No texts',
    forMinutes: 'for 15 min',
    untilTaken: 'until I take them again',
    takeAgain: 'Take texts again',
    meanwhile:
      'What a supervisor writes waits, and is shown to you then. You can still be coached by voice.',
  },
  untilThisCall: 'until this call is over',
  untilThatCall: 'until that call is over',
  untilCallWith: (who: string) => `until the call with ${who} is over`,
  untilTime: (time: string) => `No texts until ${time}.`,
  untilCall: (time: string) => `No texts until your call is over, ${time} at the latest.`,
  untilHand: (time: string) => `No texts until you take them again, ${time} at the latest.`,
  quietCallNote:
    'Texts about this call that are still waiting when it ends are not delivered: your contact centre takes none after it.',
  choice: {
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
  },
  volumes: { quiet: 'Quiet', medium: 'Medium', loud: 'Loud' },
}

const words = inLanguage('agent-settings-words', english)

export const quietWords = words.quiet

/** Which call is meant, where there are several. */
export function untilCallIsOver(conversation: StripConversation, areSeveral: boolean): string {
  if (!areSeveral) return words.untilThisCall
  const who = conversation.customerName ?? conversation.queueName
  return who === undefined ? words.untilThatCall : words.untilCallWith(who)
}

export function quietNow(quiet: NonNullable<AgentSettings['quiet']>): string {
  const until = timeOfDay(quiet.until)
  switch (quiet.kind) {
    case 'time':
      return words.untilTime(until)
    case 'call':
      return words.untilCall(until)
    case 'hand':
      return words.untilHand(until)
  }
}

/** Of a call that ends first. */
export const quietCallNote = words.quietCallNote

export const choiceWords = words.choice

export const volumeChoices = [
  ['25', words.volumes.quiet],
  ['60', words.volumes.medium],
  ['100', words.volumes.loud],
] as const
