/** Both ends of a coaching line without a network: what the server takes in and gives out costs nothing but a call. */
import { EventEmitter } from 'node:events'
import { audioFrameBytes, frameMs, frameSamples, writeAudioFrame } from '@sotto/audio'
import type { Clock } from '@sotto/kernel'
import { repeat } from '@sotto/kernel'
import type { OpenSocket } from '@sotto/platform-guide'

/** The guide's media sockets: opened at once, then a position every 500 ms. `onFrame` for every frame that was sent. */
export function openSockets(clock: Clock, onFrame: () => void): OpenSocket {
  return ({ listener }) => {
    let frames = 0
    clock.schedule(1, listener.onOpen)
    const stop = repeat(clock, 500, () => {
      const samples = frames * frameSamples
      if (frames > 0)
        listener.onText(
          `{"type":"position","receivedSamples":${samples},"mixedSamples":${samples},"underrunSamples":0,"clippedSamples":0}`,
        )
    })
    return {
      unsentBytes: 0,
      send(data) {
        if (typeof data !== 'string') {
          frames += 1
          onFrame()
        } else if (data.includes('"open"'))
          clock.schedule(1, () => listener.onText('{"type":"opened"}'))
        else if (data.includes('"ping"'))
          clock.schedule(1, () => listener.onText('{"type":"pong"}'))
      },
      close: stop,
      terminate: stop,
    }
  }
}

/** A panel's socket that was never connected: it says what it is told to, and is told nothing. */
export class PanelWithoutNetwork extends EventEmitter {
  readonly bufferedAmount = 0
  isGateOpen = false
  private readonly wire = Buffer.alloc(audioFrameBytes('talk'))
  private sequence = 0
  private readonly view = new DataView(this.wire.buffer, this.wire.byteOffset, this.wire.byteLength)

  close(): void {}

  send(data: unknown): void {
    if (String(data).includes('"gate"')) this.isGateOpen = String(data).includes('true')
  }

  pressKey(conversationId: string): void {
    const talk = JSON.stringify({ type: 'talk', conversationId, talking: true })
    this.emit('message', Buffer.from(talk), false)
  }

  /** The next 20 ms. */
  speak(samples: Int16Array): void {
    const { sequence } = this
    writeAudioFrame(
      { kind: 'talk', sequence, captureTimeMs: sequence * frameMs, samples },
      this.view,
    )
    this.sequence += 1
    this.emit('message', this.wire, true)
  }
}
