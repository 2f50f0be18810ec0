import { describe, expect, it } from 'vitest'
import { microphoneFailureWords } from '../words/talk-words.ts'
import { microphoneFailureOf } from './microphone-failure.ts'

describe('a microphone that does not start', () => {
  it.each([
    ['NotAllowedError', 'not-allowed'],
    ['NotFoundError', 'not-found'],
    ['OverconstrainedError', 'not-found'],
    ['NotReadableError', 'busy'],
    ['AbortError', 'busy'],
    ['SecurityError', 'not-secure'],
    ['InvalidStateError', 'unknown'],
  ] as const)('[PA70] %s is %s, and says what to do', (name, failure) => {
    const found = microphoneFailureOf(new DOMException('no', name))
    expect(found).toBe(failure)
    expect(microphoneFailureWords[found]).toMatch(/Coach|HTTPS/)
  })

  it('survives what is no error at all', () => {
    expect(microphoneFailureOf('no')).toBe('unknown')
  })
})
