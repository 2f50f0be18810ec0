/** Mail addresses as they are said: "john dot smith at gmail dot com", "j o h n underscore eighty four at …". */

import { repeaters } from '../numbers/number-words.ts'
import { type Token, textAt, tokenAt } from '../text/token.ts'
import { scanBack } from '../topics/find-topic.ts'
import type { PersonalFinding, View } from '../view.ts'
import { everydayWords, notInMailNames } from '../words/common-words.ts'
import {
  atWords,
  brackets,
  connectors,
  domainEnd,
  hasDotSoon,
  pauses,
  sureProviders,
} from './mail-domain.ts'
import { openedFrom } from './mail-opening.ts'
import { isOfSite } from './mail-sites.ts'
import {
  caseRemark,
  cases,
  generations,
  isAnnouncing,
  isBesidePhonetic,
  isLetterAt,
  isLikeWord,
  isSpellingWord,
  spelledBehind,
} from './mail-spelling.ts'
import { phonetic } from './phonetic.ts'

// Four plain words, each spelled out at length with pauses, fit.
const longestNameTokens = 60
const mostPlainWords = 4

export function recogniseSpokenEmail(view: View): readonly PersonalFinding[] {
  const findings: PersonalFinding[] = []
  for (let index = 1; index < view.tokens.length; index += 1) {
    if (!atWords.has(textAt(view.tokens, index))) continue
    const domainFrom = afterSign(view.tokens, index)
    const told = domainEnd(view, domainFrom)
    const to = told < domainFrom ? brokenOff(view, index, domainFrom) : told
    if (to < 0) continue
    if (isOfSite(view, index, domainFrom) || isOfSpeaker(view, index)) continue
    const floor = (findings.at(-1)?.to ?? -1) + 1
    const named = nameStart(view, index, floor)
    const begun = begunBefore(view, named, index)
    const start = begun < floor ? named : begun
    const from = start < index && told >= domainFrom ? openedFrom(view, start) : start
    if (from < index && from > (findings.at(-1)?.to ?? -1))
      findings.push({ kind: 'email', from, to, rule: 'email-spoken' })
  }
  return findings
}

/** "It's my name at gmail" says nothing. */
function isOfSpeaker({ tokens }: View, at: number): boolean {
  return textAt(tokens, at - 1) === 'name' && textAt(tokens, at - 2) !== 'dot'
}

const joints = new Set(['dot', 'underscore', 'hyphen', 'unterstrich', 'punkt', 'punto'])

/** "Lauren dot k at", and no more; "rcastellano at fastpost" where mail is talked about: the last token, or -1. */
function brokenOff(view: View, at: number, domain: number): number {
  const { tokens } = view
  const isJoined = [2, 3, 4].some((step) => joints.has(textAt(tokens, at - step)))
  const behind = behindSign(tokens, at)
  if (isJoined && tokens.length - at <= longestStumble) return behind - 1
  const isNamed = view.numeralTo(at - 1) !== undefined || !everydayWords.has(textAt(tokens, at - 1))
  const isTurnEnd = tokenAt(tokens, behind).segment !== tokenAt(tokens, at).segment
  const isLast = isNamed && isTurnEnd && !hasDotSoon(tokens, behind)
  const asked = scanBack(tokens, at, mostReadBack) ?? scanBack(view.prompt, view.prompt.length, 20)
  if (isLast && asked?.topic === 'email') return behind - 1
  const isEnd = ['', '.', '?', '!', ','].includes(textAt(tokens, domain + 1))
  const { kind, text } = tokenAt(tokens, domain)
  if (!isEnd || kind !== 'word' || text.length < 4 || notInMailNames.has(text)) return -1
  if (tokenAt(tokens, domain).isCapitalised || everydayWords.has(text)) return -1
  const before = scanBack(tokens, at, 30) ?? scanBack(view.prompt, view.prompt.length, 45)
  return before?.topic === 'email' ? domain : -1
}

// "And your email i have as gsmith at".
const mostReadBack = 8

// "… at ugh what is it".
const longestStumble = 6

/** "Kirsten w at um kirsten w two two at": what was begun before, with its sign. */
function begunBefore({ tokens }: View, from: number, at: number): number {
  if (from >= at) return from
  const word = textAt(tokens, from)
  for (let index = from - 1; index >= Math.max(0, from - 10); index -= 1) {
    if (textAt(tokens, index) !== word || word.length < 3) continue
    const between = tokens.slice(index, from)
    return between.some(({ text }) => atWords.has(text)) ? index : from
  }
  return from
}

const mailboxes = new Set([
  'contact',
  'mail',
  'email',
  'account',
  'accounts',
  'business',
  'work',
  'me',
])
const takenBack = new Set(['no', 'sorry', 'wait', 'actually', 'not', 'mean', 'rather'])

const signNames = new Set(['sign', 'symbol', 'the', 'rate', 'of'])

/** Behind "at", "at sign" and "at the rate". */
function behindSign(tokens: readonly Token[], at: number): number {
  let next = at + 1
  while (next < at + 4 && signNames.has(textAt(tokens, next))) next += 1
  return next
}

/** "at sign", "at symbol", "at uh": where the domain begins. */
function afterSign(tokens: readonly Token[], index: number): number {
  let next = index + 1
  while (
    next < index + 5 &&
    (pauses.has(textAt(tokens, next)) ||
      brackets.includes(textAt(tokens, next)) ||
      ['sign', 'symbol', 'the', 'like', 'rate', 'of'].includes(textAt(tokens, next)))
  )
    next += 1
  return next
}

/** Backwards over letters, numbers, connectors and a few words, to where the sentence around it ends. */
function nameStart(view: View, at: number, floor: number): number {
  const { tokens } = view
  let from = at
  let plainWords = 0
  let softWords = 0
  let isConnected = true
  for (let index = at - 1; index >= Math.max(floor, at - longestNameTokens); index -= 1) {
    const { text, kind } = tokenAt(tokens, index)
    if (kind === 'mask' || isOwner(tokens, index)) break
    // "L for lima".
    if (isLikeWord(tokens, index)) {
      index -= 2
      from = index
      continue
    }
    // "Omar novak seven that's all lowercase at …".
    const remark = from === at ? caseRemark(tokens, index) : 0
    if (remark > 0) {
      index -= remark - 1
      continue
    }
    // "November oscar whiskey": letters, however many.
    const isLetter = phonetic.has(text) && isBesidePhonetic(view, index)
    if (isLetter && !isSpellingWord(tokens, index)) {
      from = index
      continue
    }
    // "All lower case bluebell", "gmail r double o k e dot s at gmail".
    if (text === 'case' && cases.has(textAt(tokens, index - 1))) break
    if (from < at && sureProviders.has(text) && !connectors.has(textAt(tokens, index + 1))) break
    // "J g o s, all one word, at …".
    if (text === 'word' && textAt(tokens, index - 1) === 'one') {
      index -= textAt(tokens, index - 2) === 'all' ? 2 : 1
      continue
    }
    // "K y l e, that's my name again, at …", "j o h n that's john at …".
    const spelled = spelledBehind(tokens, index)
    if (spelled >= 0) {
      index = spelled + 1
      isConnected = true
      continue
    }
    // "Miller the third at".
    if (generations.has(text) && textAt(tokens, index - 1) === 'the' && isConnected) {
      index -= 1
      from = index
      continue
    }
    // "Underscore the word sailing".
    if (text === 'word' && textAt(tokens, index - 1) === 'the' && from < at) {
      index -= 1
      isConnected = true
      continue
    }
    const numeral = view.numeralTo(index)
    if (takenBack.has(text)) continue
    if (brackets.includes(text)) continue
    if (connectors.has(text)) {
      if (kind === 'mark' && text === '.' && !tokenAt(tokens, index + 1).isGlued) break
      isConnected = true
    } else if (pauses.has(text)) {
      // "I'm with virgin now so danny dot …".
      const isSpelled = isLetterAt(tokens, index - 1) || view.numeralTo(index - 1) !== undefined
      if (text === 'so' && from < at && !isSpelled) break
      if (text === 'so' || text === 'then' || text === 'okay' || text === 'ok') continue
    } else if (kind === 'mark') break
    else if (numeral !== undefined) {
      index = numeral.from
      from = index
      isConnected = false
    } else if (
      text.length === 1 &&
      !(text === 'a' && !isLetterAt(tokens, index - 1)) &&
      !(text === 'i' && !isLetterAt(tokens, index + 1) && !isConnected)
    ) {
      from = index
      // "Sarah with an h".
      if (['a', 'an'].includes(textAt(tokens, index - 1)) && textAt(tokens, index - 2) === 'with') {
        index -= 2
        from = index
        isConnected = true
      }
    } else if (repeaters.has(text) && isLetterAt(tokens, index + 1)) from = index
    else if (isAnnouncing(view, index)) {
      if (textAt(tokens, index - 1) === 'the') index -= 1
      from = index
      // "Three kings plumbing with the number three".
      if (textAt(tokens, index - 1) === 'with') {
        index -= 1
        isConnected = true
      }
    } else if (isSpellingWord(tokens, index)) {
      index -= 3
      from = index
    } else if (leads.has(text)) break
    else if (
      notInMailNames.has(text) &&
      !((index === at - 1 || from === at) && mailboxes.has(text)) &&
      !(isConnected && connectors.has(textAt(tokens, index - 1)))
    ) {
      if (text === 'the' && isOpening(tokens, index - 1)) {
        from = index
        break
      }
      if (!isInside(view, index)) break
      softWords += 1
      if (softWords > 2) break
    } else {
      if (!isConnected) plainWords += 1
      if (plainWords >= mostPlainWords) break
      from = index
      isConnected = false
    }
  }
  return from < at && signs.has(textAt(tokens, from - 1)) ? from - 1 : from
}

/** "Hyphen hannah at". */
const signs = new Set(['hyphen', 'underscore', 'dash'])

const leads = new Set(
  "try drop line goes check back mine's alright perfect lovely great brilliant cool gotcha yup sorry mine or".split(
    ' ',
  ),
)
const owners = new Set(
  'work personal home other first second last old new same right wrong school business main office'.split(
    ' ',
  ),
)

/** "My husband's one steve at", "the school one uh at". */
function isOwner(tokens: readonly Token[], index: number): boolean {
  if (textAt(tokens, index) !== 'one') return false
  const before = textAt(tokens, index - 1)
  return owners.has(before) || (before.length > 3 && before.endsWith("'s") && before !== "that's")
}

const insideWords = new Set('the and of a my me i for in you not all so us we our'.split(' '))
const openings = new Set([
  'is',
  "it's",
  "that's",
  'its',
  'thats',
  'email',
  'address',
  'mail',
  'to',
  'was',
  'as',
  '',
])

function isOpening(tokens: readonly Token[], index: number): boolean {
  return openings.has(textAt(tokens, index))
}

/** "Aaliyah the great": a small word with another before it, where the address has been announced. */
function isInside(view: View, index: number): boolean {
  const { tokens } = view
  if (!insideWords.has(textAt(tokens, index))) return false
  const before = tokenAt(tokens, index - 1)
  if (before.kind !== 'word' || notInMailNames.has(before.text)) return false
  // "Sign me up with julie the king at".
  const begins = tokenAt(tokens, index - 2)
  const isFirst = begins.segment !== before.segment || begins.kind === 'mark'
  if (isFirst || notInMailNames.has(begins.text) || pauses.has(begins.text)) return true
  return [2, 3].some((step) => isOpening(tokens, index - step))
}
