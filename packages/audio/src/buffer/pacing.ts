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
  let framesSinceChange = 0
  let framesOfWishing = 0
  let stretchedInStall = 0
  let framesSinceStandstill = keepAfterStandstillFrames + 1
  // In a typed array: a captured variable that holds a fraction costs memory whenever it is set.
  const loudest = new Float64Array(1)

  function isQuiet(): boolean {
    const rms = tape.headRms()
    loudest[0] = Math.max(rms, (loudest[0] ?? 0) * forgetLoudPerFrame)
    return rms < Math.max(quietRms, (loudest[0] ?? 0) * quietShare)
  }

  function jump(pieceSamples: number): void {
    tape.jump(pieceSamples)
    if (pieceSamples > 0) counts.shortenedSamples += pieceSamples
    else counts.stretchedSamples -= pieceSamples
    framesSinceChange = 0
    framesOfWishing = 0
  }

  function jumpPeriod(direction: 1 | -1, largestLag: number, haste: Haste): void {
    if (framesSinceChange < framesBetween[haste]) return
    // What is left out must leave a frame to play.
    const room = direction === 1 ? tape.available - frameSamples : frameSamples
    const piece = tape.findPiece(direction, Math.min(largestLag, room))
    if (piece.likeness < alikeEnough[haste] || piece.likeness === 0) return
    // One period of a high voice gains next to nothing.
    const periods = (Math.min(samplesAtOnce[haste], room) / piece.lag) | 0
    const pieceSamples = ((periods > 1 ? periods : 1) * piece.lag) | 0
    jump(direction === 1 ? pieceSamples : -pieceSamples | 0)
  }

  /** The frames' edges and the ticks apart, part of a frame waits in vain; a jump in quiet brings them together. */
  const partOfFrame = (): number => tape.available % frameSamples

  /** `surplus` in whole milliseconds: a fraction handed on would cost memory. */
  function shorten(surplus: number, quiet: boolean): void {
    if (quiet) {
      const wanted = partOfFrame() + Math.floor(surplus / frameMs) * frameSamples
      const whole = Math.floor((tape.available - wanted) / frameSamples) > 0
      const piece = whole ? wanted : partOfFrame()
      if (piece > 0 && tape.available - piece >= frameSamples) jump(piece)
    } else if (surplus >= 80) jumpPeriod(1, frameSamples, 'urgent')
    else if (surplus >= 50) jumpPeriod(1, frameSamples, 'pressing')
    else if (framesOfWishing > longPatienceFrames) jumpPeriod(1, surplus * samplesPerMs, 'calm')
  }

  function lengthen(quiet: boolean): void {
    if (quiet) jump(partOfFrame() - frameSamples)
    else if (framesOfWishing > patienceFrames) jumpPeriod(-1, frameSamples, 'calm')
  }

  /** Nothing has come for too long: plays slower before there is nothing left. */
  function makeLast(quiet: boolean): void {
    framesSinceStandstill = 0
    if (stretchedInStall >= stretchedAtMost || tape.available === 0) return
    const before = counts.stretchedSamples
    if (quiet) jump(-frameSamples)
    else jumpPeriod(-1, frameSamples, 'stalled')
    stretchedInStall += counts.stretchedSamples - before
  }

  return {
    step({ headAgeMs, targetMs, waitingMs, newestAgeMs }) {
      framesSinceChange += 1
      framesOfWishing += 1
      framesSinceStandstill += 1
      const quiet = isQuiet()
      const leftMs = tape.available / samplesPerMs + waitingMs
      const latenessMs = newestAgeMs - frameMs
      if (latenessMs <= overdueMs) stretchedInStall = 0
      else if (leftMs < (latenessMs > standstillMs ? 2 * scarceMs : scarceMs)) {
        makeLast(quiet)
        return
      }
      // The newest frame that is touched is younger than the head; only its age is worth something against lateness.
      const usefulAgeMs = headAgeMs - partOfFrame() / samplesPerMs
      if (usefulAgeMs >= targetMs + surplusMs) {
        const keeps =
          framesSinceStandstill <= keepAfterStandstillFrames && headAgeMs <= keptAtMostMs
        if (!keeps) shorten((usefulAgeMs - targetMs) | 0, quiet)
      } else if (usefulAgeMs < targetMs - shortfallMs) lengthen(quiet)
      else framesOfWishing = 0
    },
    rest() {
      framesSinceStandstill = keepAfterStandstillFrames + 1
    },
  }
}
