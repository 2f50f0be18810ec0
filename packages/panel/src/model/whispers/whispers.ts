/** Sends text whispers. What was typed is given up only when our server has it; a repeated try carries the same key. */
import type { Random } from '@sotto/kernel'
import type { MaskedPiece } from '@sotto/protocol'
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Commands, PersonalWish } from '../commands/commands.ts'
import type { CallFailure } from '../commands/server-calls.ts'
import type { Drafts } from '../drafts.ts'
import { checkWhisperText } from './whisper-text.ts'

export type Sending =
  | { readonly state: 'sending' }
  | { readonly state: 'failed'; readonly failure: CallFailure }
  /** It is sent, and this was left out of it. */
  | { readonly state: 'masked'; readonly masked: readonly MaskedPiece[] }

/** By conversation; absent when nothing is on its way and nothing went wrong. */
export type SendingState = Readonly<Partial<Record<string, Sending>>>

export interface Whispers {
  readonly state: StoreApi<SendingState>
  /** Sends the draft of this conversation. False when it was not sent: the draft is still there. */
  sendDraft(conversationId: string, personal?: PersonalWish): Promise<boolean>
  /** Sends a text that failed or is late once more, as a new whisper. */
  sendAgain(conversationId: string, text: string): Promise<boolean>
}

interface Intent {
  readonly text: string
  readonly personal: PersonalWish
  readonly key: string
}

export function createWhispers(options: {
  readonly commands: Commands
  readonly drafts: Drafts
  readonly random: Random
}): Whispers {
  const { commands, drafts, random } = options
  const state = createStore<SendingState>(() => ({}))
  /** A text whose fate is unknown keeps its key: sending it again by hand must not make two of it. */
  const unsettled = new Map<string, Intent>()

  function intentFor(conversationId: string, text: string, personal: PersonalWish): Intent {
    const old = unsettled.get(conversationId)
    const isSame = old?.text === text && old.personal === personal
    const intent = isSame ? old : { text, personal, key: random.id() }
    unsettled.set(conversationId, intent)
    return intent
  }

  async function send(
    conversationId: string,
    text: string,
    personal: PersonalWish = 'mask',
  ): Promise<boolean> {
    if (state.getState()[conversationId]?.state === 'sending') return false
    if (!checkWhisperText(text).sendable) return false
    const intent = intentFor(conversationId, text, personal)
    state.setState({ [conversationId]: { state: 'sending' } })
    const answer = await commands.sendWhisper(conversationId, text, intent.key, personal)
    if (answer.ok || answer.error.kind === 'refused') unsettled.delete(conversationId)
    state.setState({
      [conversationId]: answer.ok
        ? sentState(answer.value.masked)
        : { state: 'failed', failure: answer.error },
    })
    return answer.ok
  }

  return {
    state,
    async sendDraft(conversationId, personal) {
      const text = drafts.text(conversationId)
      const sent = await send(conversationId, text, personal)
      // Something may have been typed meanwhile; only what was sent is taken away.
      if (sent && drafts.text(conversationId) === text) drafts.write(conversationId, '')
      return sent
    },
    // What was masked is masked in it already, and what was meant stays: it is the text as it was sent.
    sendAgain: (conversationId, text) => send(conversationId, text, 'as-written'),
  }
}

function sentState(masked: readonly MaskedPiece[]): Sending | undefined {
  return masked.length === 0 ? undefined : { state: 'masked', masked }
}
