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
  return new JourneyOfOneLine()
}

/** A class: hundreds of lines have one, and a captured variable that holds a fraction costs memory whenever it is set. */
class JourneyOfOneLine implements SpeechJourneyMeter {
  private hasArrived = false
  private lastSequence = 0
  private lastCaptureTimeMs = 0
  private expectedFrames = 0
  private missingFrames = 0
  private forwardedFrames = 0

  begin(): void {
    this.hasArrived = false
  }

  arrive(sequence: number, captureTimeMs: number): void {
    this.expectedFrames += 1
    if (this.hasArrived) {
      // A panel whose socket is full throws frames away before they have a number: only their time is missing.
      const steps = Math.max(
        (sequence - this.lastSequence) | 0,
        Math.round((captureTimeMs - this.lastCaptureTimeMs) / frameMs),
      )
      const gap = steps - 1
      if (gap > 0 && gap <= longestGapFrames) {
        this.expectedFrames += gap
        this.missingFrames += gap
      }
    }
    this.hasArrived = true
    this.lastSequence = sequence
    this.lastCaptureTimeMs = captureTimeMs
  }

  forward(): void {
    this.forwardedFrames += 1
  }

  read(disturbedFrames: number): SpeechJourney {
    return {
      expectedFrames: this.expectedFrames,
      missingFrames: this.missingFrames,
      forwardedFrames: this.forwardedFrames,
      // A frame that never came is bridged too; that is not lateness.
      lateFrames: Math.max(0, disturbedFrames - this.missingFrames),
    }
  }
}
