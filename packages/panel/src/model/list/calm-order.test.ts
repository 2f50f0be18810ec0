import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { calmOrder, type Slots } from './calm-order.ts'

const rowPx = 50
const viewport = { topPx: 0, heightPx: 400, rowPx }
const still = { isPointedAt: false, focusedId: undefined, viewport }

const order = fc.uniqueArray(fc.integer({ min: 0, max: 40 }).map(String), { maxLength: 30 })
const shownRows = fc
  .tuple(order, fc.array(fc.boolean(), { minLength: 30, maxLength: 30 }))
  .map(([ids, gaps]): Slots => ids.map((id, index) => (gaps[index] === true ? undefined : id)))

describe('the calm order', () => {
  it('[PA300] is the list’s own while nobody is in it', () => {
    expect(calmOrder({ ...still, shown: ['a', 'b'], wanted: ['b', 'c', 'a'] })).toEqual({
      slots: ['b', 'c', 'a'],
      scrollByPx: 0,
    })
  })

  it('[PA300] under the pointer nothing moves: what went leaves its place empty, what is new stands at the end', () => {
    const { slots } = calmOrder({
      ...still,
      isPointedAt: true,
      shown: ['a', 'b', 'c'],
      wanted: ['new', 'c', 'a', 'z'],
    })
    expect(slots).toEqual(['a', undefined, 'c', 'new', 'z'])
    // One that comes back while somebody points has lost its place.
    expect(
      calmOrder({ ...still, isPointedAt: true, shown: slots, wanted: ['a', 'b', 'c'] }).slots,
    ).toEqual(['a', undefined, 'c', undefined, undefined, 'b'])
  })

  it('[PA300] whatever happens under the pointer, each row that stays keeps its place and none is missing', () => {
    fc.assert(
      fc.property(shownRows, order, (shown, wanted) => {
        fc.pre(shown.length > 0)
        const { slots, scrollByPx } = calmOrder({ ...still, isPointedAt: true, shown, wanted })
        expect(scrollByPx).toBe(0)
        for (const [place, id] of shown.entries())
          if (id !== undefined && wanted.includes(id)) expect(slots[place]).toBe(id)
          else expect(slots[place]).toBeUndefined()
        expect(slots.filter((id) => id !== undefined).sort()).toEqual([...wanted].sort())
      }),
    )
  })

  it('[PA301] the row that has the focus stands where it stood, whatever is ordered around it', () => {
    const inTheMiddle = { topPx: 500, heightPx: 400, rowPx }
    fc.assert(
      fc.property(order, order, fc.nat(), (shown, wanted, chosen) => {
        fc.pre(shown.length > 0)
        const focusedId = shown[chosen % shown.length]
        const input = { shown, wanted, isPointedAt: false, focusedId, viewport: inTheMiddle }
        const { slots, scrollByPx } = calmOrder(input)
        fc.pre(focusedId !== undefined && wanted.includes(focusedId))
        const before = shown.indexOf(focusedId ?? '') * rowPx - inTheMiddle.topPx
        const after = slots.indexOf(focusedId) * rowPx - (inTheMiddle.topPx + scrollByPx)
        expect(after).toBe(before)
      }),
    )
  })

  it('[PA301] where the list can be scrolled along it is ordered at once', () => {
    const shown = Array.from({ length: 100 }, (_, index) => `r${index}`)
    const wanted = ['x', 'y', ...shown]
    expect(
      calmOrder({
        shown,
        wanted,
        isPointedAt: false,
        focusedId: 'r12',
        viewport: { topPx: 500, heightPx: 400, rowPx },
      }),
    ).toEqual({ slots: wanted, scrollByPx: 100 })
  })

  it('[PA301] where it cannot, as under the pointer', () => {
    const { slots, scrollByPx } = calmOrder({
      ...still,
      focusedId: 'b',
      shown: ['a', 'b', 'c'],
      wanted: ['b', 'c'],
    })
    expect({ slots, scrollByPx }).toEqual({ slots: [undefined, 'b', 'c'], scrollByPx: 0 })
  })

  it('[PA301] where the row itself went, the one that takes its place stands there', () => {
    expect(
      calmOrder({ ...still, focusedId: 'b', shown: ['a', 'b', 'c'], wanted: ['a', 'c'] }),
    ).toEqual({ slots: ['a', 'c'], scrollByPx: 0 })
  })
})
