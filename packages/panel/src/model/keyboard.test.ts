import { describe, expect, it } from 'vitest'
import {
  ariaKey,
  defaultKeys,
  type KeyPlace,
  keyActions,
  readKeys,
  shortcutFor,
  withKey,
} from './keyboard.ts'

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

  it.each([
    ['4', 'monitor'],
    ['5', 'coach'],
    ['6', 'barge'],
    ['?', 'show-keys'],
  ])('[PA280] %j means %s', (key, action) => {
    expect(press(key)).toBe(action)
  })

  it('[PA71] in a text field only Esc means something', () => {
    for (const key of ['j', 'k', '/', 'w', 'l', '4', '5', '6', '?', ' '])
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

  it('[PA280] what an input method puts together is its own, Esc included', () => {
    for (const key of ['j', ' ', 'Escape', 'Process'])
      expect(
        shortcutFor({ key, place: 'page', withModifier: false, isComposing: true }),
      ).toBeUndefined()
  })
})

describe('another key', () => {
  it('[PA281] takes the place of the usual one', () => {
    const keys = withKey(defaultKeys, 'coach', 'C')
    const pressed = (key: string) => shortcutFor({ key, place: 'page', withModifier: false, keys })
    expect(pressed('c')).toBe('coach')
    expect(pressed('5')).toBeUndefined()
  })

  it('[PA281] taken from another action leaves that one without a key', () => {
    const keys = withKey(defaultKeys, 'coach', 'j')
    expect(keys.coach).toBe('j')
    expect(keys['next-row']).toBe('')
    expect(shortcutFor({ key: '', place: 'page', withModifier: false, keys })).toBeUndefined()
  })

  it.each([' ', 'Escape', 'Enter', 'Tab', 'F5', '\t', 'ab'])(
    '[PA281] %j is none: it is the browser’s, the silence’s or the talking’s',
    (key) => {
      expect(withKey(defaultKeys, 'coach', key)).toBe(defaultKeys)
    },
  )

  it('[PA281] an action can be without any', () => {
    expect(withKey(defaultKeys, 'keep-talking', '')['keep-talking']).toBe('')
  })

  it('[PA281] what was stored is read back, and what cannot be is the usual', () => {
    const keys = withKey(withKey(defaultKeys, 'coach', 'c'), 'barge', '')
    expect(readKeys(JSON.parse(JSON.stringify(keys)))).toEqual(keys)
    for (const raw of [undefined, null, 7, 'j', [], { coach: 5, barge: 'Enter' }])
      expect(readKeys(raw)).toEqual(defaultKeys)
  })

  it('[PA281] no key means two things, whatever was stored', () => {
    const keys = readKeys({ coach: 'j', monitor: 'j', barge: 'k' })
    const used = keyActions.map((action) => keys[action]).filter((key) => key !== '')
    expect(new Set(used).size).toBe(used.length)
    expect(keys.monitor).toBe('j')
  })

  it('[PA282] is announced by its name, and one that is not there is not', () => {
    expect(ariaKey('j')).toBe('J')
    expect(ariaKey('/')).toBe('/')
    expect(ariaKey('')).toBeUndefined()
  })
})
