/** Turns a spoken dialogue into what the same two people would write. */
import { assertNever } from '@sotto/kernel'
import type { Dialogue, DialogueTurn } from '../../voices/voice-library.ts'
import type { ConversationMedia } from '../shapes.ts'

/** People type slower than they talk. */
const chatStretch = 2
const turnsPerEmail = 3
const emailEveryMs = 40_000

/** The dialogue as it runs in that medium: itself when spoken, one message per turn in a chat, a few long mails. */
export function dialogueIn(mediaType: ConversationMedia, dialogue: Dialogue): Dialogue {
  switch (mediaType) {
    case 'VOICE':
      return dialogue
    case 'CHAT':
      return {
        ...dialogue,
        durationMs: dialogue.durationMs * chatStretch,
        turns: dialogue.turns.map((turn) =>
          write(turn.speaker, turn.text, turn.startMs * chatStretch, turn.endMs * chatStretch),
        ),
      }
    case 'EMAIL':
      return asEmails(dialogue)
    default:
      return assertNever(mediaType)
  }
}

/** The customer's turns, a few to a mail, each answered by as many of the agent's. */
function asEmails(dialogue: Dialogue): Dialogue {
  const turns: DialogueTurn[] = []
  const said = { customer: textsOf(dialogue, 'customer'), agent: textsOf(dialogue, 'agent') }
  for (let first = 0; first < said.customer.length; first += turnsPerEmail) {
    for (const speaker of ['customer', 'agent'] as const) {
      const text = said[speaker].slice(first, first + turnsPerEmail).join(' ')
      // A mail has no length in time: it is there from one second to the next.
      const sentMs = turns.length * emailEveryMs + 1_000
      if (text !== '') turns.push(write(speaker, text, sentMs, sentMs + 1_000))
    }
  }
  return { ...dialogue, durationMs: turns.length * emailEveryMs + emailEveryMs, turns }
}

function textsOf(dialogue: Dialogue, speaker: DialogueTurn['speaker']): readonly string[] {
  return dialogue.turns.filter((turn) => turn.speaker === speaker).map(({ text }) => text)
}

function write(
  speaker: DialogueTurn['speaker'],
  text: string,
  startMs: number,
  endMs: number,
): DialogueTurn {
  return { speaker, text, startMs, endMs, words: [], personal: [] }
}
