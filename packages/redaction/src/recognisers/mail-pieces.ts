/** Pieces of a mail address, when one was asked for: letters alone, "dot" between words, a provider's domain alone. */
import { isStrange } from '../names/name-shape.ts'
import { backChannels, fillers } from '../numbers/number-words.ts'
import { textAt, tokenAt } from '../text/token.ts'
import { scanBack, topicAt } from '../topics/find-topic.ts'
import type { PersonalFinding, View } from '../view.ts'
import { everydayWords, notInMailNames } from '../words/common-words.ts'
import { familyNames } from '../words/family-names.ts'
import { givenNames } from '../words/given-names.ts'
import { mailProviders, topLevelDomains } from '../words/mail-words.ts'
import { sequencesOf } from './codes.ts'
import { phonetic } from './phonetic.ts'

const shortAnswer = 3
const connectors = new Set(['dot', 'underscore', 'hyphen', 'dash'])
// A dictated piece is short; in longer talk "dot" may mean anything.
const longestPieceTokens = 30

export function recogniseMailPieces(view: View): readonly PersonalFinding[] {
  if (view.tokens.length > longestPieceTokens) return []
  // "P w d dot corp dot example slash" is a link.
  if (view.tokens.some(({ text }) => text === 'slash')) return []
  const said = scanBack(view.tokens, view.tokens.length, longestPieceTokens)
  // "The number seven" asks for nothing else.
  const own = said?.topic === 'number' ? undefined : said
  // "Proton mail" is no word about mail.
  const asked = own?.topic === 'email' && view.tokens.length <= shortAnswer ? undefined : own
  const topic = asked?.topic ?? scanBack(view.prompt, view.prompt.length, 45)?.topic
  if (topic !== 'email' && (asked !== undefined || !isDomainSaid(view.prompt))) return []
  const whole = asked === undefined ? (wholePiece(view) ?? wordsOnly(view)) : undefined
  if (whole !== undefined) return [whole]
  return widened(view, [...spelledPieces(view), ...connectedPieces(view)])
}

const recentTokens = 30

/** A provider with its "at" or "dot", just before. */
function isDomainSaid(prompt: View['prompt']): boolean {
  for (
    let index = prompt.length - 1;
    index >= Math.max(0, prompt.length - recentTokens);
    index -= 1
  ) {
    if (!mailProviders.has(textAt(prompt, index))) continue
    if (textAt(prompt, index - 1) === 'at' && textAt(prompt, index + 1) === 'dot') return true
  }
  return false
}

const signWords = new Set([
  'at',
  '@',
  'dot',
  'point',
  'period',
  'plus',
  'minus',
  '.',
  '_',
  '-',
  ...connectors,
])
const spellingWords = new Set([
  'letter',
  'capital',
  'lowercase',
  'uppercase',
  'small',
  'double',
  'triple',
  'number',
  'numbers',
  'as',
  'in',
  'for',
  'the',
  'like',
  'with',
])
const mostWords = 3

/** Asked for the address, somebody says letters, numbers, "dot", a provider, or words that are nobody's else. */
function wholePiece(view: View): PersonalFinding | undefined {
  let from = -1
  let to = -1
  let words = 0
  let signs = 0
  for (let index = 0; index < view.tokens.length; index += 1) {
    const { text, kind } = tokenAt(view.tokens, index)
    if (kind === 'mask') return undefined
    const numeral = view.numeralFrom(index)
    if (isFullStop(view, index)) continue
    const isSign =
      signWords.has(text) || isCharacter(view, index) || text.length === 1 || phonetic.has(text)
    const isEnd = textAt(view.tokens, index - 1) === 'dot' && topLevelDomains.has(text)
    if (!isSign && !isEnd && (fillers.has(text) || backChannels.has(text) || isOpening(text)))
      continue
    if (kind === 'mark' && !signWords.has(text)) continue
    if (spellingWords.has(text) && index + 1 < view.tokens.length) continue
    if (numeral === undefined && !isSign) {
      const isWord = isStrange(text) || givenNames.has(text) || familyNames.has(text)
      const isMail = text === 'mail' && mailProviders.has(textAt(view.tokens, index - 1))
      if (!isWord && !isMail && !mailProviders.has(text) && !isDomainEnd(view, index))
        return undefined
      words += 1
    } else signs += 1
    if (from < 0) from = index
    to = numeral?.to ?? index
    index = to
  }
  if (from < 0 || words > mostWords || (words === 0 && signs < 2)) return undefined
  if (signs === 0 && !isPending(view)) return undefined
  const isNumber = words === 0 && isNumbersOnly(view, from, to)
  if (isNumber && (view.isAgent || !isPending(view))) return undefined
  return { kind: 'email', from, to, rule: 'email-dictated' }
}

/** The end of a sentence, and no dot of an address. */
function isFullStop({ tokens }: View, index: number): boolean {
  return textAt(tokens, index) === '.' && !tokenAt(tokens, index + 1).isGlued
}

/** "Great, it's twelve fifty". */
function isNumbersOnly(view: View, from: number, to: number): boolean {
  for (let index = from; index <= to; index += 1) {
    const numeral = view.numeralFrom(index)
    if (numeral === undefined) return false
    index = numeral.to
  }
  return true
}

const usualEnds = new Set('com net org edu gov uk de'.split(' '))

/** "Dot work" is one, "work" is none. */
function isDomainEnd({ tokens }: View, index: number): boolean {
  const text = textAt(tokens, index)
  return usualEnds.has(text) || (topLevelDomains.has(text) && textAt(tokens, index - 1) === 'dot')
}

const leads = new Set(
  'let me think see send it to my email is you can use sure of course yes yeah oh'.split(' '),
)

const smallWords = new Set('of the and for my'.split(' '))
const mostNameWords = 5

/** "Northside vets", "city of harare logistics": while the address is not whole, words that answer nothing else. */
function wordsOnly(view: View): PersonalFinding | undefined {
  if (view.isAgent || !isPending(view)) return undefined
  let from = -1
  let to = -1
  let rare = 0
  let everyday = 0
  for (let index = 0; index < view.tokens.length; index += 1) {
    const { text, kind } = tokenAt(view.tokens, index)
    if (kind === 'mask') return undefined
    if (isFullStop(view, index)) continue
    const isLead = kind === 'mark' || fillers.has(text) || isOpening(text) || leads.has(text)
    if (from < 0 && isLead && !signWords.has(text)) continue
    if (kind === 'mark' && !signWords.has(text)) continue
    // "Lightyear with a capital l".
    if (from >= 0 && text === 'with') break
    const isSign = signWords.has(text) || smallWords.has(text) || isCharacter(view, index)
    if (!isSign && (backChannels.has(text) || notInMailNames.has(text))) return undefined
    // "Happy yusuf".
    if (everydayWords.has(text)) everyday += Number(!isSign)
    else rare += Number(!isSign)
    if (from < 0) from = index
    to = index
  }
  if (from < 0 || rare > mostNameWords || everyday > 1 || (everyday > 0 && rare === 0))
    return undefined
  if (rare === 0 && !(to === from && signWords.has(textAt(view.tokens, from)))) return undefined
  return { kind: 'email', from, to, rule: 'email-words' }
}

/** The address was the last thing asked for, and has not been said whole since. */
function isPending({ prompt }: View): boolean {
  let asked = -1
  prompt.forEach((_, index) => {
    if (topicAt(prompt, index) === 'email') asked = index
  })
  if (asked < 0) return false
  return !prompt.slice(asked).some(({ text }, index) => {
    const before = textAt(prompt, asked + index - 1)
    return topLevelDomains.has(text) && ['dot', '.', 'punto', 'punkt', 'point'].includes(before)
  })
}

function isOpening(text: string): boolean {
  return ["it's", 'its', 'is', "that's", 'and', 'no', 'not', 'all', 'one', 'word'].includes(text)
}

/** With "at" before a provider, and the letters and numbers that stand beside; pieces that touch are one. */
function widened(view: View, pieces: readonly PersonalFinding[]): readonly PersonalFinding[] {
  const { tokens } = view
  const joined: PersonalFinding[] = []
  for (const piece of [...pieces].sort((one, other) => one.from - other.from)) {
    let { from, to } = piece
    while (isCharacter(view, from - 1)) from = view.numeralTo(from - 1)?.from ?? from - 1
    if (tokenAt(tokens, from).isGlued && tokenAt(tokens, from - 1).kind === 'word') from -= 1
    if (textAt(tokens, from - 1) === 'at' && mailProviders.has(textAt(tokens, from))) from -= 1
    while (isCharacter(view, to + 1)) to = view.numeralFrom(to + 1)?.to ?? to + 1
    const last = joined.at(-1)
    if (last !== undefined && from <= last.to + 1)
      joined[joined.length - 1] = { ...last, to: Math.max(to, last.to) }
    else joined.push({ ...piece, from, to })
  }
  return joined
}

function isCharacter(view: View, index: number): boolean {
  const { kind, text } = tokenAt(view.tokens, index)
  if (view.numeralFrom(index) !== undefined || view.numeralTo(index) !== undefined) return true
  return kind === 'word' && text.length === 1 && text !== 'i' && text !== 'a'
}

function spelledPieces(view: View): readonly PersonalFinding[] {
  return sequencesOf(view).flatMap((items): PersonalFinding[] => {
    const first = items[0]
    const last = items.at(-1)
    const letters = items.filter(({ code }) => /^[a-z]$/.test(code))
    if (letters.length < 3 || first === undefined || last === undefined) return []
    return [{ kind: 'email', from: first.from, to: last.to, rule: 'email-spelled' }]
  })
}

/** "beatrix dot lang", "gmail dot com". */
function connectedPieces(view: View): readonly PersonalFinding[] {
  const { tokens } = view
  const findings: PersonalFinding[] = []
  for (let index = 1; index < tokens.length - 1; index += 1) {
    if (!connectors.has(textAt(tokens, index))) continue
    const before = tokenAt(tokens, index - 1)
    const after = tokenAt(tokens, index + 1)
    // "First name dot last name" tells nobody's.
    if (before.text === 'name' || after.text === 'last' || after.text === 'surname') continue
    if (
      before.kind === 'mask' ||
      after.kind === 'mask' ||
      before.kind === 'mark' ||
      after.kind === 'mark'
    )
      continue
    const last = findings.at(-1)
    if (last !== undefined && last.to >= index - 1)
      findings[findings.length - 1] = { ...last, to: index + 1 }
    else findings.push({ kind: 'email', from: index - 1, to: index + 1, rule: 'email-piece' })
  }
  return findings.filter(
    ({ from, to }) =>
      to - from > 2 ||
      mailProviders.has(textAt(tokens, from)) ||
      topLevelDomains.has(textAt(tokens, to)) ||
      tokens.length <= 12,
  )
}
