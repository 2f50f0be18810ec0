/** Whether a voice gets through: the way there and back, and how unevenly. Pure. */

export type NetworkGrade =
  | { readonly grade: 'unknown' }
  | {
      readonly grade: 'good' | 'fair' | 'poor'
      /** The middle one of the measured ways there and back. */
      readonly roundTripMs: number
      /** The mean difference between one and the next (RFC 3550's interarrival jitter, unsmoothed). */
      readonly jitterMs: number
    }

const fewest = 5
/** ITU-T G.114: up to 150 ms one way nobody notices; half of that is ours, the platform has the other. */
const good = { roundTripMs: 150, jitterMs: 30 }
const fair = { roundTripMs: 300, jitterMs: 80 }

export function gradeNetwork(measuredMs: readonly number[]): NetworkGrade {
  if (measuredMs.length < fewest) return { grade: 'unknown' }
  const roundTripMs = middle(measuredMs)
  const jitterMs = meanStep(measuredMs)
  const within = (limit: typeof good) =>
    roundTripMs <= limit.roundTripMs && jitterMs <= limit.jitterMs
  const grade = within(good) ? 'good' : within(fair) ? 'fair' : 'poor'
  return { grade, roundTripMs, jitterMs }
}

function middle(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other)
  return sorted[Math.floor(sorted.length / 2)] ?? 0
}

function meanStep(values: readonly number[]): number {
  let sum = 0
  for (let index = 1; index < values.length; index += 1)
    sum += Math.abs((values[index] ?? 0) - (values[index - 1] ?? 0))
  return sum / Math.max(1, values.length - 1)
}
