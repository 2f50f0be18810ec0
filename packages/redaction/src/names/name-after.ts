/** How far a name goes once somebody has begun to say one. */
import { textAt, tokenAt } from '../text/token.ts'
import type { PersonalFinding, View } from '../view.ts'
import { canBeName, hesitations, isNewLine } from './name-shape.ts'

export const particles = new Set([
  'van',
  'von',
  'de',
  'da',
  'del',
  'della',
  'la',
  'der',
  'den',
  'bin',
  'al',
  'el',
  'di',
  'du',
  'dos',
  'ter',
  'mc',
  'st',
  'los',
  'las',
  'dela',
  'ibn',
  'ben',
  'af',
  'ten',
  'y',
  'mac',
  'nic',
  'og',
])

/** Up to three words that may be a name: a strong opening takes any uncommon word, a weak one only what looks like one. */
export function nameAfter(
  view: View,
  opener: number,
  isWeak: boolean,
): PersonalFinding | undefined {
  let from = opener + 1
  while (from < opener + 4 && hesitations.has(textAt(view.tokens, from))) from += 1
  let to = from - 1
  for (let index = from; index < from + 6; index += 1) {
    if (to >= from && isNewLine(view, index)) break
    const token = tokenAt(view.tokens, index)
    if (token.text === '-' && token.isGlued && index > from) continue
    if (token.text === '.' && index === from + 1 && tokenAt(view.tokens, from).text.length === 1)
      continue
    if (particles.has(token.text) && canBeName(view, index + 1, isWeak, to >= from) && index > from)
      continue
    if (!canBeName(view, index, isWeak, to >= from)) break
    to = index
  }
  return to < from ? undefined : { kind: 'name', from, to, rule: 'name-introduced' }
}
