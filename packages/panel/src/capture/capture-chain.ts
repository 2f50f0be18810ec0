/**
 * From the microphone to frames that can be sent. Pure; runs in the audio worklet.
 *
 *   any rate, any channels ─► mono ─► 16 kHz (our filter) ─► 20 ms frames ─► limiter ─► 16 bit
 *                               └─► level
 *
 * While it is shut only the level is measured: no sample is kept, so nothing spoken before the key went down can ever leave.
 */
import {
  createFrame,
  createFramer,
  createLevelMeter,
  createLimiter,
  createResampler,
  floatToInt16,
  frameMs,
  frameSamples,
  fromDbfs,
  sampleRateHz,
} from '@sotto/audio'

export interface CaptureChainOptions {
  /** The device's own rate: our filter makes the 16 kHz, on every browser the same. */
  readonly inputRateHz: number
  /** The chain's own buffer: copy what must outlive the call. `captureTimeMs` is of its first sample. */
  readonly onFrame: (samples: Int16Array, captureTimeMs: number) => void
  /**
   * About 25 times a second, as it came in: root mean square and peak, and the shares of samples at full scale and of samples
   * that are no numbers, each 0–1. Four numbers, since an object would be memory per call.
   */
  readonly onLevel: (rms: number, peak: number, clipped: number, damaged: number) => void
}

export interface CaptureChain {
  open(): void
  shut(): void
  /** One render quantum; `timeMs` is of its first sample. */
  process(channels: readonly Float32Array[], timeMs: number): void
}

const levelEveryMs = 40
/** What browsers render at a time. */
const quantumSamples = 128
/** A longer block is taken in parts. */
const blockSamples = 1_024

export function createCaptureChain(options: CaptureChainOptions): CaptureChain {
  const { inputRateHz, onFrame, onLevel } = options
  const resampler = createResampler({ inputRateHz, outputRateHz: sampleRateHz })
  const limiter = createLimiter({ sampleRateHz })
  const meter = createLevelMeter()
  const mono = new Float32Array(blockSamples)
  const monoQuantum = mono.subarray(0, quantumSamples)
  const resampled = new Float32Array(resampler.outputCapacity(blockSamples))
  const limited = [new Float32Array(frameSamples)] as const
  const frame = createFrame()
  let isOpen = false
  let damagedSamples = 0
  let nextFrameAtMs: number | undefined
  const framer = createFramer({ frame: limited[0], onFrame: handOn })

  function handOn(): void {
    limiter.process(limited)
    floatToInt16(limited[0], frame)
    onFrame(frame, nextFrameAtMs ?? 0)
    nextFrameAtMs = (nextFrameAtMs ?? 0) + frameMs
  }

  function measure(block: Float32Array): void {
    meter.pushFloat(block)
    if (meter.samples < (inputRateHz * levelEveryMs) / 1000) return
    onLevel(
      Math.min(1, fromDbfs(meter.rmsDbfs)),
      Math.min(1, fromDbfs(meter.peakDbfs)),
      meter.clippedSamples / meter.samples,
      damagedSamples / meter.samples,
    )
    meter.reset()
    damagedSamples = 0
  }

  function take(channels: readonly Float32Array[], start: number, length: number): void {
    const block = length === quantumSamples ? monoQuantum : mono.subarray(0, length)
    mixToMono(channels, start, block)
    damagedSamples += countDamaged(block)
    measure(block)
    if (isOpen) framer.push(resampled, resampler.process(block, resampled))
  }

  function forget(): void {
    resampler.reset()
    framer.clear()
    limiter.reset()
    nextFrameAtMs = undefined
  }

  return {
    open() {
      forget()
      isOpen = true
    },
    shut() {
      isOpen = false
      forget()
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
function mixToMono(channels: readonly Float32Array[], start: number, mono: Float32Array): void {
  for (let index = 0; index < mono.length; index += 1) {
    let sum = 0
    for (const channel of channels) sum += channel[start + index] ?? 0
    mono[index] = sum / channels.length
  }
}

function countDamaged(block: Float32Array): number {
  let damaged = 0
  for (let index = 0; index < block.length; index += 1)
    if (!Number.isFinite(block[index])) damaged += 1
  return damaged
}
