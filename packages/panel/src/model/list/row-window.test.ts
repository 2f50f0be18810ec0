import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { rowWindow } from './row-window.ts'

const rowPx = 54

describe('the rows that are drawn', () => {
  it('[PA302] are all of a short list, and few of a long one', () => {
    expect(rowWindow({ rowCount: 200, rowPx, topPx: 5_000, heightPx: 600 })).toEqual({
      first: 0,
      end: 200,
    })
    const { first, end } = rowWindow({ rowCount: 5_000, rowPx, topPx: 100_000, heightPx: 600 })
    expect(end - first).toBeLessThan(60)
  })

  it('[PA302] have everything in sight among them, wherever one scrolls', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 5_000 }),
        fc.integer({ min: 0, max: 2_000 }),
        fc.nat(300_000),
        (rowCount, heightPx, scrolledPx) => {
          const topPx = Math.min(scrolledPx, Math.max(0, rowCount * rowPx - heightPx))
          const { first, end } = rowWindow({ rowCount, rowPx, topPx, heightPx })
          expect(first * rowPx).toBeLessThanOrEqual(topPx)
          expect(end * rowPx).toBeGreaterThanOrEqual(Math.min(rowCount * rowPx, topPx + heightPx))
          expect(end).toBeLessThanOrEqual(rowCount)
        },
      ),
    )
  })
})
