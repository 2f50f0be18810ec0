/**
 * This tab's line: Monitor, Coach, Stop and hold to talk. Fail-closed throughout: the microphone is cut before anything is
 * asked, and opens only when `microphoneGate` says so from what the platform has confirmed.
 *
 *   Monitor: cut ─► sound on ─► ask the server
 *   Coach, Barge in:
 *            cut ─► ask for the microphone ─► sound on ─► ask the server ─► (confirmed) ─► hold to talk
 *   Stop:    cut ─► give the microphone back ─► sound off ─► ask the server
 */
import type { Cancel, Clock } from '@sotto/kernel'
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { AudioClient } from '../audio/audio-client.ts'
import { createLevels, type Levels } from '../audio/levels.ts'
import type { Player } from '../audio/player.ts'
import { createWhoTalks, type Talkers } from '../audio/who-talks.ts'
import type { Commands } from '../commands/commands.ts'
import type { LiveClient } from '../live/live-client.ts'
import type { LiveStore } from '../live/live-store.ts'
import type { PreferencesStore } from '../preferences.ts'
import type {
  MicrophoneDevice,
  MicrophoneDevices,
  MicrophoneFailure,
  StartMicrophone,
} from '../talk/microphone.ts'
import { sameGate } from '../talk/microphone-gate.ts'
import { createOwnMicrophone } from '../talk/own-microphone.ts'
import { createSpeaking } from '../talk/speaking.ts'
import { speaksIn } from '../talk/speaks-in.ts'
import {
  type AskedMode,
  type LineState,
  largestMixLevel,
  noLine,
  smallestMixLevel,
  tellNews,
} from './line-state.ts'
import { createListeningSound } from './listening-sound.ts'
import { readGate } from './read-gate.ts'

export interface LineOptions {
  readonly clock: Clock
  readonly live: LiveClient
  readonly store: LiveStore
  readonly commands: Commands
  readonly preferences: PreferencesStore
  readonly player: Player
  readonly startMicrophone: StartMicrophone
  readonly devices: MicrophoneDevices
  readonly tabId: () => string
  readonly createAudio: (onListen: (stereo: Int16Array) => void) => AudioClient
}

export interface Line {
  readonly state: StoreApi<LineState>
  readonly levels: Levels
  readonly audio: AudioClient
  /** Who talks in the call that is listened to. */
  readonly talkers: StoreApi<Talkers>
  readonly microphones: StoreApi<readonly MicrophoneDevice[]>
  setMode(conversationId: string, mode: AskedMode, reason?: string): Promise<void>
  /** Coach once more. A line that is still on its way is closed first: the server holds one and would keep it. */
  tryAgain(conversationId: string, reason?: string): Promise<void>
  setMixLevel(level: number): void
  press(): void
  release(): void
  /** "Keep talking": on, or off again. */
  toggleLatch(): void
  /** Blur, hidden page, lost pointer. */
  leavePage(): void
  /** The machine slept or the page was frozen: whatever was held down then is not held now. */
  wakeUp(): void
  /** Esc. True when there was something to silence. */
  silence(): boolean
  /** From a press of a button, when the browser has blocked the sound. */
  resumeSound(): void
  dismissProblem(): void
  /** The session is over: everything of ours ends here and now. */
  abandon(): void
  close(): void
}

/** How long the server's own word may lag behind its 202, before the detail is believed again. */
const catchUpMs = 4_000

export function createLine(options: LineOptions): Line {
  const { clock, live, store, commands, player } = options
  const state = createStore<LineState>(() => noLine)
  const levels = createLevels(clock)
  const audio = options.createAudio(hear)
  const microphone = createOwnMicrophone({
    ...options,
    onFrame: (samples, captureTimeMs, burst) => speaking.hearFrame(samples, captureTimeMs, burst),
    onLevel(level, microphoneHealth) {
      levels.speak(level)
      update({ microphoneHealth })
    },
    onLost: loseMicrophone,
    onRefused: sayMicrophone,
    onChanged: review,
  })
  const whoTalks = createWhoTalks(clock)
  const speaking = createSpeaking({
    clock,
    audio,
    microphone,
    whoTalks,
    waitsForGap: () => options.preferences.getState().speakInGap,
    gate: () => currentGate(),
    read: () => state.getState(),
    onTalk: (talk) => update({ talk }),
    onShut: () => review(),
  })
  const { learn } = speaking
  const sound = createListeningSound(store, player)
  let request = 0
  /** What the server accepted and its detail has not shown yet. */
  let expected: { readonly mode: AskedMode; readonly untilMono: number } | undefined
  /** Until somebody presses a button here, a line that the server holds for this tab is from before a reload. */
  let mayAdopt = true
  let cancelLookBack: Cancel = () => {}

  const update = (change: Partial<LineState>) => tellNews(state, change)

  const currentGate = () => readGate({ line: state.getState(), live, store, audio, microphone })

  /** Reads everything anew: cuts at once what may not be open any more. */
  function review(): void {
    sound.review(state.getState().conversationId)
    followServer()
    const gate = currentGate()
    learn({ type: 'gate-changed', gate })
    const { conversationId } = state.getState()
    update({
      gate: sameGate(state.getState().gate, gate),
      microphone: microphone.state(),
      microphoneFacts: microphone.facts(),
      sound: player.sound(),
      position: conversationId === undefined ? undefined : audio.position(conversationId),
    })
  }

  function hear(stereo: Int16Array): void {
    if (sound.isPaused) return
    levels.hear(stereo)
    whoTalks.hear(stereo)
    player.push(stereo)
  }

  /** The server may lower the mode at any time (hold, lost line, another tab); the panel follows it down, never up. */
  function followServer(): void {
    const shown = store.detail()
    if (shown.state === 'gone' && shown.conversationId === state.getState().conversationId)
      return endLocally()
    if (shown.state !== 'known') return
    const { conversationId, asked } = state.getState()
    const { mode, id } = shown.detail
    if (conversationId === undefined) {
      // After a reload the server still holds this tab's line: listen on, but the microphone stays as it is, off.
      if (mode.wanted !== 'off' && mayAdopt) adopt(id)
      return
    }
    if (id !== conversationId || asked !== undefined) return
    if (expected !== undefined) {
      if (mode.wanted !== expected.mode && clock.monotonicNow() < expected.untilMono) return
      expected = undefined
    }
    if (mode.wanted === 'off' && mode.confirmed === 'not-connected') endLocally()
    else if (!speaksIn(mode.wanted) && microphone.state() === 'on') microphone.stop()
  }

  function adopt(conversationId: string): void {
    mayAdopt = false
    update({ conversationId })
    live.setVigilant(true)
    player.start()
    audio.open()
  }

  function endLocally(): void {
    // First, so that what the stops below set off finds no line to end again.
    update({ conversationId: undefined, position: undefined })
    microphone.stop()
    player.stop()
    audio.close()
    expected = undefined
    live.setVigilant(false)
  }

  /** The order that makes it fail-closed: first cut, then ask. */
  function cut(): void {
    learn({ type: 'line-changed' })
    microphone.shut()
  }

  async function setMode(conversationId: string, mode: AskedMode, reason = ''): Promise<void> {
    request += 1
    const mine = request
    mayAdopt = false
    cut()
    expected = undefined
    update({ asked: mode, problem: undefined })
    const left = state.getState().conversationId
    if (!speaksIn(mode)) microphone.stop()
    else if (!(await startMicrophone(mine, conversationId))) return
    if (mode === 'off') player.stop()
    else {
      if (left !== undefined && left !== conversationId) audio.talk(left, false)
      update({ conversationId })
      live.setVigilant(true)
      player.start()
      audio.open()
    }
    review()
    await askServer(mine, conversationId, mode, reason)
  }

  async function askServer(mine: number, conversationId: string, mode: AskedMode, reason: string) {
    const { mixLevel } = state.getState()
    const answer = await commands.setMode(conversationId, {
      mode,
      tabId: options.tabId(),
      ...(mode === 'coach' ? { mixLevel } : {}),
      ...(reason === '' ? {} : { reason }),
    })
    if (mine !== request) return
    if (answer.ok) {
      expected = { mode, untilMono: clock.monotonicNow() + catchUpMs }
      cancelLookBack()
      cancelLookBack = clock.schedule(catchUpMs, review)
      update({ asked: undefined })
      if (mode === 'off') endLocally()
    } else {
      microphone.stop()
      update({
        asked: undefined,
        problem: { kind: 'call', conversationId, mode, failure: answer.error },
      })
      afterRefusal(mode)
    }
    review()
  }

  /** What was there before stays; what was only being asked for goes. */
  function afterRefusal(mode: AskedMode): void {
    const shown = store.detail()
    const stillThere = shown.state === 'known' && shown.detail.mode.confirmed !== 'not-connected'
    if (mode === 'off' || !stillThere) endLocally()
  }

  /** False when it failed or something newer was asked for. */
  async function startMicrophone(mine: number, conversationId: string): Promise<boolean> {
    const starting = microphone.start()
    review()
    const started = await starting
    if (mine === request && started.ok && started.value === 'on') return true
    if (mine === request && !started.ok)
      update({
        asked: undefined,
        problem: { kind: 'microphone', conversationId, failure: started.error },
      })
    review()
    return false
  }

  async function tryAgain(conversationId: string, reason?: string): Promise<void> {
    const shown = store.detail()
    const isOnItsWay = shown.state === 'known' && shown.detail.mode.wanted === 'coach'
    if (isOnItsWay) {
      await setMode(conversationId, 'monitor', reason)
      if (state.getState().problem !== undefined) return
    }
    await setMode(conversationId, 'coach', reason)
  }

  function sayMicrophone(failure: MicrophoneFailure): void {
    const { conversationId } = state.getState()
    if (conversationId !== undefined)
      update({ problem: { kind: 'microphone', conversationId, failure } })
  }

  function loseMicrophone(failure: MicrophoneFailure): void {
    const { conversationId } = state.getState()
    cut()
    microphone.stop()
    review()
    if (conversationId === undefined) return
    // A line without a voice helps nobody: fall back to listening.
    void setMode(conversationId, 'monitor')
    sayMicrophone(failure)
  }

  const undo = [
    live.subscribe(review),
    store.subscribe('detail', review),
    store.subscribe('platform-link', review),
    audio.subscribe(review),
    player.subscribe(review),
  ]

  return {
    state,
    levels,
    audio,
    talkers: whoTalks.state,
    microphones: microphone.devices,
    setMode,
    tryAgain,
    setMixLevel: (level) =>
      update({ mixLevel: Math.min(largestMixLevel, Math.max(smallestMixLevel, level)) }),
    press() {
      review()
      speaking.press()
    },
    release: () => learn({ type: 'key-released' }),
    toggleLatch() {
      review()
      speaking.toggleLatch()
    },
    leavePage: () => learn({ type: 'page-left' }),
    wakeUp() {
      learn({ type: 'sleep-noticed' })
      review()
    },
    silence() {
      const before = state.getState().talk
      learn({ type: 'silence-asked' })
      return state.getState().talk !== before
    },
    resumeSound: () => player.start(),
    dismissProblem: () => update({ problem: undefined }),
    abandon() {
      request += 1
      mayAdopt = false
      cut()
      update({ asked: undefined })
      endLocally()
      review()
    },
    close() {
      for (const unsubscribe of undo) unsubscribe()
      cancelLookBack()
      cut()
      speaking.close()
      microphone.close()
      whoTalks.close()
      endLocally()
    },
  }
}
