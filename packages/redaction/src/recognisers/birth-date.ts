/** Dates, when the talk is of somebody's birth. */
import { monthWords } from '../numbers/innocent-words.ts'
import { fillers, neighbourlyDigitWords } from '../numbers/number-words.ts'
import { textAt, tokenAt } from '../text/token.ts'
import { findTopic, scanBack, topicAt } from '../topics/find-topic.ts'
import type { PersonalFinding, View } from '../view.ts'

const links = new Set([
  'of',
  'the',
  ',',
  '.',
  '/',
  '-',
  'in',
  'and',
  'uh',
  'um',
  'de',
  'st',
  'nd',
  'rd',
  'th',
  'er',
  'day',
  'slash',
  'dash',
  'ter',
  'dot',
  'hmm',
  'year',
  'month',
  'oh',
  'del',
  'no',
  'sorry',
  'wait',
  'actually',
  'i',
  'mean',
  'erm',
  'der',
  'no',
  'sorry',
  'wait',
  'actually',
  'i',
  'mean',
  'erm',
  'er',
  'der',
  'month',
])
/** Years in one word or with words that count nothing else: neunzehnhundertachtzig, mil novecientos. */
const spokenYear =
  /^(?:(?:neunzehn|zwei)(?:hundert|tausend)[a-z]*|mil|novecientos|mille|cent|millenovecento[a-z]*)$/

const ordinals = new Set(
  'first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth thirtieth ersten zweiten dritten vierten funften sechsten siebten achten neunten zehnten'.split(
    ' ',
  ),
)

interface Stretch {
  from: number
  to: number
  digits: string
  hasMonth: boolean
  parts: number
}

export function recogniseBirthDate(view: View): readonly PersonalFinding[] {
  return stretchesOf(view).flatMap((stretch): PersonalFinding[] => {
    if (!isTalkOfBirth(view, stretch)) return []
    return [
      {
        kind: 'birth-date',
        from: articleBefore(view, stretch.from),
        to: stretch.to,
        rule: 'birth-date-context',
      },
    ]
  })
}

/** A whole date in talk of a birth, or asked for among other things; a year alone right behind the word. */
function isTalkOfBirth(view: View, stretch: Stretch): boolean {
  const near = scanBack(view.tokens, stretch.from, 4)
  if (near?.topic === 'birth' && /^(?:19[2-9]|20[0-2])\d$/.test(stretch.digits)) return true
  if (!isDate(stretch) && !isPiece(view, stretch)) return false
  const found = findTopic(view.tokens, stretch.from, stretch.to, view.prompt)
  if (found?.topic === 'birth') return found.place !== 'prompt' || isAnswer(view, stretch)
  if (view.isAgent || !isAnswer(view, stretch)) return false
  const isAsked = view.prompt.some((_, index) => topicAt(view.prompt, index) === 'birth')
  return isAsked && (found === undefined || found.place === 'prompt')
}

// Bounds the walks.
const longestAnswer = 60
const mostOtherWords = 7
const elsewhere = new Set('at since tomorrow appointment last next until by £ $ €'.split(' '))

/** Little else in the utterance, and nothing of appointments. */
function isAnswer(view: View, { from, to }: Stretch): boolean {
  if (view.tokens.length > longestAnswer) return false
  if (elsewhere.has(textAt(view.tokens, from - 1)) || elsewhere.has(textAt(view.tokens, to + 1)))
    return false
  const others = view.tokens.filter(
    ({ kind, text }, index) =>
      kind === 'word' && (index < from || index > to) && !links.has(text) && !fillers.has(text),
  )
  return others.length <= mostOtherWords && !others.some(({ text }) => elsewhere.has(text))
}

const fewestWords = 4

/** "March", then "the ninth": nothing else in the utterance. */
function isPiece(view: View, { from, to, digits }: Stretch): boolean {
  if (view.tokens.length > longestAnswer || digits.length > 8 || to - from > 8) return false
  const others = view.tokens.filter(
    ({ kind, text }, index) => kind === 'word' && (index < from || index > to) && !links.has(text),
  )
  return others.length === 0 && view.tokens.length <= to - from + fewestWords
}

/** "The fifth of May": the article belongs to the date as it is said. */
function articleBefore(view: View, from: number): number {
  return ['the', 'am', 'el', 'le'].includes(textAt(view.tokens, from - 1)) ? from - 1 : from
}

/** Month names, ordinals and numbers that follow one another. */
function stretchesOf(view: View): readonly Stretch[] {
  const stretches: Stretch[] = []
  let open: Stretch | undefined
  let index = 0
  while (index < view.tokens.length) {
    const part = partAt(view, index)
    if (part === undefined) {
      if (!links.has(textAt(view.tokens, index)) || (open !== undefined && index - open.to > 5))
        open = undefined
      index += 1
      continue
    }
    if (open === undefined) {
      open = { from: index, to: part.to, digits: '', hasMonth: false, parts: 0 }
      stretches.push(open)
    }
    open.to = part.to
    open.digits += part.digits
    open.hasMonth ||= part.isMonth
    open.parts += 1
    index = part.to + 1
  }
  return stretches
}

function partAt(
  view: View,
  index: number,
): { to: number; digits: string; isMonth: boolean } | undefined {
  const { text, kind } = tokenAt(view.tokens, index)
  const numeral = view.numeralFrom(index)
  if (numeral !== undefined) {
    const next = textAt(view.tokens, numeral.to + 1)
    const isTens = numeral.isSpoken && ordinals.has(next)
    return { to: isTens ? numeral.to + 1 : numeral.to, digits: numeral.digits, isMonth: false }
  }
  if (kind !== 'word') return undefined
  const day = monthWords.has(textAt(view.tokens, index + 1))
    ? neighbourlyDigitWords.get(text)
    : undefined
  if (day !== undefined) return { to: index, digits: day, isMonth: false }
  if (ordinals.has(text)) return { to: index, digits: '1', isMonth: false }
  if (spokenYear.test(text)) return { to: index, digits: '1900', isMonth: false }
  return monthWords.has(text) ? { to: index, digits: '', isMonth: true } : undefined
}

/** A month and a number, or as many digits as a date has; a lone year says little. */
function isDate({ digits, hasMonth, parts }: Stretch): boolean {
  if (digits.length > 14) return false
  if (hasMonth) return digits.length >= 1
  return digits.length >= 4 && (parts >= 2 || digits.length >= 6)
}
