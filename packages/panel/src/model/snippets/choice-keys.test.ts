import { describe, expect, it } from 'vitest'
import { choiceStep } from './choice-keys.ts'

const press = (key: string, over: object = {}) => ({
  ...{ key, withModifier: false, withShift: false, isComposing: false },
  ...over,
})

describe('the keys of the list beside a whisper', () => {
  it('[PA345] go down into the list, along it to its end, and up again into the text', () => {
    const places = [-1, 0, 1]
    const downs = places.map((active) => choiceStep(press('ArrowDown'), active, 2))
    expect(downs).toEqual([0, 1, 1].map((to) => ({ kind: 'move', to })))
    const ups = places.map((active) => choiceStep(press('ArrowUp'), active, 2))
    expect(ups).toEqual([{ kind: 'none' }, { kind: 'move', to: -1 }, { kind: 'move', to: 0 }])
  })

  it('[PA345] choose only what they are at: in the text Enter is a new line and Tab goes on', () => {
    for (const key of ['Enter', 'Tab']) {
      expect(choiceStep(press(key), -1, 2)).toEqual({ kind: 'none' })
      expect(choiceStep(press(key), 1, 2)).toEqual({ kind: 'choose', index: 1 })
      expect(choiceStep(press(key, { withShift: true }), 1, 2)).toEqual({ kind: 'none' })
      // Ctrl and Enter send; a sign that is being put together is nobody's.
      expect(choiceStep(press(key, { withModifier: true }), 1, 2)).toEqual({ kind: 'none' })
      expect(choiceStep(press(key, { isComposing: true }), 1, 2)).toEqual({ kind: 'none' })
    }
  })

  it('[PA345] close it, go back to the text by typing, and do nothing where there is no list', () => {
    expect(choiceStep(press('Escape'), 1, 2)).toEqual({ kind: 'close' })
    expect(choiceStep(press('x'), 1, 2)).toEqual({ kind: 'type' })
    for (const key of ['Escape', 'ArrowDown', 'Enter', 'x'])
      expect(choiceStep(press(key), -1, 0)).toEqual({ kind: 'none' })
  })
})
