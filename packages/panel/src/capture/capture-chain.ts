/**
 * From the microphone to frames that can be sent: any device rate and channel count in, 20 ms of 16 kHz mono out. Pure; runs
 * in the audio worklet. While it is shut only the level is measured: no sample is kept, so nothing spoken before the key went
 * down can ever leave.
 */
import {
  createFrame,
  createFramer,
  createResampler,
  floatToInt16,
  frameMs,
  type SampleBlock,
  sampleRateHz,
} from '@sotto/audio'

export interface CaptureChainOptions {
  /** The device's own rate: our filter makes the 16 kHz, on every browser the same. */
  readonly inputRateHz: number
  /** The chain's own buffer: copy what must outlive the call. */
  readonly onFrame: (samples: Int16Array, captureTimeMs: number) => void
  /** Root mean square, 0–1, about 25 times a second. */
  readonly onLevel: (level: number) => void
}

export interface CaptureChain {
  open(): void
  shut(): void
  /** One render quantum; `timeMs` is of its first sample. */
  process(channels: readonly Float32Array[], timeMs: number): void
}

const levelEveryMs = 40
/** Longer than any render quantum; a longer block is taken in parts. */
const blockSamples = 1_024

export function createCaptureChain(options: CaptureChainOptions): CaptureChain {
  const { inputRateHz, onFrame, onLevel } = options
  const resampler = createResampler({ inputRateHz, outputRateHz: sampleRateHz })
  const mono = new Float32Array(blockSamples)
  const resampled = new Float32Array(resampler.outputCapacity(blockSamples))
  const frame = createFrame()
  let isOpen = false
  let nextFrameAtMs: number | undefined
  const framer = createFramer({
    frame: new Float32Array(frame.length),
    onFrame: (samples) => {
      floatToInt16(samples, frame)
      onFrame(frame, nextFrameAtMs ?? 0)
      nextFrameAtMs = (nextFrameAtMs ?? 0) + frameMs
    },
  })
  const meter = createMeter(Math.round((inputRateHz * levelEveryMs) / 1000), onLevel)

  function take(channels: readonly Float32Array[], start: number, length: number): void {
    mixToMono(channels, start, length, mono)
    meter(mono, length)
    if (!isOpen) return
    const written = resampler.process(mono.subarray(0, length), resampled)
    framer.push(resampled, written)
  }

  return {
    open() {
      resampler.reset()
      framer.clear()
      nextFrameAtMs = undefined
      isOpen = true
    },
    shut() {
      isOpen = false
      framer.clear()
      resampler.reset()
    },
    process(channels, timeMs) {
      const total = channels[0]?.length ?? 0
      if (isOpen) nextFrameAtMs ??= timeMs
      for (let start = 0; start < total; start += blockSamples)
        take(channels, start, Math.min(blockSamples, total - start))
    },
  }
}

/** The mean of all channels: cannot clip where none of them did. */
function mixToMono(
  channels: readonly Float32Array[],
  start: number,
  length: number,
  mono: Float32Array,
): void {
  for (let index = 0; index < length; index += 1) {
    let sum = 0
    for (const channel of channels) sum += channel[start + index] ?? 0
    mono[index] = sum / channels.length
  }
}

function createMeter(
  everySamples: number,
  onLevel: (level: number) => void,
): (block: SampleBlock, length: number) => void {
  let sum = 0
  let counted = 0
  return (block, length) => {
    for (let index = 0; index < length; index += 1) {
      const sample = block[index] ?? 0
      sum += Number.isFinite(sample) ? sample * sample : 0
    }
    counted += length
    if (counted < everySamples) return
    onLevel(Math.min(1, Math.sqrt(sum / counted)))
    sum = 0
    counted = 0
  }
}
