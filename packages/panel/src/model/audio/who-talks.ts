/** Who talks now, from the sound that is listened to: for the bars, the "now" light, and a press that waits for a gap (B8). */
import { createVoiceActivity, deinterleave, frameSamples } from '@sotto/audio'
import type { Cancel, Clock, MonotonicMs } from '@sotto/kernel'
import { createStore, type StoreApi } from 'zustand/vanilla'

/** `unknown`: no sound comes, so nobody can say. */
export type Gap = 'free' | 'busy' | 'unknown'

export interface Talkers {
  readonly isHeard: boolean
  readonly customer: boolean
  readonly agent: boolean
}

export interface WhoTalks {
  /** Told of changes only, not of every frame. */
  readonly state: StoreApi<Talkers>
  now(): Gap
  /** 20 ms, interleaved, customer left, agent right. */
  hear(stereo: Int16Array): void
  close(): void
}

const nobodyHeard: Talkers = { isHeard: false, customer: false, agent: false }
/** Longer than any hiccup of a listening line, shorter than a sentence. */
const silentAfterMs = 400

/** The gap between them: a voice counts on for 200 ms after its last sound, so a breath is none. */
export function gapOf({ isHeard, customer, agent }: Talkers): Gap {
  if (!isHeard) return 'unknown'
  return customer || agent ? 'busy' : 'free'
}

export function createWhoTalks(clock: Clock): WhoTalks {
  const state = createStore<Talkers>(() => nobodyHeard)
  const customer = createVoiceActivity()
  const agent = createVoiceActivity()
  const left = new Int16Array(frameSamples)
  const right = new Int16Array(frameSamples)
  let heardAtMono: MonotonicMs = 0
  let cancel: Cancel = () => {}

  function tell(next: Talkers): void {
    const before = state.getState()
    const isSame =
      before.isHeard === next.isHeard &&
      before.customer === next.customer &&
      before.agent === next.agent
    if (!isSame) state.setState(next, true)
  }

  function look(): void {
    const gapMs = clock.monotonicNow() - heardAtMono
    if (gapMs < silentAfterMs) {
      cancel = clock.schedule(silentAfterMs - gapMs, look)
      return
    }
    customer.reset()
    agent.reset()
    tell(nobodyHeard)
  }

  return {
    state,
    now: () => gapOf(state.getState()),
    hear(stereo) {
      if (stereo.length !== 2 * frameSamples) return
      heardAtMono = clock.monotonicNow()
      if (!state.getState().isHeard) cancel = clock.schedule(silentAfterMs, look)
      deinterleave(stereo, left, right)
      tell({ isHeard: true, customer: customer.push(left), agent: agent.push(right) })
    },
    close: () => cancel(),
  }
}
