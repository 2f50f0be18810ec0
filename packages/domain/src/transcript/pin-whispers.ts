/** To which line of the transcript a whisper in writing belongs: the last one that had begun when it was sent. */

export interface PinnedWhispers<Whisper> {
  readonly byLine: ReadonlyMap<string, readonly Whisper[]>
  /** Sent before anything was said, or before anything that is shown. */
  readonly atTheTop: readonly Whisper[]
}

/** `lines` in order; `sentMs` from the conversation's start. Whispers keep their order. */
export function pinWhispers<Whisper extends { readonly sentMs: number }>(
  lines: readonly { readonly id: string; readonly startMs: number }[],
  whispers: readonly Whisper[],
): PinnedWhispers<Whisper> {
  const byLine = new Map<string, Whisper[]>()
  const atTheTop: Whisper[] = []
  for (const whisper of whispers) {
    const line = lines[countBegun(lines, whisper.sentMs) - 1]
    if (line === undefined) atTheTop.push(whisper)
    else byLine.set(line.id, [...(byLine.get(line.id) ?? []), whisper])
  }
  return { byLine, atTheTop }
}

function countBegun(lines: readonly { readonly startMs: number }[], atMs: number): number {
  let from = 0
  let to = lines.length
  while (from < to) {
    const middle = (from + to) >>> 1
    if ((lines[middle]?.startMs ?? Number.POSITIVE_INFINITY) <= atMs) from = middle + 1
    else to = middle
  }
  return from
}
