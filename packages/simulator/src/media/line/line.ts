/** One open line of a supervisor: what came in, what was mixed of it, and what is handed back to a listener. */
import { bytesPerSample, frameMs, frameSamples } from '@sotto/audio'
import type { MonotonicMs } from '@sotto/kernel'
import type { LineOpening, LinePosition, LineSink, ReceiveOutcome } from '../media-engine.ts'
import { samplesFromBytes } from '../pcm-bytes.ts'
import { createFaultyPath, createJitterMeter, distort, type FaultsInForce } from './line-faults.ts'
import { createPlayoutQueue, longestQueueFrames } from './playout-queue.ts'

/** A `position` goes out every 500 ms. */
export const positionEveryFrames = 500 / frameMs
export const lineFrameBytes = frameSamples * bytesPerSample

/** One frame a supervisor said, as it is mixed. */
export interface SpokenFrame {
  readonly line: Line
  /** As it was sent. */
  readonly said: Int16Array
  /** As the mixer takes it: the same, unless the platform distorts. */
  readonly heard: Int16Array
  readonly distortedSamples: number
}

/** Running totals, for the measured quality. */
export interface LineTotals {
  readonly lostFrames: number
  readonly receivedFrames: number
  readonly fullScaleSamples: number
  readonly jitterMs: number
}

export interface Line {
  readonly opening: LineOpening
  /** The first frame of the call that this line has part in. */
  readonly openedFrame: number
  /** The agent it was opened for; it never moves to another. */
  readonly agentUserId: string | undefined
  readonly totals: LineTotals
  position(): LinePosition
  bind(sink: LineSink): void
  unbind(): void
  receive(bytes: Uint8Array, now: MonotonicMs): ReceiveOutcome
  /** The next frame to mix; call once per mixed frame, whether or not anybody hears it now. */
  pull(now: MonotonicMs): SpokenFrame | undefined
  /** The pulled frame went into an ear in which `clippedSamples` did not fit. */
  countMixed(clippedSamples: number): void
  /** MONITOR: true when the frame was handed over. */
  hand(frame: Uint8Array, now: MonotonicMs): boolean
  /** After a batch of frames: delivers what jitter held back, and reports the position when due. */
  settle(now: MonotonicMs, doneFrames: number): void
}

interface HeldBack {
  readonly frame: Uint8Array
  readonly dueAt: MonotonicMs
}

export function createLine({
  opening,
  openedFrame,
  agentUserId,
  faults,
  guard,
}: {
  readonly opening: LineOpening
  readonly openedFrame: number
  readonly agentUserId: string | undefined
  readonly faults: FaultsInForce
  /** Runs what a sink might throw out of. */
  readonly guard: (run: () => void) => void
}): Line {
  const queue = createPlayoutQueue()
  const path = createFaultyPath(faults, opening.controlId)
  const jitter = createJitterMeter()
  const heldBack: HeldBack[] = []
  let sink: LineSink | undefined
  let receivedFrames = 0
  let lostFrames = 0
  let mixedSamples = 0
  let notHandedSamples = 0
  let clippedSamples = 0
  let fullScaleSamples = 0
  let positionDueFrame = openedFrame + positionEveryFrames

  function position(): LinePosition {
    return {
      receivedSamples: receivedFrames * frameSamples,
      mixedSamples,
      underrunSamples: queue.underrunSamples + notHandedSamples,
      clippedSamples,
    }
  }

  function accept(frame: Int16Array, now: MonotonicMs): void {
    if (path.loses()) {
      lostFrames += 1
      return
    }
    receivedFrames += 1
    for (const sample of frame) if (sample >= 32_767 || sample <= -32_768) fullScaleSamples += 1
    const playableAt = path.arrivalOf(now)
    jitter.arrived(playableAt)
    queue.push(frame, playableAt)
  }

  function offer(frame: Uint8Array, now: MonotonicMs): boolean {
    if (sink === undefined || path.loses()) return false
    if (!sink.ready() || heldBack.length >= longestQueueFrames) return false
    const dueAt = path.arrivalOf(now)
    if (dueAt > now || heldBack.length > 0) heldBack.push({ frame, dueAt })
    else sink.deliver(frame)
    return true
  }

  const line: Line = {
    opening,
    openedFrame,
    agentUserId,
    get totals() {
      return { lostFrames, receivedFrames, fullScaleSamples, jitterMs: jitter.jitterMs }
    },
    position,
    bind(next) {
      sink = next
      guard(() => next.opened())
    },
    unbind() {
      sink = undefined
      heldBack.length = 0
      path.reconnected()
    },
    receive(bytes, now) {
      if (opening.controlType === 'MONITOR') return 'receive-only'
      if (bytes.byteLength !== lineFrameBytes) return 'wrong-size'
      accept(samplesFromBytes(bytes), now)
      return 'received'
    },
    pull(now) {
      const said = queue.pull(now)
      if (said === undefined) return undefined
      if (!path.distorts()) return { line, said, heard: said, distortedSamples: 0 }
      const distorted = distort(said)
      return { line, said, heard: distorted.frame, distortedSamples: distorted.clippedSamples }
    },
    countMixed(clipped) {
      mixedSamples += frameSamples
      clippedSamples += clipped
    },
    hand(frame, now) {
      let handed = false
      guard(() => {
        handed = offer(frame, now)
      })
      if (handed) mixedSamples += frameSamples
      else if (sink !== undefined) notHandedSamples += frameSamples
      return handed
    },
    settle(now, doneFrames) {
      const reader = sink
      if (reader === undefined) return
      guard(() => {
        while (heldBack[0] !== undefined && heldBack[0].dueAt <= now) {
          const next = heldBack.shift()
          if (next !== undefined) reader.deliver(next.frame)
        }
      })
      if (doneFrames < positionDueFrame) return
      const sinceOpened = doneFrames - openedFrame
      positionDueFrame = doneFrames + positionEveryFrames - (sinceOpened % positionEveryFrames)
      guard(() => reader.position(position()))
    },
  }
  return line
}
