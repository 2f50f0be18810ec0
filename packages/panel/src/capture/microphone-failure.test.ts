import { describe, expect, it } from 'vitest'
import { microphoneFailureWords } from '../words/microphone-failure-words.ts'
import { microphoneFailureOf } from './microphone-failure.ts'

const page = { isSecure: true, permission: undefined } as const

describe('a microphone that does not start', () => {
  it.each([
    ['NotAllowedError', 'not-allowed'],
    ['NotFoundError', 'not-found'],
    ['OverconstrainedError', 'not-fitting'],
    ['NotReadableError', 'busy'],
    ['AbortError', 'busy'],
    ['SecurityError', 'not-secure'],
    ['InvalidStateError', 'suspended'],
    ['TypeError', 'unknown'],
  ] as const)('[PA70, PA103] %s is %s, and says what to do', (name, failure) => {
    const found = microphoneFailureOf(new DOMException('no', name), page)
    expect(found).toBe(failure)
    expect(microphoneFailureWords[found]).toMatch(/Coach|HTTPS/)
  })

  it.each([
    ['Permission denied', 'denied', 'not-allowed'],
    ['Permission denied', undefined, 'not-allowed'],
    ['Permission dismissed', undefined, 'dismissed'],
    ['Permission denied', 'prompt', 'dismissed'],
    ['Permission denied by system', 'granted', 'not-allowed-by-system'],
    ['Permission denied by system', undefined, 'not-allowed-by-system'],
    [
      'The request is not allowed by the user agent or the platform in the current context.',
      undefined,
      'not-allowed-by-system',
    ],
    ['no', 'granted', 'not-allowed-by-system'],
  ] as const)('[PA103] tells who refused: "%s" with %s is %s', (message, permission, failure) => {
    const refusal = new DOMException(message, 'NotAllowedError')
    expect(microphoneFailureOf(refusal, { isSecure: true, permission })).toBe(failure)
  })

  it('[PA103] on a page without HTTPS nothing else matters', () => {
    const refusal = new DOMException('no', 'NotAllowedError')
    expect(microphoneFailureOf(refusal, { isSecure: false, permission: 'granted' })).toBe(
      'not-secure',
    )
  })

  it('[PA103] every failure has words of its own', () => {
    const all = Object.values(microphoneFailureWords)
    expect(new Set(all).size).toBe(all.length)
  })

  it('survives what is no error at all', () => {
    expect(microphoneFailureOf('no', page)).toBe('unknown')
  })
})
