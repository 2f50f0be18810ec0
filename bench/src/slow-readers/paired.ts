/** What pairs of slices say: ratios within one block, their middle, and how sure it is (bootstrap). Pure. */
import type { Random } from '@sotto/kernel'

/** In the order in which they were measured: what a machine does slowly by itself falls out of it. */
export interface Block<Slice> {
  readonly calm: Slice
  readonly attack: Slice
  readonly attackAgain: Slice
  readonly calmAgain: Slice
}

export interface Estimate {
  readonly middle: number
  /** Nineteen of twenty resamplings lie between these. */
  readonly low: number
  readonly high: number
}

export type Verdict = 'holds' | 'DOES NOT HOLD' | 'cannot be told'

export function quantile(values: readonly number[], share: number): number {
  const sorted = Float64Array.from(values).sort()
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}

export function median(values: readonly number[]): number {
  const half = quantile(values, 0.5)
  if (values.length % 2 === 1) return half
  const sorted = [...values].sort((left, right) => left - right)
  return ((sorted[values.length / 2 - 1] ?? half) + half) / 2
}

/** The geometric mean of the middle three fifths: nearly as steady as that of all, and what a machine does for once is left out. */
function middleOf(ratios: readonly number[]): number {
  const left = Math.floor(ratios.length / 5)
  const logs = [...ratios].sort((one, other) => one - other).map(Math.log)
  const middle = logs.slice(left, logs.length - left)
  return Math.exp(middle.reduce((sum, log) => sum + log, 0) / middle.length)
}

/** Geometric, since it is a ratio that is claimed. */
export function attackRatio<Slice>(
  { attack, attackAgain, calm, calmAgain }: Block<Slice>,
  figureOf: (slice: Slice) => number,
): number {
  const under = figureOf(attack) * figureOf(attackAgain)
  return Math.sqrt(under / (figureOf(calm) * figureOf(calmAgain)))
}

export function estimate(ratios: readonly number[], random: Random): Estimate {
  const resampled = Array.from({ length: 2_000 }, () =>
    middleOf(ratios.map(() => ratios[Math.floor(random.next() * ratios.length)] ?? Number.NaN)),
  )
  return {
    middle: middleOf(ratios),
    low: quantile(resampled, 0.025),
    high: quantile(resampled, 0.975),
  }
}

/** Of fewer the resamplings say nothing. */
const fewestBlocks = 8

/**
 * `allowed`: 1.1 for a tenth more. Calm against calm, `calm`, must hold 1 and be nearly as sure as what is claimed, or nothing is
 * said to hold; an attack that is felt in the calm after it, too, is no excuse.
 */
export function judge(
  blocks: number,
  { attack, calm }: { readonly attack: Estimate; readonly calm: Estimate },
  allowed: number,
): Verdict {
  if (blocks < fewestBlocks) return 'cannot be told'
  if (attack.low > allowed) return 'DOES NOT HOLD'
  const isQuiet = calm.low <= 1 && calm.high >= 1 && calm.high / calm.low <= allowed ** 3
  return isQuiet && attack.high <= allowed ? 'holds' : 'cannot be told'
}
