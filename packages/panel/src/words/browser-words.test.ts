import { describe, expect, it } from 'vitest'
import { browserFitnessWords } from './browser-words.ts'

describe('what is said of the browser', () => {
  it('[PA317] nothing where Sotto is tried', () => {
    expect(browserFitnessWords({ type: 'tried' })).toBeUndefined()
  })

  it('[PA317] elsewhere what may happen and what to use instead', () => {
    const words = browserFitnessWords({ type: 'untried' })
    expect(words).toContain('this is another browser')
    expect(words).toContain('Use a current Chrome, Edge or Firefox')
  })

  it('[PA317] what is missing is said as what cannot be done', () => {
    expect(browserFitnessWords({ type: 'lacking', missing: ['sound', 'microphone'] })).toBe(
      'This browser cannot play a call, nor take your voice on this page. Use a current Chrome, Edge or Firefox, and an address that begins with https.',
    )
  })
})
