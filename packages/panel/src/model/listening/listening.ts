/**
 * What this person hears and how: the volumes, the sound connection's absences, and what of the sound was missing or late.
 *
 *   never ──open──► here ──lost──► away ──open──► here, "was away" for ten seconds
 *                    └── closed by ourselves ──► never
 */
import type { HearingCause } from '@sotto/domain'
import type { Cancel, Clock, MonotonicMs } from '@sotto/kernel'
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { AudioClient } from '../audio/audio-client.ts'
import type { Player } from '../audio/player.ts'
import type { TextStorage } from '../storage.ts'
import { createHearingWatch } from './hearing-watch.ts'
import {
  boundVolume,
  type ListeningMix,
  type ListeningSide,
  loadMix,
  type SideMix,
  saveMix,
} from './listening-mix.ts'

export type SoundPresence =
  | { readonly state: 'never' }
  | { readonly state: 'here' }
  /** With the server's reason, where it was the server that ended it. */
  | { readonly state: 'away'; readonly refusal?: string }
  /** Here again, after so long. */
  | { readonly state: 'back'; readonly awayMs: number; readonly refusal?: string }

export interface ListeningState {
  readonly mix: ListeningMix
  readonly presence: SoundPresence
  /** Frames that could not be read since listening began. */
  readonly unreadableFrames: number
  /** What is wrong with the call's sound, and on which stretch. */
  readonly causes: readonly HearingCause[]
  /** The sound connection stands, and no sound comes on it. */
  readonly isMissing: boolean
}

export interface Listening {
  readonly state: StoreApi<ListeningState>
  /** 0–2; out of bounds is held at the bound. */
  setVolume(side: ListeningSide, volume: number): void
  setMuted(side: ListeningSide, muted: boolean): void
  /** Follows the tab's audio socket. */
  watch(
    audio: Pick<
      AudioClient,
      'heard' | 'link' | 'refusal' | 'soundGapMs' | 'subscribe' | 'unreadable'
    >,
  ): void
  close(): void
}

export interface ListeningOptions {
  readonly clock: Clock
  readonly player: Pick<Player, 'setMix'>
  readonly storage: TextStorage
}

/** So long it is said that the sound was away. */
const sayBackForMs = 10_000

export function createListening({ clock, player, storage }: ListeningOptions): Listening {
  const state = createStore<ListeningState>(() => ({
    mix: loadMix(storage),
    presence: { state: 'never' },
    unreadableFrames: 0,
    causes: [],
    isMissing: false,
  }))
  let lostAtMono: MonotonicMs = 0
  let cancelBack: Cancel = () => {}
  const hearing = createHearingWatch(clock, (heard) => state.setState(heard))
  let unwatch: () => void = () => {}
  player.setMix(state.getState().mix)

  function change(side: ListeningSide, part: Partial<SideMix>): void {
    const { mix } = state.getState()
    const next = { ...mix, [side]: { ...mix[side], ...part } }
    state.setState({ mix: next })
    player.setMix(next)
    saveMix(storage, next)
  }

  function show(presence: SoundPresence): void {
    cancelBack()
    state.setState({ presence })
    if (presence.state === 'back')
      cancelBack = clock.schedule(sayBackForMs, () => show({ state: 'here' }))
  }

  function follow({ link: linkOf, refusal }: Pick<AudioClient, 'link' | 'refusal'>): void {
    const link = linkOf()
    const why = refusal === undefined ? {} : { refusal }
    const { presence } = state.getState()
    if (link === 'off') {
      if (presence.state !== 'never') show({ state: 'never' })
    } else if (link === 'open') {
      if (presence.state === 'never') show({ state: 'here' })
      if (presence.state === 'away')
        show({ state: 'back', awayMs: clock.monotonicNow() - lostAtMono, ...why })
    } else if (presence.state === 'here' || presence.state === 'back') {
      lostAtMono = clock.monotonicNow()
      show({ state: 'away', ...why })
    }
  }

  return {
    state,
    setVolume: (side, volume) => change(side, { volume: boundVolume(volume) }),
    setMuted: (side, muted) => change(side, { muted }),
    watch(audio) {
      unwatch()
      unwatch = audio.subscribe(() => {
        follow(audio)
        hearing.follow(audio)
        const { unreadableFrames } = state.getState()
        const { total } = audio.unreadable
        if (unreadableFrames !== total) state.setState({ unreadableFrames: total })
      })
    },
    close() {
      unwatch()
      cancelBack()
      hearing.close()
    },
  }
}
