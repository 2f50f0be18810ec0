/** What stands in the transcript one below the other: what was said, whispers where they were sent, and where the recording stood still. Pure. */
import { pinWhispers } from '@sotto/domain'
import type { ControlView, TranscriptLine, TranscriptStatus } from '@sotto/protocol'

export type TranscriptRow =
  | {
      readonly type: 'line'
      readonly key: string
      readonly line: TranscriptLine
      readonly whispers: readonly ControlView[]
    }
  /** Sent before anything that is shown was said. */
  | { readonly type: 'whispers'; readonly key: string; readonly whispers: readonly ControlView[] }
  | {
      readonly type: 'pause'
      readonly key: string
      readonly fromMs: number
      readonly toMs: number | undefined
    }

export interface ArrangedTranscript {
  readonly rows: readonly TranscriptRow[]
  /** Still being said: the newest line of each speaker, unless it is finished. */
  readonly now: readonly TranscriptLine[]
}

export interface ArrangeInput {
  /** In order. */
  readonly lines: readonly TranscriptLine[]
  readonly pauses: TranscriptStatus['pauses']
  /** Of this supervisor, in writing, in this conversation. */
  readonly whispers: readonly ControlView[]
  /** Wall clock; whispers are placed by it. */
  readonly startedAt: number
}

const none: readonly ControlView[] = []

export function arrangeTranscript(input: ArrangeInput): ArrangedTranscript {
  const now = linesBeingSaid(input.lines)
  const beingSaid = new Set(now)
  const finished = input.lines.filter((line) => !beingSaid.has(line))
  const sent = input.whispers.map((whisper) => ({
    whisper,
    sentMs: whisper.submittedAt - input.startedAt,
  }))
  const { atTheTop, byLine } = pinWhispers(finished, sent)
  const whispersOf = (pinned: readonly { readonly whisper: ControlView }[] | undefined) =>
    pinned === undefined ? none : pinned.map(({ whisper }) => whisper)
  const rows: TranscriptRow[] = []
  if (atTheTop.length > 0)
    rows.push({ type: 'whispers', key: 'whispers-at-the-top', whispers: whispersOf(atTheTop) })
  const pauses = [...input.pauses]
  for (const line of finished) {
    for (;;) {
      const pause = pauses[0]
      if (pause === undefined || pause.fromMs > line.startMs) break
      rows.push(pauseRow(pause))
      pauses.shift()
    }
    rows.push({ type: 'line', key: line.id, line, whispers: whispersOf(byLine.get(line.id)) })
  }
  rows.push(...pauses.map(pauseRow))
  return { rows, now }
}

function pauseRow({ fromMs, toMs }: TranscriptStatus['pauses'][number]): TranscriptRow {
  return { type: 'pause', key: `pause ${fromMs}`, fromMs, toMs }
}

/** One whose end never came is finished once the same speaker says something else. */
function linesBeingSaid(lines: readonly TranscriptLine[]): readonly TranscriptLine[] {
  const newest = new Map<string, TranscriptLine>()
  // The last few are enough: nobody speaks on without an end through so many lines of others.
  for (const line of lines.slice(-farthestBack))
    newest.set(`${line.purpose} ${line.participantId}`, line)
  return [...newest.values()].filter(({ isFinal }) => !isFinal)
}

const farthestBack = 50
