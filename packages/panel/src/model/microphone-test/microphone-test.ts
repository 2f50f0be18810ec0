/**
 * The microphone test: hear yourself, how loud, whether the call comes back, and how good the connection is. Its microphone is
 * one of its own and its frames go into a list here: nothing of it leaves the browser.
 *
 *   closed ─open─► asking ─► open (record · play · headset) ─close─► closed
 *                    └─────► failed ─open─► asking
 */

import { type Cancel, repeat } from '@sotto/kernel'
import { createStore, type StoreApi } from 'zustand/vanilla'
import { createLevels, type Levels } from '../audio/levels.ts'
import { lateModel } from '../late-parts/late-model.ts'
import type { MicrophoneFacts, MicrophoneFailure, SoundLevel } from '../talk/microphone.ts'
import type { MicrophoneHealth } from '../talk/microphone-health.ts'
import { createOwnMicrophone } from '../talk/own-microphone.ts'
import type { PlayingClip } from './clip-player.ts'
import { createEchoTestSound, type EchoReturn, findEcho } from './echo-return.ts'
import { joinFrames } from './join-frames.ts'
import { judgeLevels, type LevelVerdict } from './level-verdict.ts'
import type { MicrophoneTestOptions } from './microphone-test-options.ts'
import { gradeNetwork, type NetworkGrade } from './network-grade.ts'

export type TestRecording =
  | { readonly state: 'none' | 'recording' }
  | { readonly state: 'recorded' | 'playing'; readonly level: LevelVerdict }

export type HeadsetCheck =
  | { readonly state: 'none' | 'checking' | 'failed' }
  | { readonly state: 'checked'; readonly echo: EchoReturn }

export type MicrophoneTestState =
  | { readonly state: 'closed' | 'asking' }
  | { readonly state: 'failed'; readonly failure: MicrophoneFailure }
  | {
      readonly state: 'open'
      readonly facts: MicrophoneFacts | undefined
      readonly health: MicrophoneHealth
      readonly recording: TestRecording
      readonly headset: HeadsetCheck
      readonly network: NetworkGrade
    }

type Open = Extract<MicrophoneTestState, { readonly state: 'open' }>

export interface MicrophoneTest {
  readonly state: StoreApi<MicrophoneTestState>
  readonly levels: Levels
  /** Asks for the microphone. Also after a failure, to try again. */
  open(): Promise<void>
  /** Three seconds; then they are judged. */
  record(): Promise<void>
  /** What was recorded, on this machine's loudspeaker. */
  play(): Promise<void>
  checkHeadset(): Promise<void>
  close(): void
}

export const recordingMs = 3_000
const frameMs = 20
/** An audio thread that is too slow must not keep anybody waiting. */
const graceMs = 1_500
/** The test sound, and the longest way it may take back. */
const headsetMs = 2_200
const pingEveryMs = 250

export function createMicrophoneTest(options: MicrophoneTestOptions): MicrophoneTest {
  const { clock, network, preferences } = options
  const state = createStore<MicrophoneTestState>(() => ({ state: 'closed' }))
  const levels = createLevels(clock)
  const microphone = createOwnMicrophone({
    clock,
    startMicrophone: options.startMicrophone,
    devices: options.devices,
    preferences,
    onFrame: (samples) => collect(samples),
    onLevel: hearLevel,
    onLost: fail,
    onRefused: fail,
    onChanged: () => change({ facts: microphone.facts() }),
  })
  let frames: Int16Array[] = []
  let heard: SoundLevel[] = []
  let recorded: Int16Array = new Int16Array(0)
  let clip: PlayingClip | undefined
  let burst = 0
  let framesWanted = 0
  let onCollected: () => void = () => {}
  let cancelGrace: Cancel = () => {}
  let stopNetwork: () => void = () => {}

  function change(part: Partial<Omit<Open, 'state'>>): void {
    const now = state.getState()
    if (now.state === 'open') state.setState({ ...now, ...part }, true)
  }

  function hearLevel(level: SoundLevel, health: MicrophoneHealth): void {
    levels.speak(level)
    heard.push(level)
    // Only what a recording is judged by is kept.
    if (framesWanted === 0) heard = []
    const now = state.getState()
    if (now.state === 'open' && now.health !== health) change({ health })
  }

  function collect(samples: Int16Array): void {
    if (framesWanted === 0) return
    frames.push(samples.slice())
    if (frames.length >= framesWanted) endCollecting()
  }

  function endCollecting(): void {
    cancelGrace()
    if (framesWanted === 0) return
    framesWanted = 0
    microphone.shut()
    onCollected()
  }

  /** Resolves with what was captured, also when less came than should. */
  function capture(milliseconds: number): Promise<Int16Array> {
    frames = []
    heard = []
    burst += 1
    framesWanted = milliseconds / frameMs
    return new Promise((resolve) => {
      onCollected = () => resolve(joinFrames(frames))
      cancelGrace = clock.schedule(milliseconds + graceMs, endCollecting)
      microphone.open(burst)
    })
  }

  function isBusy(): boolean {
    const now = state.getState()
    return (
      now.state !== 'open' ||
      now.recording.state === 'recording' ||
      now.headset.state === 'checking'
    )
  }

  function release(): void {
    stopNetwork()
    stopNetwork = () => {}
    clip?.stop()
    clip = undefined
    microphone.stop()
    endCollecting()
    frames = []
    recorded = new Int16Array(0)
  }

  function fail(failure: MicrophoneFailure): void {
    if (state.getState().state === 'closed') return
    release()
    state.setState({ state: 'failed', failure }, true)
  }

  function watchNetwork(): void {
    const letGo = network.hold()
    const stopPinging = repeat(clock, pingEveryMs, () => {
      network.ping()
      change({ network: gradeNetwork(network.roundTripsMs()) })
    })
    stopNetwork = () => {
      stopPinging()
      letGo()
    }
  }

  return {
    state,
    levels,
    async open() {
      const now = state.getState().state
      if (now === 'asking' || now === 'open') return
      options.cutLine()
      preferences.setState({ microphoneTestSeen: true })
      state.setState({ state: 'asking' }, true)
      const answer = await microphone.start()
      if (state.getState().state !== 'asking' || (answer.ok && answer.value !== 'on')) return
      if (!answer.ok) return fail(answer.error)
      state.setState(
        {
          state: 'open',
          facts: microphone.facts(),
          health: 'fine',
          recording: { state: 'none' },
          headset: { state: 'none' },
          network: { grade: 'unknown' },
        },
        true,
      )
      watchNetwork()
    },
    async record() {
      if (isBusy()) return
      clip?.stop()
      change({ recording: { state: 'recording' } })
      const samples = await capture(recordingMs)
      recorded = samples
      change({ recording: { state: 'recorded', level: judgeLevels(heard) } })
    },
    async play() {
      const now = state.getState()
      if (now.state !== 'open' || now.recording.state !== 'recorded' || isBusy()) return
      const { level } = now.recording
      change({ recording: { state: 'playing', level } })
      try {
        clip = await options.playClip(recorded)
        await clip.ended
      } catch {
        // Said by the button that is there again; what was recorded stays.
      }
      clip = undefined
      const after = state.getState()
      if (after.state === 'open' && after.recording.state === 'playing')
        change({ recording: { state: 'recorded', level } })
    },
    async checkHeadset() {
      if (isBusy()) return
      change({ headset: { state: 'checking' } })
      const sound = createEchoTestSound()
      // Without the browser's own cancelling: what is asked is whether the room carries the call back.
      await microphone.processAs({
        echoCancellation: false,
        noiseSuppression: false,
        automaticGain: false,
      })
      try {
        clip = await options.playClip(sound)
        const captured = await capture(headsetMs)
        change({ headset: { state: 'checked', echo: findEcho(sound, captured) } })
      } catch {
        change({ headset: { state: 'failed' } })
      }
      clip = undefined
      await microphone.processAs()
    },
    close() {
      state.setState({ state: 'closed' }, true)
      release()
    },
  }
}

export const microphoneTestOf = lateModel(({ microphoneTest, onClose, onSessionOver }) => {
  const test = createMicrophoneTest(microphoneTest)
  test.state.subscribe(({ state }) => microphoneTest.onShown(state !== 'closed'))
  onSessionOver(test.close)
  onClose(test.close)
  return test
})
