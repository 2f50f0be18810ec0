/** Numbers that everybody says and that are nobody's: "fifty fifty", "twenty four seven", "nine to five". */
import { type Token, textAt } from '../text/token.ts'

const idioms = new Set([
  'fifty fifty',
  'sixty forty',
  'nine to five',
  'ten four',
  'twenty four seven',
  'twenty four hours',
  'three sixty',
  'three sixty five',
  'one oh one',
  'one to one',
  'four by four',
  'two by four',
  'seven forty seven',
  'catch twenty two',
  'one two three testing',
  'route sixty six',
  'four oh one k',
  'w two',
  'w two and ten ninety nine',
  'ten ninety nine',
])
const mostWords = 6
const emergencies = new Set([
  'nine one one',
  'nine nine nine',
  'one one two',
  'one oh one',
  '911',
  '999',
  '112',
  '101',
])
const calling = new Set(
  'call called calling dial dialled dialed ring rang phone phoned via'.split(' '),
)

export function isIdiom(tokens: readonly Token[], from: number, to: number): boolean {
  if (to - from >= mostWords) return false
  const said = wordsOf(tokens, from, to)
  const isSaid =
    idioms.has(said) ||
    idioms.has(said.replace(/^a /, '')) ||
    idioms.has(`${textAt(tokens, from - 1)} ${said}`) ||
    idioms.has(`${said} ${textAt(tokens, to + 1)}`)
  return isSaid || (emergencies.has(said) && calling.has(textAt(tokens, from - 1)))
}

function wordsOf(tokens: readonly Token[], from: number, to: number): string {
  return tokens
    .slice(from, to + 1)
    .map(({ text }) => text)
    .join(' ')
}
