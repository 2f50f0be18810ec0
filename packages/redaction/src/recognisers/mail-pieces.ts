/** Pieces of a mail address, when one was asked for: letters alone, "dot" between words, a provider's domain alone. */
import { textAt, tokenAt } from '../text/token.ts'
import { scanBack } from '../topics/find-topic.ts'
import type { PersonalFinding, View } from '../view.ts'
import { mailProviders, topLevelDomains } from '../words/mail-words.ts'
import { sequencesOf } from './codes.ts'

const connectors = new Set(['dot', 'underscore', 'hyphen', 'dash'])
// A dictated piece is short; in longer talk "dot" may mean anything.
const longestPieceTokens = 30

export function recogniseMailPieces(view: View): readonly PersonalFinding[] {
  if (view.tokens.length > longestPieceTokens) return []
  const asked = scanBack(view.tokens, view.tokens.length, longestPieceTokens)
  const topic = asked?.topic ?? scanBack(view.prompt, view.prompt.length, 20)?.topic
  if (topic !== 'email') return []
  return [...spelledPieces(view), ...connectedPieces(view)]
}

function spelledPieces(view: View): readonly PersonalFinding[] {
  return sequencesOf(view).flatMap((items): PersonalFinding[] => {
    const first = items[0]
    const last = items.at(-1)
    const letters = items.filter(({ code }) => /^[a-z]$/.test(code))
    if (letters.length < 3 || first === undefined || last === undefined) return []
    return [{ kind: 'email', from: first.from, to: last.to, rule: 'email-spelled' }]
  })
}

/** "beatrix dot lang", "gmail dot com". */
function connectedPieces(view: View): readonly PersonalFinding[] {
  const { tokens } = view
  const findings: PersonalFinding[] = []
  for (let index = 1; index < tokens.length - 1; index += 1) {
    if (!connectors.has(textAt(tokens, index))) continue
    const before = tokenAt(tokens, index - 1)
    const after = tokenAt(tokens, index + 1)
    if (
      before.kind === 'mask' ||
      after.kind === 'mask' ||
      before.kind === 'mark' ||
      after.kind === 'mark'
    )
      continue
    const last = findings.at(-1)
    if (last !== undefined && last.to >= index - 1)
      findings[findings.length - 1] = { ...last, to: index + 1 }
    else findings.push({ kind: 'email', from: index - 1, to: index + 1, rule: 'email-piece' })
  }
  return findings.filter(
    ({ from, to }) =>
      to - from > 2 ||
      mailProviders.has(textAt(tokens, from)) ||
      topLevelDomains.has(textAt(tokens, to)) ||
      tokens.length <= 12,
  )
}
