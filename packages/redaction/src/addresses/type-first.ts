/** Streets whose type stands before the name: 12 rue de la Paix, calle Mayor 12, via Garibaldi 18. */
import { textAt, tokenAt } from '../text/token.ts'
import type { View } from '../view.ts'
import { everydayWords } from '../words/common-words.ts'
import { flatWords } from '../words/street-words.ts'
import { foreignNumberEnd } from './foreign-number.ts'
import type { Street } from './found-street.ts'
import { numeralsEnd, numeralsStart, ordinals } from './house-number.ts'

const links = new Set(
  "de la le les du des del da das dos degli della dei delle do di los las el al l' d' d of the dello sur sous san santa saint".split(
    ' ',
  ),
)
const roman = /^[ivx]{1,5}$/
const mostNameWords = 3

export function typeFirst(view: View, type: number): Street | undefined {
  const to = nameEnd(view, type)
  if (to === type) return undefined
  const { tokens } = view
  let after = to + 1
  while (
    after < to + 4 &&
    [',', 'numero', 'no', 'nr', 'number', 'n', '.', 'º'].includes(textAt(tokens, after))
  )
    after += 1
  const numberEnd =
    view.numeralFrom(after) === undefined ? foreignNumberEnd(view, after) : numeralsEnd(view, after)
  const hasNumberAfter = numberEnd !== undefined
  const before = textAt(tokens, type - 1) === ',' ? type - 2 : type - 1
  const isRepeated = ['bis', 'ter'].includes(textAt(tokens, before))
  // "Send $75.00 via Zelle", "24/7 via the chat": English.
  const isEnglish = textAt(tokens, type) === 'via' && !hasNumberAfter
  const numeral = isEnglish ? undefined : view.numeralTo(isRepeated ? before - 1 : before)
  const isHouse =
    numeral !== undefined &&
    numeral.digits.length < 6 &&
    !(hasNumberAfter && textAt(tokens, type - 1) === ',')
  if (numeral !== undefined && isHouse)
    return { from: numeralsStart(view, numeral.from), to, rule: 'address-type-first' }
  if (numberEnd === undefined) return undefined
  return { from: type, to: numberEnd, rule: 'address-type-first' }
}

/** The last token of the name, or the type's when there is none. */
function nameEnd(view: View, type: number): number {
  const { tokens } = view
  let to = type
  let words = 0
  const first =
    textAt(tokens, type + 1) === '.' || textAt(tokens, type + 1) === '/' ? type + 2 : type + 1
  const isLarge = tokenAt(tokens, first).isCapitalised || tokenAt(tokens, type).isCapitalised
  for (let index = first; index <= first + 8; index += 1) {
    const { text, kind, isCapitalised, isGlued } = tokenAt(tokens, index)
    const isHyphen = text === '-' && isGlued && words > 0
    if (isHyphen || (links.has(text) && !isCapitalised)) continue
    const isRoman = isCapitalised && roman.test(text) && words > 0
    const isJoined = textAt(tokens, index - 1) === '-' && isGlued
    if (kind !== 'word' || (view.numeralFrom(index) !== undefined && !ordinals.has(text))) break
    if (words > 0 && flatWords.has(text) && text.length > 3) break
    if (words > 0 && !isLarge && foreignNumberEnd(view, index) !== undefined) break
    if (isRoman || isJoined) {
      to = index
      continue
    }
    if ((everydayWords.has(text) && !isCapitalised) || words >= mostNameWords) break
    if (words > 0 && !isCapitalised && isLarge) break
    words += 1
    to = index
  }
  return to
}
