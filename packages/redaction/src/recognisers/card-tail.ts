/** What is said behind a card in the same breath: its expiry, which stays, and its security code. */
import type { NumberRun } from '../numbers/number-runs.ts'
import { fillers } from '../numbers/number-words.ts'
import { tokenAt } from '../text/token.ts'
import type { PersonalFinding, View } from '../view.ts'

const expiry = /^(?:0?[1-9]|1[0-2])(?:20)?[2-4]\d$/
const between = new Set(
  'exp expiry expires expiring expiration date valid thru sec code security csc'.split(' '),
)
const mostBetween = 12

/** "… oh nine twenty seven three one four" behind a card's mask: the last three digits alone, or nothing. */
export function codeBehindCard(view: View, run: NumberRun): PersonalFinding | undefined {
  const before = expiryBehindCard(view, run.from)
  if (before === undefined) return undefined
  for (let at = 0; at < run.numerals.length; at += 1) {
    const [head, tail] = [run.numerals.slice(0, at), run.numerals.slice(at)]
    const first = tail[0]
    const last = tail.at(-1)
    const code = tail.map(({ digits }) => digits).join('')
    const date = before + head.map(({ digits }) => digits).join('')
    // Four digits in one group are an American Express card's.
    const isLength = code.length === 3 || (code.length === 4 && tail.length === 1)
    if (first === undefined || last === undefined || !isLength || !expiry.test(date)) continue
    return { kind: 'cvv', from: first.from, to: last.to, rule: 'cvv-behind-card' }
  }
  return undefined
}

/** The digits between a card's mask and this place, if nothing else stands there. */
function expiryBehindCard(view: View, from: number): string | undefined {
  let digits = ''
  for (let index = from - 1; index >= Math.max(0, from - mostBetween); index -= 1) {
    const { kind, text } = tokenAt(view.tokens, index)
    if (text === '[card]') return digits
    if (kind === 'mask') return undefined
    const numeral = view.numeralTo(index)
    if (numeral !== undefined) {
      digits = numeral.digits + digits
      index = numeral.from
    } else if (kind !== 'mark' && !between.has(text) && !fillers.has(text)) return undefined
  }
  return undefined
}
