/** The audio thread's end of the loudspeaker: the listening buffer, the mixer, and a port from the page. */
import { createListeningBuffer } from './listening-buffer.ts'
import { createListeningMixer } from './listening-mixer.ts'
import { playerProcessorName, type ToPlayer } from './worklet-messages.ts'
import type { WorkletScope } from './worklet-scope.ts'

declare const AudioWorkletProcessor: WorkletScope['AudioWorkletProcessor']
declare const registerProcessor: WorkletScope['registerProcessor']
declare const sampleRate: WorkletScope['sampleRate']

class PlayerProcessor extends AudioWorkletProcessor {
  private readonly buffer = createListeningBuffer(sampleRate)
  private readonly mixer = createListeningMixer(sampleRate)

  constructor() {
    super()
    this.port.onmessage = ({ data }: MessageEvent<ToPlayer>) => {
      if (data.type === 'frame') this.buffer.push(data.stereo)
      else if (data.type === 'gains') this.mixer.setGains(data.customer, data.agent)
      else this.buffer.reset()
    }
  }

  process(_inputs: Float32Array[][], outputs: Float32Array[][]): boolean {
    const [left, right] = outputs[0] ?? []
    if (left === undefined || right === undefined) return true
    this.buffer.pull(left, right)
    this.mixer.process(left, right)
    return true
  }
}

registerProcessor(playerProcessorName, PlayerProcessor)
