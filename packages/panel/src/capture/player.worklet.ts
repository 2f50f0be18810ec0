/** The audio thread's end of the loudspeaker: the listening mix, and a port from the page. */
import { createListeningMix } from './listening-mix.ts'
import { playerProcessorName, type ToPlayer } from './worklet-messages.ts'
import type { WorkletScope } from './worklet-scope.ts'

declare const AudioWorkletProcessor: WorkletScope['AudioWorkletProcessor']
declare const registerProcessor: WorkletScope['registerProcessor']
declare const sampleRate: WorkletScope['sampleRate']

class PlayerProcessor extends AudioWorkletProcessor {
  private readonly mix = createListeningMix(sampleRate)

  constructor() {
    super()
    this.port.onmessage = ({ data }: MessageEvent<ToPlayer>) => {
      if (data.type === 'frame') this.mix.push(data.stereo)
      else this.mix.reset()
    }
  }

  process(_inputs: Float32Array[][], outputs: Float32Array[][]): boolean {
    const [left, right] = outputs[0] ?? []
    if (left !== undefined && right !== undefined) this.mix.pull(left, right)
    return true
  }
}

registerProcessor(playerProcessorName, PlayerProcessor)
