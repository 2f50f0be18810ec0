/**
 * Addresses by what speaks for them together: a walk over neighbouring parts adds what each pair says, what is said before
 * adds its own, and enough of it is an address. For what no single wording of the other rules knows.
 */
import { isWritten } from '../../names/name-shape.ts'
import { neighbourlyDigitWords } from '../../numbers/number-words.ts'
import { textAt, tokenAt } from '../../text/token.ts'
import type { PersonalFinding, View } from '../../view.ts'
import { houseWords, nameFirstTypes, streetTypes } from '../../words/street-words.ts'
import { addressAsked } from '../address-asked.ts'
import { saysAny } from '../said-words.ts'
import { type Lead, leadBefore } from './lead.ts'
import { type PartKind, partAt } from './part.ts'
import { dwellings, routeFirsts, storeys } from './phrase-part.ts'
import { maskBefore, type Walk, walkFrom } from './walk.ts'

const enough = 14
const enoughBeside = 10

export function weighedAddresses(view: View): readonly PersonalFinding[] {
  if (view.numerals().length === 0 && !saysAny(view, telling)) return []
  const findings: PersonalFinding[] = []
  for (let index = 0; index < view.tokens.length; ) {
    const first = partAt(view, index)
    if (!opens(view, index, first.kind)) {
      index += 1
      continue
    }
    const walk = walkFrom(view, index, first)
    if (isAddress(view, walk))
      findings.push({ kind: 'address', from: walk.from, to: walk.to, rule: 'address-weighed' })
    index = Math.max(index + 1, walk.next)
  }
  return findings
}

/** In writing the other rules know names better: there a number, a flat or a route begins. */
function opens(view: View, index: number, kind: PartKind): boolean {
  if (kind === 'none' || kind === 'link' || kind === 'mask') return false
  return !isWritten(view) || numbered.has(kind) || maskBefore(view, index)
}

// Without one of these, and without a number, nothing can be enough.
const telling = new Set([
  '[address]',
  '[postcode]',
  ...streetTypes,
  ...nameFirstTypes,
  ...houseWords,
  ...dwellings,
  ...storeys,
  ...routeFirsts,
  ...neighbourlyDigitWords.keys(),
  ...'on hundert honderd general poste'.split(' '),
])

const numbered = new Set<PartKind>(['number', 'few', 'flat', 'route', 'before-name', 'whole-name'])

const weights: Readonly<Record<Lead, number>> = { lives: 8, some: 2, none: 0, against: -16 }
const names: readonly PartKind[] = [
  'strange',
  'noun',
  'ordinal',
  'whole-name',
  'before-name',
  'house',
]
const numbers: readonly PartKind[] = ['number', 'few', 'foreign', 'flat', 'route']

const beside: readonly PartKind[] = [...names, 'flat', 'type', 'doubtful', 'place', 'direction']

/** Enough speaks for it, and it is made of what addresses are made of. */
function isAddress(view: View, walk: Walk): boolean {
  const { kinds, from, to } = walk
  if (to < from || isSeason(view, walk)) return false
  if (isLivedOn(view, walk)) return true
  // "… and the street": asked for, not said.
  if (kinds.size < 3 && isAskedNext(view, walk)) return false
  const isHome = kinds.has('strange') && (kinds.has('type') || kinds.has('house'))
  if (!isMadeOf(kinds) && !isHome) return false
  const lead = leadBefore(view, from)
  if (isHome && !isMadeOf(kinds) && lead !== 'lives') return false
  return weightOf(view, walk, lead) >= (kinds.has('mask') ? enoughBeside : enough)
}

/** A route, a name with a number, a flat or a house with its town, or something of these beside a find. */
function isMadeOf(kinds: ReadonlySet<PartKind>): boolean {
  const has = (kind: PartKind) => kinds.has(kind)
  return (
    has('route') ||
    (has('mask') && beside.some(has)) ||
    (names.some(has) && numbers.some(has)) ||
    (has('flat') && has('place')) ||
    (has('house') && has('place') && has('strange'))
  )
}

function weightOf(view: View, walk: Walk, lead: Lead): number {
  const behind = lead === 'lives' && isNumberBehind(walk.kinds) ? 2 : 0
  const said = walk.weight + longNumber(view, walk) + behind
  return said + weights[lead] + asked(view) + wholeTurn(view, walk)
}

/** "[address] in the fall". */
function isSeason({ tokens }: View, { from, to, kinds }: Walk): boolean {
  return to === from && kinds.has('noun') && textAt(tokens, from - 1) === 'the'
}

const livingWords = new Set('live lives lived living staying stayed place still'.split(' '))

/** "Still living on quarles". */
function isLivedOn(view: View, { from, to, kinds }: Walk): boolean {
  const isName = kinds.size === 1 && kinds.has('strange') && to === from && !isWritten(view)
  return (
    isName &&
    textAt(view.tokens, from - 1) === 'on' &&
    livingWords.has(textAt(view.tokens, from - 2)) &&
    tokenAt(view.tokens, from + 1).kind !== 'word'
  )
}

function isAskedNext({ tokens }: View, { from, to, kinds }: Walk): boolean {
  const isType = from === to && (kinds.has('type') || kinds.has('doubtful') || kinds.has('house'))
  return isType && textAt(tokens, from - 1) === 'the'
}

/** A number of three digits and more counts nothing, most of the time. */
function longNumber(view: View, { from, to, kinds }: Walk): number {
  if (!kinds.has('number')) return 0
  if (textAt(view.tokens, from) === 'number') return longNumberWeight + 1
  let digits = 0
  for (let index = from; index <= to; index += 1) {
    const numeral = view.numeralFrom(index)
    digits = numeral === undefined ? 0 : digits + numeral.digits.length
    if (digits > 2) return longNumberWeight
    index = numeral?.to ?? index
  }
  return 0
}

const longNumberWeight = 2

/** "Still over on tamarack eleven oh nine". */
function isNumberBehind(kinds: ReadonlySet<PartKind>): boolean {
  const [first] = kinds
  return first === 'strange' && (kinds.has('number') || kinds.has('foreign'))
}

function asked(view: View): number {
  const answer = addressAsked(view)
  if (answer === undefined) return 0
  return answer === 'now' ? 7 : 4
}

/** Hardly anything else is said in the turn. */
function wholeTurn({ tokens }: View, { from, to }: Walk): number {
  return tokens.length - (to - from + 1) <= 2 ? 3 : 0
}
