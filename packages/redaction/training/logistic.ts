/** Two logistic regressions, for addresses and for names, over sparse features: AdaGrad with a shrinking of what says little. */

export interface Example {
  readonly slots: Int32Array
  /** 0 neither, 1 address, 2 name. */
  readonly label: number
  readonly weight: number
}

export interface Learned {
  readonly address: Float64Array
  readonly name: Float64Array
}

export interface Settings {
  readonly passes: number
  readonly rate: number
  /** How much every weight shrinks at each step that touches it. */
  readonly shrink: number
  readonly next: () => number
}

export function learn(examples: readonly Example[], slots: number, settings: Settings): Learned {
  return {
    address: learnOne(examples, slots, 1, settings),
    name: learnOne(examples, slots, 2, settings),
  }
}

function learnOne(
  examples: readonly Example[],
  slots: number,
  label: number,
  { passes, rate, shrink, next }: Settings,
): Float64Array {
  const weights = new Float64Array(slots)
  const squares = new Float64Array(slots).fill(1)
  const order = Int32Array.from(examples, (_, index) => index)
  for (let pass = 0; pass < passes; pass += 1) {
    for (let last = order.length - 1; last > 0; last -= 1) {
      const other = Math.floor(next() * (last + 1))
      const kept = order[last] ?? 0
      order[last] = order[other] ?? 0
      order[other] = kept
    }
    for (const at of order) {
      const example = examples[at]
      if (example === undefined) continue
      const { slots: own, label: truth, weight } = example
      let sum = 0
      for (let index = 0; index < own.length; index += 1) sum += weights[own[index] ?? 0] ?? 0
      const error = weight * (1 / (1 + Math.exp(-sum)) - Number(truth === label))
      for (let index = 0; index < own.length; index += 1) {
        const slot = own[index] ?? 0
        const square = (squares[slot] ?? 1) + error * error
        squares[slot] = square
        const step = rate / Math.sqrt(square)
        const moved = (weights[slot] ?? 0) - step * error
        const less = step * shrink
        weights[slot] = moved > less ? moved - less : moved < -less ? moved + less : 0
      }
    }
  }
  return weights
}

/** A chance that is the same each time: mulberry32. */
export function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
