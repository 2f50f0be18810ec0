/** Decides what a run of digits is: by its own check digits and shape, else by what was said around it. */
import type { NumberRun } from '../numbers/number-runs.ts'
import { backChannels, corrections, fillers } from '../numbers/number-words.ts'
import { textAt, tokenAt } from '../text/token.ts'
import { findTopic, scanBack, type TopicFound, topicAt } from '../topics/find-topic.ts'
import { isToldByThing } from '../topics/order-words.ts'
import type { PersonalFinding, View } from '../view.ts'
import { everydayWords } from '../words/common-words.ts'
import { spokenWords } from '../words/spoken-words.ts'
import { isCard } from './card-number.ts'
import { codeBehindCard } from './card-tail.ts'
import { cardsInside } from './cards-inside.ts'
import {
  isAlone,
  isAnnouncedPiece,
  isDictation,
  isDigitByDigit,
  isEnding,
  isPureDictation,
  isReadBack,
} from './dictation.ts'
import {
  hasGroups,
  hasPhoneGroups,
  isDialledNumber,
  isInPairs,
  isLikePhone,
  isTimeLike,
  isTrunkNumber,
  isYear,
  judgeByShape,
  mostWithCorrections,
  type Verdict,
} from './number-shape.ts'
import { pieceOf, splitAtAnd } from './run-pieces.ts'
import { isTimeOrPrice } from './told-amounts.ts'

export function recogniseDigits(view: View): readonly PersonalFinding[] {
  const findings: PersonalFinding[] = []
  for (const run of view.runs()) {
    const code = codeBehindCard(view, run)
    if (code !== undefined) {
      findings.push(code)
      continue
    }
    const pieces = saidAgain(run)
    if (pieces.length > 1) {
      for (const piece of pieces) {
        const own = judge(view, piece)
        if (own !== undefined) findings.push({ ...own, ...withPrefix(view, piece) })
      }
      continue
    }
    const isLong = run.digits.length > 16 && run.correctedAt.length === 0
    const mayHold = isLong && !isCard(run) && !isOfAccount(view, run)
    const inside = mayHold ? cardsInside(view, run) : []
    const verdict = inside.length > 0 ? undefined : judge(view, run)
    if (verdict !== undefined) {
      const prefixed = withPrefix(view, run)
      const place = { ...prefixed, from: withLetters(view, prefixed.from, verdict) }
      const to = verdict.kind === 'phone' ? extensionEnd(view, place.to) : place.to
      findings.push({ ...verdict, from: place.from, to })
    } else if (inside.length > 0) findings.push(...inside)
    else {
      const own = [...cardsInside(view, run), ...judgePieces(view, run)]
      findings.push(...(own.length > 0 ? own : judgeTurns(view, run)))
    }
  }
  return findings
}

/** "Account 265-1110310003475-38": some of the digits are a card's by chance. */
function isOfAccount(view: View, { from }: NumberRun): boolean {
  const topic = scanBack(view.tokens, from, 3)?.topic
  return topic === 'account' || topic === 'iban' || topic === 'national-id'
}

// As long as a telephone number of its own.
const wholeAgainDigits = 9
const mostWholeCorrections = 4

/** "… no wait, …": two whole numbers and no correction of a few digits, when each is as long as a telephone number. */
function saidAgain(run: NumberRun): readonly NumberRun[] {
  const at = run.correctedAt.find(
    (place) => place >= wholeAgainDigits && run.digits.length - place >= wholeAgainDigits,
  )
  if (at === undefined || run.correctedAt.length > mostWholeCorrections) return []
  const first: NumberRun['numerals'][number][] = []
  let length = 0
  for (const numeral of run.numerals) {
    length += numeral.digits.length
    if (length > at) break
    first.push(numeral)
  }
  const rest = run.numerals.slice(first.length)
  return [pieceOf(run, first, 0), pieceOf(run, rest, at)]
}

/** A plus or a bracket before belongs to the number. */
function withPrefix(view: View, run: NumberRun): { from: number; to: number } {
  let { from, to } = run
  if (textAt(view.tokens, from - 1) === '(') from -= 1
  if (textAt(view.tokens, from - 1) === '+') from -= 1
  else if (textAt(view.tokens, from - 1) === 'plus') from -= 1
  if (tokenAt(view.tokens, to).kind === 'mark') to -= 1
  return { from, to }
}

/** "Gl seven seven oh nine one": the letters that an account or an identity begins with, when they are no word. */
function withLetters(view: View, from: number, verdict: Verdict): number {
  if (verdict?.kind !== 'account' && verdict?.kind !== 'national-id') return from
  const { kind, text } = tokenAt(view.tokens, from - 1)
  const isCode = kind === 'word' && text.length <= 3 && !everydayWords.has(text)
  return isCode && !isSaid(text) && topicAt(view.tokens, from - 1) === undefined ? from - 1 : from
}

const copulas = new Set(['es', 'est', 'ist', 'e', 'id', 'nr', 'no', 'hai', 'the'])

function isSaid(word: string): boolean {
  if (copulas.has(word)) return true
  return (
    fillers.has(word) || corrections.has(word) || backChannels.has(word) || spokenWords.has(word)
  )
}

const extensionWords = new Set(['extension', 'ext', 'x', 'durchwahl'])

/** "… extension four two" belongs to the number. */
function extensionEnd(view: View, to: number): number {
  let next = to + 1
  while (next < to + 3 && [',', 'and'].includes(textAt(view.tokens, next))) next += 1
  if (!extensionWords.has(textAt(view.tokens, next))) return to
  const first = ['.', 'is', 'number'].includes(textAt(view.tokens, next + 1)) ? next + 2 : next + 1
  let end = to
  for (
    let numeral = view.numeralFrom(first);
    numeral !== undefined && numeral.to < first + 6;
    numeral = view.numeralFrom(numeral.to + 1)
  )
    end = numeral.to
  return end
}

function judge(view: View, run: NumberRun): Verdict {
  const length = run.digits.length
  if (isDotted(view, run) || isTimeOrPrice(view, run)) return undefined
  const topic = topicOf(view, run)
  const isForeign = topic?.topic === 'order' && topic.place !== 'prompt'
  if (length >= 13 && length <= 24 && !isForeign && isCard(run))
    return { kind: 'card', rule: 'card-luhn' }
  if (isInPairs(run)) return { kind: 'phone', rule: 'phone-trunk' }
  if (hasGroups(view, run, [5, 4])) return { kind: 'postcode', rule: 'postcode-nine' }
  if (hasGroups(view, run, [3, 2, 4]) && length === 9 && !isForeign)
    return { kind: 'national-id', rule: 'national-id-shape' }
  const byTopic = topic === undefined ? undefined : judgeByTopic(view, run, topic)
  if (byTopic !== undefined) return byTopic === 'innocent' ? undefined : byTopic
  return judgeByShape(view, run)
}

/** One of ours who says more than the number does not answer what was asked: that is read back, which is known otherwise. */
function topicOf(view: View, run: NumberRun): TopicFound | undefined {
  if (isToldByThing((index) => textAt(view.tokens, index), run.from))
    return { topic: 'order', distance: 1, place: 'before' }
  const found = findTopic(view.tokens, run.from, run.to, view.prompt)
  const isOfTalk = found?.place === 'prompt' && view.isAgent && !isReadBack(view, run)
  return isOfTalk && found.topic !== 'order' && found.topic !== 'amount' ? undefined : found
}

/** 255.255.255.0, which is left when it is nobody's: no telephone number. */
function isDotted(view: View, { from, to, numerals }: NumberRun): boolean {
  return numerals.length === 4 && /^\d{1,3}(?:\.\d{1,3}){3}$/.test(view.source(from, to))
}

function judgeByTopic(view: View, run: NumberRun, found: TopicFound): Verdict | 'innocent' {
  const length = run.digits.length
  const isWhole = isDictation(view, run)
  const isPlain = !run.numerals.some(({ isCardinal }) => isCardinal)
  const isCloseBy =
    found.place === 'prompt' ? isWhole : found.place === 'after' || found.distance <= 7
  switch (found.topic) {
    case 'card':
      if (length === 4 && (isEnding(view, run) || isLastFourAsked(view, found))) return 'innocent'
      if (isYear(run) && isSince(view, run)) return 'innocent'
      if (length >= 12 || (length >= 8 && isCloseBy && isPlain))
        return { kind: 'card', rule: 'card-context' }
      if (isPureDictation(view, run, found) || (length >= 3 && isWhole && isPlain))
        return { kind: 'card', rule: 'card-piece' }
      if (length >= 5 && found.place === 'before' && found.distance <= 4 && isDigitByDigit(run))
        return { kind: 'card', rule: 'card-piece' }
      return undefined
    case 'cvv':
      if (isPriceLike(run) && (view.isAgent || !isAlone(view, run))) return 'innocent'
      if (length === 4 && isEnding(view, run) && found.place !== 'prompt') return 'innocent'
      if (isPureDictation(view, run, found) && (length <= 4 || isCorrectedCode(run)))
        return { kind: 'cvv', rule: 'cvv-dictated' }
      if (isWhole && run.correctedAt.length > 0 && length <= 12 && isCorrectedCode(run))
        return { kind: 'cvv', rule: 'cvv-dictated' }
      if (length >= 2 && length <= 4 && found.place === 'prompt' && isAllSingle(run))
        return { kind: 'cvv', rule: 'cvv-dictated' }
      return (length === 3 || length === 4) && isPlain && (isWhole || found.place !== 'prompt')
        ? { kind: 'cvv', rule: 'cvv-context' }
        : undefined
    case 'phone':
      if (length >= 7 && length <= mostWithCorrections(run, 18))
        return { kind: 'phone', rule: 'phone-context' }
      if (isPureDictation(view, run, found) || isAnnouncedPiece(view, run))
        return { kind: 'phone', rule: 'phone-dictated' }
      if (length >= 3 && isDigitByDigit(run) && takenBack.has(textAt(view.tokens, run.to + 1)))
        return { kind: 'phone', rule: 'phone-taken-back' }
      if (extensionWords.has(textAt(view.tokens, run.from - 1)) && length >= 2)
        return { kind: 'phone', rule: 'phone-extension' }
      if (length >= 3 && isWhole && isPlain && found.place === 'prompt' && isDigitByDigit(run))
        return { kind: 'phone', rule: 'phone-dictated' }
      return length >= 5 &&
        isCloseBy &&
        isPlain &&
        !isTimeLike(view, run) &&
        (found.place !== 'prompt' || isMostlySingle(run)) &&
        (isWhole || (found.place !== 'prompt' && found.distance < 5)) &&
        !isYear(run)
        ? { kind: 'phone', rule: 'phone-piece' }
        : undefined
    case 'account':
    case 'iban':
      if (isPureDictation(view, run, found)) return { kind: 'account', rule: 'account-dictated' }
      if (length === 4 && (isEnding(view, run) || !isWhole)) return undefined
      // "Up to five hundred thousand".
      if (run.numerals.length === 1 && !isPlain && length <= 7) return undefined
      return (length >= 5 && isCloseBy) || (length >= 4 && isWhole && !isYear(run))
        ? { kind: 'account', rule: 'account-context' }
        : undefined
    case 'national-id':
      return (length >= 4 && isCloseBy && !isYear(run) && (isPlain || found.place !== 'prompt')) ||
        length >= 8 ||
        isPureDictation(view, run, found) ||
        (length >= 3 && found.place === 'prompt' && isWhole && isPlain && isDigitByDigit(run))
        ? { kind: 'national-id', rule: 'national-id-context' }
        : undefined
    case 'number':
      if (/^0\d\d/.test(run.digits) && textAt(view.tokens, run.to + 1) === 'something')
        return { kind: 'phone', rule: 'phone-piece' }
      return length >= 7 && length <= mostWithCorrections(run, 15) && isDialledNumber(view, run)
        ? { kind: 'phone', rule: 'number-context' }
        : undefined
    case 'order':
      // Far behind the word, on its own: "… order a part. 07700 900 338".
      if (found.distance > 3 && run.numerals.length === 3 && isTrunkNumber(run)) return undefined
      if (found.place !== 'prompt' || hasPhoneGroups(view, run))
        return found.place === 'prompt' ? undefined : 'innocent'
      return isWhole && (found.distance <= answeredTokens || !isLikePhone(view, run))
        ? 'innocent'
        : undefined
    case 'amount':
      if (length === 7 && isAllSingle(run)) return undefined
      return length <= 7 && !hasPhoneGroups(view, run) ? 'innocent' : undefined
    case 'birth':
    case 'postcode':
    case 'email':
    case 'name':
    case 'address':
      return undefined
  }
}

/** "Five two five i mean five two four". */
function isCorrectedCode({ digits, correctedAt }: NumberRun): boolean {
  const ends = [...correctedAt, digits.length]
  return ends.every((end, index) => end - (ends[index - 1] ?? 0) <= 4)
}

/** "The nineteen ninety nine plan": no code of a card is said like that, unless it is all that is said. */
function isPriceLike({ numerals }: NumberRun): boolean {
  const isPair = numerals.length === 2 && numerals.every(({ isSpoken }) => isSpoken)
  return isPair && numerals.every(({ digits }) => /^[1-9]\d$/.test(digits))
}

/** "Since twenty eighteen". */
function isSince(view: View, { from }: NumberRun): boolean {
  return ['in', 'since', 'from', 'until', 'till'].includes(textAt(view.tokens, from - 1))
}

// "Oh seven five, no sorry, that's the work one".
const takenBack = new Set(['no', 'sorry', 'wait', 'scratch', 'nah', 'something'])

// A question of at most so many words was the last thing that was asked.
const answeredTokens = 12

/** "The last four of your card?" */
function isLastFourAsked({ prompt }: View, { place }: TopicFound): boolean {
  if (place !== 'prompt') return false
  const asked = prompt.slice(-12)
  return asked.some(
    ({ text }, index) => text === 'last' && ['four', '4'].includes(textAt(asked, index + 1)),
  )
}

function isAllSingle({ numerals }: NumberRun): boolean {
  return numerals.every(({ digits }) => digits.length === 1)
}

function isMostlySingle({ numerals }: NumberRun): boolean {
  return numerals.filter(({ digits }) => digits.length === 1).length * 2 >= numerals.length
}

/** Numbers of several turns that are none together: each turn's own. */
function judgeTurns(view: View, run: NumberRun): readonly PersonalFinding[] {
  const turns = new Map<number, NumberRun['numerals'][number][]>()
  for (const numeral of run.numerals) {
    const { segment } = tokenAt(view.tokens, numeral.from)
    turns.set(segment, [...(turns.get(segment) ?? []), numeral])
  }
  if (run.digits.length <= longestAlone) return []
  const parts = turns.size < 2 ? splitAtAnd(view, run) : [...turns.values()]
  return parts.flatMap((numerals): PersonalFinding[] => {
    const piece = { ...pieceOf(run, numerals, 0), correctedAt: [] }
    const verdict = judge(view, piece)
    return verdict === undefined ? [] : [{ ...verdict, ...withPrefix(view, piece) }]
  })
}

// No telephone number has more digits.
const longestAlone = 15

/** Written numbers side by side may be two things. */
function judgePieces(view: View, run: NumberRun): readonly PersonalFinding[] {
  if (run.numerals.length < 2 || run.numerals.length > 12) return []
  return run.numerals.flatMap((numeral): PersonalFinding[] => {
    const { digits, from, to } = numeral
    if (digits.length < 9 || numeral.isSpoken) return []
    const verdict = judge(view, { from, to, digits, numerals: [numeral], correctedAt: [] })
    return verdict === undefined ? [] : [{ ...verdict, from, to }]
  })
}
