/** Levels in decibels below full scale: 0 dBFS is a square wave at full scale, so a full-scale sine has −3.01 dBFS RMS. */
import type { SampleBlock } from '../frame/audio-format.ts'

/** What stands for "no sound at all": below the last bit of 24-bit sound. */
export const silenceDbfs = -144

const int16FullScale = 32_768

/** A linear amplitude (1 is full scale) in dBFS, `silenceDbfs` at least. */
export function toDbfs(amplitude: number): number {
  return amplitude > 0 ? Math.max(silenceDbfs, 20 * Math.log10(amplitude)) : silenceDbfs
}

/** A level in dBFS as a linear amplitude (1 is full scale). */
export function fromDbfs(levelDbfs: number): number {
  return 10 ** (levelDbfs / 20)
}

export interface LevelMeter {
  readonly peakDbfs: number
  readonly rmsDbfs: number
  /** Samples at or past full scale: what a listener hears as crackle. */
  readonly clippedSamples: number
  readonly samples: number
  /** Adds floating-point samples (−1 to 1); what is not a number counts as silence. */
  pushFloat(block: SampleBlock): void
  pushInt16(block: Int16Array): void
  reset(): void
}

/** Level of everything pushed since the last reset. Allocates nothing per block. */
export function createLevelMeter(): LevelMeter {
  // In typed arrays, since a captured variable that holds a fraction costs memory whenever it is set.
  const peak = new Float64Array(1)
  const energy = new Float64Array(1)
  let samples = 0
  let clippedSamples = 0

  function pushScaled(block: SampleBlock, fullScale: number, clipAt: number): void {
    let blockPeak = 0
    let blockEnergy = 0
    for (let index = 0; index < block.length; index += 1) {
      const value = block[index] ?? 0
      if (!Number.isFinite(value)) continue
      const magnitude = Math.abs(value)
      if (magnitude > blockPeak) blockPeak = magnitude
      if (magnitude >= clipAt) clippedSamples += 1
      blockEnergy += value * value
    }
    peak[0] = Math.max(peak[0] ?? 0, blockPeak / fullScale)
    energy[0] = (energy[0] ?? 0) + blockEnergy / (fullScale * fullScale)
    samples += block.length
  }

  return {
    get peakDbfs() {
      return toDbfs(peak[0] ?? 0)
    },
    get rmsDbfs() {
      return samples === 0 ? silenceDbfs : toDbfs(Math.sqrt((energy[0] ?? 0) / samples))
    },
    get clippedSamples() {
      return clippedSamples
    },
    get samples() {
      return samples
    },
    pushFloat: (block) => pushScaled(block, 1, 1),
    pushInt16: (block) => pushScaled(block, int16FullScale, int16FullScale - 1),
    reset() {
      peak[0] = 0
      energy[0] = 0
      samples = 0
      clippedSamples = 0
    },
  }
}

/** RMS of one block in dBFS. */
export function blockRmsDbfs(block: Int16Array): number {
  let energy = 0
  for (let index = 0; index < block.length; index += 1) {
    const value = block[index] ?? 0
    energy += value * value
  }
  return block.length === 0
    ? silenceDbfs
    : toDbfs(Math.sqrt(energy / block.length) / int16FullScale)
}
