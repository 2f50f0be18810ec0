/** What was handed to every ear and said on every channel of one call: written while the call is live, rendered from its script elsewhere. */
import { setImmediate as nextTurn } from 'node:timers/promises'
import { frameSamples } from '@sotto/audio'
import type { RecordingLeg } from '../media-engine.ts'
import { isSilent } from '../mix/mix-frame.ts'
import type { RecordingFile } from './recording-storage.ts'

/** Frames written to disk together: one second. */
export const batchFrames = 50
/** Frames rendered before the event loop gets its turn: under 5 ms of work. */
const renderedPerTurn = 250

export interface CallRecording {
  /** Frames from here on are written, not rendered. */
  goLive(fromFrame: number): void
  /** Frames from here on are rendered again. */
  goQuiet(fromFrame: number): void
  /** Silence need not be written. The samples are copied. */
  write(leg: RecordingLeg, frame: number, samples: Int16Array): void
  /** Everything of this frame has been written. */
  finishFrame(frame: number): void
  /** Samples [fromSample, toSample) of a leg. The caller knows that they are over. */
  read(leg: RecordingLeg, fromSample: number, toSample: number): Promise<Int16Array>
  seal(): void
  remove(): Promise<void>
}

interface LiveRange {
  readonly fromFrame: number
  toFrame: number
}

/** Where a stretch of one leg lies in the file; what lies nowhere is silence. */
interface Extent {
  readonly fromFrame: number
  readonly frames: number
  readonly position: number
}

interface Batch {
  readonly fromFrame: number
  frames: number
  readonly legs: Map<RecordingLeg, Int16Array>
}

/** The file is made when there is something to write: most calls are never listened to. */
export function createCallRecording(
  createFile: () => RecordingFile,
  render: (leg: RecordingLeg, frame: number, target: Int16Array) => void,
): CallRecording {
  const liveRanges: LiveRange[] = []
  const extents = new Map<RecordingLeg, Extent[]>()
  let batch: Batch | undefined
  let file: RecordingFile | undefined

  function flush(): void {
    const full = batch
    batch = undefined
    if (full === undefined || full.legs.size === 0) return
    const bytes = full.frames * frameSamples * 2
    const chunks = [...full.legs.values()].map(
      (samples) => new Uint8Array(samples.buffer, samples.byteOffset, bytes),
    )
    file ??= createFile()
    let position = file.append(chunks)
    for (const leg of full.legs.keys()) {
      const known = extents.get(leg) ?? []
      known.push({ fromFrame: full.fromFrame, frames: full.frames, position })
      extents.set(leg, known)
      position += bytes
    }
  }

  async function readWritten(leg: RecordingLeg, range: FrameRange, out: Int16Array): Promise<void> {
    for (const extent of extents.get(leg) ?? []) {
      const part = overlap(range, extent.fromFrame, extent.fromFrame + extent.frames)
      if (part === undefined) continue
      const target = new Uint8Array(
        out.buffer,
        (part.from - range.origin) * frameSamples * 2,
        (part.to - part.from) * frameSamples * 2,
      )
      await file?.read(extent.position + (part.from - extent.fromFrame) * frameSamples * 2, target)
    }
  }

  async function renderRange(leg: RecordingLeg, range: FrameRange, out: Int16Array): Promise<void> {
    for (let frame = range.from; frame < range.to; frame += 1) {
      const at = (frame - range.origin) * frameSamples
      render(leg, frame, out.subarray(at, at + frameSamples))
      if ((frame - range.from) % renderedPerTurn === renderedPerTurn - 1) await nextTurn()
    }
  }

  return {
    goLive(fromFrame) {
      flush()
      liveRanges.push({ fromFrame, toFrame: Number.POSITIVE_INFINITY })
    },
    goQuiet(fromFrame) {
      flush()
      const range = liveRanges.at(-1)
      if (range !== undefined) range.toFrame = fromFrame
    },
    write(leg, frame, samples) {
      if (isSilent(samples)) return
      batch ??= { fromFrame: frame, frames: 0, legs: new Map() }
      let kept = batch.legs.get(leg)
      if (kept === undefined) {
        kept = new Int16Array(batchFrames * frameSamples)
        batch.legs.set(leg, kept)
      }
      kept.set(samples, (frame - batch.fromFrame) * frameSamples)
    },
    finishFrame(frame) {
      if (batch === undefined) return
      batch.frames = frame - batch.fromFrame + 1
      if (batch.frames >= batchFrames) flush()
    },
    async read(leg, fromSample, toSample) {
      if (toSample <= fromSample) return new Int16Array(0)
      flush()
      const origin = Math.floor(fromSample / frameSamples)
      const end = Math.ceil(toSample / frameSamples)
      const out = new Int16Array((end - origin) * frameSamples)
      for (const piece of pieces(liveRanges, origin, end)) {
        const range = { from: piece.from, to: piece.to, origin }
        if (piece.live) await readWritten(leg, range, out)
        else await renderRange(leg, range, out)
      }
      const skip = fromSample - origin * frameSamples
      return out.subarray(skip, skip + toSample - fromSample)
    },
    seal() {
      flush()
      file?.seal()
    },
    async remove() {
      await file?.remove()
    },
  }
}

interface FrameRange {
  readonly from: number
  readonly to: number
  /** The frame at which the output begins. */
  readonly origin: number
}

function overlap(range: FrameRange, from: number, to: number) {
  const part = { from: Math.max(range.from, from), to: Math.min(range.to, to) }
  return part.from < part.to ? part : undefined
}

/** [from, to) cut where the call went live or quiet. Fixed before the first await: later ranges do not change it. */
function pieces(liveRanges: readonly LiveRange[], from: number, to: number) {
  const cut: { readonly from: number; readonly to: number; readonly live: boolean }[] = []
  let at = from
  for (const range of liveRanges) {
    const start = Math.min(to, Math.max(at, range.fromFrame))
    const end = Math.min(to, Math.max(start, range.toFrame))
    if (start > at) cut.push({ from: at, to: start, live: false })
    if (end > start) cut.push({ from: start, to: end, live: true })
    at = end
  }
  if (at < to) cut.push({ from: at, to, live: false })
  return cut
}
