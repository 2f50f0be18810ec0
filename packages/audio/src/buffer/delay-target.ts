/**
 * How much delay a line needs, learnt from how late its frames have come: a histogram that forgets. It begins with the
 * guide's pre-roll and comes down slowly, so that nobody hears it; it goes up at once.
 */

export interface DelayTargetOptions {
  readonly firstMs: number
  readonly smallestMs: number
  readonly largestMs: number
}

export interface DelayTarget {
  /** What a frame should be old when it is played, counted from the quickest journey. */
  readonly targetMs: number
  /** One frame has come, so many milliseconds later than the quickest. */
  observe(latenessMs: number): void
  reset(): void
}

const binMs = 4
const bins = 256
/** Up to this much delay, all but so many of the frames shall be there in time: next to none. */
const bearableMs = 100
const lateShare = 0.0001
/** Delay past what is bearable is taken only for a network that holds up more than one frame in thirty. */
const lateShareBeyond = 0.033
/** What was seen 40 s of talking ago counts a third. */
const forgetPerFrame = 1 / 3_000
/** What the frames' own timing may wander inside a bin, and between two ticks. */
const marginMs = 6
/** 60 ms per second of talking: a twentieth faster than spoken, which nobody notices. */
const fallMsPerFrame = 1.2

/** Allocates nothing after this call. */
export function createDelayTarget({
  firstMs,
  smallestMs,
  largestMs,
}: DelayTargetOptions): DelayTarget {
  const shares = new Float64Array(bins)
  // In typed arrays, since a captured variable that holds a fraction costs memory whenever it is set.
  const target = Float64Array.of(firstMs)
  /** New frames weigh more and more instead of the old ones less and less: one addition instead of 256 products. */
  const weight = Float64Array.of(1)
  const total = new Float64Array(1)
  /** Nothing has been seen past it: most lines are looked through in a few steps. */
  let latestBin = 0

  /** The delay past which only that share of the frames has come. */
  function delayFor(share: number): number {
    const tolerated = (total[0] ?? 0) * share
    let later = 0
    for (let bin = latestBin; bin >= 0; bin -= 1) {
      later += shares[bin] ?? 0
      if (later > tolerated) return (bin + 1) * binMs + marginMs
    }
    return 0
  }

  function neededMs(): number {
    const needed = delayFor(lateShare)
    return needed <= bearableMs ? needed : Math.max(bearableMs, delayFor(lateShareBeyond))
  }

  function rescale(): void {
    const scale = weight[0] ?? 1
    for (let bin = 0; bin < bins; bin += 1) shares[bin] = (shares[bin] ?? 0) / scale
    total[0] = (total[0] ?? 0) / scale
    weight[0] = 1
  }

  return {
    get targetMs() {
      return target[0] ?? firstMs
    },
    observe(latenessMs) {
      const bin = Math.max(0, Math.min(bins - 1, Math.floor(latenessMs / binMs)))
      const added = (weight[0] ?? 1) / (1 - forgetPerFrame)
      weight[0] = added
      if (bin > latestBin) latestBin = bin
      shares[bin] = (shares[bin] ?? 0) + added
      total[0] = (total[0] ?? 0) + added
      if (added > 1e6) rescale()
      const needed = Math.min(largestMs, Math.max(smallestMs, neededMs()))
      target[0] = Math.max(needed, (target[0] ?? firstMs) - fallMsPerFrame)
    },
    reset() {
      shares.fill(0)
      latestBin = 0
      total[0] = 0
      weight[0] = 1
      target[0] = firstMs
    },
  }
}
