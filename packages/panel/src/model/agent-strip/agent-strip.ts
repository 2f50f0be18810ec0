/** What an agent does with their whispers: reads them, and answers with one key. Nothing counts until the platform has it. */
import type { Cancel, Clock, Random } from '@sotto/kernel'
import type { StripWhisper, WhisperReply } from '@sotto/protocol'
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Commands } from '../commands/commands.ts'
import type { CallFailure, CallServer } from '../commands/server-calls.ts'
import type { LiveStore } from '../live/live-store.ts'
import type { TextStorage } from '../storage.ts'
import { soundArrivals } from './arrival-sound.ts'
import type { Chime } from './chime.ts'
import { createOwnSettings, type OwnSettings } from './own-settings.ts'
import { createReadingWatch, type ReadingWatch } from './reading-watch.ts'
import { keyTarget } from './reply-keys.ts'

export type Replying =
  | { readonly state: 'sending'; readonly reply: WhisperReply }
  | { readonly state: 'failed'; readonly reply: WhisperReply; readonly failure: CallFailure }

export interface AgentStripState {
  /** Read in this tab. */
  readonly readHere: ReadonlySet<string>
  /** By whisper; absent when nothing is on its way and nothing went wrong. */
  readonly replying: Readonly<Partial<Record<string, Replying>>>
}

export interface AgentStripModel extends Pick<ReadingWatch, 'setInView' | 'setPageVisible'> {
  /** What they have chosen for themselves. */
  readonly settings: OwnSettings
  readonly chime: Chime
  readonly state: StoreApi<AgentStripState>
  /** Which whisper a key answers now. */
  keyTarget(): StripWhisper | undefined
  reply(whisperId: string, reply: WhisperReply): Promise<void>
  close(): void
}

const seenAgainMs = 5_000

export function createAgentStripModel(options: {
  readonly clock: Clock
  readonly random: Random
  readonly commands: Pick<Commands, 'sendReceipt'>
  readonly call: CallServer
  readonly store: Pick<LiveStore, 'agentStrip' | 'subscribe'>
  readonly storage: TextStorage
  readonly chime: Chime
}): AgentStripModel {
  const { chime, clock, random, commands, store } = options
  const settings = createOwnSettings(options)
  const endSound = soundArrivals({ ...options, settings: settings.now })
  const state = createStore<AgentStripState>(() => ({ readHere: new Set(), replying: {} }))
  const watch = createReadingWatch(clock, (id) => {
    state.setState(({ readHere }) => ({ readHere: new Set([...readHere, id]) }))
    void tellSeen(id)
  })
  /** An answer whose fate is unknown keeps its key: pressing again must not make another act of it. */
  const unsettled = new Map<string, string>()
  const again = new Map<string, Cancel>()
  let isClosed = false

  const whisper = (id: string) => store.agentStrip()?.whispers.find((one) => one.id === id)

  async function tellSeen(id: string, key = random.id()): Promise<void> {
    const shown = whisper(id)
    if (isClosed || shown === undefined || shown.seenAt !== undefined) return
    const told = await commands.sendReceipt(id, { seen: true }, key)
    // A refusal is final; anything else is the network's, and the whisper has been read all the same.
    if (told.ok || told.error.kind === 'refused') return
    again.get(id)?.()
    again.set(
      id,
      clock.schedule(seenAgainMs, () => void tellSeen(id, key)),
    )
  }

  function setReplying(id: string, replying: Replying | undefined): void {
    state.setState((now) => ({ replying: { ...now.replying, [id]: replying } }))
  }

  return {
    state,
    settings,
    chime,
    setInView: watch.setInView,
    setPageVisible: watch.setPageVisible,
    keyTarget: () => {
      const { readHere, replying } = state.getState()
      const open = (store.agentStrip()?.whispers ?? []).filter(
        ({ id }) => replying[id]?.state !== 'sending',
      )
      return keyTarget(open, readHere)
    },
    async reply(id, reply) {
      if (state.getState().replying[id]?.state === 'sending') return
      const intent = `${id} ${reply}`
      const key = unsettled.get(intent) ?? random.id()
      unsettled.set(intent, key)
      setReplying(id, { state: 'sending', reply })
      const answer = await commands.sendReceipt(id, { seen: true, reply }, key)
      if (answer.ok || answer.error.kind === 'refused') unsettled.delete(intent)
      setReplying(id, answer.ok ? undefined : { state: 'failed', reply, failure: answer.error })
    },
    close() {
      isClosed = true
      endSound()
      watch.close()
      for (const cancel of again.values()) cancel()
    },
  }
}
