/** A walk over neighbouring parts of an address: what it is made of, how far it goes, and what its pairs say. */
import { isNewLine } from '../../names/name-shape.ts'
import { fillers } from '../../numbers/number-words.ts'
import { textAt, tokenAt } from '../../text/token.ts'
import type { View } from '../../view.ts'
import { streetTypes } from '../../words/street-words.ts'
import { type Part, type PartKind, partAt } from './part.ts'
import { weightAlone, weightOfPair } from './weights.ts'

const mostParts = 24
const soft = new Set<PartKind>(['link', 'word', 'opening'])
const mostSoft = 3

export interface Walk {
  readonly from: number
  /** The last token of the last part that is not soft. */
  readonly to: number
  /** Where to go on looking. */
  readonly next: number
  readonly weight: number
  readonly kinds: ReadonlySet<PartKind>
}

interface Going {
  last: PartKind
  weight: number
  /** What soft parts say, until another part shows that they belong to it. */
  pending: number
  to: number
  next: number
  softs: number
  readonly kinds: Set<PartKind>
}

export function walkFrom(view: View, from: number, first: Part): Walk {
  const going = begin(view, from, first)
  for (let parts = 1; parts < mostParts && !going.kinds.has('mask'); parts += 1) {
    const part = partAt(view, going.next)
    if (part.kind === 'none' || isNewSegment(view, from, going.next)) break
    const isNamed = going.to >= from && going.kinds.size > 1
    if (part.kind === 'number' && isNamed && isCode(view, going.next)) break
    going.softs = soft.has(part.kind) ? going.softs + 1 : 0
    if (going.softs > mostSoft) break
    goOn(view, going, part)
  }
  const { to, next, kinds, last } = going
  if (maskBefore(view, from)) kinds.add('mask')
  else if (!kinds.has('mask')) going.weight += maskBehind(view, to, last)
  return { from, to, next, weight: going.weight, kinds }
}

function begin(view: View, from: number, { kind, to }: Part): Going {
  const isSoft = soft.has(kind)
  const beside = maskBefore(view, from) ? weightOfPair('mask', kind) : 0
  return {
    last: kind,
    weight: weightAlone(kind) + beside,
    pending: 0,
    to: isSoft ? from - 1 : to,
    next: to + 1,
    softs: isSoft ? 1 : 0,
    kinds: new Set(isSoft ? [] : [kind]),
  }
}

function goOn(view: View, going: Going, part: Part): void {
  if (part.kind !== 'link') {
    going.pending += weightOfPair(going.last, part.kind) + weightAlone(part.kind)
    if (isTheType(view, going, part)) {
      going.pending += theTypeWeight
      going.kinds.add('noun')
    }
    going.last = part.kind
  }
  if (!soft.has(part.kind)) {
    going.weight += going.pending
    going.pending = 0
    going.kinds.add(part.kind)
    if (part.kind !== 'mask') going.to = part.to
  }
  going.next = part.to + 1
}

const theTypeWeight = 8

/** "Fifty five the crescent", "two the old stables". */
function isTheType({ tokens }: View, { last, next }: Going, { kind }: Part): boolean {
  if ((last !== 'number' && last !== 'few') || textAt(tokens, next - 1) !== 'the') return false
  return kind === 'type' || kind === 'doubtful' || kind === 'house'
}

function isNewSegment(view: View, from: number, index: number): boolean {
  const { tokens } = view
  return tokenAt(tokens, from).segment !== tokenAt(tokens, index).segment || isNewLine(view, index)
}

/** Five digits are a postcode's, which has rules of its own. */
function isCode(view: View, from: number): boolean {
  let digits = 0
  for (let numeral = view.numeralFrom(from); numeral !== undefined && digits < 5; ) {
    digits += numeral.digits.length
    numeral = view.numeralFrom(numeral.to + 1)
  }
  return digits > 4
}

const between = new Set([',', 'in', 'at', 'and', "that's", 'on', '-', 'the'])
const behindOnly = new Set('i mean no sorry wait actually eircode postcode zip code'.split(' '))

export function maskBefore({ tokens }: View, from: number): boolean {
  let index = from - 1
  while (
    index > from - 4 &&
    (between.has(textAt(tokens, index)) || fillers.has(textAt(tokens, index)))
  )
    index -= 1
  return textAt(tokens, index) === '[address]' || textAt(tokens, index) === '[postcode]'
}

function isBetween(text: string): boolean {
  return between.has(text) || fillers.has(text) || behindOnly.has(text)
}

function maskBehind({ tokens }: View, to: number, last: PartKind): number {
  let index = to + 1
  while (index < to + 5 && isBetween(textAt(tokens, index))) index += 1
  const isMask = textAt(tokens, index) === '[address]' || textAt(tokens, index) === '[postcode]'
  if (isMask) return weightOfPair(last, 'mask')
  // "Five oh five sandalwood uh drive".
  const isBrokenOff = index > to + 1 && fillers.has(textAt(tokens, index - 1))
  return isBrokenOff && streetTypes.has(textAt(tokens, index)) ? weightOfPair(last, 'doubtful') : 0
}
