/** Written numbers whose marks say what they are: 8,336,817 and 04/26 and 2025-01-15. */
import { type Token, tokenAt } from '../text/token.ts'

/** Digit groups that stand together with one kind of mark between them. */
interface Group {
  readonly lengths: readonly number[]
  readonly first: string
  readonly mark: string
}

// Longer than any date or amount; bounds the walk.
const mostGroups = 6

/** Whether the digits at an index are a piece of a date or of an amount with thousands. */
export function isGrouped(tokens: readonly Token[], index: number): boolean {
  for (const mark of [',', '/', '-', '.']) {
    const group = groupAt(tokens, index, mark)
    if (group !== undefined && (isDate(group) || isAmount(group))) return true
  }
  return false
}

function groupAt(tokens: readonly Token[], index: number, mark: string): Group | undefined {
  let from = index
  for (let steps = 0; steps < mostGroups && isJoined(tokens, from - 2, mark); steps += 1) from -= 2
  const lengths = [tokenAt(tokens, from).text.length]
  let to = from
  while (lengths.length <= mostGroups && isJoined(tokens, to, mark)) {
    to += 2
    lengths.push(tokenAt(tokens, to).text.length)
  }
  return lengths.length < 2 ? undefined : { lengths, first: tokenAt(tokens, from).text, mark }
}

function isJoined(tokens: readonly Token[], whole: number, mark: string): boolean {
  const [head, between, tail] = [whole, whole + 1, whole + 2].map((at) => tokenAt(tokens, at))
  return (
    head?.kind === 'number' &&
    tail?.kind === 'number' &&
    tail.isGlued &&
    between?.text === mark &&
    between.isGlued
  )
}

function isDate({ lengths, first, mark }: Group): boolean {
  const shape = lengths.join(' ')
  if (mark === '-') return shape === '4 2 2' && /^(?:19|20)/.test(first)
  if (mark === '.') return /^[12] [12] (?:2|4)$/.test(shape)
  if (mark !== '/') return false
  return /^[12] [12] (?:2|4)$|^4 [12] [12]$|^[12] (?:2|4)$/.test(shape)
}

/** Thousands, Indian lakhs too. */
function isAmount({ lengths, mark }: Group): boolean {
  if (mark !== ',') return false
  const [head, ...tails] = lengths
  const last = tails.at(-1)
  return (
    (head ?? 9) <= 3 &&
    last === 3 &&
    tails.slice(0, -1).every((length) => length === 3 || length === 2)
  )
}
