import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  createRedactor,
  type PersonalSpan,
  redactedTextToString,
  redactUtterances,
} from '../src/index.ts'

const fragments = fc.constantFrom(
  'my',
  'card',
  'number',
  'is',
  '4111',
  '1111',
  'four',
  'one',
  'double',
  'eleven',
  'forty',
  'two',
  'hundred',
  'uh',
  ',',
  '. ',
  'no',
  'john',
  'Smith',
  'dot',
  'at',
  'gmail',
  'com',
  '@',
  'a@b.co',
  'x',
  'm as in mike',
  '42',
  'Maple',
  'Street',
  'Springfield',
  'IL',
  '62704',
  'born',
  'March',
  '1984',
  'phone',
  'call me',
  '+49 30',
  '901820',
  '020 7946 0958',
  'dollars',
  '$',
  'account',
  'order',
  'name',
  'Mr',
  'SW1A 1AA',
  'DE89370400440532013000',
  'http://x.y/?token=',
  '😀',
  '\ud800',
  '\udc00',
  '\u200b',
  '\u202e',
  '４',
  'é',
  'ﬁ',
  '192.168.0.1',
  '%40',
  'am9obi5zbWl0aEBnbWFpbC5jb20=',
  '[phone]',
  '[card •••• 1111]',
  'cvv',
  '123',
  'zip',
  'my name is',
  'Anna',
  '[',
  ']',
  '-',
  '/',
  '?key=1',
)
const texts = fc.oneof(
  fc.array(fragments, { maxLength: 18 }).map((parts) => parts.join(' ')),
  fc.array(fragments, { maxLength: 12 }).map((parts) => parts.join('')),
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc
    .array(
      fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code)),
      { maxLength: 30 },
    )
    .map((units) => units.join('')),
)
const talks = fc.array(fc.record({ speaker: fc.constantFrom('agent', 'customer'), text: texts }), {
  minLength: 1,
  maxLength: 6,
})
const runs = { numRuns: 400 }

function spansOf(text: string): readonly PersonalSpan[] {
  return redactUtterances([{ text }])[0] ?? []
}

function isInsidePair(text: string, offset: number): boolean {
  return (
    /[\ud800-\udbff]/.test(text.charAt(offset - 1)) && /[\udc00-\udfff]/.test(text.charAt(offset))
  )
}

function redact(text: string): string {
  const redactor = createRedactor()
  const heard = [
    ...redactor.hear({ id: '1', speaker: 'customer', text, isFinal: true, atMs: 0 }),
    ...redactor.settle(10_000),
  ]
  return heard
    .slice(-1)
    .map(({ redacted }) => redactedTextToString(redacted))
    .join('')
}

describe('properties', () => {
  it('[RD1][RD4] spans are valid for every text', () => {
    fc.assert(
      fc.property(texts, (text) => {
        let end = 0
        for (const span of spansOf(text)) {
          expect(span.start).toBeGreaterThanOrEqual(end)
          expect(span.end).toBeGreaterThan(span.start)
          expect(span.end).toBeLessThanOrEqual(text.length)
          expect(isInsidePair(text, span.start) || isInsidePair(text, span.end)).toBe(false)
          end = span.end
        }
      }),
      runs,
    )
  })

  it('[RD2] what is masked holds nothing more', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const once = redact(text)
        expect(redact(once)).toBe(once)
      }),
      runs,
    )
  })

  it('[RD3] partial texts leave no trace', () => {
    fc.assert(
      fc.property(talks, fc.array(fc.nat(), { maxLength: 24 }), (talk, cuts) => {
        const whole = redactUtterances(
          talk.map((utterance) => ({ ...utterance, conversation: 'c' })),
        )
        const redactor = createRedactor()
        const spans = new Map<string, readonly PersonalSpan[]>()
        const hear = (index: number, text: string, isFinal: boolean) => {
          const speaker = talk[index]?.speaker ?? ''
          for (const segment of redactor.hear({
            id: String(index),
            speaker,
            text,
            isFinal,
            atMs: 0,
          }))
            spans.set(segment.id, segment.spans)
        }
        talk.forEach(({ text }, index) => {
          hear(index, text.slice(0, (cuts[index] ?? 0) % (text.length + 1)), false)
          hear(index, text.slice(0, (cuts[index + 6] ?? 0) % (text.length + 1)), false)
          if (index % 2 === 1) hear(index - 1, talk[index - 1]?.text ?? '', true)
          if (index % 2 === 1 || index === talk.length - 1) hear(index, text, true)
        })
        expect(talk.map((_, index) => spans.get(String(index)))).toEqual(whole)
      }),
      runs,
    )
  })
})
