/** Codes of letters and digits, written or spelled: IBAN, postcodes, national ids with letters, account references. */
import type { PersonalKind } from '../kinds.ts'
import { moneySigns } from '../numbers/innocent-words.ts'
import { interjectionEnd } from '../numbers/interjections.ts'
import { digitWords, repeaters } from '../numbers/number-words.ts'
import { type Token, textAt, tokenAt } from '../text/token.ts'
import { findTopic, topicAt } from '../topics/find-topic.ts'
import { topicOfWord } from '../topics/topic-words.ts'
import type { PersonalFinding, View } from '../view.ts'
import { everydayWords } from '../words/common-words.ts'
import { type Item, withoutArticle, withoutLabel } from './code-edges.ts'
import { shapeOf } from './code-shapes.ts'
import { isAlone, isAskedBefore, isDictation } from './dictation.ts'
import { ibanLengths, isIban } from './iban.ts'
import { sounded } from './phonetic.ts'

// The longest IBAN has 34 characters; twice that leaves room for a stumble.
const longestCodeItems = 80

// RSSMRA85M01H501U.
const longestCodeLetters = 7

const bridges = new Set(
  '- , . uh um er erm uhm eh ah then and dash hyphen space hmm … okay / slash stroke letra letter lettre capital'.split(
    ' ',
  ),
)
const likeWords = new Set(['for', 'like'])

export function recogniseCodes(view: View): readonly PersonalFinding[] {
  return sequencesOf(view).flatMap((items) =>
    judge(view, withoutArticle(view, withoutLabel(view, items))),
  )
}

/** Runs of letters and numbers with nothing but pauses between them. */
export function sequencesOf(view: View): readonly (readonly Item[])[] {
  const sequences: Item[][] = []
  let open: Item[] = []
  let index = 0
  while (index < view.tokens.length) {
    const item = itemAt(view, index)
    if (item !== undefined) {
      open.push(item)
      index = item.to + 1
    } else if (open.length > 0 && bridgedTo(view.tokens, open, index) > index)
      index = bridgedTo(view.tokens, open, index)
    else {
      if (open.length > 0) sequences.push(open)
      open = []
      index += 1
    }
    if (open.length >= longestCodeItems) {
      sequences.push(open)
      open = []
    }
  }
  if (open.length > 0) sequences.push(open)
  return sequences
}

const longestSearch = 6

/** Behind a pause, or behind what somebody says while he looks for the rest; `index` when it is neither. */
function bridgedTo(tokens: readonly Token[], open: readonly Item[], index: number): number {
  const searched = interjectionEnd(tokens, index)
  const isNear = index - (open.at(-1)?.to ?? index) <= longestSearch
  if (searched > index + 1 && isNear) return searched
  return bridges.has(textAt(tokens, index)) && !isPauseTooLong(tokens, open, index)
    ? index + 1
    : index
}

function isPauseTooLong(tokens: readonly Token[], open: readonly Item[], index: number): boolean {
  return index - (open.at(-1)?.to ?? index) > 3 || tokenAt(tokens, index).kind === 'mask'
}

const labelWords = new Set(['id', 'no', 'nr', 'dob', 'tel', 'fax', 'ref', 'ext', 'and', 'or'])

function isLabelWord(word: string): boolean {
  return labelWords.has(word) || topicOfWord.has(word) || moneySigns.has(word)
}

function itemAt(view: View, index: number): Item | undefined {
  const { tokens } = view
  const token = tokenAt(tokens, index)
  const numeral = view.numeralFrom(index)
  if (numeral !== undefined && !numeral.isCardinal)
    return { from: index, to: numeral.to, code: numeral.digits }
  if (token.kind !== 'word') return undefined
  if (token.text === 'oh' && isBetweenCharacters(view, index))
    return { from: index, to: index, code: '0' }
  if (token.text.length === 1)
    return isWordOfOneLetter(tokens, index) ? undefined : spelledItem(tokens, index)
  const times = repeaters.get(token.text)
  const letter = tokenAt(tokens, index + 1)
  if (times !== undefined && letter.kind === 'word' && letter.text.length === 1)
    return { from: index, to: index + 1, code: letter.text.repeat(times) }
  const spoken = sounded.get(token.text)
  if (spoken !== undefined && isInCode(view, index)) return { from: index, to: index, code: spoken }
  if (token.text.length > longestCodeLetters) return undefined
  const next = tokenAt(tokens, index + 1)
  const isJoined =
    (token.isGlued && tokenAt(tokens, index - 1).kind === 'number') ||
    (next.isGlued && next.kind === 'number')
  if (token.text.length > 5 && !isJoined) return undefined
  const source = view.source(index, index)
  const isLicence = token.text.length === 5 && /^\d{6}$/.test(next.text)
  const isShouted =
    (token.text.length <= 4 || isLicence) &&
    source === source.toUpperCase() &&
    !isLabelWord(token.text)
  return isJoined || isShouted ? { from: index, to: index, code: token.text } : undefined
}

/** "S seven h oh r nine": a zero between letters. */
function isBetweenCharacters({ tokens }: View, index: number): boolean {
  return [-1, 1].every((step) => {
    const { kind, text } = tokenAt(tokens, index + step)
    return kind === 'word' && text.length === 1 && text !== 'i' && text !== 'a'
  })
}

/** "I can repeat it", "a minute". */
function isWordOfOneLetter(tokens: readonly Token[], index: number): boolean {
  const next = tokenAt(tokens, index + 1)
  const { text, isGlued } = tokenAt(tokens, index)
  if (isGlued || (text !== 'i' && text !== 'a') || next.kind !== 'word') return false
  return (
    next.text.length > 1 &&
    (text === 'i' || everydayWords.has(next.text)) &&
    !sounded.has(next.text) &&
    !bridges.has(next.text) &&
    next.text !== 'as' &&
    next.text !== 'for' &&
    !digitWords.has(next.text) &&
    !repeaters.has(next.text) &&
    next.text !== 'oh'
  )
}

/** "m as in mike", "m for mother", or the letter alone. */
function spelledItem(tokens: readonly Token[], index: number): Item {
  const code = textAt(tokens, index)
  const isAsIn = textAt(tokens, index + 1) === 'as' && textAt(tokens, index + 2) === 'in'
  if (isAsIn && textAt(tokens, index + 3).startsWith(code))
    return { from: index, to: index + 3, code }
  const isLike =
    likeWords.has(textAt(tokens, index + 1)) && textAt(tokens, index + 2).startsWith(code)
  if (isLike && textAt(tokens, index + 2).length > 1) return { from: index, to: index + 2, code }
  return { from: index, to: index, code }
}

/** A phonetic word counts with another or a number beside it. */
function isInCode(view: View, index: number): boolean {
  return [-1, 1].some((step) => {
    const place = textAt(view.tokens, index + step) === ',' ? index + step * 2 : index + step
    const { text } = tokenAt(view.tokens, place)
    return (
      sounded.has(text) ||
      view.numeralFrom(place) !== undefined ||
      view.numeralTo(place) !== undefined
    )
  })
}

function judge(view: View, items: readonly Item[]): readonly PersonalFinding[] {
  const code = items.map((item) => item.code).join('')
  const piece = postcodePiece(view, items, code) ?? dictatedPiece(view, items, code)
  if (piece !== undefined) return [piece]
  if (code.length < 5) return []
  const iban = findIban(items)
  if (iban !== undefined) return [iban]
  if (!/[a-z]/.test(code) || !/\d/.test(code)) return []
  const first = items[0]?.from ?? 0
  const last = items.at(-1)?.to ?? 0
  const topic = findTopic(view.tokens, first, last, view.prompt)
  if (topic?.topic === 'order' && topic.place !== 'prompt') return []
  if (topic !== undefined && topic.place !== 'prompt') {
    const told = byTopic(view, items, topic.topic)
    if (told.length > 0 && told[0]?.kind !== 'postcode') return told
  }
  for (let start = 0; start < items.length; start += 1) {
    const found = shapedFrom(items, start)
    if (found === undefined) continue
    // A booking that was asked for looks like many a national id.
    if (topic?.topic === 'order' && found.kind === 'national-id') return []
    const isPart = found.from > first || found.to < last
    if (topic?.topic === 'order' && found.kind === 'postcode' && isPart) return []
    // "Y two two, uh, y two two nine …": the whole answer.
    if (topic?.topic === 'national-id' && found.kind === 'national-id')
      return byTopic(view, items, topic.topic)
    return [found]
  }
  return byTopic(view, items, topic?.topic)
}

/** "N g seven", "four q z": half a British postcode, when one was asked for. */
function postcodePiece(
  view: View,
  items: readonly Item[],
  code: string,
): PersonalFinding | undefined {
  if (!/^(?:[a-z]{1,2}\d{1,2}[a-z]?|\d[a-z]{2})$/.test(code)) return undefined
  const first = items[0]?.from ?? 0
  const topic = findTopic(view.tokens, first, items.at(-1)?.to ?? first, view.prompt)
  const isBroken = textAt(view.tokens, (items.at(-1)?.to ?? first) + 1) === 'something'
  const isAsked = topic?.topic === 'postcode' && isSaidAs(view, items, topic.place)
  return isAsked || (isBroken && code.length > 2)
    ? finding('postcode', items, 0, items.length - 1, 'postcode-piece')
    : undefined
}

/** Asked for an account or an identity, somebody says letters and digits and nothing else. */
function dictatedPiece(
  view: View,
  items: readonly Item[],
  code: string,
): PersonalFinding | undefined {
  const [first] = items
  const last = items.at(-1)
  if (first === undefined || last === undefined || code.length > 12) return undefined
  if (!/[a-z]/.test(code) || code === 'a' || code === 'i') return undefined
  if (!isAlone(view, { from: first.from, to: last.to })) return undefined
  const found = findTopic(view.tokens, first.from, last.to, view.prompt)
  if (found === undefined || !isAskedBefore(view, first.from, found)) return undefined
  const kind = found.topic === 'national-id' || found.topic === 'account' ? found.topic : undefined
  const isIban = found.topic === 'iban'
  // "The medicare number … it's on the red white and blue card": no card has letters.
  if (found.topic === 'card') {
    const asked = view.prompt.some((_, index) => topicAt(view.prompt, index) === 'national-id')
    return asked ? finding('national-id', items, 0, items.length - 1, 'code-dictated') : undefined
  }
  return kind === undefined && !isIban
    ? undefined
    : finding(kind ?? 'account', items, 0, items.length - 1, 'code-dictated')
}

function findIban(items: readonly Item[]): PersonalFinding | undefined {
  for (let start = 0; start < items.length; start += 1) {
    let code = ''
    for (let end = start; end < items.length && code.length < 34; end += 1) {
      code += items[end]?.code ?? ''
      const wanted = ibanLengths.get(code.slice(0, 2))
      if (code.length >= 2 && wanted === undefined) break
      if (code.length === wanted && isIban(code))
        return finding('iban', items, start, end, 'iban-check')
    }
  }
  return undefined
}

/** The longest shape that fills whole items. */
function shapedFrom(items: readonly Item[], start: number): PersonalFinding | undefined {
  let code = ''
  let best: PersonalFinding | undefined
  for (let end = start; end < items.length && code.length < 17; end += 1) {
    code += items[end]?.code ?? ''
    const shape = shapeOf(code)
    if (shape?.rule === 'postcode-ie' && (start > 0 || end < items.length - 1)) continue
    // The 2nd.
    if (shape?.rule === 'postcode-uk' && /^(?:st|nd|rd|th)$/.test(items[end]?.code ?? '')) continue
    if (shape === undefined) continue
    best = finding(shape.kind, items, start, end, shape.rule)
  }
  return best
}

const shortAnswerTokens = 16
const shortestSure = 8

/** In the turn that tells what it is, or dictated to whoever asked. */
function isSaidAs(
  view: View,
  items: readonly Item[],
  place: 'before' | 'after' | 'prompt',
): boolean {
  const from = items[0]?.from ?? 0
  return place !== 'prompt' || isDictation(view, { from, to: items.at(-1)?.to ?? from })
}

function byTopic(
  view: View,
  items: readonly Item[],
  topic: string | undefined,
): readonly PersonalFinding[] {
  const code = items.map((item) => item.code).join('')
  const digits = code.replace(/[^\d]/g, '').length
  const kind =
    topic === 'national-id' || topic === 'account' || topic === 'iban' ? topic : undefined
  const first = items[0]?.from ?? 0
  const found = findTopic(view.tokens, first, first, view.prompt)
  const isShort =
    found?.place !== 'prompt' ||
    (view.tokens.length <= shortAnswerTokens && isSaidAs(view, items, found.place))
  const isAsked = topic === 'postcode' && found?.topic === 'postcode' && isShort
  if (isAsked && code.length <= 8 && digits >= 2)
    return [finding('postcode', items, 0, items.length - 1, 'postcode-context')]
  if (kind === undefined || code.length < 5 || digits < 3) return []
  const isLoose = found?.place === 'prompt' && kind !== 'iban' && code.length < shortestSure
  if (isLoose && !isSaidAs(view, items, found.place)) return []
  const start = items.findIndex((item) => item.code.length > 0 && item.code !== 'i')
  const from = Math.max(0, items.length > 12 ? 0 : start)
  if (view.tokens.length === 0) return []
  return [
    finding(
      kind === 'iban' && digits < 10 ? 'account' : kind,
      items,
      from,
      items.length - 1,
      `${kind}-context`,
    ),
  ]
}

function finding(
  kind: PersonalKind,
  items: readonly Item[],
  start: number,
  end: number,
  rule: string,
): PersonalFinding {
  return { kind, from: items[start]?.from ?? 0, to: items[end]?.to ?? 0, rule }
}
