import { redactedTextSchema, type TranscriptLine } from '@sotto/protocol'
import { describe, expect, it } from 'vitest'
import { arrangeTranscript, type TranscriptRow } from './arrange-rows.ts'
import { afterScroll, atTheEnd, type FollowedLines, missedLines, placeOf } from './follow-lines.ts'

const heightPx = 300

function line(id: string, startMs: number, isFinal = true, words = id): TranscriptLine {
  return {
    id,
    version: 1,
    participantId: 'customer-1',
    purpose: 'customer',
    startMs,
    endMs: startMs + 900,
    isFinal,
    text: redactedTextSchema.parse({ pieces: [{ type: 'text', text: words }] }),
  }
}

/** As a browser lays them out: a line is 30 px, and 20 more for each forty letters. */
function layOut(rows: readonly TranscriptRow[]) {
  let totalPx = 0
  const starts = new Map<string, number>()
  for (const row of rows) {
    starts.set(row.key, totalPx)
    const letters = row.type === 'line' ? JSON.stringify(row.line.text).length : 0
    totalPx += 30 + 20 * Math.floor(letters / 40)
  }
  return { totalPx, starts }
}

/** A window onto lines that come and change, moved as the list on the page moves its own. */
function openWindow() {
  let lines: readonly TranscriptLine[] = []
  let rows: readonly TranscriptRow[] = []
  let followed: FollowedLines = atTheEnd
  let topPx = 0

  function lineAtTop() {
    const { starts } = layOut(rows)
    const found = [...starts].findLast(([, start]) => start <= topPx)
    return found && { key: found[0], offsetPx: topPx - found[1] }
  }

  function scrollTo(px: number): void {
    const { totalPx } = layOut(rows)
    const before = topPx
    topPx = Math.max(0, Math.min(px, totalPx - heightPx))
    const window = { topPx, heightPx, totalPx, hasMovedUp: topPx < before }
    followed = afterScroll(followed, window, lineAtTop(), rows.length)
  }

  function draw(next: readonly TranscriptLine[]): void {
    lines = [...next].sort((one, other) => one.startMs - other.startMs)
    rows = arrangeTranscript({ lines, pauses: [], whispers: [], startedAt: 0 }).rows
    const { starts, totalPx } = layOut(rows)
    const place = placeOf(followed, totalPx, (key) => starts.get(key))
    if (place !== undefined) scrollTo(place)
  }

  return {
    scrollTo,
    add: (...more: readonly TranscriptLine[]) =>
      draw([...lines.filter(({ id }) => more.every((one) => one.id !== id)), ...more]),
    jump() {
      followed = atTheEnd
      draw(lines)
    },
    get isAtEnd() {
      return topPx === Math.max(0, layOut(rows).totalPx - heightPx)
    },
    get missed() {
      return missedLines(followed, rows.length)
    },
    get topPx() {
      return topPx
    },
    /** Where a line stands in the window. */
    placeOnScreen: (id: string) => (layOut(rows).starts.get(id) ?? Number.NaN) - topPx,
  }
}

function withLines(count: number) {
  const window = openWindow()
  window.add(...Array.from({ length: count }, (_, place) => line(`l${place}`, 1_000 * place)))
  return window
}

describe('the window onto the lines', () => {
  it('[TC51] follows what is said while it stands at the end, however long the lines are', () => {
    const window = withLines(40)
    for (let place = 40; place < 60; place += 1) {
      window.add(line(`l${place}`, 1_000 * place, true, 'word '.repeat(place)))
      expect(window.isAtEnd).toBe(true)
    }
    expect(window.missed).toBe(0)
  })

  it('[TC51] stops following when somebody scrolls up, counts what comes, and follows again at the end or by the button', () => {
    const window = withLines(40)
    window.scrollTo(500)
    const { topPx } = window
    for (let place = 40; place < 45; place += 1) window.add(line(`l${place}`, 1_000 * place))
    expect(window).toMatchObject({ topPx, isAtEnd: false, missed: 5 })
    window.jump()
    expect(window).toMatchObject({ isAtEnd: true, missed: 0 })
    window.scrollTo(500)
    window.scrollTo(Number.POSITIVE_INFINITY)
    window.add(line('l45', 45_000))
    expect(window).toMatchObject({ isAtEnd: true, missed: 0 })
    // A finger's breadth from the end is the end.
    window.scrollTo(window.topPx - 39)
    window.add(line('l46', 46_000))
    expect(window.isAtEnd).toBe(true)
  })

  it('[PA335] goes on following when the end moves away, by a smaller window or by longer lines, and stays with the line that is read', () => {
    const furtherOff = { topPx: 900, heightPx: 200, totalPx: 1_200, hasMovedUp: false }
    const anchor = { key: 'l30', offsetPx: 0 }
    expect(afterScroll(atTheEnd, furtherOff, anchor, 40).leftAt).toBeUndefined()
    expect(afterScroll(atTheEnd, { ...furtherOff, hasMovedUp: true }, anchor, 40).leftAt).toBe(40)
    const reading = { anchor, leftAt: 38 }
    expect(afterScroll(reading, furtherOff, anchor, 40)).toEqual(reading)
  })

  it('[TC52] the lines do not move while partial results are told, longer and longer, and change their minds', () => {
    for (const scrolledTo of [Number.POSITIVE_INFINITY, 500]) {
      const window = withLines(40)
      window.scrollTo(scrolledTo)
      const before = [window.topPx, window.placeOnScreen('l20'), window.placeOnScreen('l39')]
      for (let words = 1; words < 60; words += 1)
        window.add(line('partial', 41_000, false, 'no yes '.repeat(words % 7 === 0 ? 1 : words)))
      expect([window.topPx, window.placeOnScreen('l20'), window.placeOnScreen('l39')]).toEqual(
        before,
      )
    }
  })

  it('[TC52] the line that is read stays where it is when lines come in above it, grow or go', () => {
    const window = withLines(40)
    window.scrollTo(517)
    const read = 'l17'
    const place = window.placeOnScreen(read)
    window.add(line('late', 2_500), line('later', 3_500, true, 'long '.repeat(80)))
    expect(window.placeOnScreen(read)).toBe(place)
    window.add(line('l3', 3_000, true, 'unmasked afterwards '.repeat(20)))
    expect(window.placeOnScreen(read)).toBe(place)
    expect(window.isAtEnd).toBe(false)
  })
})
