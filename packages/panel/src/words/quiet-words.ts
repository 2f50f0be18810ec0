/** What a supervisor is told of an agent who does not want to be disturbed by texts, before and after one is sent. */
import type { ConversationDetail } from '@sotto/protocol'
import { timeOfDay } from './time-words.ts'

type Quiet = NonNullable<ConversationDetail['quiet']>

/** Beside a text that waits. */
export const heldBackNote =
  'The agent does not want to be disturbed by texts. It is not with them yet: it is sent when they take texts again, if the call still goes on then.'

/** Of one that was let go since. */
export function heldBackFrom(heldSince: number): string {
  return `Held back from ${timeOfDay(heldSince)}`
}

export const sendHeldBack = 'Send for later'

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
  const name = agentName === undefined || agentName === '' ? 'The agent' : agentName
  return {
    claim: `${name} does not want to be disturbed by text ${untilWords(quiet, conversationId)}.`,
    consequence: consequenceOf(quiet, conversationId),
    voice: 'Coaching by voice is not held back.',
  }
}

function untilWords(quiet: Quiet, conversationId: string): string {
  switch (quiet.kind) {
    case 'time':
      return `until ${timeOfDay(quiet.until)}`
    case 'call':
      return quiet.conversationId === conversationId
        ? 'until this call is over'
        : 'until another call of theirs is over'
    case 'hand':
      return 'until they take texts again'
  }
}

function consequenceOf(quiet: Quiet, conversationId: string): string {
  if (quiet.kind === 'call' && quiet.conversationId === conversationId)
    return 'A text sent now is held back. It is shown only if they take texts again before the call is over; after it the platform takes none.'
  const when = quiet.kind === 'time' ? `at ${timeOfDay(quiet.until)}` : 'then'
  return `A text sent now is held back; it will be shown ${when}, if this call still goes on.`
}
