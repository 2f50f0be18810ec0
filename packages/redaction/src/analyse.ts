/** Runs every recogniser over a piece of talk, again and again until what is left holds nothing personal. */

import { recognisePostcode } from './addresses/place.ts'
import { recogniseAddress } from './addresses/recognise-address.ts'
import { isCommonAnswer } from './innocent/common-answer.ts'
import { isPlainTalk } from './innocent/plain-talk.ts'
import type { PersonalKind, PersonalSpan } from './kinds.ts'
import { isDoubted } from './learned/is-doubted.ts'
import { recogniseLearned } from './learned/recognise-learned.ts'
import { recogniseNames } from './names/recognise-names.ts'
import { recogniseBirthDate } from './recognisers/birth-date.ts'
import { recogniseCodes } from './recognisers/codes.ts'
import { recogniseDigits } from './recognisers/digits.ts'
import { recogniseEncoded } from './recognisers/encoded.ts'
import { recogniseLinks, recogniseMachineAddress } from './recognisers/links.ts'
import { recogniseMailPieces } from './recognisers/mail-pieces.ts'
import { mailTails } from './recognisers/mail-tails.ts'
import { phoneNeighbours } from './recognisers/phone-neighbours.ts'
import { recogniseSpokenEmail } from './recognisers/spoken-email.ts'
import { recogniseWrittenEmail } from './recognisers/written-email.ts'
import { type Token, tokenAt } from './text/token.ts'
import { tokenise } from './text/tokenise.ts'
import {
  createView,
  type People,
  type PersonalFinding,
  type Recogniser,
  type Surroundings,
} from './view.ts'

/** In this order: what proves itself before what needs its surroundings. */
const recognisers: readonly Recogniser[] = [
  recogniseLinks,
  (view) => recogniseEncoded(view, kindInside),
  recogniseWrittenEmail,
  recogniseMachineAddress,
  recogniseSpokenEmail,
  mailTails,
  recogniseMailPieces,
  recogniseCodes,
  recogniseBirthDate,
  recogniseAddress,
  recognisePostcode,
  recogniseDigits,
  phoneNeighbours,
  recogniseNames,
]

// A find changes what stands around it; more than a few rounds are never needed.
const mostRounds = 6

const nobody: People = { customers: [], agentWords: new Set() }

export interface Analysis {
  readonly spans: readonly (PersonalSpan & { readonly segment: number })[]
  /** What is left, masks in it. */
  readonly tokens: readonly Token[]
}

export function analyse(
  tokens: readonly Token[],
  surroundings: Surroundings,
  kindsOff: ReadonlySet<PersonalKind>,
): Analysis {
  const spans: (PersonalSpan & { segment: number })[] = []
  let left = tokens
  let view = createView(left, surroundings)
  const run = (recognise: Recogniser) => {
    const own = view
    const findings = apart(
      recognise(own).filter(
        (found) =>
          !kindsOff.has(found.kind) &&
          !isPlainTalk(own, found) &&
          !isCommonAnswer(own, found) &&
          !isDoubted(own, found),
      ),
    )
    if (findings.length === 0) return
    for (const finding of findings) spans.push(...spansOf(left, finding))
    left = collapse(left, findings)
    view = createView(left, surroundings)
  }
  for (let round = 0; round < mostRounds; round += 1) {
    const before = spans.length
    for (const recognise of recognisers) run(recognise)
    if (spans.length === before) run(recogniseLearned)
    if (spans.length === before) break
  }
  return {
    spans: merged(
      tokens,
      spans.sort((one, other) => one.segment - other.segment || one.start - other.start),
    ),
    tokens: left,
  }
}

type SegmentSpan = PersonalSpan & { readonly segment: number }

const stumbles = new Set([
  'no',
  'sorry',
  'wait',
  'actually',
  'mean',
  'i',
  'oops',
  'correction',
  'scratch',
  'uh',
  'um',
  'er',
  'erm',
  'hmm',
])

// At the ends of a number these are no part of it, wherever it goes on.
const pauses = new Set(
  'uh um er erm hmm mm mhm ah eh yeah yes yep okay ok so then well like wait sorry hang'.split(' '),
)

// At the beginning of a turn that goes on with a number: "and eight two oh one", "it's seven".
const openings = new Set("and plus it's its that's is i think but the again also".split(' '))

// Pieces of these stand by themselves, and what is said between them stays.
const saidInWords = new Set<PersonalKind>(['name', 'address', 'postcode'])

/** What was said, taken back and said again is one find, the stumble in it. */
function merged(tokens: readonly Token[], spans: readonly SegmentSpan[]): readonly SegmentSpan[] {
  const joined: SegmentSpan[] = []
  for (const span of spans) {
    const last = joined.at(-1)
    const isAgain =
      last !== undefined &&
      last.kind === span.kind &&
      last.segment === span.segment &&
      !saidInWords.has(span.kind)
    if (isAgain && isStumble(tokens, last, span))
      joined[joined.length - 1] = { ...last, end: span.end }
    else joined.push(span)
  }
  return joined
}

// Longer than any piece that somebody corrects: two of them are two things.
const wholeUnits = 24

function isStumble(tokens: readonly Token[], before: SegmentSpan, after: SegmentSpan): boolean {
  if (after.start - before.end > 40) return false
  const isWholeTwice =
    before.end - before.start > wholeUnits && after.end - after.start > wholeUnits
  if (isWholeTwice) return false
  const between: Token[] = []
  for (let index = firstBehind(tokens, before); index < tokens.length; index += 1) {
    const token = tokenAt(tokens, index)
    if (token.segment !== before.segment || token.end > after.start) break
    between.push(token)
  }
  const words = between.filter(({ kind }) => kind !== 'mark')
  return words.length > 0 && words.every(({ text }) => stumbles.has(text))
}

/** By halves: a text full of finds asks often. */
function firstBehind(tokens: readonly Token[], { segment, end }: SegmentSpan): number {
  let low = 0
  let high = tokens.length
  while (low < high) {
    const middle = (low + high) >> 1
    const token = tokenAt(tokens, middle)
    if (token.segment < segment || (token.segment === segment && token.start < end))
      low = middle + 1
    else high = middle
  }
  return low
}

/** In order, and none that begins inside another. */
function apart(findings: readonly PersonalFinding[]): readonly PersonalFinding[] {
  let end = -1
  return [...findings]
    .sort((one, other) => one.from - other.from || other.to - one.to)
    .filter(({ from, to }) => {
      if (from <= end || to < from) return false
      end = to
      return true
    })
}

/** One span for each segment that the finding touches; what only fills a pause at its ends stays. */
function spansOf(tokens: readonly Token[], found: PersonalFinding) {
  const { kind, from, to, reasons } = found
  const rule = reasons === undefined ? found.rule : `${found.rule}: ${reasons}`
  const spans: (PersonalSpan & { segment: number })[] = []
  for (let index = from; index <= to; index += 1) {
    const token = tokenAt(tokens, index)
    const isFiller = !saidInWords.has(kind) && pauses.has(token.text)
    const last = spans.at(-1)
    if (last?.segment !== token.segment) {
      const isOpening = !saidInWords.has(kind) && kind !== 'email' && openings.has(token.text)
      if (isFiller || (isOpening && spans.length > 0)) continue
      spans.push({ kind, rule, segment: token.segment, start: token.start, end: token.end })
    } else if (!isFiller) spans[spans.length - 1] = { ...last, end: token.end }
  }
  return spans
}

function collapse(
  tokens: readonly Token[],
  findings: readonly PersonalFinding[],
): readonly Token[] {
  const left: Token[] = []
  let index = 0
  for (const { kind, from, to } of findings) {
    while (index < from) left.push(tokenAt(tokens, index++))
    for (; index <= to; index += 1) {
      const token = tokenAt(tokens, index)
      const last = left.at(-1)
      if (index > from && last !== undefined && last.segment === token.segment)
        left[left.length - 1] = { ...last, end: token.end }
      else left.push({ ...token, kind: 'mask', text: `[${kind}]`, isCapitalised: false })
    }
  }
  while (index < tokens.length) left.push(tokenAt(tokens, index++))
  return left
}

/** What a decoded text holds, with nothing known about who speaks. */
function kindInside(text: string): PersonalKind | undefined {
  const { tokens } = tokenise(text, 0)
  const view = createView(tokens, { prompt: [], people: nobody, isAgent: false, texts: [text] })
  for (const recognise of recognisers.filter((_, index) => index !== 1)) {
    const [first] = recognise(view)
    if (first !== undefined) return first.kind
  }
  return undefined
}
