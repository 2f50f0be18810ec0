// What became of the frames a panel captured on their way to us, by their own numbers and times.
import { frameMs } from '@sotto/audio'

export interface SpeechJourney {
  /** Frames that should have come. */
  readonly expectedFrames: number
  /** Of them, those that never came: the panel could not send them, or they were lost. */
  readonly missingFrames: number
  /** Of them, those that came too late for their place, so that something was made up or left out. */
  readonly lateFrames: number
  /** Frames handed on to the platform. */
  readonly forwardedFrames: number
}

export interface SpeechJourneyMeter {
  /** The key went down: what lies before is no gap. */
  begin(): void
  arrive(sequence: number, captureTimeMs: number): void
  forward(): void
  /** `disturbedFrames`: made up, too late or too old, whatever the reason. */
  read(disturbedFrames: number): SpeechJourney
}

/** A longer gap is a pause or another clock, not frames on their way. */
const longestGapFrames = 50

export function createSpeechJourney(): SpeechJourneyMeter {
  let lastSequence: number | undefined
  // In a typed array: a captured variable that holds a fraction costs memory whenever it is set.
  const lastCaptureTimeMs = new Float64Array(1)
  let expectedFrames = 0
  let missingFrames = 0
  let forwardedFrames = 0

  return {
    begin() {
      lastSequence = undefined
    },
    arrive(sequence, captureTimeMs) {
      expectedFrames += 1
      if (lastSequence !== undefined) {
        // A panel whose socket is full throws frames away before they have a number: only their time is missing.
        const steps = Math.max(
          (sequence - lastSequence) | 0,
          Math.round((captureTimeMs - (lastCaptureTimeMs[0] ?? 0)) / frameMs),
        )
        const gap = steps - 1
        if (gap > 0 && gap <= longestGapFrames) {
          expectedFrames += gap
          missingFrames += gap
        }
      }
      lastSequence = sequence
      lastCaptureTimeMs[0] = captureTimeMs
    },
    forward() {
      forwardedFrames += 1
    },
    read: (disturbedFrames) => ({
      expectedFrames,
      missingFrames,
      forwardedFrames,
      // A frame that never came is bridged too; that is not lateness.
      lateFrames: Math.max(0, disturbedFrames - missingFrames),
    }),
  }
}
