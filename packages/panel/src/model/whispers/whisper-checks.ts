/**
 * What of the text being written would be masked when it is sent, asked of our server while it is written. Only a warning: the
 * server masks by itself, asked before or not.
 *
 * ```
 *   typed ──0.4 s without a key──► asking ──► known: the warning is what was found in that text
 *     ▲                              │
 *     └── typed on meanwhile ────────┘   one question at a time
 * ```
 */
import type { Cancel, Clock } from '@sotto/kernel'
import type { WhisperCheck } from '@sotto/protocol'
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Commands } from '../commands/commands.ts'
import type { Drafts } from '../drafts.ts'
import { checkWhisperText } from './whisper-text.ts'

export type WhisperFinds = WhisperCheck['found']

/** By conversation; absent while nothing was found. */
export type WhisperWarnings = Readonly<Partial<Record<string, WhisperFinds>>>

export interface WhisperChecks {
  readonly state: StoreApi<WhisperWarnings>
  /** The draft of this conversation is this now, or is on the screen again. */
  look(conversationId: string, text: string): void
  close(): void
}

export const writingPauseMs = 400

export function createWhisperChecks(options: {
  readonly clock: Clock
  readonly commands: Pick<Commands, 'checkWhisper'>
  readonly drafts: Pick<Drafts, 'text'>
}): WhisperChecks {
  const { clock, commands, drafts } = options
  const state = createStore<WhisperWarnings>(() => ({}))
  const asked = new Map<string, string>()
  let planned: Cancel | undefined
  let isAsking = false
  let waiting: string | undefined

  function show(conversationId: string, found: WhisperFinds): void {
    if (found.length === 0 && state.getState()[conversationId] === undefined) return
    state.setState({ [conversationId]: found.length === 0 ? undefined : found })
  }

  function forget(conversationId: string): void {
    asked.delete(conversationId)
    show(conversationId, [])
  }

  async function ask(conversationId: string): Promise<void> {
    if (isAsking) {
      waiting = conversationId
      return
    }
    const text = drafts.text(conversationId)
    if (asked.get(conversationId) === text || !checkWhisperText(text).sendable) return
    isAsking = true
    const answer = await commands.checkWhisper(conversationId, text)
    isAsking = false
    // What was sent or taken away meanwhile needs no warning.
    if (drafts.text(conversationId).trim() === '') forget(conversationId)
    else if (answer.ok) {
      asked.set(conversationId, text)
      show(conversationId, answer.value.found)
    }
    const next = waiting
    waiting = undefined
    if (next !== undefined) await ask(next)
  }

  return {
    state,
    look(conversationId, text) {
      planned?.()
      planned = undefined
      if (text.trim() === '') return forget(conversationId)
      planned = clock.schedule(writingPauseMs, () => void ask(conversationId))
    },
    close() {
      planned?.()
    },
  }
}
