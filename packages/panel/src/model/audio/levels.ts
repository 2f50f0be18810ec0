/** How loud everybody is now, 0–1. Read by the meters once per picture; too quick for anything that draws with React. */
export interface Levels {
  you: number
  customer: number
  agent: number
}

export function createLevels(): Levels {
  return { you: 0, customer: 0, agent: 0 }
}

const fullScale = 32_768

/** Root mean square of one side of an interleaved stereo frame. */
export function sideLevel(stereo: Int16Array, side: 0 | 1): number {
  let sum = 0
  for (let index = side; index < stereo.length; index += 2) {
    const sample = stereo[index] ?? 0
    sum += sample * sample
  }
  return Math.sqrt(sum / Math.max(1, stereo.length / 2)) / fullScale
}

/** Where a level stands on a meter, 0–1: −60 dB at the left end, full scale at the right. */
export function meterPosition(level: number): number {
  if (level <= 0.001) return 0
  return Math.min(1, 1 + (20 * Math.log10(level)) / 60)
}
