/**
 * Where the window onto the lines stands while lines are added and change: at the end, or on the line that somebody reads.
 *
 * ```
 *               scrolled up, past 40 px
 *   at the end ───────────────────────► on a line: it stays where it is, whatever is added above or below
 *       ▲                                  │
 *       └── scrolled to the end · jump ────┘
 * ```
 *
 * Pure. Pixels count from the top of all lines.
 */
export interface FollowedLines {
  /** The line at the top of the window, and how far into it the window begins. */
  readonly anchor: LineAtTop | undefined
  /** How many lines there were when the end was left; undefined: at the end. */
  readonly leftAt: number | undefined
}

export interface LineAtTop {
  readonly key: string
  readonly offsetPx: number
}

export interface ScrolledWindow {
  readonly topPx: number
  readonly heightPx: number
  /** Of all lines together. */
  readonly totalPx: number
  /**
   * It stands higher than when it was looked at last. A hand moves it so; lines that are added or grow, and a window that
   * becomes larger or smaller, only move the end away from it.
   */
  readonly hasMovedUp: boolean
}

export const atTheEnd: FollowedLines = { anchor: undefined, leftAt: undefined }

/** So near to the end counts as being there. */
const endPx = 40

/** The window was moved, by a hand or by `placeOf`. `lines`: how many there are. */
export function afterScroll(
  followed: FollowedLines,
  window: ScrolledWindow,
  anchor: LineAtTop | undefined,
  lines: number,
): FollowedLines {
  if (!window.hasMovedUp && followed.leftAt === undefined) return atTheEnd
  const isAtEnd = window.totalPx - window.topPx - window.heightPx < endPx
  return { anchor, leftAt: isAtEnd ? undefined : (followed.leftAt ?? lines) }
}

/** Where the window has to stand now that lines were drawn anew; undefined: where it is. `startOf`: a line's place, if it has one. */
export function placeOf(
  { anchor, leftAt }: FollowedLines,
  totalPx: number,
  startOf: (key: string) => number | undefined,
): number | undefined {
  if (leftAt === undefined) return totalPx
  const startPx = anchor === undefined ? undefined : startOf(anchor.key)
  return anchor === undefined || startPx === undefined ? undefined : startPx + anchor.offsetPx
}

/** Lines that came since the end was left. */
export function missedLines({ leftAt }: FollowedLines, lines: number): number {
  return leftAt === undefined ? 0 : Math.max(0, lines - leftAt)
}
