/** Dates, when the talk is of somebody's birth. */

import { isThing } from '../numbers/around-numbers.ts'
import { monthWords } from '../numbers/innocent-words.ts'
import { interjectionEnd } from '../numbers/interjections.ts'
import { backChannels, fillers, neighbourlyDigitWords } from '../numbers/number-words.ts'
import { textAt, tokenAt } from '../text/token.ts'
import { findTopic, scanBack, topicAt } from '../topics/find-topic.ts'
import type { PersonalFinding, View } from '../view.ts'

const links = new Set(
  "of the , . / - ' in and uh um er uhm hm ah eh de st nd rd th er day slash dash ter dot hmm year year's month oh del no sorry wait actually i mean erm der den".split(
    ' ',
  ),
)
/** Years in one word or with words that count nothing else: neunzehnhundertachtzig, mil novecientos. */
const spokenYear =
  /^(?:(?:neunzehn|zwei)(?:hundert|tausend)[a-z]*|mil|novecientos|mille|cent|millenovecento[a-z]*)$/

const ordinals = new Set(
  'first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth thirtieth premier primero ersten zweiten dritten vierten funften sechsten siebten achten neunten zehnten'.split(
    ' ',
  ),
)

// "Siebzehnter elfter", "am zweiundzwanzigsten".
const germanOrdinal =
  /^(?:ers|zwei|drit|vier|funf|sechs|sieb|sieben|ach|neun|zehn|elf|zwolf|(?:drei|vier|funf|sech|sieb|acht|neun)zehn|(?:[a-z]{3,6}und)?(?:zwanzig|dreissig)s)te[rnms]?$/

/** "Christmas Day, nineteen thirty-two". */
const feasts = new Set('christmas boxing leap halloween valentine new'.split(' '))
const loneFeasts = new Set('halloween christmas michaelmas'.split(' '))
const feastDays = new Set("day eve year's years".split(' '))

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
  if (near?.topic === 'birth' && isYearBehind(view, stretch)) return true
  if (isOfSpeakersAge(view, stretch)) return true
  if (isOfRecord(view, stretch) || isOfAge(view, stretch) || isOldDateAlone(view, stretch))
    return true
  if (!isDate(stretch) && !isPiece(view, stretch)) return false
  const found = findTopic(view.tokens, stretch.from, stretch.to, view.prompt)
  if (found?.topic === 'birth') return found.place !== 'prompt' || isAnswer(view, stretch)
  if (view.isAgent || !isAnswer(view, stretch)) return false
  const isAsked = view.prompt.some((_, index) => topicAt(view.prompt, index) === 'birth')
  const isYear = /^(?:19|20)\d\d$/.test(stretch.digits)
  const isYearAsked = view.prompt.slice(-4).some(({ text }) => text === 'year')
  const isOther = !isYear && !isYearAsked && (found?.topic === 'amount' || found?.topic === 'order')
  return isAsked && !isOther && (found === undefined || found.place === 'prompt')
}

/** "I was born in seventy three". */
function isYearBehind(view: View, { from, to, digits, parts }: Stretch): boolean {
  const isShaped = parts === 1 && from === to - 1 && /^[4-9]\d$/.test(digits)
  const before = textAt(view.tokens, from - 1)
  const isShort = before === "'" && parts === 1 && from === to && /^[2-9]\d$/.test(digits)
  return isShort || (isShaped && ['in', 'geboren', 'born'].includes(before))
}

const ages = new Set(['turned', 'turning', 'turns', 'be', 'becomes', 'was'])

/** "He'll be sixteen on the eleventh of may … he was born", "I turned forty on …". */
function isOfAge(view: View, stretch: Stretch): boolean {
  // "I'm a fifty nine baby".
  if (
    textAt(view.tokens, stretch.to + 1) === 'baby' &&
    textAt(view.tokens, stretch.from - 1) === 'a'
  )
    return /^(?:19)?[3-9]\d$/.test(stretch.digits)
  if (!stretch.hasMonth || !isDate(stretch)) return false
  const { tokens } = view
  const isBehind = [2, 3].some((step) => textAt(tokens, stretch.to + step) === 'born')
  if (isBehind && textAt(tokens, stretch.to + 1) !== 'and') return true
  const on = [1, 2].find((step) => textAt(tokens, stretch.from - step) === 'on')
  if (on === undefined) return false
  const age = view.numeralTo(stretch.from - on - 1)
  return age !== undefined && ages.has(textAt(tokens, age.from - 1))
}

const selfAged = new Set(["i'm", 'me', 'turned', 'am', "he's", "she's"])

/** "The third of march sixty eight, that makes me fifty six": an age right behind a date with its year. */
function isOfSpeakersAge(view: View, { to, hasMonth, parts }: Stretch): boolean {
  if (!hasMonth || parts < 3) return false
  for (let index = to + 1; index <= to + 5; index += 1) {
    if (!selfAged.has(textAt(view.tokens, index))) continue
    const age = view.numeralFrom(index + 1)
    if (age !== undefined && /^[1-9]\d$/.test(age.digits)) return true
  }
  return false
}

const oldYear = /(?:19[2-9]\d|200[0-8])$|^19[2-9]\d/
const mostWordsBehind = 10
const happened = new Set(
  'opened founded built bought sold moved married wedding anniversary started joined signed issued closed ended war record released invoice dated expires valid installed met delivery delivered arrived died passed visited'.split(
    ' ',
  ),
)

/** A whole date of long ago that an utterance begins with, said aloud, and nothing that happened then. */
function isOldDateAlone(view: View, { from, to, digits, hasMonth, parts }: Stretch): boolean {
  if (
    view.prompt.length > 0 ||
    !hasMonth ||
    parts < 3 ||
    !(oldYear.test(digits) || /2000$/.test(digits))
  )
    return false
  const { tokens } = view
  if (tokens.length > to + mostWordsBehind + 1 || tokenAt(tokens, to).kind === 'number')
    return false
  // "July fourth nineteen seventy six was the bicentennial".
  if (textAt(tokens, to + 1) === 'was') return false
  const isFirst = tokens.slice(0, from).every(({ text, kind }) => kind === 'mark' || lead.has(text))
  return isFirst && !tokens.some(({ text }) => happened.has(text))
}

const lead = new Set("uh um er erm it's its that's the yes yeah so okay".split(' '))

const recordMasks = new Set(['[name]', '[phone]', '[email]', '[national-id]'])
const writtenDate =
  /^(?:\d{1,2}[./-]\d{1,2}[./-](?:19[2-9]\d|200[0-8])|(?:19[2-9]\d|200[0-8])[./-]\d{1,2}[./-]\d{1,2})$/
const events = new Set(
  'married joined hired moved since founded established built opened until to from dated issued valid on by at of before after expires version v'.split(
    ' ',
  ),
)
const nearRecord = 8

/** A whole date of long ago, written beside a name and nothing that happened then: a line of a register. */
function isOfRecord(view: View, { from, to }: Stretch): boolean {
  const { tokens } = view
  if (to - from !== 4 || tokenAt(tokens, from).kind !== 'number') return false
  if (events.has(textAt(tokens, from - 1)) || !writtenDate.test(view.source(from, to))) return false
  for (let step = 1; step <= nearRecord; step += 1)
    if (recordMasks.has(textAt(tokens, from - step)) || recordMasks.has(textAt(tokens, to + step)))
      return true
  return false
}

// Bounds the walks.
const longestAnswer = 60
const mostOtherWords = 7
const mostThings = 1
const wholeDateDigits = 5
const elsewhere = new Set(
  'at since tomorrow today tonight works appointment last next until by £ $ €'.split(' '),
)

/** Little else in the utterance, and nothing of appointments. */
function isAnswer(view: View, { from, to, digits }: Stretch): boolean {
  if (view.tokens.length > longestAnswer) return false
  if (elsewhere.has(textAt(view.tokens, from - 1)) || elsewhere.has(textAt(view.tokens, to + 1)))
    return false
  const others = view.tokens.filter(
    ({ kind, text }, index) =>
      kind === 'word' && (index < from || index > to) && !links.has(text) && !fillers.has(text),
  )
  if (others.length > mostOtherWords || others.some(({ text }) => elsewhere.has(text))) return false
  const things = others.filter(({ text }) => isThing(text))
  return things.length <= mostThings || digits.length >= wholeDateDigits
}

const fewestWords = 6

/** "March", then "the ninth": nothing else in the utterance. */
function isPiece(view: View, { from, to, digits }: Stretch): boolean {
  if (view.tokens.length > longestAnswer || digits.length > 8 || to - from > 8) return false
  const others = view.tokens.filter(
    ({ kind, text }, index) =>
      kind === 'word' &&
      (index < from || index > to) &&
      !links.has(text) &&
      !fillers.has(text) &&
      !backChannels.has(text),
  )
  return others.length === 0 && view.tokens.length <= to - from + fewestWords
}

const verbal = new Set(['am', 'el', 'le'])
const articles = new Set(['the', 'am', 'el', 'le', 'of'])

/** "The fifth of May": the article belongs to the date as it is said. */
function articleBefore(view: View, from: number): number {
  let first = from
  while (first > from - 3 && articles.has(textAt(view.tokens, first - 1))) first -= 1
  // "Née le 17 mai", "geboren am 3.4.": a preposition of the verb.
  const isOfVerb = first === from - 1 && verbal.has(textAt(view.tokens, first))
  const isWritten = tokenAt(view.tokens, from).kind === 'number'
  return isOfVerb && (isWritten || topicAt(view.tokens, first - 1) === 'birth') ? from : first
}

/** Month names, ordinals and numbers that follow one another. */
function stretchesOf(view: View): readonly Stretch[] {
  const stretches: Stretch[] = []
  let open: Stretch | undefined
  let index = 0
  while (index < view.tokens.length) {
    const part = partAt(view, index)
    if (part === undefined) {
      const searched = open === undefined ? index : interjectionEnd(view.tokens, index)
      if (searched > index + 1 && searched - (open?.to ?? 0) <= longestSearch) {
        index = searched
        continue
      }
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

const longestSearch = 6

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
  const day = isBesideDate(view, index) ? neighbourlyDigitWords.get(text) : undefined
  if (day !== undefined) return { to: index, digits: day, isMonth: false }
  if (feasts.has(text) && feastDays.has(textAt(view.tokens, index + 1)))
    return { to: index + 1, digits: '25', isMonth: true }
  if (loneFeasts.has(text)) return { to: index, digits: '31', isMonth: true }
  if (ordinals.has(text) || germanOrdinal.test(text))
    return { to: index, digits: '1', isMonth: false }
  if (spokenYear.test(text)) return { to: index, digits: '1900', isMonth: false }
  return monthWords.has(text) ? { to: index, digits: '', isMonth: true } : undefined
}

/** "Cinco de mayo", "trois juillet", "mille neuf cent". */
function isBesideDate({ tokens }: View, index: number): boolean {
  const next = textAt(tokens, index + 1)
  if (monthWords.has(next) || spokenYear.test(next)) return true
  if (['mille', 'cent', 'mil'].includes(textAt(tokens, index - 1))) return true
  return next === 'de' && monthWords.has(textAt(tokens, index + 2))
}

/** A month and a number, or as many digits as a date has; a lone year says little. */
function isDate({ digits, hasMonth, parts }: Stretch): boolean {
  if (digits.length > 14) return false
  if (hasMonth) return digits.length >= 1
  return digits.length >= 6 || (digits.length >= 3 && parts >= 3)
}
