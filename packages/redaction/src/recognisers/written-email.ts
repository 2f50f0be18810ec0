/** Mail addresses as they are written, with spaces around the sign and `%40` for it as well. */
import { type Token, textAt, tokenAt } from '../text/token.ts'
import type { PersonalFinding, View } from '../view.ts'

// RFC 5321 4.5.3.1 allows 64 octets before the sign and 255 behind it.
const longestPartTokens = 128

export function recogniseWrittenEmail({ tokens }: View): readonly PersonalFinding[] {
  const findings: PersonalFinding[] = []
  for (let index = 1; index < tokens.length - 1; index += 1) {
    const sign = signAt(tokens, index)
    if (sign === 0) continue
    const from = localStart(tokens, index - 1)
    const to = domainEnd(tokens, index + sign)
    if (from < index && to > index + sign && from > (findings.at(-1)?.to ?? -1))
      findings.push({ kind: 'email', from, to, rule: 'email-written' })
  }
  return findings
}

/** How many tokens the sign takes: `@`, or `%` with `40`. */
function signAt(tokens: readonly Token[], index: number): number {
  const { text } = tokenAt(tokens, index)
  if (text === '@') return 1
  return text === '%' && textAt(tokens, index + 1) === '40' ? 2 : 0
}

const localMarks = new Set(['.', '_', '+', '-', "'", '&', '=', '~', '%', '#', '!', '*', '$'])

function localStart(tokens: readonly Token[], last: number): number {
  let from = last + 1
  for (let index = last; index >= 0 && last - index < longestPartTokens; index -= 1) {
    const token = tokenAt(tokens, index)
    const next = tokenAt(tokens, index + 1)
    if (token.kind === 'mask' || (token.kind === 'mark' && !localMarks.has(token.text))) break
    if (!next.isGlued && index < last) break
    if (token.kind !== 'mark' || from <= last) from = index
  }
  while (from <= last && tokenAt(tokens, from).kind === 'mark') from += 1
  return from
}

function domainEnd(tokens: readonly Token[], first: number): number {
  let to = first - 1
  let hasDot = false
  for (let index = first; index < first + longestPartTokens; index += 1) {
    const token = tokenAt(tokens, index)
    if (index > first && !token.isGlued) break
    if (token.kind === 'word' || token.kind === 'number') to = index
    else if (token.text !== '.' && token.text !== '-') break
    if (token.text === '.' && tokenAt(tokens, index + 1).isGlued) hasDot = true
  }
  return hasDot ? to : first - 1
}
