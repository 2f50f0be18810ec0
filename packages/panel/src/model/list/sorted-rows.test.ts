import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createSortedRows } from './sorted-rows.ts'

interface Row {
  readonly id: string
  readonly name: string
  readonly note: number
}

const compare = (left: Row, right: Row) =>
  left.name === right.name ? (left.id < right.id ? -1 : 1) : left.name < right.name ? -1 : 1

const sortedRows = () => {
  let compared = 0
  const rows = createSortedRows<Row>({
    compare(left, right) {
      compared += 1
      return compare(left, right)
    },
    isPlacedAlike: (left, right) => left.name === right.name,
    searchText: (row) => row.name,
  })
  return { ...rows, compared: () => compared }
}

const someRows = fc.uniqueArray(
  fc.record({
    id: fc.constantFrom(...'abcdefghijklmnop'),
    name: fc.constantFrom('Ana', 'Bo', 'Cy'),
    note: fc.nat(3),
  }),
  { selector: ({ id }) => id },
)

const changesFrom = (before: readonly Row[], now: readonly Row[]) => [
  ...before
    .filter((row) => !now.some(({ id }) => id === row.id))
    .map(({ id }) => [id, undefined] as const),
  ...now.map((row) => [row.id, row] as const),
]

describe('rows kept in order', () => {
  it('[PA305] stand as a whole sorting would have them, whatever came, went or was renamed', () => {
    fc.assert(
      fc.property(fc.array(someRows, { minLength: 1, maxLength: 6 }), (stages) => {
        const kept = sortedRows()
        kept.fill(stages[0] ?? [])
        for (const [stage, rows] of stages.entries()) {
          if (stage > 0) kept.change(changesFrom(stages[stage - 1] ?? [], rows))
          const whole = [...rows].sort(compare)
          expect(kept.sorted().map(({ row }) => row)).toEqual(whole)
          expect(kept.sorted().map(({ plain }) => plain())).toEqual(whole.map(({ name }) => name))
        }
      }),
    )
  })

  it('[PA305] one that changes in place is compared with none, one that is renamed with few', () => {
    const rows = Array.from({ length: 1_000 }, (_, index) => ({
      id: `r${index}`,
      name: `n${index}`,
      note: 0,
    }))
    const { change, compared, fill, sorted } = sortedRows()
    fill(rows)
    const before = sorted()
    const sorting = compared()
    change(rows.map((row) => [row.id, { ...row, note: 1 }]))
    expect(sorted()).toBe(before)
    expect(compared()).toBe(sorting)
    change([['r500', { id: 'r500', name: 'm', note: 0 }]])
    expect(sorted()[0]?.row.id).toBe('r500')
    expect(compared() - sorting).toBeLessThan(20)
  })
})
