/** Names that somebody says as names: "my name is", "speaking with", "thank you, …", or two words when asked for it. */
import { textAt, tokenAt } from '../text/token.ts'
import { scanBack } from '../topics/find-topic.ts'
import type { PersonalFinding, View } from '../view.ts'
import { everydayWords } from '../words/common-words.ts'
import { doubtfulFamilyNames, familyNames } from '../words/family-names.ts'
import { doubtfulGivenNames, givenNames } from '../words/given-names.ts'
import { isKnownWord } from '../words/known-word.ts'
import { regions } from '../words/street-words.ts'
import { isAgentIntroduction } from './agent-introductions.ts'
import { nameAfter, particles } from './name-after.ts'
import { canBeName, hesitations, isAgents, isDoubtfulFamily, notNames } from './name-shape.ts'
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
    const found = saidTwice(view, nameAfter(view, index, isWeak)) ?? greetedName(view, index)
    if (found === undefined || isAgentIntroduction(view, index, found, isWeak)) continue
    findings.push(found)
  }
  const answered = answeredName(view) ?? namedHere(view)
  return answered === undefined ? findings : [...findings, answered]
}

/** "My name is will, will grant". */
function saidTwice(view: View, found: PersonalFinding | undefined): PersonalFinding | undefined {
  if (found === undefined || found.from !== found.to) return found
  const again = textAt(view.tokens, found.to + 1) === ',' ? found.to + 2 : found.to + 1
  if (textAt(view.tokens, again) !== textAt(view.tokens, found.from)) return found
  const isPair = isDoubtfulFamily(view, again + 1) || canBeName(view, again + 1, false, true)
  return isPair || doubtfulFamilyNames.has(textAt(view.tokens, again + 1))
    ? { ...found, to: again + 1 }
    : { ...found, to: again }
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
    !degrees.has(textAt(view.tokens, from)) &&
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

// "It's very clement here".
const degrees = new Set('very really quite so too'.split(' '))

const answerLeads = new Set(
  "it it's its is that's that my name names last first under yes yeah yep sure oh okay hi and so the would be should for me this i i'm".split(
    ' ',
  ),
)

/** "De la cruz": particles with a name behind them. */
function isParticleOfName(view: View, index: number): boolean {
  if (!particles.has(textAt(view.tokens, index))) return false
  const next = particles.has(textAt(view.tokens, index + 1)) ? index + 2 : index + 1
  return tokenAt(view.tokens, next).text.length > 2 && canBeName(view, next, false, false)
}

/** "Price": a word of every day that is nothing but the answer. */
function answeredWord({ tokens }: View): PersonalFinding | undefined {
  const said = tokens.flatMap(({ kind, text }, index) =>
    kind === 'word' && !hesitations.has(text) ? [{ text, index }] : [],
  )
  // "Sure rose frost", "yeah it's lance".
  const isLed = said.length > 1 && answerWords.has(said[0]?.text ?? '')
  const words = isLed ? said.slice(1) : said
  const [first, second] = words
  // "Violet price".
  const isPair =
    words.length === 2 &&
    isGivenLike(first?.text ?? '') &&
    (doubtfulFamilyNames.has(second?.text ?? '') || familyNames.has(second?.text ?? '')) &&
    ![first, second].some((word) => notAnswers.has(word?.text ?? ''))
  if (isPair && first !== undefined && second !== undefined)
    return { kind: 'name', from: first.index, to: second.index, rule: 'name-answered' }
  const only =
    words.length === 1 ? first : words.length === 2 && first?.text === "it's" ? second : undefined
  if (only === undefined) return undefined
  const isName = doubtfulFamilyNames.has(only.text) || doubtfulGivenNames.has(only.text)
  return isName && !notAnswers.has(only.text)
    ? { kind: 'name', from: only.index, to: only.index, rule: 'name-answered' }
    : undefined
}

const answerWords = new Set('sure yeah yes yep oh okay'.split(' '))

function isGivenLike(word: string): boolean {
  return doubtfulGivenNames.has(word) || givenNames.has(word)
}

/** "Who is the tenant". */
function isAskedWho({ prompt }: View): boolean {
  return prompt.slice(-whoTokens).some(({ text }) => text === 'who' || text === "who's")
}

const whoTokens = 8

/** "A name for the ticket", "the name on the order": what is asked for is the name. */
function isNameOfThing({ prompt }: View): boolean {
  for (
    let index = prompt.length - 1;
    index >= prompt.length - whoTokens && index >= 0;
    index -= 1
  ) {
    const text = textAt(prompt, index)
    if (text === 'name' || text === 'surname')
      return (
        ['on', 'for', 'of', 'under', 'to'].includes(textAt(prompt, index + 1)) ||
        isUnderName(prompt, index)
      )
    if (text === 'number') return false
  }
  return false
}

/** "What name is the account under", "whose name is it in". */
function isUnderName(prompt: View['prompt'], name: number): boolean {
  if (!['what', 'which', 'whose'].includes(textAt(prompt, name - 1))) return false
  return [2, 3, 4].some((step) => ['under', 'in', 'on'].includes(textAt(prompt, name + step)))
}

// Said to say nothing: "no", "so", "right".
const notAnswers = new Set(
  'so no oh long hold just right well fine sure do see done say one new'.split(' '),
)

const contractions = /^(?:it|that|this|there|i|you|he|she|we|they)'/
const shortAnswerTokens = 9

/** Asked for a name, somebody says two words that are nothing else. */
function answeredName(view: View): PersonalFinding | undefined {
  const { tokens, prompt } = view
  if (tokens.length > shortAnswerTokens || view.isAgent) return undefined
  if (tokens.some(({ text }) => text === '[name]')) return undefined
  const asked = scanBack(prompt, prompt.length, 12)
  if (asked?.topic !== 'name' && !isNameOfThing(view))
    return isAskedWho(view) ? answeredWord(view) : undefined
  let from = 0
  let isPlainLead = true
  while (
    from < tokens.length &&
    !isParticleOfName(view, from) &&
    (tokenAt(tokens, from).kind !== 'word' ||
      everydayWords.has(textAt(tokens, from)) ||
      contractions.test(textAt(tokens, from)) ||
      hesitations.has(textAt(tokens, from)))
  ) {
    const { text, kind } = tokenAt(tokens, from)
    isPlainLead &&= kind !== 'word' || answerLeads.has(text) || hesitations.has(text)
    from += 1
  }
  if (from === tokens.length) return answeredWord(view)
  let to = from - 1
  while (isParticleOfName(view, to + 1)) to += 1
  const first = textAt(tokens, to + 1)
  if (regions.has(first) && !givenNames.has(first)) return undefined
  if (!isPlainLead && isKnownWord(first) && !givenNames.has(first) && !familyNames.has(first))
    return undefined
  while (
    to < from + 4 &&
    canBeName(view, to + 1, false, to >= from) &&
    tokenAt(tokens, to + 1).text.length > 1
  )
    to += 1
  return to < from ? undefined : { kind: 'name', from, to, rule: 'name-answered' }
}
