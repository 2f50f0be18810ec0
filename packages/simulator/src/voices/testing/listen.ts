/** What an ear would tell of a voice, measured: how loud it is while it speaks, how high, and where it is silent. */
import { frameSamples, sampleRateHz } from '@sotto/audio'

const fullScale = 32_768

export function rmsDbfs(samples: Int16Array, from = 0, to = samples.length): number {
  let energy = 0
  for (let index = from; index < to; index += 1) energy += ((samples[index] ?? 0) / fullScale) ** 2
  return 10 * Math.log10(Math.max(1e-12, energy / Math.max(1, to - from)))
}

export function peakDbfs(samples: Int16Array): number {
  const peak = samples.reduce((highest, value) => Math.max(highest, Math.abs(value)), 0)
  return 20 * Math.log10(Math.max(1e-6, peak / fullScale))
}

function frameLevels(samples: Int16Array): number[] {
  const levels: number[] = []
  for (let start = 0; start + frameSamples <= samples.length; start += frameSamples)
    levels.push(rmsDbfs(samples, start, start + frameSamples))
  return levels
}

/** RMS of the 20 ms frames that are not pauses. */
export function activeSpeechDbfs(samples: Int16Array): number {
  const levels = frameLevels(samples)
  const threshold = Math.max(...levels) - 35
  const active = levels.filter((level) => level > threshold).map((level) => 10 ** (level / 10))
  return 10 * Math.log10(active.reduce((sum, energy) => sum + energy, 0) / active.length)
}

/** The longest run of frames quieter than −50 dBFS. */
export function longestPauseMs(samples: Int16Array): number {
  let longest = 0
  let current = 0
  for (const level of frameLevels(samples)) {
    current = level < -50 ? current + 20 : 0
    longest = Math.max(longest, current)
  }
  return longest
}

/** Median pitch of the voiced frames, by autocorrelation between 65 and 400 Hz. */
export function medianPitchHz(samples: Int16Array): number {
  const window = sampleRateHz / 20
  const pitches: number[] = []
  for (let start = 0; start + 2 * window < samples.length; start += window * 2) {
    if (rmsDbfs(samples, start, start + window) < -30) continue
    const energy = product(samples, start, 0, window)
    let best = 0
    let bestLag = 0
    for (let lag = Math.round(sampleRateHz / 400); lag <= sampleRateHz / 65; lag += 1) {
      const likeness = product(samples, start, lag, window)
      if (likeness > best) {
        best = likeness
        bestLag = lag
      }
    }
    if (best > 0.5 * energy) pitches.push(sampleRateHz / bestLag)
  }
  return pitches.sort((first, second) => first - second)[pitches.length >> 1] ?? 0
}

function product(samples: Int16Array, start: number, lag: number, length: number): number {
  let sum = 0
  for (let index = start; index < start + length; index += 1)
    sum += (samples[index] ?? 0) * (samples[index + lag] ?? 0)
  return sum
}
