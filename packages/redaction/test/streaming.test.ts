import { describe, expect, it } from 'vitest'
import {
  createRedactor,
  holdMs,
  type RedactedSegment,
  type Redactor,
  redactedTextToString,
} from '../src/index.ts'

function conversation(redactor: Redactor = createRedactor()) {
  const shown = new Map<string, string>()
  let nowMs = 0
  const later = (ms: number) => {
    nowMs += ms
    return nowMs
  }
  const keep = (segments: readonly RedactedSegment[]) => {
    for (const { id, redacted } of segments) shown.set(id, redactedTextToString(redacted))
    return segments.map(({ id }) => id)
  }
  return {
    shown,
    say: (id: string, speaker: string, text: string, isFinal = true) =>
      keep(redactor.hear({ id, speaker, text, isFinal, atMs: later(100) })),
    wait: (ms: number) => keep(redactor.settle(later(ms))),
    settlesInMs: () => (redactor.settlesAtMs() ?? Number.NaN) - nowMs,
  }
}

describe('streaming', () => {
  it('[RD30] masks a number that goes on, at once', () => {
    const talk = conversation()
    talk.say('1', 'customer', 'yes it is four', false)
    expect(talk.shown.get('1')).toBe('yes it is [number]')
    talk.say('1', 'customer', 'yes it is four one', false)
    expect(talk.shown.get('1')).toBe('yes it is [number]')
    talk.say('2', 'agent', 'is it j o', false)
    expect(talk.shown.get('2')).toBe('is it [number]')
    talk.say('3', 'customer', 'bluebird dot', false)
    expect(talk.shown.get('3')).toBe('[number]')
  })

  it('[RD31] opens it when words make it innocent', () => {
    const talk = conversation()
    talk.say('1', 'customer', 'I bought four', false)
    expect(talk.shown.get('1')).toBe('I bought [number]')
    talk.say('1', 'customer', 'I bought four boxes', false)
    expect(talk.shown.get('1')).toBe('I bought four boxes')
  })

  it('[RD31] opens it 1.5 s after the turn', () => {
    const talk = conversation()
    talk.say('1', 'customer', 'I bought four')
    expect(talk.settlesInMs()).toBe(holdMs)
    expect(talk.wait(holdMs - 1)).toEqual([])
    expect(talk.shown.get('1')).toBe('I bought [number]')
    expect(talk.wait(1)).toEqual(['1'])
    expect(talk.shown.get('1')).toBe('I bought four')
    expect(talk.settlesInMs()).toBeNaN()
  })

  it('[RD32] masks backwards what was shown too early, and names the segment', () => {
    const talk = conversation()
    talk.say('1', 'customer', 'four one one one one one one one')
    talk.wait(5_000)
    expect(talk.say('2', 'agent', 'mhm')).toEqual(['2'])
    expect(talk.say('3', 'customer', 'one one one one one one one one')).toContain('1')
    expect(talk.shown.get('1')).toBe('[card]')
    expect(talk.shown.get('3')).toBe('[card]')
  })

  it('[RD33] reads over what the other says between', () => {
    const talk = conversation()
    talk.say('1', 'customer', 'my number is oh seven nine one')
    talk.say('2', 'agent', 'oh seven nine one')
    talk.say('3', 'customer', 'one one two')
    talk.say('4', 'agent', 'yes')
    talk.say('5', 'customer', 'three four five six')
    talk.wait(5_000)
    expect(talk.shown.get('1')).toBe('my number is [phone]')
    expect(talk.shown.get('3')).toBe('[phone]')
    expect(talk.shown.get('5')).toBe('[phone]')
  })

  it('[RD10] a card begun by one and ended by the other', () => {
    const talk = conversation()
    talk.say('1', 'agent', '4111 1111 1111')
    talk.say('2', 'customer', 'one one one one')
    talk.wait(5_000)
    expect(talk.shown.get('1')).toBe('[card]')
    expect(talk.shown.get('2')).toBe('[card]')
  })

  it('[RD34] masks say their kind, and the last four of a card', () => {
    const talk = conversation()
    talk.say('1', 'customer', 'it is 4111 1111 1111 1111, mail jane@example.com')
    expect(talk.shown.get('1')).toBe('it is [card •••• 1111], mail [email]')
  })

  it('[RD35] a kind that is off is left alone', () => {
    const talk = conversation(createRedactor({ kindsOff: ['email'] }))
    talk.say('1', 'customer', 'mail bluebird@example.com or call 415-555-0123')
    talk.wait(5_000)
    expect(talk.shown.get('1')).toBe('mail bluebird@example.com or call [phone]')
  })

  it('[RD24] the agent who introduced himself is not masked later', () => {
    const talk = conversation()
    talk.say('1', 'agent', 'Hello, my name is Sarah, how can I help?')
    talk.say('2', 'customer', 'Hi Sarah, I am Wolfgang Becker')
    talk.wait(5_000)
    expect(talk.shown.get('2')).toBe('Hi Sarah, I am [name]')
  })

  it('[RD36] forgets what is long past', () => {
    const talk = conversation()
    talk.say('0', 'customer', 'my name is')
    for (let index = 1; index <= 48; index += 1)
      talk.say(String(index), 'agent', 'thank you very much')
    expect(talk.say('0', 'customer', 'my name is')).toEqual(['0'])
    expect(talk.say('1', 'agent', 'thank you very much')).toEqual(['1'])
    expect(talk.say('48', 'agent', 'thank you very much')).toEqual([])
  })
})
