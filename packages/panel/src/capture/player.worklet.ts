/** The audio thread's end of the loudspeaker: the listening buffer, and a port from the page. */
import { createListeningBuffer } from './listening-buffer.ts'
import { playerProcessorName, type ToPlayer } from './worklet-messages.ts'
import type { WorkletScope } from './worklet-scope.ts'

declare const AudioWorkletProcessor: WorkletScope['AudioWorkletProcessor']
declare const registerProcessor: WorkletScope['registerProcessor']
declare const sampleRate: WorkletScope['sampleRate']

class PlayerProcessor extends AudioWorkletProcessor {
  private readonly buffer = createListeningBuffer(sampleRate)

  constructor() {
    super()
    this.port.onmessage = ({ data }: MessageEvent<ToPlayer>) => {
      if (data.type === 'frame') this.buffer.push(data.stereo)
      else this.buffer.reset()
    }
  }

  process(_inputs: Float32Array[][], outputs: Float32Array[][]): boolean {
    const [left, right] = outputs[0] ?? []
    if (left !== undefined && right !== undefined) this.buffer.pull(left, right)
    return true
  }
}

registerProcessor(playerProcessorName, PlayerProcessor)
