/** The lines of one transcript as they may be shown, in order, each with its version; and the raw text behind them. */
import { placeOf, type TranscriptSegment } from '@sotto/domain'
import type { TranscriptLine } from '@sotto/protocol'
import type { PersonalSpan } from '@sotto/redaction'
import type { RedactedUpdate } from './redact-segment.ts'

export interface KnownLine {
  readonly line: TranscriptLine
  /** What was redacted: `spans` point into its text. */
  readonly segment: TranscriptSegment
  readonly spans: readonly PersonalSpan[]
  /** The recording paused while it was being said: nothing of it is opened any more. */
  readonly isFrozen: boolean
}

export interface LineTable {
  get(id: string): KnownLine | undefined
  /** The newest first. */
  ids(): Iterable<string>
  /** Answers whether the screen changes. */
  take(update: RedactedUpdate, segment: TranscriptSegment): boolean
  /** Answers the ids whose lines changed: those that were broken off. */
  freeze(): readonly string[]
  remove(id: string): boolean
  clear(): void
}

export function createLineTable(): LineTable {
  const lines = new Map<string, KnownLine>()
  const ordered: TranscriptSegment[] = []
  /** Rises over all lines, so that one that went and came back is newer than before. */
  let version = 0

  function drop(id: string): boolean {
    const known = lines.get(id)
    if (known === undefined) return false
    lines.delete(id)
    const place = ordered.indexOf(known.segment)
    if (place >= 0) ordered.splice(place, 1)
    return true
  }

  function put(known: KnownLine): void {
    const before = lines.get(known.line.id)
    const place = before === undefined ? -1 : ordered.indexOf(before.segment)
    if (place >= 0 && before?.segment.startMs === known.segment.startMs)
      ordered[place] = known.segment
    else {
      if (place >= 0) ordered.splice(place, 1)
      ordered.splice(placeOf(ordered, known.segment), 0, known.segment)
    }
    lines.set(known.line.id, known)
  }

  return {
    get: (id) => lines.get(id),
    *ids() {
      for (let index = ordered.length - 1; index >= 0; index -= 1) {
        const segment = ordered[index]
        if (segment !== undefined) yield segment.id
      }
    },
    take(update, segment) {
      const before = lines.get(segment.id)
      if (before?.isFrozen === true && shownUnits(update.text) > shownUnits(before.line.text))
        return false
      if (segment.text.trim() === '') return drop(segment.id)
      const line = lineOf(update, segment, before)
      if (
        before !== undefined &&
        JSON.stringify({ ...before.line, version: 0 }) === JSON.stringify(line)
      ) {
        put({ ...before, segment, spans: update.spans })
        return false
      }
      version += 1
      const isFrozen = before?.isFrozen ?? false
      put({ line: { ...line, version }, segment, spans: update.spans, isFrozen })
      return true
    },
    freeze() {
      const changed: string[] = []
      for (const [id, known] of lines) {
        if (known.isFrozen || !mayStillOpen(known.line)) continue
        version += 1
        const cut = known.line.isFinal ? known.line.cut : ('recording-paused' as const)
        const line = {
          ...known.line,
          version,
          isFinal: true,
          ...(cut === undefined ? {} : { cut }),
        }
        lines.set(id, { ...known, isFrozen: true, line })
        changed.push(id)
      }
      return changed
    },
    remove: drop,
    clear() {
      lines.clear()
      ordered.length = 0
    },
  }
}

/** With the version 0, to be compared. */
function lineOf(
  { isCut, text }: RedactedUpdate,
  segment: TranscriptSegment,
  before: KnownLine | undefined,
): TranscriptLine {
  const { endMs, id, isFinal, participantId, purpose, startMs } = segment
  const isFrozen = before?.isFrozen === true
  const cut = isFrozen ? before.line.cut : isCut ? ('too-long' as const) : undefined
  return {
    id,
    version: 0,
    participantId,
    purpose,
    startMs,
    endMs,
    isFinal: isFinal || isFrozen,
    text,
    ...(cut === undefined ? {} : { cut }),
  }
}

function shownUnits({ pieces }: TranscriptLine['text']): number {
  return pieces.reduce((sum, piece) => sum + (piece.type === 'text' ? piece.text.length : 0), 0)
}

function mayStillOpen({ isFinal, text }: TranscriptLine): boolean {
  return !isFinal || text.pieces.some((piece) => piece.type === 'mask' && piece.kind === 'held')
}
