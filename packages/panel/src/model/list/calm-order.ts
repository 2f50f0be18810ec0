/**
 * In which order rows may stand on screen while somebody points at them. Pure.
 *
 * Nobody in the list: as they are ordered. The focus alone: as they are ordered, moved along so that the focused row stays where
 * it stands; where the list is too short to be moved, as under the pointer. The pointer: every row keeps its place, a row that
 * went leaves an empty one, and a new one stands at the end.
 */

/** Undefined is a place kept free. */
export type Slots = readonly (string | undefined)[]

export interface Viewport {
  readonly topPx: number
  readonly heightPx: number
  readonly rowPx: number
}

export interface CalmInput {
  readonly shown: Slots
  readonly wanted: readonly string[]
  readonly isPointedAt: boolean
  /** The row of this list that has the focus. */
  readonly focusedId: string | undefined
  readonly viewport: Viewport
}

export interface CalmOrder {
  readonly slots: Slots
  /** By how much to scroll on, so that the focused row stays where it stands. */
  readonly scrollByPx: number
}

export function calmOrder({
  shown,
  wanted,
  isPointedAt,
  focusedId,
  viewport,
}: CalmInput): CalmOrder {
  const settled: CalmOrder = { slots: wanted, scrollByPx: 0 }
  if (shown === wanted || shown.length === 0) return settled
  if (isPointedAt) return { slots: keepPlaces(shown, wanted), scrollByPx: 0 }
  if (focusedId === undefined || !shown.includes(focusedId)) return settled
  const scrollByPx = rowsMoved(shown, wanted, focusedId) * viewport.rowPx
  return canScroll(viewport, wanted.length, scrollByPx)
    ? { slots: wanted, scrollByPx }
    : { slots: keepPlaces(shown, wanted), scrollByPx: 0 }
}

function keepPlaces(shown: Slots, wanted: readonly string[]): Slots {
  const there = new Set(wanted)
  const kept = shown.map((id) => (id !== undefined && there.has(id) ? id : undefined))
  for (const id of kept) if (id !== undefined) there.delete(id)
  const slots = [...kept, ...there]
  return slots.length === shown.length && slots.every((id, index) => id === shown[index])
    ? shown
    : slots
}

/** By how many places the focused row, or the one that will stand in its place, is elsewhere. */
function rowsMoved(shown: Slots, wanted: readonly string[], focusedId: string): number {
  const before = shown.indexOf(focusedId)
  const places = new Map(wanted.map((id, index) => [id, index]))
  for (const id of shown.slice(before)) {
    const place = id === undefined ? undefined : places.get(id)
    if (place !== undefined) return place - before
  }
  return 0
}

function canScroll(viewport: Viewport, rowCount: number, scrollByPx: number): boolean {
  const topPx = viewport.topPx + scrollByPx
  const mostPx = Math.max(0, rowCount * viewport.rowPx - viewport.heightPx)
  return topPx >= 0 && topPx <= mostPx
}
