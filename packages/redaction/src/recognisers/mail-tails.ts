/** The end of a mail address said apart: "no sorry, at googlemail dot com", "dot co dot uk, got it". */
import { textAt, tokenAt } from '../text/token.ts'
import { scanBack } from '../topics/find-topic.ts'
import type { PersonalFinding, View } from '../view.ts'
import { topLevelDomains } from '../words/mail-words.ts'
import { atWords, domainEnd, sureProviders, topLevelEnd } from './mail-domain.ts'
import { isOfSite } from './mail-sites.ts'

const dots = new Set(['dot', 'punkt', 'punto', 'ponto'])
/** What is said before one begins again. */
const restarts = new Set(
  "no sorry wait actually yeah yes okay and then so uh um er it's is that's just i mean not but".split(
    ' ',
  ),
)
const recentTokens = 30

export function mailTails(view: View): readonly PersonalFinding[] {
  const { tokens } = view
  const findings: PersonalFinding[] = []
  for (let index = 0; index < tokens.length; index += 1) {
    const { text, segment } = tokenAt(tokens, index)
    const isSign = atWords.has(text)
    if (!isSign && !dots.has(text)) continue
    const before = tokenAt(tokens, index - 1)
    const whole = isSign ? undefined : wholeDomain(view, index)
    if (whole !== undefined) {
      findings.push(whole)
      index = whole.to
      continue
    }
    const isBegun = index === 0 || before.segment !== segment || restarts.has(before.text)
    if (!isBegun && before.kind !== 'mark') continue
    const to = isSign ? signedEnd(view, index) : chainEnd(view, index)
    if (to <= index || !isMailTalk(view, index)) continue
    findings.push({ kind: 'email', from: index, to, rule: 'email-tail' })
    index = to
  }
  return findings
}

function signedEnd(view: View, at: number): number {
  const from = at + 1
  const to = domainEnd(view, from)
  return to < from || isOfSite(view, at, from) ? -1 : to
}

const longestDomain = 12
const lastWords = 4

/** "Northern lights with a z so l i g h t z dot c a", when what was said last was the sign before it. */
function wholeDomain(view: View, dot: number): PersonalFinding | undefined {
  const { tokens, prompt } = view
  const said = prompt.slice(-lastWords).filter(({ text }) => !restarts.has(text))
  if (!atWords.has(said.at(-1)?.text ?? '')) return undefined
  const to = chainEnd(view, dot)
  const { segment } = tokenAt(tokens, dot)
  let from = dot
  // One step more than what counts: longer turns are none.
  while (dot - from <= longestDomain && from > 0 && tokenAt(tokens, from - 1).segment === segment)
    from -= 1
  while (from < dot && restarts.has(textAt(tokens, from))) from += 1
  const isShort = dot - from <= longestDomain
  const isMasked = tokens.slice(from, dot).some(({ kind }) => kind === 'mask')
  return to > dot && from < dot && isShort && !isMasked
    ? { kind: 'email', from, to, rule: 'email-domain' }
    : undefined
}

/** "Dot co dot uk": a chain of ends and nothing else. */
function chainEnd({ tokens }: View, from: number): number {
  let to = -1
  let dot = from
  while (dots.has(textAt(tokens, dot))) {
    const end = topLevelEnd(tokens, dot + 1)
    if (end <= dot) break
    to = end
    dot = end + 1
  }
  return to
}

/** A mail address or a part of one was said just before, or one is asked for. */
function isMailTalk({ tokens, prompt }: View, at: number): boolean {
  for (let index = at - 1; index >= Math.max(0, at - recentTokens); index -= 1)
    if (textAt(tokens, index) === '[email]') return true
  if (scanBack(tokens, at, recentTokens)?.topic === 'email') return true
  if (scanBack(prompt, prompt.length, recentTokens)?.topic === 'email') return true
  for (let index = Math.max(1, prompt.length - recentTokens); index < prompt.length; index += 1) {
    const text = textAt(prompt, index)
    const isEnd = dots.has(textAt(prompt, index - 1)) && topLevelDomains.has(text)
    const isSigned = atWords.has(textAt(prompt, index - 1)) && sureProviders.has(text)
    if ((isEnd && isSignedBefore(prompt, index)) || isSigned) return true
  }
  return false
}

const longestSigned = 8

function isSignedBefore(prompt: View['prompt'], end: number): boolean {
  for (let index = end - 2; index >= Math.max(0, end - longestSigned); index -= 1)
    if (atWords.has(textAt(prompt, index))) return true
  return false
}
