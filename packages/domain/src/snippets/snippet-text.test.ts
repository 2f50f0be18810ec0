import { describe, expect, it } from 'vitest'
import {
  fillSnippet,
  longestSnippet,
  longestSnippetTitle,
  snippetFault,
  unfilledVariables,
} from './snippet-text.ts'

const fault = (text: string, title = 'Refund') => snippetFault({ text, title })

describe('the words of a snippet', () => {
  it('[SN1] may name agent, queue, supervisor and time; every other name is refused, each once', () => {
    expect(fault('Offer {agent} of { Queue } by {TIME}: {supervisor}')).toBeUndefined()
    expect(fault('{customer} and {agent}, {customer}, {}')).toEqual({
      field: 'text',
      fault: 'unknown-variable',
      names: ['customer', ''],
    })
    for (const lone of ['a lone { brace', 'another }', '{agent', '{two\nlines}'])
      expect(fault(lone)).toBeUndefined()
  })

  it('[SN2] are filled in one go; what has no value stays in braces, to be found', () => {
    const values = { agent: '{queue} $& Ana', queue: ' ', time: '12:01' }
    const text = fillSnippet('{Agent} at {time} in { queue }, {supervisor}', values)
    expect(text).toBe('{queue} $& Ana at 12:01 in {queue}, {supervisor}')
    const rest = fillSnippet('שלום {agent} 👍 {queue}', { queue: 'Billing' })
    expect(rest).toBe('שלום {agent} 👍 Billing')
    const [found] = unfilledVariables(rest)
    expect(rest.slice(found?.start, found?.end)).toBe('{agent}')
    expect(unfilledVariables('{customer} {')).toEqual([])
  })

  it('[SN3] are bounded in code points, and hold no character that nobody typed', () => {
    expect(fault('👍'.repeat(longestSnippet), '👍'.repeat(longestSnippetTitle))).toBeUndefined()
    expect(fault('עברית 👨‍👩‍👧\nline two', 'عربى')).toBeUndefined()
    for (const [text, title, field, why] of [
      ['x', ' \u3000', 'title', 'empty'],
      ['\n', 'x', 'text', 'empty'],
      ['👍'.repeat(longestSnippet + 1), 'x', 'text', 'too-long'],
      ['x', '👍'.repeat(longestSnippetTitle + 1), 'title', 'too-long'],
      ['x', 'two\nlines', 'title', 'bad-character'],
      ['a\u0000b', 'x', 'text', 'bad-character'],
      ['a\tb', 'x', 'text', 'bad-character'],
      ['half \ud83d', 'x', 'text', 'bad-character'],
      ['turned \u202e round', 'x', 'text', 'bad-character'],
    ] as const)
      expect([text, fault(text, title)]).toEqual([text, { field, fault: why }])
  })
})
