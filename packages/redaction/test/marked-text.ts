/** Texts with their finds marked in them, as tests write them: `call phone<555 0123> now`. */
import { expect } from 'vitest'
import { redactUtterances } from '../src/index.ts'

/** The text with each find in angle brackets behind its kind. */
export function marked(text: string, speaker = 'customer'): string {
  const [spans = []] = redactUtterances([{ text, speaker }])
  let at = 0
  let out = ''
  for (const { kind, start, end } of spans) {
    out += `${text.slice(at, start)}${kind}<${text.slice(start, end)}>`
    at = end
  }
  return out + text.slice(at)
}

const plain = (text: string) => text.replace(/[a-z-]+<([^<>]*)>/g, '$1')

/** Each text's finds are those that are marked in it. */
export function expectMarked(...texts: readonly string[]) {
  for (const text of texts) expect(marked(plain(text))).toBe(text)
}

/** The finds of each turn, as they were said; agents' turns begin with "a:", customers' with "c:". */
export function masksOf(...turns: readonly string[]): readonly (readonly string[])[] {
  const talk = turns.map((turn) => ({
    text: turn.slice(3),
    conversation: '1',
    speaker: turn.startsWith('a: ') ? 'agent' : 'customer',
  }))
  return redactUtterances(talk).map((spans, index) =>
    spans.map(({ start, end }) => talk[index]?.text.slice(start, end) ?? ''),
  )
}
