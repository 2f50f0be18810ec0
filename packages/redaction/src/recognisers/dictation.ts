/** How a number is said: digit by digit, alone in its utterance, or as the end of a longer one. */

import { isThing } from '../numbers/around-numbers.ts'
import { closingEnd, closingStart } from '../numbers/interjections.ts'
import type { NumberRun } from '../numbers/number-runs.ts'
import { backChannels, fillers } from '../numbers/number-words.ts'
import { textAt, tokenAt } from '../text/token.ts'
import type { TopicFound } from '../topics/find-topic.ts'
import type { View } from '../view.ts'

export function isDigitByDigit(run: NumberRun): boolean {
  return run.numerals.every(({ digits, isSpoken }) =>
    isSpoken ? digits.length === 1 || /^(\d)\1+$/.test(digits) : digits.length !== 2,
  )
}

const longestTurn = 20
const mostOthers = 4
/** Almost nothing in the utterance but the number: somebody dictates. A word that names something says more. */
export function isDictation(view: View, run: Pick<NumberRun, 'from' | 'to'>): boolean {
  const before = othersFrom(view, run.from, -1)
  return before + othersFrom(view, run.to, 1) <= mostOthers
}

const mostOthersReadBack = 3

/** Less still: one of ours says again what he has heard. */
export function isReadBack(view: View, run: Pick<NumberRun, 'from' | 'to'>): boolean {
  return othersFrom(view, run.from, -1) + othersFrom(view, run.to, 1) <= mostOthersReadBack
}

function othersFrom({ tokens }: View, end: number, step: 1 | -1): number {
  const { segment } = tokenAt(tokens, end)
  let others = 0
  for (let count = 1; count <= longestTurn; count += 1) {
    const { kind, text, segment: own } = tokenAt(tokens, end + count * step)
    if (own !== segment || kind === 'mask') break
    const skipped = phraseTokens(tokens, end + count * step, step)
    if (skipped > 0) {
      count += skipped - 1
      continue
    }
    if (kind !== 'word' || saidBeside(text)) continue
    others += isThing(text) ? 2 : 1
  }
  return others
}

/** How many tokens from `index` on, forwards or backwards, are a phrase that names nothing. */
function phraseTokens(tokens: View['tokens'], index: number, step: 1 | -1): number {
  return step === 1 ? closingEnd(tokens, index) - index : index + 1 - closingStart(tokens, index)
}

const besides = new Set('would be think believe guess reckon of course sure'.split(' '))

/** "It would be … i think": says nothing of what the number is. */
function saidBeside(word: string): boolean {
  return fillers.has(word) || besides.has(word)
}

const endingWords = new Set(['ending', 'ends', 'ended', 'last'])

export function isEnding(view: View, run: NumberRun): boolean {
  if (['*', '•'].includes(textAt(view.tokens, run.from - 1))) return true
  for (let index = run.from - 1; index >= run.from - 6; index -= 1)
    if (endingWords.has(textAt(view.tokens, index)))
      return !isTakenBack(view, index) && !isLastPart(view, index)
  return false
}

const parts = new Set('bit part block group set lot bunch'.split(' '))

/** "And the last bit is seven seven three one", "[card] and it ends two six eight five": the end of what was begun. */
function isLastPart(view: View, ending: number): boolean {
  if (parts.has(textAt(view.tokens, ending + 1))) return true
  for (let index = ending - 1; index >= ending - 4; index -= 1) {
    const { text } = tokenAt(view.tokens, index)
    if (text === '[card]' && view.source(index, index).split(' ').length < wholeCardWords)
      return tokenAt(view.tokens, index).segment === tokenAt(view.tokens, ending).segment
  }
  return false
}

// A whole card is rarely said in fewer words.
const wholeCardWords = 15

const takenBack = new Set(['no', 'wait', 'sorry', 'actually'])

/** "No wait, it ends nine two": a piece of the number that is being dictated. */
function isTakenBack(view: View, ending: number): boolean {
  const [first, second, third] = [1, 2, 3].map((step) => textAt(view.tokens, ending - step))
  return [first, second, third].some((word) => word !== undefined && takenBack.has(word))
}

/** Asked for a number, somebody says two numbers or digits at least and nothing else. */
export function isPureDictation(view: View, run: NumberRun, found: TopicFound): boolean {
  if (!isAskedBefore(view, run.from, found)) return false
  // "Twenty one hundred" is a group, "two hundred and six" a quantity.
  const isCounted = run.numerals.some(
    ({ isCardinal, digits }) =>
      isCardinal && !(found.topic === 'cvv' ? /^[1-9]00$/ : /^[1-9]\d00$/).test(digits),
  )
  return !isCounted && isAlone(view, run)
}

/** Asked by somebody in a turn of its own, this speaker's own too: "… and the number", then "j l". */
export function isAskedBefore(view: View, from: number, { place, distance }: TopicFound): boolean {
  if (place !== 'before') return place === 'prompt'
  return tokenAt(view.tokens, from - distance).segment < tokenAt(view.tokens, from).segment
}

// More tokens than anybody dictates in one breath; bounds the walk.
const longestDictation = 80

// "[national-id] yeah double four": pieces of what is still being dictated.
const dictatedMasks = new Set(['[national-id]', '[account]', '[iban]', '[phone]'])

/** Nothing else in its turns but pauses and "okay, got it". */
export function isAlone(
  view: View,
  { from, to }: { readonly from: number; readonly to: number },
): boolean {
  if (view.tokens.length > longestDictation) return false
  const first = tokenAt(view.tokens, from).segment
  for (let index = 0; index < view.tokens.length; index += 1) {
    const { kind, text, segment } = tokenAt(view.tokens, index)
    const isBeside =
      segment < first ||
      kind === 'mark' ||
      dictatedMasks.has(text) ||
      fillers.has(text) ||
      backChannels.has(text) ||
      (index >= from && index <= to) ||
      view.numeralFrom(index) !== undefined ||
      view.numeralTo(index) !== undefined
    if (isBeside) continue
    const next = closingEnd(view.tokens, index)
    if (next === index) return false
    index = next - 1
  }
  return true
}

/** "One two three", "five four three two one": counting, and nobody's number. */
export function isCounting({ digits }: NumberRun): boolean {
  return '0123456789'.includes(digits) || '9876543210'.includes(digits)
}

const fewestCounted = 5

/** "One two three four five six seven eight nine ten okay": counted aloud, whatever its length. */
export function isCountedUp({ numerals }: NumberRun): boolean {
  if (numerals.length < fewestCounted) return false
  const [first, second] = numerals.map(({ digits }) => Number(digits))
  const step = (second ?? 0) - (first ?? 0)
  if (Math.abs(step) !== 1) return false
  return numerals.every(({ digits }, index) => Number(digits) === (first ?? 0) + step * index)
}

const announcers = new Set(['code', 'number', 'phone', 'cell', 'mobile', 'digits'])

/** "Area code two one two": three digits said one by one right behind the word. */
export function isAnnouncedPiece(view: View, run: NumberRun): boolean {
  if (run.digits.length < 3 || run.numerals.length < 3 || !isDigitByDigit(run)) return false
  if (isEnding(view, run)) return false
  return [1, 2, 3].some((step) => announcers.has(textAt(view.tokens, run.from - step)))
}
