/** Pieces of an address that was said before: read back, said again, or before a correction of themselves. */

import { isUncommon } from '../names/name-shape.ts'
import { corrections, fillers } from '../numbers/number-words.ts'
import { type Token, textAt, tokenAt } from '../text/token.ts'
import { createView, type PersonalFinding, type View } from '../view.ts'
import { everydayWords } from '../words/common-words.ts'
import { flatWords, streetTypes } from '../words/street-words.ts'
import { turnsOf } from './address-asked.ts'
import { mayRepeat } from './may-repeat.ts'
import { numbersIn } from './numbers-in.ts'
import { isStreetLike } from './street-like.ts'

type Recognise = (view: View) => readonly PersonalFinding[]

/** What addresses consist of: their numbers as digits, and their words. */
interface Pieces {
  readonly numbers: ReadonlySet<string>
  readonly words: ReadonlySet<string>
}

const nobody = { customers: [], agentWords: new Set<string>() }
const nothingSaid: Pieces = { numbers: new Set(), words: new Set() }
const mostTurns = 4
const mostTurnTokens = 40
const longestReadBack = 30

// A turn's own tokens are made once, however often it is asked what was said in it.
const known = new WeakMap<
  Token,
  { readonly before: Token | undefined; readonly size: number; readonly pieces: Pieces }
>()

/** "Okay two oh two in baton rouge", behind "two oh two magnolia bend". */
export function saidAgain(
  view: View,
  recognise: Recognise,
  wholeEnd: (to: number) => number,
): readonly PersonalFinding[] {
  if (view.tokens.length > longestReadBack || view.prompt.length === 0) return []
  const turns = turnsOf(view.prompt).slice(-mostTurns)
  // What an address is made of is weighed only where it could be said again.
  if (!mayRepeat(view, turns, tells)) return []
  const numbers = new Set<string>()
  const words = new Set<string>()
  turns.forEach((turn, index) => {
    const pieces = piecesOf(turn, turns[index - 1] ?? [], recognise)
    for (const number of pieces.numbers) numbers.add(number)
    for (const word of pieces.words) words.add(word)
  })
  return numbers.size + words.size === 0 ? [] : repeated(view, { numbers, words }, wholeEnd)
}

function piecesOf(turn: readonly Token[], before: readonly Token[], recognise: Recognise): Pieces {
  const first = turn[0]
  if (first === undefined || turn.length > mostTurnTokens) return nothingSaid
  const cached = known.get(first)
  if (cached !== undefined && cached.before === before[0] && cached.size === turn.length)
    return cached.pieces
  const numbers = new Set<string>()
  const words = new Set<string>()
  for (const [tokens, prompt] of [[turn, before] as const, [[...before, ...turn], []] as const]) {
    const view = createView(tokens, { prompt, people: nobody, isAgent: false, texts: [] })
    gather(view, recognise(view), numbers, words)
  }
  const pieces = { numbers, words }
  known.set(first, { before: before[0], size: turn.length, pieces })
  return pieces
}

function gather(
  view: View,
  findings: readonly PersonalFinding[],
  numbers: Set<string>,
  words: Set<string>,
): void {
  for (const { from, to, kind } of findings) {
    if (kind !== 'address') continue
    for (let index = from; index <= to; index += 1) {
      const numeral = view.numeralFrom(index)
      if (numeral !== undefined) index = Math.max(index, numeral.to)
      else if (tokenAt(view.tokens, index).kind === 'word') words.add(textAt(view.tokens, index))
    }
    const isLettered = /^[a-z]$/.test(textAt(view.tokens, to))
    for (const digits of numbersIn(view, from, to))
      if (digits.length > 1 || isLettered) numbers.add(digits)
  }
}

const mostWords = 14

function isWord(view: View, index: number): boolean {
  return view.numeralTo(index) === undefined
}

function repeated(
  view: View,
  said: Pieces,
  wholeEnd: (to: number) => number,
): readonly PersonalFinding[] {
  const findings: PersonalFinding[] = []
  let index = 0
  while (index < view.tokens.length) {
    // "Is there a peveril road nearby": another one.
    const isOther = textAt(view.tokens, index - 1) === 'a' && isWord(view, index)
    const to = isOther ? undefined : repeatedTo(view, index, said)
    if (to !== undefined)
      findings.push({
        kind: 'address',
        from: index,
        to: isWord(view, to) ? wholeEnd(to) : to,
        rule: 'address-again',
      })
    index = (to ?? index) + 1
  }
  return findings
}

/** The last token of what is said again from here on: numbers and words of the address, and a word that tells it. */
function repeatedTo(view: View, from: number, said: Pieces): number | undefined {
  let to: number | undefined
  let isTelling = false
  for (let index = from; index < from + mostWords; ) {
    const numeral = view.numeralFrom(index)
    if (numeral !== undefined) {
      const end = numberEnd(view, index, said)
      if (end === undefined) break
      // "Forty one a yeah".
      const letter = textAt(view.tokens, end + 1)
      const last = letter.length === 1 && said.words.has(letter) ? end + 1 : end
      isTelling ||= isPlainNumber(view, index, last) || last > end
      to = last
      index = last + 1
      continue
    }
    const { kind, text } = tokenAt(view.tokens, index)
    if (kind !== 'word' || !said.words.has(text)) break
    if (to === undefined && (everydayWords.has(text) || streetTypes.has(text))) break
    isTelling ||= tells(text)
    to = index
    index += 1
  }
  return isTelling ? to : undefined
}

const behindNumbers = new Set(
  'not in on and is right yeah yes okay got at for apartment unit flat'.split(' '),
)

/** A number alone counts when nothing is counted by it. */
function isPlainNumber(view: View, from: number, end: number): boolean {
  const next = tokenAt(view.tokens, end + 1)
  if (next.kind === 'word' && !behindNumbers.has(next.text)) return false
  // "Forty two okay": hardly anything else is said.
  const isSure =
    (view.tokens.length <= end - from + 2 && end > from) ||
    view.numeralFrom(from)?.to !== end ||
    next.text === 'not'
  return isSure || (view.numeralFrom(from)?.digits.length ?? 0) > 2
}

function tells(text: string): boolean {
  if (everydayWords.has(text) || streetTypes.has(text) || flatWords.has(text)) return false
  return isUncommon(text) || (isStreetLike(text) && text.length > 3)
}

function numberEnd(view: View, from: number, said: Pieces): number | undefined {
  // Not out of the middle of a longer number, and not the beginning of one.
  if (view.numeralTo(from - 1) !== undefined) return undefined
  let digits = ''
  let end: number | undefined
  for (let index = from; ; ) {
    const numeral = view.numeralFrom(index)
    if (numeral === undefined || digits.length > 6) return end
    digits += numeral.digits
    if (said.numbers.has(digits) && view.numeralFrom(numeral.to + 1) === undefined) end = numeral.to
    index = numeral.to + 1
  }
}

/** "I'm on dickens forty four oh one dickens avenue": the street's name alone, where an address begins. */
export function namedBefore(view: View, { from, to }: PersonalFinding): readonly PersonalFinding[] {
  const names = new Set<string>()
  for (let index = from; index <= to; index += 1)
    if (tells(textAt(view.tokens, index))) names.add(textAt(view.tokens, index))
  const findings: PersonalFinding[] = []
  for (let index = Math.max(0, from - mostWords); index < from; index += 1)
    if (names.has(textAt(view.tokens, index)) && placesBefore.has(textAt(view.tokens, index - 1)))
      findings.push({ kind: 'address', from: index, to: index, rule: 'address-named' })
  return findings
}

const placesBefore = new Set('on in at off from'.split(' '))
const mostBetween = 5

/** "Forty two no forty four elm street": the number that is taken back, before the address that is meant. */
export function takenBack(view: View, { from, to }: PersonalFinding): PersonalFinding | undefined {
  let index = from - 1
  let isCorrected = false
  while (index >= from - mostBetween && isBetween(view, index)) {
    isCorrected ||=
      corrections.has(textAt(view.tokens, index)) || textAt(view.tokens, index) === 'instead'
    index -= 1
  }
  const last = index
  // "One fourteen birch no one sixteen birch hill".
  const said = new Set<string>()
  for (let at = from; at <= to; at += 1) said.add(textAt(view.tokens, at))
  while (index > last - 3 && isNameOf(view, index, said)) index -= 1
  let first = index
  let digits = 0
  for (let steps = 0; steps < 4; steps += 1) {
    const numeral = view.numeralTo(first)
    if (numeral === undefined) break
    digits += numeral.digits.length
    first = numeral.from - 1
  }
  const isNumbered = digits > 0 && digits < 6
  const isAgain = last === index && beginsSame(view, first + 1, last, from)
  return (isCorrected || isAgain) && isNumbered && last < from - 1
    ? { kind: 'address', from: first + 1, to: last, rule: 'address-taken-back' }
    : undefined
}

/** "Four oh uh four oh six larkspur lane": the same number, begun before. */
function beginsSame(view: View, from: number, to: number, again: number): boolean {
  for (let step = 0; from + step <= to; step += 1)
    if (textAt(view.tokens, from + step) !== textAt(view.tokens, again + step)) return false
  return true
}

function isBetween(view: View, index: number): boolean {
  const { kind, text } = tokenAt(view.tokens, index)
  if (view.numeralTo(index) !== undefined) return false
  if (kind === 'mark') return text === ',' || text === '-' || text === '.'
  return (
    corrections.has(text) || fillers.has(text) || ['not', 'hold', 'instead', 'of'].includes(text)
  )
}

function isNameOf(view: View, index: number, said: ReadonlySet<string>): boolean {
  const { kind, text } = tokenAt(view.tokens, index)
  return kind === 'word' && said.has(text) && view.numeralTo(index) === undefined
}
