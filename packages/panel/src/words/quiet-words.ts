/** What a supervisor is told of an agent who does not want to be disturbed by texts, before and after one is sent. */
import type { ConversationDetail } from '@sotto/protocol'
import { inLanguage } from './in-language.ts'
import { timeOfDay } from './time-words.ts'

type Quiet = NonNullable<ConversationDetail['quiet']>

export const english = {
  heldBackNote:
    'The agent does not want to be disturbed by texts. It is not with them yet: it is sent when they take texts again, if the call still goes on then.',
  heldBackFrom: (time: string) => `Held back from ${time}`,
  sendHeldBack: 'Send for later',
  theAgent: 'The agent',
  untilTime: (name: string, time: string) =>
    `${name} does not want to be disturbed by text until ${time}.`,
  untilThisCall: (name: string) =>
    `${name} does not want to be disturbed by text until this call is over.`,
  untilAnotherCall: (name: string) =>
    `${name} does not want to be disturbed by text until another call of theirs is over.`,
  untilTaken: (name: string) =>
    `${name} does not want to be disturbed by text until they take texts again.`,
  notAfterThisCall:
    'A text sent now is held back. It is shown only if they take texts again before the call is over; after it the platform takes none.',
  shownAt: (time: string) =>
    `A text sent now is held back; it will be shown at ${time}, if this call still goes on.`,
  shownThen: 'A text sent now is held back; it will be shown then, if this call still goes on.',
  voice: 'Coaching by voice is not held back.',
}

const words = inLanguage('quiet-words', english)

/** Beside a text that waits. */
export const heldBackNote = words.heldBackNote

/** Of one that was let go since. */
export function heldBackFrom(heldSince: number): string {
  return words.heldBackFrom(timeOfDay(heldSince))
}

export const sendHeldBack = words.sendHeldBack

export interface QuietSentences {
  /** Who, and until when. */
  readonly claim: string
  /** What becomes of a text that is sent all the same. */
  readonly consequence: string
  readonly voice: string
}

export function quietSentences(
  quiet: Quiet,
  { agentName, conversationId }: { readonly agentName?: string; readonly conversationId: string },
): QuietSentences {
  const name = agentName === undefined || agentName === '' ? words.theAgent : agentName
  return {
    claim: claimOf(quiet, name, conversationId),
    consequence: consequenceOf(quiet, conversationId),
    voice: words.voice,
  }
}

function claimOf(quiet: Quiet, name: string, conversationId: string): string {
  switch (quiet.kind) {
    case 'time':
      return words.untilTime(name, timeOfDay(quiet.until))
    case 'call':
      return quiet.conversationId === conversationId
        ? words.untilThisCall(name)
        : words.untilAnotherCall(name)
    case 'hand':
      return words.untilTaken(name)
  }
}

function consequenceOf(quiet: Quiet, conversationId: string): string {
  if (quiet.kind === 'call' && quiet.conversationId === conversationId)
    return words.notAfterThisCall
  return quiet.kind === 'time' ? words.shownAt(timeOfDay(quiet.until)) : words.shownThen
}
