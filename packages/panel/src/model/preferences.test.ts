import { describe, expect, it } from 'vitest'
import { wearDensity } from '../theme/density.ts'
import { defaultKeys, withKey } from './keyboard.ts'
import { createPreferences, defaultPreferences } from './preferences.ts'
import { createMemoryStorage } from './storage.ts'

describe('preferences', () => {
  it('[PA30] every processing of the microphone is on until it is switched off, and then stays off', () => {
    const storage = createMemoryStorage()
    const first = createPreferences(storage)
    expect(first.getState()).toMatchObject({
      echoCancellation: true,
      noiseSuppression: true,
      automaticGain: true,
    })
    first.setState({ echoCancellation: false })
    expect(createPreferences(storage).getState()).toMatchObject({
      echoCancellation: false,
      noiseSuppression: true,
      automaticGain: true,
    })
  })

  it('[PA171] idle agents are in the list until they are left out, and then stay out', () => {
    const storage = createMemoryStorage()
    const first = createPreferences(storage)
    expect(first.getState().idleAgentsToo).toBe(true)
    first.setState({ idleAgentsToo: false })
    expect(createPreferences(storage).getState().idleAgentsToo).toBe(false)
  })

  it('[PA330] how much room things take is kept, and the page says which it is', () => {
    const storage = createMemoryStorage()
    const first = createPreferences(storage)
    const page: { dataset: DOMStringMap } = { dataset: {} }
    wearDensity(page, first)
    expect(page.dataset.density).toBe('comfortable')
    first.setState({ density: 'compact' })
    expect(page.dataset.density).toBe('compact')
    expect(createPreferences(storage).getState().density).toBe('compact')
    storage.set('sotto.preferences', '{"density":"tiny"}')
    expect(createPreferences(storage).getState().density).toBe('comfortable')
  })

  it('[PA281] a key that was given stays given on this machine', () => {
    const storage = createMemoryStorage()
    const first = createPreferences(storage)
    expect(first.getState().keys).toEqual(defaultKeys)
    first.setState({ keys: withKey(defaultKeys, 'coach', 'c') })
    expect(createPreferences(storage).getState().keys.coach).toBe('c')
  })

  it.each(['', '{', 'null', '[]', '{"echoCancellation":"no"}'])(
    '[PA30] what cannot be read is the default: %j',
    (text) => {
      const storage = createMemoryStorage()
      storage.set('sotto.preferences', text)
      expect(createPreferences(storage).getState()).toEqual(defaultPreferences)
    },
  )
})
