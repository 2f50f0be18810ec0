import { describe, expect, it } from 'vitest'
import { type KeyPlace, shortcutFor } from './keyboard.ts'

const press = (key: string, place: KeyPlace = 'page', withModifier = false) =>
  shortcutFor({ key, place, withModifier })

describe('the page’s keys', () => {
  it.each([
    ['j', 'next-row'],
    ['K', 'previous-row'],
    ['/', 'focus-search'],
    ['w', 'focus-whisper'],
    [' ', 'talk'],
    ['Escape', 'silence'],
    ['L', 'keep-talking'],
    ['x', undefined],
  ])('[PA71, PA110] %j means %s', (key, action) => {
    expect(press(key)).toBe(action)
  })

  it('[PA71] in a text field only Esc means something', () => {
    for (const key of ['j', 'k', '/', 'w', 'l', ' '])
      expect(press(key, 'text-field')).toBeUndefined()
    expect(press('Escape', 'text-field')).toBe('silence')
  })

  it('[PA71] Space belongs to the button or switch that has the focus, except to "Hold to talk"', () => {
    expect(press(' ', 'control')).toBeUndefined()
    expect(press(' ', 'talk-button')).toBe('talk')
    expect(press('j', 'control')).toBe('next-row')
  })

  it('[PA71] with Ctrl, Alt or the command key they are the browser’s', () => {
    expect(press('w', 'page', true)).toBeUndefined()
    expect(press('k', 'page', true)).toBeUndefined()
  })
})
