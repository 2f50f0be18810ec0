/** Sends text whispers. What was typed is given up only when our server has it; a repeated try carries the same key. */
import type { Random } from '@sotto/kernel'
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Commands } from '../commands/commands.ts'
import type { CallFailure } from '../commands/server-calls.ts'
import type { Drafts } from '../drafts.ts'
import { checkWhisperText } from './whisper-text.ts'

export type Sending =
  | { readonly state: 'sending' }
  | { readonly state: 'failed'; readonly failure: CallFailure }

/** By conversation; absent when nothing is on its way and nothing went wrong. */
export type SendingState = Readonly<Partial<Record<string, Sending>>>

export interface Whispers {
  readonly state: StoreApi<SendingState>
  /** Sends the draft of this conversation. False when it was not sent: the draft is still there. */
  sendDraft(conversationId: string): Promise<boolean>
  /** Sends a text that failed or is late once more, as a new whisper. */
  sendAgain(conversationId: string, text: string): Promise<boolean>
}

interface Intent {
  readonly text: string
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

  function intentFor(conversationId: string, text: string): Intent {
    const old = unsettled.get(conversationId)
    const intent = old?.text === text ? old : { text, key: random.id() }
    unsettled.set(conversationId, intent)
    return intent
  }

  async function send(conversationId: string, text: string): Promise<boolean> {
    if (state.getState()[conversationId]?.state === 'sending') return false
    if (!checkWhisperText(text).sendable) return false
    const intent = intentFor(conversationId, text)
    state.setState({ [conversationId]: { state: 'sending' } })
    const answer = await commands.sendWhisper(conversationId, text, intent.key)
    if (answer.ok || answer.error.kind === 'refused') unsettled.delete(conversationId)
    state.setState({
      [conversationId]: answer.ok ? undefined : { state: 'failed', failure: answer.error },
    })
    return answer.ok
  }

  return {
    state,
    async sendDraft(conversationId) {
      const text = drafts.text(conversationId)
      const sent = await send(conversationId, text)
      // Something may have been typed meanwhile; only what was sent is taken away.
      if (sent && drafts.text(conversationId) === text) drafts.write(conversationId, '')
      return sent
    },
    sendAgain: send,
  }
}
