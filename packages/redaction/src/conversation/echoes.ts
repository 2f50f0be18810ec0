/** Numbers that are said again: what somebody reads back, whole or in part, is what it was when it was first said. */
import type { PersonalKind, PersonalSpan } from '../kinds.ts'
import { isInnocent } from '../numbers/number-runs.ts'
import type { Numeral } from '../numbers/numeral.ts'
import { textAt, tokenAt } from '../text/token.ts'
import type { HeardSegment } from './heard-segment.ts'
import { onceFor } from './once-for.ts'

export interface SegmentFinds {
  readonly segment: HeardSegment
  readonly spans: readonly PersonalSpan[]
}

const echoed: ReadonlySet<PersonalKind> = new Set([
  'card',
  'cvv',
  'phone',
  'national-id',
  'account',
  'iban',
])
// Read back later than this nobody means the same number.
const reach = 10
const surelyEnough = 4
const fewestDigits = 3
// Alone in its turn, right behind what it repeats.
const fewestAlone = 2
// Bounds the pairs that are compared.
const mostNumerals = 40
// Longer than anybody dictates or reads back in one turn.
const mostTokens = 200

interface Said {
  readonly kind: PersonalKind
  readonly digits: string
}

interface Known extends Said {
  readonly position: number
}

/** The spans to add, by segment. */
export function echoesIn(
  finds: readonly SegmentFinds[],
): ReadonlyMap<string, readonly PersonalSpan[]> {
  const known = finds.flatMap((one, position) =>
    saidIn(one).map((said): Known => ({ ...said, position })),
  )
  const added = new Map<string, readonly PersonalSpan[]>()
  if (known.length === 0) return added
  finds.forEach((one, position) => {
    const free = freeIn(one)
    if (free.length === 0) return
    const near = known.filter((said) => Math.abs(said.position - position) <= reach)
    const own = near.length === 0 ? [] : echoesOf(one.segment, free, near, position)
    if (own.length > 0) added.set(one.segment.id, own)
  })
  return added
}

const saidIn = onceFor(({ segment, spans }: SegmentFinds): readonly Said[] =>
  spans.flatMap(({ kind, start, end }): Said[] => {
    if (!echoed.has(kind) || segment.tokens.length > mostTokens) return []
    const digits = segment.numerals
      .filter((numeral) => isInside(segment, numeral, start, end))
      .map((numeral) => numeral.digits)
      .join('')
    return digits.length < fewestAlone ? [] : [{ kind, digits }]
  }),
)

/** Numbers that belong to no find and count nothing. */
const freeIn = onceFor(({ segment, spans }: SegmentFinds): readonly Numeral[] =>
  segment.tokens.length > mostTokens
    ? []
    : segment.numerals
        .filter((numeral) => !spans.some((span) => touches(segment, numeral, span)))
        .filter((numeral) => !isInnocent(segment.tokens, numeral))
        .slice(0, mostNumerals),
)

function isInside({ tokens }: HeardSegment, { from, to }: Numeral, start: number, end: number) {
  return tokenAt(tokens, from).start >= start && tokenAt(tokens, to).end <= end
}

function echoesOf(
  segment: HeardSegment,
  free: readonly Numeral[],
  known: readonly Known[],
  position: number,
): readonly PersonalSpan[] {
  const found: PersonalSpan[] = []
  for (let first = 0; first < free.length; first += 1) {
    const echo = longestFrom(segment, free, first, known, position)
    if (echo === undefined) continue
    found.push(echo.span)
    first = echo.last
  }
  return found
}

function touches(
  { tokens }: HeardSegment,
  { from, to }: Numeral,
  { start, end }: PersonalSpan,
): boolean {
  return tokenAt(tokens, from).start < end && start < tokenAt(tokens, to).end
}

function longestFrom(
  { tokens, isEcho }: HeardSegment,
  free: readonly Numeral[],
  first: number,
  known: readonly Known[],
  position: number,
): { readonly span: PersonalSpan; readonly last: number } | undefined {
  const begin = free[first]
  if (begin === undefined) return undefined
  let digits = ''
  let best: { span: PersonalSpan; last: number } | undefined
  for (let last = first; last < free.length; last += 1) {
    const numeral = free[last]
    const before = free[last - 1]
    if (numeral === undefined || (last > first && numeral.from - (before?.to ?? 0) > 2)) break
    digits += numeral.digits
    const whole = known.find(
      (one) => one.digits.includes(digits) && (one.position !== position || begin.isSpoken),
    )
    if (whole === undefined) break
    const isNext = Math.abs(whole.position - position) <= 3
    const isRepeated =
      isEcho && position - whole.position === 1 && whole.digits.endsWith(digits) && first === 0
    const isEnd = isNext && whole.digits.endsWith(digits) && whole.kind !== 'card'
    const isTold = isEnd && isEnding(tokens, begin.from)
    const isLong =
      digits.length >= surelyEnough || (isNext && (isEcho || last - first >= 2)) || isTold
    if (!isLong && !isRepeated) continue
    if (digits.length < (isRepeated ? fewestAlone : fewestDigits)) continue
    if (isBeside(free[first - 1], begin) || isBeside(numeral, free[last + 1])) continue
    const isEdge = whole.digits.startsWith(digits) || whole.digits.endsWith(digits)
    const isPlain = isSaidInDigits(free.slice(first, last + 1))
    if (!isPlain && !(isEdge && last > first && !begin.isCardinal)) continue
    if (whole.kind === 'card' && isEnding(tokens, begin.from)) continue
    const start = tokenAt(tokens, lettersBefore(tokens, begin.from, whole.kind)).start
    const end = tokenAt(tokens, numeral.to).end
    best = { span: { kind: whole.kind, start, end, rule: `${whole.kind}-echo` }, last }
  }
  return best
}

const lettered: ReadonlySet<PersonalKind> = new Set(['national-id', 'account', 'iban'])
const mostLetters = 4

/** "P b nine four four …": the letters that it began with. */
function lettersBefore(tokens: HeardSegment['tokens'], from: number, kind: PersonalKind): number {
  let first = from
  if (!lettered.has(kind)) return first
  while (first > Math.max(0, from - mostLetters) && textAt(tokens, first - 1).length === 1) {
    if (tokenAt(tokens, first - 1).kind !== 'word' || textAt(tokens, first - 1) === 'a') break
    first -= 1
  }
  return first
}

// Digits that touch are joined: what is left beside an echo would be a number of its own.
const besideTokens = 2

function isBeside(before: Numeral | undefined, after: Numeral | undefined): boolean {
  return before !== undefined && after !== undefined && after.from - before.to <= besideTokens
}

/** "Four forty one ninety" and "twelve hundred" are amounts before they are echoes. */
function isSaidInDigits(numerals: readonly Numeral[]): boolean {
  const plain = numerals.filter(
    ({ digits, isSpoken, isRepeated }) => digits.length === 1 || !isSpoken || isRepeated === true,
  )
  return plain.length * 2 >= numerals.length && numerals[0]?.isCardinal === false
}

const endings = new Set(['ending', 'ends', 'ended', 'last'])

function isEnding(tokens: HeardSegment['tokens'], from: number): boolean {
  return [1, 2, 3, 4].some((step) => endings.has(textAt(tokens, from - step)))
}
