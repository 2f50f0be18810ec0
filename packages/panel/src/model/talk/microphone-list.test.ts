import { describe, expect, it } from 'vitest'
import { defaultPreferences } from '../preferences.ts'
import {
  isMissing,
  nextMicrophone,
  processingOf,
  realMicrophones,
  shouldFollow,
} from './microphone-list.ts'

const desk = { deviceId: 'desk', label: 'Desk' }
const headset = { deviceId: 'headset', label: 'Headset' }
const systemIs = (label: string) => ({ deviceId: 'default', label: `Default - ${label}` })

describe('the list of microphones', () => {
  it('[PA101] has each device once: the system’s aliases and nameless entries are none', () => {
    const communications = { deviceId: 'communications', label: 'Communications - Headset' }
    const nameless = { deviceId: '', label: '' }
    expect(realMicrophones([systemIs('Desk'), communications, desk, headset, nameless])).toEqual([
      desk,
      headset,
    ])
  })

  it('[PA101] wishes for the chosen one, and without a choice for none in particular', () => {
    expect(processingOf(defaultPreferences)).not.toHaveProperty('deviceId')
    expect(processingOf({ ...defaultPreferences, microphone: headset }).deviceId).toBe('headset')
  })

  it('[PA101] knows that the chosen one is missing, but not before names are known', () => {
    expect(isMissing(headset, [desk])).toBe(true)
    expect(isMissing(headset, [desk, headset])).toBe(false)
    expect(isMissing(headset, [{ deviceId: '', label: '' }])).toBe(false)
    expect(isMissing(undefined, [desk])).toBe(false)
  })

  it.each([
    ['the system moves on', undefined, [systemIs('Desk')], [systemIs('Headset')], true],
    ['the system stays', undefined, [systemIs('Desk')], [systemIs('Desk'), headset], false],
    ['names become known', undefined, [], [systemIs('Desk')], false],
    [
      'the system moves, another is chosen',
      desk,
      [systemIs('A'), desk],
      [systemIs('B'), desk],
      false,
    ],
    ['the chosen one comes back', headset, [desk], [desk, headset], true],
    ['the chosen one goes', headset, [desk, headset], [desk], false],
  ])('[PA101] follows when it should: %s', (_name, chosen, before, after, follows) => {
    expect(shouldFollow(chosen, before, after)).toBe(follows)
  })

  it('[PA102] offers another one than the one that was lost', () => {
    expect(nextMicrophone([systemIs('Desk'), desk, headset], 'desk')).toEqual(headset)
    expect(nextMicrophone([systemIs('Desk'), desk], 'desk')).toBeUndefined()
    expect(nextMicrophone([{ deviceId: 'x', label: '' }], 'desk')).toBeUndefined()
  })
})
