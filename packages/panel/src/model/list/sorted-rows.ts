/** Keeps rows in their order: only those that may be listed differently are looked at again. */
import type { Findable } from './conversation-list.ts'

export interface SortedRowsOptions<Row> {
  readonly compare: (left: Row, right: Row) => number
  /** Whether they stand in the same place and are found by the same text. */
  readonly isPlacedAlike: (left: Row, right: Row) => boolean
  readonly searchText: (row: Row) => string
}

export interface SortedRows<Row> {
  /** Everything there is, instead of what was there. */
  fill(rows: Iterable<Row>): void
  /** These may be different, new or gone (undefined). */
  change(rows: Iterable<readonly [id: string, row: Row | undefined]>): void
  /** In order; the same array while the same rows stand in the same places. */
  sorted(): readonly Findable<Row>[]
}

interface Entry<Row> extends Findable<Row> {
  row: Row
}

export function createSortedRows<Row extends { readonly id: string }>(
  options: SortedRowsOptions<Row>,
): SortedRows<Row> {
  const { isPlacedAlike } = options
  const compare = (left: Entry<Row>, right: Entry<Row>) => options.compare(left.row, right.row)
  const entries = new Map<string, Entry<Row>>()
  let sorted: readonly Entry<Row>[] = []

  function entryOf(row: Row): Entry<Row> {
    let plain: string | undefined
    const entry: Entry<Row> = {
      row,
      plain() {
        plain ??= options.searchText(entry.row)
        return plain
      },
    }
    entries.set(row.id, entry)
    return entry
  }

  return {
    sorted: () => sorted,
    fill(rows) {
      entries.clear()
      sorted = Array.from(rows, entryOf).sort(compare)
    },
    change(rows) {
      const left = new Set<Entry<Row>>()
      const fresh: Entry<Row>[] = []
      for (const [id, row] of rows) {
        const entry = entries.get(id)
        if (entry !== undefined && row !== undefined && isPlacedAlike(entry.row, row)) {
          entry.row = row
          continue
        }
        if (entry !== undefined) left.add(entry)
        entries.delete(id)
        if (row !== undefined) fresh.push(entryOf(row))
      }
      if (left.size === 0 && fresh.length === 0) return
      const kept = left.size === 0 ? sorted : sorted.filter((entry) => !left.has(entry))
      sorted = merge(kept, fresh.sort(compare), compare)
    },
  }
}

/** Both are in order. Few are new, so each is looked for by halving. */
function merge<Item>(
  kept: readonly Item[],
  fresh: readonly Item[],
  compare: (left: Item, right: Item) => number,
): readonly Item[] {
  const merged: Item[] = []
  let from = 0
  for (const item of fresh) {
    const place = placeFor(item, kept, from, compare)
    for (const before of kept.slice(from, place)) merged.push(before)
    merged.push(item)
    from = place
  }
  return from === 0 ? [...merged, ...kept] : merged.concat(kept.slice(from))
}

function placeFor<Item>(
  item: Item,
  kept: readonly Item[],
  from: number,
  compare: (left: Item, right: Item) => number,
): number {
  let low = from
  let high = kept.length
  while (low < high) {
    const middle = (low + high) >> 1
    const other = kept[middle]
    if (other !== undefined && compare(other, item) <= 0) low = middle + 1
    else high = middle
  }
  return low
}
