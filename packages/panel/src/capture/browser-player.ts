/** The real loudspeaker: an AudioWorklet at the device's own rate. Opens no microphone. */
import { type Cancel, type Clock, createListeners } from '@sotto/kernel'
import type { Player, Sound } from '../model/audio/player.ts'
import { gainOf, type ListeningMix, plainMix } from '../model/listening/listening-mix.ts'
import playerWorkletUrl from './player.worklet.ts?worker&url'
import { playerProcessorName, type ToPlayer } from './worklet-messages.ts'

/** So long a browser that allows sound may take to start it. */
const startMs = 700

export function createBrowserPlayer(clock: Clock, onFailure: (failure: unknown) => void): Player {
  const listeners = createListeners<void>(onFailure)
  let context: AudioContext | undefined
  let node: AudioWorkletNode | undefined
  let mix: ListeningMix = plainMix
  let wanted = false
  let sound: Sound = 'off'
  let isStarting = false
  let cancelStart: Cancel = () => {}

  function move(next: Sound): void {
    if (next === sound) return
    sound = next
    listeners.emit()
  }

  function show(): void {
    if (!wanted) move('off')
    else if (node !== undefined && context?.state === 'running') move('playing')
    else move(isStarting || node === undefined ? 'starting' : 'blocked')
  }

  async function prepare(): Promise<void> {
    const fresh = new AudioContext({ latencyHint: 'interactive' })
    context = fresh
    fresh.onstatechange = show
    await fresh.audioWorklet.addModule(playerWorkletUrl)
    const player = new AudioWorkletNode(fresh, playerProcessorName, {
      numberOfInputs: 0,
      outputChannelCount: [2],
    })
    player.connect(fresh.destination)
    node = player
    sayMix()
    show()
  }

  async function resume(): Promise<void> {
    await context?.resume()
    show()
  }

  function say(message: ToPlayer): void {
    const transfer = message.type === 'frame' ? [message.stereo.buffer] : []
    node?.port.postMessage(message, transfer)
  }

  function sayMix(): void {
    say({ type: 'gains', customer: gainOf(mix.customer), agent: gainOf(mix.agent) })
  }

  return {
    sound: () => sound,
    subscribe: (listener) => listeners.subscribe(listener),
    start() {
      wanted = true
      isStarting = true
      cancelStart()
      cancelStart = clock.schedule(startMs, () => {
        isStarting = false
        show()
      })
      show()
      if (context === undefined) prepare().catch(onFailure)
      resume().catch(onFailure)
    },
    push(stereo) {
      if (sound === 'playing') say({ type: 'frame', stereo: stereo.slice() })
    },
    setMix(next) {
      mix = next
      sayMix()
    },
    stop() {
      if (!wanted) return
      wanted = false
      cancelStart()
      say({ type: 'reset' })
      context?.suspend().catch(onFailure)
      show()
    },
  }
}
