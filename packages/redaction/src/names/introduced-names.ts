/** Names that somebody says as names: "my name is", "speaking with", "thank you, …", or two words when asked for it. */
import { textAt, tokenAt } from '../text/token.ts'
import { scanBack } from '../topics/find-topic.ts'
import type { PersonalFinding, View } from '../view.ts'
import { everydayWords } from '../words/common-words.ts'
import { givenNames } from '../words/given-names.ts'
import { isAgentIntroduction } from './agent-introductions.ts'
import { nameAfter } from './name-after.ts'
import { canBeName, hesitations, isAgents, notNames } from './name-shape.ts'
import { byLastWord, isSaid } from './openings.ts'

export function introducedNames(view: View): readonly PersonalFinding[] {
  const findings: PersonalFinding[] = []
  for (let index = 0; index < view.tokens.length; index += 1) {
    const candidates = byLastWord.get(textAt(view.tokens, index))
    if (candidates === undefined) continue
    const fitting = candidates.filter(({ words }) => isSaid(view.tokens, index, words))
    if (fitting.length === 0 || isOfThing(view, index)) continue
    const isLabel =
      textAt(view.tokens, index) === 'name' && givenNames.has(textAt(view.tokens, index + 1))
    const isWeak = !isLabel && fitting.every((entry) => entry.isWeak)
    const found = nameAfter(view, index, isWeak) ?? greetedName(view, index)
    if (found === undefined || isAgentIntroduction(view, index, found, isWeak)) continue
    findings.push(found)
  }
  const answered = answeredName(view) ?? namedHere(view)
  return answered === undefined ? findings : [...findings, answered]
}

const namedThings = new Set(
  'product company user brand file screen domain host street business model store plan app project team hotel restaurant network wifi device package folder medication bank server song movie game course class event'.split(
    ' ',
  ),
)

/** "The product name is", "the plan called": no person's. */
function isOfThing(view: View, opener: number): boolean {
  for (let index = opener; index > opener - 4; index -= 1)
    if (namedThings.has(textAt(view.tokens, index))) return true
  return false
}

const greetings = new Set(['thanks', 'you', 'hello', 'hi', 'hey', 'dear'])

/** "Thank you, Marcus." A lone large word that the sentence ends with, or pauses behind. */
function greetedName(view: View, opener: number): PersonalFinding | undefined {
  if (!greetings.has(textAt(view.tokens, opener))) return undefined
  const index = textAt(view.tokens, opener + 1) === ',' ? opener + 2 : opener + 1
  const { text, kind, isCapitalised } = tokenAt(view.tokens, index)
  const next = tokenAt(view.tokens, index + 1)
  const isEnd = next.text === '' || [',', '.', '!', '?'].includes(next.text)
  if (kind !== 'word' || !isCapitalised || !isEnd || text.length < 3) return undefined
  if (everydayWords.has(text) || notNames.has(text) || isAgents(view, text)) return undefined
  return { kind: 'name', from: index, to: index, rule: 'name-greeted' }
}

/** "Thandi Oyelaran here": at the beginning, before "here", "speaking" or "calling". */
function namedHere(view: View): PersonalFinding | undefined {
  let from = 0
  while (
    from < 4 &&
    (everydayWords.has(textAt(view.tokens, from)) || tokenAt(view.tokens, from).kind === 'mark')
  )
    from += 1
  let to = from - 1
  while (to < from + 2 && canBeName(view, to + 1, false, to >= from)) to += 1
  if (
    to < from ||
    view.isAgent ||
    !['here', 'speaking', 'calling'].includes(textAt(view.tokens, to + 1))
  )
    return undefined
  const isPlain =
    to === from &&
    (!tokenAt(view.tokens, from).isCapitalised || textAt(view.tokens, to + 1) === 'here') &&
    !givenNames.has(textAt(view.tokens, from))
  return isPlain ? undefined : { kind: 'name', from, to, rule: 'name-here' }
}

const shortAnswerTokens = 9

/** Asked for a name, somebody says two words that are nothing else. */
function answeredName(view: View): PersonalFinding | undefined {
  const { tokens, prompt } = view
  if (tokens.length > shortAnswerTokens || view.isAgent) return undefined
  if (tokens.some(({ text }) => text === '[name]')) return undefined
  const asked = scanBack(prompt, prompt.length, 12)
  if (asked?.topic !== 'name') return undefined
  let from = 0
  while (
    from < tokens.length &&
    (tokenAt(tokens, from).kind !== 'word' ||
      everydayWords.has(textAt(tokens, from)) ||
      hesitations.has(textAt(tokens, from)))
  )
    from += 1
  let to = from - 1
  while (
    to < from + 3 &&
    canBeName(view, to + 1, false, to >= from) &&
    tokenAt(tokens, to + 1).text.length > 1
  )
    to += 1
  return to < from ? undefined : { kind: 'name', from, to, rule: 'name-answered' }
}
