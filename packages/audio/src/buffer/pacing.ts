/**
 * Keeps what is played as old as the line needs: every 20 ms it may leave out a piece of the sound, or play one again.
 * Quiet is changed at will; of a voice only whole pitch periods, few while there is time, more when there is none.
 */
import { frameMs, frameSamples, sampleRateHz } from '../frame/audio-format.ts'
import type { SpeechTape } from './speech-tape.ts'

/** Written again for every step, so that it costs no memory. */
export interface Situation {
  /** How old the next sample will be when it is played. */
  headAgeMs: number
  targetMs: number
  /** Sound that waits behind the tape. */
  waitingMs: number
  /** How old the newest frame is: past 20 ms the next one is late. */
  newestAgeMs: number
}

/** Samples left out, and played again. */
export interface PacingCounts {
  shortenedSamples: number
  stretchedSamples: number
}

export interface Pacing {
  /** Called once before each frame is taken off the tape. */
  step(situation: Situation): void
  /** A pause: nothing came because nothing was said. */
  rest(): void
}

const samplesPerMs = sampleRateHz / 1000
/** Below −50 dBFS, or 26 dB below the loudest of late, a piece is missed by nobody. */
const quietRms = 104
const quietShare = 0.05
const forgetLoudPerFrame = 0.998
/** So much too little delay is borne, and so much too much: ticks come every 20 ms. */
const shortfallMs = 5
const surplusMs = 20
/** The next frame is this late, and little sound is left: what there is has to last. */
const overdueMs = 12
const scarceMs = 60
/** Late by so much, it is no longer the network's usual unrest, and what is left has to last longer still. */
const standstillMs = 50
/** While nothing comes, no more than this is played again: then it is better to fade out. */
const stretchedAtMost = 10 * frameSamples
/** How alike a voice's periods must be to be changed unheard, by how pressing it is. */
const alikeEnough = { calm: 800_000, pressing: 500_000, urgent: 300_000, stalled: 0 } as const
/** Of how many frames one may be changed. */
const framesBetween = { calm: 3, pressing: 2, urgent: 1, stalled: 1 } as const
/** Several periods are taken for one, as long as they are no longer than this. */
const samplesAtOnce = {
  calm: 0,
  pressing: 0,
  urgent: frameSamples / 2,
  stalled: frameSamples,
} as const
/** Half a second of waiting for a quiet place; twice that, where a little too much delay is all there is to win. */
const patienceFrames = 25
const longPatienceFrames = 50
/**
 * A network that has stood still often does so again: what was gained by playing slower is kept for 2 s, up to about the
 * guide's 200 ms. Given back at once, the voice would be bent twice for each standstill, and the next one would find as little.
 */
const keepAfterStandstillFrames = 100
const keptAtMostMs = 220

type Haste = keyof typeof framesBetween

export function createPacing(tape: SpeechTape, counts: PacingCounts): Pacing {
  return new PaceOfOneLine(tape, counts)
}

/** A class: see `frame-slots.ts`. */
class PaceOfOneLine implements Pacing {
  private readonly tape: SpeechTape
  private readonly counts: PacingCounts
  private framesSinceChange = 0
  private framesOfWishing = 0
  private stretchedInStall = 0
  private framesSinceStandstill = keepAfterStandstillFrames + 1
  private loudest = 0

  constructor(tape: SpeechTape, counts: PacingCounts) {
    this.tape = tape
    this.counts = counts
  }

  step({ headAgeMs, targetMs, waitingMs, newestAgeMs }: Situation): void {
    this.framesSinceChange += 1
    this.framesOfWishing += 1
    this.framesSinceStandstill += 1
    const quiet = this.isQuiet()
    const leftMs = this.tape.available / samplesPerMs + waitingMs
    const latenessMs = newestAgeMs - frameMs
    if (latenessMs <= overdueMs) this.stretchedInStall = 0
    else if (leftMs < (latenessMs > standstillMs ? 2 * scarceMs : scarceMs)) {
      this.makeLast(quiet)
      return
    }
    // The newest frame that is touched is younger than the head; only its age is worth something against lateness.
    const usefulAgeMs = headAgeMs - this.partOfFrame() / samplesPerMs
    if (usefulAgeMs >= targetMs + surplusMs) {
      const keeps =
        this.framesSinceStandstill <= keepAfterStandstillFrames && headAgeMs <= keptAtMostMs
      if (!keeps) this.shorten((usefulAgeMs - targetMs) | 0, quiet)
    } else if (usefulAgeMs < targetMs - shortfallMs) this.lengthen(quiet)
    else this.framesOfWishing = 0
  }

  rest(): void {
    this.framesSinceStandstill = keepAfterStandstillFrames + 1
  }

  private isQuiet(): boolean {
    const rms = this.tape.headRms()
    this.loudest = Math.max(rms, this.loudest * forgetLoudPerFrame)
    return rms < Math.max(quietRms, this.loudest * quietShare)
  }

  private jump(pieceSamples: number): void {
    this.tape.jump(pieceSamples)
    if (pieceSamples > 0) this.counts.shortenedSamples += pieceSamples
    else this.counts.stretchedSamples -= pieceSamples
    this.framesSinceChange = 0
    this.framesOfWishing = 0
  }

  private jumpPeriod(direction: 1 | -1, largestLag: number, haste: Haste): void {
    if (this.framesSinceChange < framesBetween[haste]) return
    // What is left out must leave a frame to play.
    const room = direction === 1 ? this.tape.available - frameSamples : frameSamples
    const piece = this.tape.findPiece(direction, Math.min(largestLag, room))
    if (piece.likeness < alikeEnough[haste] || piece.likeness === 0) return
    // One period of a high voice gains next to nothing.
    const periods = (Math.min(samplesAtOnce[haste], room) / piece.lag) | 0
    const pieceSamples = ((periods > 1 ? periods : 1) * piece.lag) | 0
    this.jump(direction === 1 ? pieceSamples : -pieceSamples | 0)
  }

  /** The frames' edges and the ticks apart, part of a frame waits in vain; a jump in quiet brings them together. */
  private partOfFrame(): number {
    return this.tape.available % frameSamples
  }

  /** `surplus` in whole milliseconds. */
  private shorten(surplus: number, quiet: boolean): void {
    if (quiet) {
      const { available } = this.tape
      const wanted = this.partOfFrame() + Math.floor(surplus / frameMs) * frameSamples
      const whole = Math.floor((available - wanted) / frameSamples) > 0
      const piece = whole ? wanted : this.partOfFrame()
      if (piece > 0 && available - piece >= frameSamples) this.jump(piece)
    } else if (surplus >= 80) this.jumpPeriod(1, frameSamples, 'urgent')
    else if (surplus >= 50) this.jumpPeriod(1, frameSamples, 'pressing')
    else if (this.framesOfWishing > longPatienceFrames)
      this.jumpPeriod(1, surplus * samplesPerMs, 'calm')
  }

  private lengthen(quiet: boolean): void {
    if (quiet) this.jump(this.partOfFrame() - frameSamples)
    else if (this.framesOfWishing > patienceFrames) this.jumpPeriod(-1, frameSamples, 'calm')
  }

  /** Nothing has come for too long: plays slower before there is nothing left. */
  private makeLast(quiet: boolean): void {
    this.framesSinceStandstill = 0
    if (this.stretchedInStall >= stretchedAtMost || this.tape.available === 0) return
    const before = this.counts.stretchedSamples
    if (quiet) this.jump(-frameSamples)
    else this.jumpPeriod(-1, frameSamples, 'stalled')
    this.stretchedInStall += this.counts.stretchedSamples - before
  }
}
