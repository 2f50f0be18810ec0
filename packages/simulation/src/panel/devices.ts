/** A tab's loudspeaker and microphone. What is spoken into the microphone is one number, told apart by every press of the key. */
import { type Clock, err, ok, type Random, repeat } from '@sotto/kernel'
import type { MicrophoneDevices, Player, Sound, StartMicrophone } from '@sotto/panel'

export function createSilentPlayer(): Player {
  const listeners = new Set<() => void>()
  let sound: Sound = 'off'
  function move(next: Sound): void {
    if (sound === next) return
    sound = next
    for (const listener of [...listeners]) listener()
  }
  return {
    sound: () => sound,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    start: () => move('playing'),
    push() {},
    setMix() {},
    stop: () => move('off'),
  }
}

/** Nothing is ever plugged in or out, and nothing has a name. */
export const noMicrophones: MicrophoneDevices = {
  list: async () => [],
  subscribe: () => () => {},
}

export interface MicrophoneOptions {
  readonly clock: Clock
  readonly random: Random
  /** The number that is spoken from this press on: 1 to 32,767, in every sample. */
  readonly nextUtterance: () => number
  readonly isRefused: () => boolean
}

const frameMs = 20
const frameSamples = 320

export function createMicrophone(options: MicrophoneOptions): StartMicrophone {
  const { clock, random } = options
  return (_processing, listener) =>
    new Promise((resolve) => {
      clock.schedule(5 + random.next() * 80, () => {
        if (options.isRefused()) {
          resolve(err('not-allowed'))
          return
        }
        let stopFrames: (() => void) | undefined
        const shut = () => {
          stopFrames?.()
          stopFrames = undefined
        }
        resolve(
          ok({
            facts: () => ({ deviceId: 'desk', label: 'Desk', sampleRateHz: 48_000 }),
            use: async () => ok(true),
            open(burst) {
              shut()
              const samples = new Int16Array(frameSamples).fill(options.nextUtterance())
              stopFrames = repeat(clock, frameMs, () =>
                listener.onFrame(samples, clock.monotonicNow() - frameMs, burst),
              )
            },
            shut,
            stop: shut,
          }),
        )
      })
    })
}
