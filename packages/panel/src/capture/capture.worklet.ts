/** The audio thread's end of the microphone: the capture chain, and a port to the page. */
import { createCaptureChain } from './capture-chain.ts'
import { captureProcessorName, type FromCapture, type ToCapture } from './worklet-messages.ts'
import type { WorkletScope } from './worklet-scope.ts'

declare const AudioWorkletProcessor: WorkletScope['AudioWorkletProcessor']
declare const registerProcessor: WorkletScope['registerProcessor']
declare const sampleRate: WorkletScope['sampleRate']
declare const currentTime: WorkletScope['currentTime']

class CaptureProcessor extends AudioWorkletProcessor {
  private burst = 0
  private readonly chain = createCaptureChain({
    inputRateHz: sampleRate,
    onFrame: (samples, captureTimeMs) => this.sendFrame(samples, captureTimeMs),
    onLevel: (rms, peak, clipped, damaged) =>
      this.say({ type: 'level', level: { rms, peak, clipped, damaged } }),
  })

  constructor() {
    super()
    this.port.onmessage = ({ data }: MessageEvent<ToCapture>) => {
      if (data.type === 'open') {
        this.burst = data.burst
        this.chain.open()
      } else this.chain.shut()
    }
  }

  process(inputs: Float32Array[][]): boolean {
    const channels = inputs[0]
    if (channels !== undefined && channels.length > 0)
      this.chain.process(channels, currentTime * 1000)
    return true
  }

  private sendFrame(samples: Int16Array, captureTimeMs: number): void {
    this.say({ type: 'frame', burst: this.burst, captureTimeMs, samples: samples.slice() })
  }

  private say(message: FromCapture): void {
    const transfer = message.type === 'frame' ? [message.samples.buffer] : []
    this.port.postMessage(message, transfer)
  }
}

registerProcessor(captureProcessorName, CaptureProcessor)
