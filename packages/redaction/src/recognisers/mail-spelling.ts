/** How the letters of a mail address are said, and what is said about them: "m as in mike", "that's all lower case". */
import { type Token, textAt, tokenAt } from '../text/token.ts'
import type { View } from '../view.ts'
import { atWords, connectors } from './mail-domain.ts'
import { phonetic } from './phonetic.ts'

export function isLikeWord(tokens: readonly Token[], index: number): boolean {
  const word = textAt(tokens, index)
  if (word.length < 2 || !['for', 'like'].includes(textAt(tokens, index - 1))) return false
  return isLetterAt(tokens, index - 2) && word.startsWith(textAt(tokens, index - 2))
}

export function isLetterAt(tokens: readonly Token[], index: number): boolean {
  const { text, kind } = tokenAt(tokens, index)
  return kind === 'word' && text.length === 1
}

export const cases = new Set([
  'letter',
  'capital',
  'uppercase',
  'lowercase',
  'small',
  'upper',
  'lower',
])

const caseWords = new Set('lowercase uppercase case caps small letters'.split(' '))
const caseLeads = new Set("that's it's thats its in all lower upper small is and".split(' '))

/** How many tokens up to `index` say "that's all lower case"; 0 when it says something else. */
export function caseRemark(tokens: readonly Token[], index: number): number {
  if (!caseWords.has(textAt(tokens, index))) return 0
  let length = 1
  while (length < 6 && caseLeads.has(textAt(tokens, index - length))) length += 1
  return length
}

export function isBesidePhonetic(view: View, index: number): boolean {
  return [-1, 1].some((step) => {
    const text = textAt(view.tokens, index + step)
    return phonetic.has(text) || isLetterAt(view.tokens, index + step)
  })
}

export const generations = new Set(['second', 'third', 'fourth', 'great'])

const remarks = new Set(["that's", 'thats', "it's", 'as', 'so'])
const mostRemarkTokens = 5

/** The last letter of what was spelled, when only a remark on it stands from there to `index`; else -1. */
export function spelledBehind(tokens: readonly Token[], index: number): number {
  for (let at = index; at > Math.max(1, index - mostRemarkTokens); at -= 1) {
    if (atWords.has(textAt(tokens, at)) || connectors.has(textAt(tokens, at))) return -1
    if (!remarks.has(textAt(tokens, at))) continue
    const isSpelled = [1, 2].every(
      (step) => isLetterAt(tokens, at - step) && textAt(tokens, at - step) !== 'w',
    )
    return isSpelled ? at - 1 : -1
  }
  return -1
}

/** "The letter j", "the number two". */
export function isAnnouncing(view: View, index: number): boolean {
  const text = textAt(view.tokens, index)
  if (cases.has(text)) return isLetterAt(view.tokens, index + 1)
  return text === 'number' && view.numeralFrom(index + 1) !== undefined
}

/** "m as in mike": the word at `index`, three behind its letter. */
export function isSpellingWord(tokens: readonly Token[], index: number): boolean {
  return (
    textAt(tokens, index - 1) === 'in' &&
    textAt(tokens, index - 2) === 'as' &&
    isLetterAt(tokens, index - 3)
  )
}
