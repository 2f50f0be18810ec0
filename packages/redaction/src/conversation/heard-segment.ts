/** One segment of a transcript as the redactor keeps it, and what its borders say about its neighbours. */
import { isThing } from '../numbers/around-numbers.ts'
import { backChannels, corrections, fillers } from '../numbers/number-words.ts'
import type { Numeral } from '../numbers/numeral.ts'
import { readNumerals } from '../numbers/read-numerals.ts'
import { type Token, textAt, tokenAt } from '../text/token.ts'
import { tokenise } from '../text/tokenise.ts'
import { topicAt } from '../topics/find-topic.ts'
import { streetTypes } from '../words/street-words.ts'

export interface HeardSegment {
  readonly id: string
  readonly speaker: string
  readonly text: string
  readonly tokens: readonly Token[]
  readonly words: ReadonlySet<string>
  /** Changes with the text; no two texts of a conversation share one. */
  readonly version: number
  /** Monotonic time of the last word; undefined while the turn goes on. */
  readonly endedAtMs: number | undefined
  /** Breaks off where a number, a code or a name goes on. */
  readonly endsOpen: 'number' | 'phrase' | 'no'
  /** Begins where a number, a code or a mail address may go on. */
  readonly startsOpen: 'number' | 'connector' | 'no'
  /** Nothing but digits, however they are said. */
  readonly isDigits: boolean
  readonly numerals: readonly Numeral[]
  /** Nothing but digits, letters, pauses and "okay, got it": it changes nothing about what was asked. */
  readonly isEcho: boolean
}

const hanging = new Set(
  "is are at dot underscore dash hyphen double triple treble my name name's number it's as in for was und ist on plus oh".split(
    ' ',
  ),
)
const connectors = new Set(['at', 'dot', 'underscore', 'dash', 'hyphen', '@'])

export function describeSegment(
  heard: Pick<HeardSegment, 'id' | 'speaker' | 'text' | 'version' | 'endedAtMs'>,
): HeardSegment {
  const { tokens } = tokenise(heard.text, 0)
  const numbers = new Set<number>()
  const numerals = readNumerals(tokens)
  for (const { from, to } of numerals)
    for (let index = from; index <= to; index += 1) numbers.add(index)
  return {
    ...heard,
    tokens,
    words: new Set(
      tokens.flatMap(({ text }) => (text.endsWith("'s") ? [text, text.slice(0, -2)] : [text])),
    ),
    endsOpen: endOf(tokens, numbers),
    startsOpen: startOf(tokens, numbers),
    isDigits:
      numbers.size > 0 && tokens.every((token, index) => isPause(token) || numbers.has(index)),
    numerals,
    isEcho: tokens.every(
      (token, index) =>
        (isPause(token) ||
          numbers.has(index) ||
          token.text.length === 1 ||
          backChannels.has(token.text) ||
          token.text === 'oh') &&
        topicAt(tokens, index) === undefined,
    ),
  }
}

function isPause(token: Token): boolean {
  return token.kind === 'mark' || fillers.has(token.text) || corrections.has(token.text)
}

function endOf(tokens: readonly Token[], numbers: ReadonlySet<number>): HeardSegment['endsOpen'] {
  let index = tokens.length - 1
  while (index > 0 && tokenAt(tokens, index).kind === 'mark') index -= 1
  if (hanging.has(textAt(tokens, index))) return 'phrase'
  while (index > 0 && isPause(tokenAt(tokens, index)) && !numbers.has(index)) index -= 1
  return numbers.has(index) || textAt(tokens, index).length === 1 ? 'number' : 'no'
}

function startOf(
  tokens: readonly Token[],
  numbers: ReadonlySet<number>,
): HeardSegment['startsOpen'] {
  let index = 0
  while (
    index < tokens.length &&
    index < 6 &&
    isPause(tokenAt(tokens, index)) &&
    !numbers.has(index)
  )
    index += 1
  const { text, kind } = tokenAt(tokens, index)
  if (connectors.has(text)) return 'connector'
  if (tokens.slice(0, 5).some((token) => streetTypes.has(token.text))) return 'number'
  if (!numbers.has(index) && !(kind === 'word' && text.length === 1)) return 'no'
  const next = tokenAt(tokens, index + 1)
  // "A joint account", "i have it here".
  const isWord = (text === 'a' || text === 'i') && next.kind === 'word' && next.text.length > 1
  if (isWord && !numbers.has(index + 1)) return 'no'
  return isTalk(tokens, numbers) ? 'no' : 'number'
}

const fewestThings = 2
const telling = new Set(['or', 'of', 'way', 'each', 'per', 'till', 'until', 'over'])

/** "One or two", "two of the eight", "one way". */
function isTelling(tokens: readonly Token[], index: number): boolean {
  return telling.has(textAt(tokens, index))
}

/** "Four seventy two was amazon i know that one": talk that begins with a number, and no more of one. */
function isTalk(tokens: readonly Token[], numbers: ReadonlySet<number>): boolean {
  let things = 0
  for (let index = 0; index < tokens.length; index += 1) {
    const { kind, text } = tokenAt(tokens, index)
    if (kind !== 'word' || numbers.has(index) || isPause(tokenAt(tokens, index))) continue
    if (numbers.has(index - 1) && isTelling(tokens, index)) return true
    if (!isThing(text)) continue
    things += 1
    if (things >= fewestThings || (numbers.has(index - 1) && !numbers.has(index + 1))) return true
  }
  return false
}
