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
export function createDelayTarget(options: DelayTargetOptions): DelayTarget {
  return new LearntDelay(options)
}

/** A class: see `frame-slots.ts`. */
class LearntDelay implements DelayTarget {
  targetMs: number
  private readonly options: DelayTargetOptions
  private readonly shares = new Float64Array(bins)
  /** New frames weigh more and more instead of the old ones less and less: one addition instead of 256 products. */
  private weight = 1
  private total = 0
  /** Nothing has been seen past it: most lines are looked through in a few steps. */
  private latestBin = 0

  constructor(options: DelayTargetOptions) {
    this.options = options
    this.targetMs = options.firstMs
  }

  observe(latenessMs: number): void {
    const bin = Math.max(0, Math.min(bins - 1, Math.floor(latenessMs / binMs)))
    const added = this.weight / (1 - forgetPerFrame)
    this.weight = added
    if (bin > this.latestBin) this.latestBin = bin
    this.shares[bin] = (this.shares[bin] ?? 0) + added
    this.total += added
    if (added > 1e6) this.rescale()
    const { largestMs, smallestMs } = this.options
    const needed = Math.min(largestMs, Math.max(smallestMs, this.neededMs()))
    this.targetMs = Math.max(needed, this.targetMs - fallMsPerFrame)
  }

  reset(): void {
    this.shares.fill(0)
    this.latestBin = 0
    this.total = 0
    this.weight = 1
    this.targetMs = this.options.firstMs
  }

  /** The delay past which only that share of the frames has come. */
  private delayFor(share: number): number {
    const tolerated = this.total * share
    let later = 0
    for (let bin = this.latestBin; bin >= 0; bin -= 1) {
      later += this.shares[bin] ?? 0
      if (later > tolerated) return (bin + 1) * binMs + marginMs
    }
    return 0
  }

  private neededMs(): number {
    const needed = this.delayFor(lateShare)
    return needed <= bearableMs ? needed : Math.max(bearableMs, this.delayFor(lateShareBeyond))
  }

  private rescale(): void {
    for (let bin = 0; bin < bins; bin += 1) this.shares[bin] = (this.shares[bin] ?? 0) / this.weight
    this.total /= this.weight
    this.weight = 1
  }
}
