/** The domain of a mail address as it is said, "hot mail dot co dot uk", and the words that its signs are said with. */
import { type Token, textAt, tokenAt } from '../text/token.ts'
import type { View } from '../view.ts'
import { notInMailNames } from '../words/common-words.ts'
import { topLevelDomains } from '../words/mail-words.ts'

export const atWords = new Set(
  'at @ zavinac kukac krollalfa snabela aapstaart affenschwanz sobaka strudel arroba arobase arrobase klammeraffe ett chiocciola malpa apenstaartje snabela'.split(
    ' ',
  ),
)
const dotWords = new Set(
  'dot . punkt punto point period ponto kropka tecka punt piste prik prikk nokta tochka'.split(' '),
)
export const connectors = new Set([
  ...dotWords,
  'underscore',
  'dash',
  'hyphen',
  'minus',
  'plus',
  '_',
  '-',
  'unterstrich',
  'bindestrich',
  'guion',
  'tiret',
  'trattino',
  'podkreslenie',
  'podloga',
  'myslnik',
])
export const pauses = new Set([
  'uh',
  'um',
  'er',
  'erm',
  'hmm',
  ',',
  'then',
  'ah',
  'eh',
  'okay',
  'ok',
  '…',
  'so',
])
export const sureProviders = new Set(
  'gmail googlemail hotmail yahoo outlook icloud aol protonmail gmx ymail msn rediffmail btinternet'.split(
    ' ',
  ),
)
export const brackets = ['(', ')', '[', ']', '<', '>', '{', '}']

/** The last token of the domain that begins at `from`, or the one before it when none does. */
export function domainEnd(view: View, from: number): number {
  const { tokens } = view
  let to = from - 1
  let hasDot = false
  let words = 0
  for (let index = from; index < from + 40; index += 1) {
    const { text, kind } = tokenAt(tokens, index)
    if (
      kind === 'mask' ||
      (kind === 'mark' && !['.', '-', ...brackets].includes(text) && text !== ',')
    )
      break
    if (brackets.includes(text)) continue
    if (atWords.has(text) && index > from) break
    if (connectors.has(text)) {
      if (dotWords.has(text)) {
        const end = topLevelEnd(
          tokens,
          brackets.includes(textAt(tokens, index + 1)) ? index + 2 : index + 1,
        )
        if (end > index) {
          to = end
          hasDot = true
          index = end
          continue
        }
        words = 0
      }
      continue
    }
    if (hasDot) break
    // "Northern lights with a z so l i g h t z dot ca".
    if (text === 'with' && words > 0 && hasDotSoon(tokens, index, longestRemark)) {
      index += 2
      continue
    }
    // "Hay fever all one word dot org".
    if (text === 'all' && textAt(tokens, index + 1) === 'one') continue
    if (text === 'one' && textAt(tokens, index + 1) === 'word' && index > from) {
      index += 1
      continue
    }
    if (pauses.has(text) && !dotWords.has(text)) continue
    if (text === 'and' && words === 1 && hasDotSoon(tokens, index, longestSecondName)) continue
    const isNumber = view.numeralFrom(index) !== undefined || view.numeralTo(index) !== undefined
    words += text.length === 1 || kind === 'number' || isNumber ? 0 : 1
    if (
      words > 3 ||
      (index > from &&
        words > 0 &&
        notInMailNames.has(text) &&
        text !== 'me' &&
        text !== 'mail' &&
        !hasDotSoon(tokens, index))
    )
      break
    if (words === 1 && sureProviders.has(text) && !dotWords.has(textAt(tokens, index + 1)))
      to = index
    const split = index === from ? splitProviderEnd(tokens, from) : -1
    if (split > 0 && !dotWords.has(textAt(tokens, split + 1))) to = split
  }
  return hasDot || to >= from ? to : from - 1
}

/** "G mail", "a o l", "b t internet": the last token, or -1. */
function splitProviderEnd(tokens: readonly Token[], from: number): number {
  let joined = textAt(tokens, from)
  for (let index = from + 1; index <= from + 3; index += 1) {
    joined += textAt(tokens, index)
    if (sureProviders.has(joined)) return index
  }
  return -1
}

/** "Smith and sons dot co dot uk". */
export function hasDotSoon(tokens: readonly Token[], index: number, reach = 3): boolean {
  for (let step = 1; step <= reach; step += 1)
    if (dotWords.has(textAt(tokens, index + step))) return true
  return false
}

// "And lowe all one word dot law".
const longestSecondName = 6
const longestRemark = 13

/** "com", "co uk", "c o m": a top-level domain, with a second level before it said or not. */
export function topLevelEnd(tokens: readonly Token[], from: number): number {
  const word = textAt(tokens, from)
  if (topLevelDomains.has(word)) return from
  const spelled = word + textAt(tokens, from + 1)
  if (
    word.length === 1 &&
    topLevelDomains.has(spelled + textAt(tokens, from + 2)) &&
    textAt(tokens, from + 2).length === 1
  )
    return from + 2
  const after = tokenAt(tokens, from + 2)
  const behind = after.kind === 'mark' ? '' : after.text
  // "Dot g a for apple".
  const isSpelling = behind === 'for' || behind === 'as'
  if (word.length === 1 && /^[a-z]{2}$/.test(spelled) && behind.length !== 1 && !isSpelling)
    return from + 1
  return -1
}
