/** What the platform can report about the sound of a live call, over the last 5 to 10 seconds. */
import { frameMs, frameSamples } from '@sotto/audio'
import type { AudioQuality, Conversation } from '../world/shapes.ts'
import type { LineTotals } from './line/line.ts'

const windowFrames = 5_000 / frameMs

export interface QualityMeter {
  /** After each mixed frame: what saturated in the two main ears, and the running totals of all lines. */
  frameMixed(mixed: FrameQuality): void
  read(): Conversation['audioQuality']
}

export interface FrameQuality {
  readonly agentClippedSamples: number
  readonly customerClippedSamples: number
  readonly lines: readonly LineTotals[]
}

interface Window {
  frames: number
  agentClipped: number
  customerClipped: number
  lost: number
  received: number
  fullScale: number
}

function emptyWindow(): Window {
  return { frames: 0, agentClipped: 0, customerClipped: 0, lost: 0, received: 0, fullScale: 0 }
}

export function createQualityMeter(): QualityMeter {
  let current = emptyWindow()
  let previous = emptyWindow()
  let last = sumLines([])

  function sumOf(field: keyof Window): number {
    return current[field] + previous[field]
  }

  return {
    frameMixed({ agentClippedSamples, customerClippedSamples, lines }) {
      const totals = sumLines(lines)
      current.frames += 1
      current.agentClipped += agentClippedSamples
      current.customerClipped += customerClippedSamples
      // A line that closed takes its totals away: what it adds is never negative.
      current.lost += Math.max(0, totals.lost - last.lost)
      current.received += Math.max(0, totals.received - last.received)
      current.fullScale += Math.max(0, totals.fullScale - last.fullScale)
      last = totals
      if (current.frames < windowFrames) return
      previous = current
      current = emptyWindow()
    },
    read() {
      const handed = sumOf('frames') * frameSamples
      const received = sumOf('received')
      return {
        agent: quality(ratio(sumOf('agentClipped'), handed), 0, 0),
        customer: quality(ratio(sumOf('customerClipped'), handed), 0, 0),
        supervisor: quality(
          ratio(sumOf('fullScale'), received * frameSamples),
          ratio(sumOf('lost'), sumOf('lost') + received),
          last.jitterMs,
        ),
      }
    },
  }
}

function quality(clippingRatio: number, lossRatio: number, jitterMs: number): AudioQuality {
  return { clippingRatio, lossRatio, jitterMs }
}

function ratio(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole
}

function sumLines(lines: readonly LineTotals[]) {
  const sum = { lost: 0, received: 0, fullScale: 0, jitterMs: 0 }
  for (const line of lines) {
    sum.lost += line.lostFrames
    sum.received += line.receivedFrames
    sum.fullScale += line.fullScaleSamples
    sum.jitterMs = Math.max(sum.jitterMs, line.jitterMs)
  }
  return sum
}
