/** Which rows of a list are drawn. Every row is equally high. */

export interface RowWindow {
  readonly first: number
  /** The one after the last. */
  readonly end: number
}

export interface RowWindowInput {
  readonly rowCount: number
  readonly rowPx: number
  readonly topPx: number
  readonly heightPx: number
}

/** Shorter lists are drawn whole: find-in-page works, and nothing pops in while scrolling. */
const drawWholeUpTo = 200
/** Rows are drawn by the dozen, so that not every step of a scroll draws again. */
const step = 12

export function rowWindow({ rowCount, rowPx, topPx, heightPx }: RowWindowInput): RowWindow {
  if (rowCount <= drawWholeUpTo) return { first: 0, end: rowCount }
  const top = Math.floor(Math.max(0, topPx) / rowPx)
  const first = Math.max(0, Math.floor(top / step) * step - step)
  const inSight = Math.ceil(heightPx / rowPx)
  return { first, end: Math.min(rowCount, Math.ceil((top + inSight) / step) * step + step) }
}
