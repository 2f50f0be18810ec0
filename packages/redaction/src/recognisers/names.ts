/** Names of customers: those who are known, those who introduce themselves, and those that a list knows. */
import { type Token, textAt, tokenAt } from '../text/token.ts'
import { scanBack } from '../topics/find-topic.ts'
import type { PersonalFinding, View } from '../view.ts'
import { everydayWords } from '../words/common-words.ts'
import { doubtfulGivenNames, familyNames, givenNames, titles } from '../words/name-words.ts'
import { sequencesOf } from './codes.ts'

export function recogniseNames(view: View): readonly PersonalFinding[] {
  const taken = new Set<number>()
  const findings: PersonalFinding[] = []
  for (const rule of [knownNames, introducedNames, titledNames, listedNames, spelledNames])
    for (const found of rule(view)) {
      let isTaken = false
      for (let index = found.from; index <= found.to; index += 1) isTaken ||= taken.has(index)
      if (isTaken) continue
      for (let index = found.from; index <= found.to; index += 1) taken.add(index)
      findings.push(found)
    }
  return findings.sort((left, right) => left.from - right.from)
}

/** The participants' names, whole or in part, as far as they are not words of their own. */
function knownNames(view: View): readonly PersonalFinding[] {
  const words = new Set(view.people.customers.flat())
  if (words.size === 0) return []
  return view.tokens.flatMap((token, index): PersonalFinding[] => {
    const base = baseOf(token.text)
    if (!words.has(base) || isAgents(view, base)) return []
    const isNamesake = everydayWords.has(base) || doubtfulGivenNames.has(base)
    if (
      isNamesake &&
      !token.isCapitalised &&
      !words.has(textAt(view.tokens, index + 1)) &&
      !words.has(textAt(view.tokens, index - 1))
    )
      return []
    if (
      isNamesake &&
      isSentenceStart(view.tokens, index) &&
      !words.has(textAt(view.tokens, index + 1)) &&
      textAt(view.tokens, index + 1) !== ','
    )
      return []
    return [{ kind: 'name', from: index, to: index, rule: 'name-participant' }]
  })
}

function baseOf(word: string): string {
  return word.endsWith("'s") ? word.slice(0, -2) : word
}

function isAgents(view: View, word: string): boolean {
  return view.people.agentWords.has(word)
}

function isSentenceStart(tokens: readonly Token[], index: number): boolean {
  const before = tokenAt(tokens, index - 1)
  return before.segment !== tokenAt(tokens, index).segment || ['.', '?', '!'].includes(before.text)
}

interface Opening {
  readonly words: readonly string[]
  /** Says nothing unless a listed or large-written name follows. */
  readonly isWeak: boolean
}

const opening = (text: string, isWeak = false): Opening => ({ words: text.split(' '), isWeak })

/** What people say before their name. */
const openings: readonly Opening[] = [
  opening('my name is'),
  opening("my name's"),
  opening('my full name is'),
  opening('name is'),
  opening("name's"),
  opening('my first name is'),
  opening('my last name is'),
  opening('first name is'),
  opening('last name is'),
  opening('surname is'),
  opening('maiden name is'),
  opening('maiden name was'),
  opening('middle name is'),
  opening('name was'),
  opening('first name'),
  opening('last name'),
  opening('surname'),
  opening('call me', true),
  opening('i am called'),
  opening('name on the account is'),
  opening('name on the card is'),
  opening('name on it is', true),
  opening('under the name'),
  opening('under the name of'),
  opening('in the name of'),
  opening('goes by', true),
  opening('cardholder is', true),
  opening('account holder is', true),
  opening('made out to', true),
  opening('spoke with', true),
  opening('spoke to', true),
  opening('talked to', true),
  opening('tell', true),
  opening('ask for', true),
  opening('under', true),
  opening('met', true),
  opening('belongs to', true),
  opening('contact', true),
  opening('speaking with', true),
  opening('speaking to', true),
  opening('speak with', true),
  opening('speak to', true),
  opening('this is', true),
  opening("i'm", true),
  opening('i am', true),
  opening("it's", true),
  opening('it is', true),
  opening('thank you', true),
  opening('thanks', true),
  opening('hello', true),
  opening('hi', true),
  opening('hey', true),
  opening('dear', true),
  opening('name', true),
  opening('behalf of', true),
  opening('husband', true),
  opening('wife', true),
  opening('son', true),
  opening('daughter', true),
  opening('mother', true),
  opening('father', true),
  opening('brother', true),
  opening('sister', true),
  opening('called', true),
  opening('named', true),
  opening('my name', true),
  opening('signed', true),
  opening('regards', true),
  opening('sincerely', true),
  opening('mein name ist'),
  opening('ich heisse'),
  opening('ich bin', true),
  opening('hier ist', true),
  opening('hier spricht', true),
  opening('me llamo'),
  opening('mi nombre es'),
  opening('soy', true),
  opening("je m'appelle"),
  opening('mon nom est'),
  opening('je suis', true),
  opening('mi chiamo'),
  opening('mera naam', true),
  opening('naam', true),
  opening('meu nome e'),
]

const byLastWord = new Map<string, Opening[]>()
for (const entry of openings) {
  const last = entry.words.at(-1) ?? ''
  byLastWord.set(last, [...(byLastWord.get(last) ?? []), entry])
}

function introducedNames(view: View): readonly PersonalFinding[] {
  const findings: PersonalFinding[] = []
  for (let index = 0; index < view.tokens.length; index += 1) {
    const candidates = byLastWord.get(textAt(view.tokens, index))
    if (candidates === undefined) continue
    const fitting = candidates.filter(({ words }) => isSaid(view.tokens, index, words))
    if (fitting.length === 0) continue
    const isWeak = fitting.every((entry) => entry.isWeak)
    const found = nameAfter(view, index, isWeak) ?? greetedName(view, index)
    if (found === undefined || isAgentIntroduction(view, index, found, isWeak)) continue
    findings.push(found)
  }
  const answered = answeredName(view) ?? namedHere(view)
  return answered === undefined ? findings : [...findings, answered]
}

function isSaid(tokens: readonly Token[], last: number, words: readonly string[]): boolean {
  return words.every((word, index) => textAt(tokens, last - words.length + 1 + index) === word)
}

const hesitations = new Set([
  'uh',
  'um',
  'er',
  'erm',
  ',',
  'hmm',
  '…',
  'actually',
  'is',
  "it's",
  'ah',
  ':',
  'just',
  'well',
  '-',
])

/** Up to three words that may be a name: a strong opening takes any uncommon word, a weak one only what looks like one. */
function nameAfter(view: View, opener: number, isWeak: boolean): PersonalFinding | undefined {
  let from = opener + 1
  while (from < opener + 4 && hesitations.has(textAt(view.tokens, from))) from += 1
  let to = from - 1
  for (let index = from; index < from + 6; index += 1) {
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

function canBeName(view: View, index: number, isWeak: boolean, isFurther: boolean): boolean {
  const { text, kind, isCapitalised } = tokenAt(view.tokens, index)
  if (kind !== 'word' || titles.has(text))
    return kind === 'word' && titles.has(text) && !isFurther && false
  if (view.numeralFrom(index) !== undefined || isAgents(view, text)) return false
  const isListed = givenNames.has(text) || familyNames.has(text)
  if (text.length === 1)
    return isFurther && isCapitalised && tokenAt(view.tokens, index + 1).isCapitalised
  if (isListed && (isCapitalised || !everydayWords.has(text))) return true
  if (doubtfulGivenNames.has(text))
    return (
      isCapitalised || (!isWeak && !isFurther) || familyNames.has(textAt(view.tokens, index + 1))
    )
  if (everydayWords.has(text) || notNames.has(text) || isInflected(text)) return false
  if (!isWeak) return !isFurther || isCapitalised || !isWritten(view)
  return isFurther ? isCapitalised : isCapitalised && isNameLike(view, index)
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

const notNames = new Set(
  'looking trying having getting speaking wondering actually located based interested dialing cancelled correct spelled spelling regarding misspelled frustrated confused concerned acme microsoft alexa siri everyone everybody folks anyone someone netflix verizon dell prime support amazon google apple samsung'.split(
    ' ',
  ),
)

function isInflected(text: string): boolean {
  return text.length > 5 && /(?:ing|ally|tion)$/.test(text)
}

/** Somebody writes capitals here, so their absence means something. */
function isWritten(view: View): boolean {
  return view.tokens.some(
    ({ isCapitalised, text }) => isCapitalised && text !== 'i' && !text.startsWith("i'"),
  )
}

/** After "this is" and "I'm" a lone large word may be a company: "speaking", "here" or a family name makes it a person. */
function isNameLike(view: View, index: number): boolean {
  const next = tokenAt(view.tokens, index + 1)
  const isPair = next.isCapitalised && next.kind === 'word' && !everydayWords.has(next.text)
  const after = isPair ? textAt(view.tokens, index + 2) : next.text
  return familyNames.has(next.text) || isPair || ['speaking', 'here', 'calling'].includes(after)
}

const agentSigns = new Set([
  'calling',
  'assist',
  'helping',
  'department',
  'team',
  'support',
  'from',
  'with',
  'service',
  'welcome',
])

/** "Thank you for calling, my name is Sarah, how can I help?" */
function isAgentIntroduction(
  view: View,
  opener: number,
  found: PersonalFinding,
  isWeak: boolean,
): boolean {
  const isOwn =
    ['my', 'i', "i'm"].includes(textAt(view.tokens, opener - 2)) ||
    ["name's", "i'm", 'is', 'am', 'me'].includes(textAt(view.tokens, opener))
  if (!isOwn || (isWeak && textAt(view.tokens, opener) === 'with')) return false
  if (view.isAgent) return !isAskedOf(view, opener)
  const { tokens } = view
  for (let index = opener; index > opener - 14; index -= 1)
    if (textAt(tokens, index) === 'calling' && ['for', 'you'].includes(textAt(tokens, index - 1)))
      return true
  for (let index = found.to + 1; index < found.to + 12; index += 1) {
    const text = textAt(tokens, index)
    if (
      (text === 'help' || text === 'assist') &&
      textAt(tokens, index + 1) === 'you' &&
      textAt(tokens, index - 1) !== 'to'
    )
      return true
    if (agentSigns.has(text) && text === 'assist') return true
  }
  return false
}

/** "So your last name is Miller" is not the agent's own. */
function isAskedOf(view: View, opener: number): boolean {
  for (let index = opener; index > opener - 6; index -= 1)
    if (
      ['your', 'the', 'you', 'customer', 'first', 'last', 'surname'].includes(
        textAt(view.tokens, index),
      )
    )
      return true
  return false
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
    !tokenAt(view.tokens, from).isCapitalised &&
    !givenNames.has(textAt(view.tokens, from))
  return isPlain ? undefined : { kind: 'name', from, to, rule: 'name-here' }
}

const shortAnswerTokens = 9

/** Asked for a name, somebody says two words that are nothing else. */
function answeredName(view: View): PersonalFinding | undefined {
  const { tokens, prompt } = view
  if (tokens.length > shortAnswerTokens || view.isAgent) return undefined
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

function titledNames(view: View): readonly PersonalFinding[] {
  return view.tokens.flatMap((token, index): PersonalFinding[] => {
    if (!titles.has(token.text)) return []
    const from = textAt(view.tokens, index + 1) === '.' ? index + 2 : index + 1
    let to = from - 1
    while (to < from + 2 && isTitledWord(view, to + 1, to >= from)) to += 1
    return to < from ? [] : [{ kind: 'name', from, to, rule: 'name-titled' }]
  })
}

function isTitledWord(view: View, index: number, isFurther: boolean): boolean {
  const { text, kind, isCapitalised } = tokenAt(view.tokens, index)
  if (kind !== 'word' || text.length < 2 || isAgents(view, text)) return false
  if (familyNames.has(text) || (givenNames.has(text) && !isFurther)) return true
  if (everydayWords.has(text)) return false
  return isFurther ? isCapitalised : isCapitalised || !isWritten(view)
}

/** A given name of the list, with the family name behind it. */
function listedNames(view: View): readonly PersonalFinding[] {
  const findings: PersonalFinding[] = []
  for (let index = 0; index < view.tokens.length; index += 1) {
    const token = tokenAt(view.tokens, index)
    const base = baseOf(token.text)
    if (token.kind !== 'word' || isAgents(view, base) || !isListedHere(view, index, base)) continue
    if (isOwnAgentName(view, index)) continue
    let to = index
    if (base === token.text) to = familyEnd(view, index)
    findings.push({ kind: 'name', from: index, to, rule: 'name-listed' })
    index = to
  }
  return findings
}

function isListedHere(view: View, index: number, base: string): boolean {
  const token = tokenAt(view.tokens, index)
  const next = tokenAt(view.tokens, index + 1)
  const hasFamily = familyNames.has(baseOf(next.text)) && !everydayWords.has(next.text)
  const isGiven = givenNames.has(base)
  if (hasFamily && token.isCapitalised && next.isCapitalised && !everydayWords.has(base))
    return true
  if (isStreetBehind(view.tokens, index)) return false
  if (doubtfulGivenNames.has(base) || everydayWords.has(base))
    return (
      (doubtfulGivenNames.has(base) || isGiven) &&
      hasFamily &&
      (token.isCapitalised || !isWritten(view))
    )
  if (!isGiven) return false
  return token.isCapitalised || hasFamily || !isWritten(view)
}

function isStreetBehind(tokens: readonly Token[], index: number): boolean {
  return [
    'street',
    'st',
    'road',
    'avenue',
    'university',
    'hospital',
    'airport',
    'hotel',
    'inc',
    'ltd',
    'gmbh',
    'as',
  ].includes(textAt(tokens, index + 1))
}

const particles = new Set([
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
])

/** Over "van der" and hyphens to the end of the family name; `given` when there is none. */
function familyEnd(view: View, given: number): number {
  let to = given
  for (let index = given + 1; index <= given + 5; index += 1) {
    const { text, isGlued, isCapitalised } = tokenAt(view.tokens, index)
    if (text === '-' && isGlued) continue
    if (particles.has(text) && (isCapitalised || tokenAt(view.tokens, index + 1).isCapitalised))
      continue
    if (!isFamilyBehind(view, index)) break
    to = index
    const next = tokenAt(view.tokens, index + 1)
    if (!(next.text === '-' && next.isGlued)) break
  }
  return to
}

function isFamilyBehind(view: View, index: number): boolean {
  const { text, kind, isCapitalised } = tokenAt(view.tokens, index)
  const base = baseOf(text)
  if (kind !== 'word' || isAgents(view, base) || view.numeralFrom(index) !== undefined) return false
  if (familyNames.has(base)) return isCapitalised || !everydayWords.has(base)
  return (
    isCapitalised &&
    text.length > 1 &&
    !everydayWords.has(base) &&
    !isSentenceStart(view.tokens, index)
  )
}

/** The agent who says his own name is no customer. */
function isOwnAgentName(view: View, index: number): boolean {
  for (let opener = index - 1; opener >= Math.max(0, index - 3); opener -= 1) {
    const text = textAt(view.tokens, opener)
    if (!['is', "name's", "i'm", 'am', 'me'].includes(text)) continue
    return isAgentIntroduction(
      view,
      opener,
      { kind: 'name', from: index, to: index, rule: '' },
      true,
    )
  }
  return false
}

/** "S m i t h", when it is a name that is known or talked about. */
function spelledNames(view: View): readonly PersonalFinding[] {
  return sequencesOf(view).flatMap((items): PersonalFinding[] => {
    const letters = items.filter(({ code }) => /^[a-z]$/.test(code))
    const first = letters[0]
    const last = letters.at(-1)
    if (
      letters.length < 3 ||
      letters.length !== items.length ||
      first === undefined ||
      last === undefined
    )
      return []
    const word = letters.map(({ code }) => code).join('')
    const isKnown =
      view.people.customers.some((name) => name.includes(word)) ||
      givenNames.has(word) ||
      familyNames.has(word)
    const asked =
      scanBack(view.tokens, first.from, 8) ?? scanBack(view.prompt, view.prompt.length, 14)
    const isTalked = asked?.topic === 'name' || isSpelling(view.tokens, first.from)
    return isKnown || (isTalked && asked?.topic !== 'order')
      ? [{ kind: 'name', from: first.from, to: last.to, rule: 'name-spelled' }]
      : []
  })
}

function isSpelling(tokens: readonly Token[], from: number): boolean {
  for (let index = from - 1; index >= Math.max(0, from - 5); index -= 1)
    if (['[name]', 'spelled', 'spelt', 'spell', 'spelling'].includes(textAt(tokens, index)))
      return true
  return false
}

/** The names by which ours introduce themselves in a piece of talk. */
export function agentIntroductions(view: View): readonly string[] {
  const names: string[] = []
  for (let index = 0; index < view.tokens.length; index += 1) {
    if (!['is', "name's", "i'm", 'am'].includes(textAt(view.tokens, index))) continue
    const isNamed = ['name', 'this', 'i'].includes(textAt(view.tokens, index - 1))
    if (!isNamed && textAt(view.tokens, index) === 'is') continue
    const found = nameAfter(view, index, textAt(view.tokens, index - 1) !== 'name')
    if (found === undefined || !isAgentIntroduction(view, index, found, true)) continue
    for (let place = found.from; place <= found.to; place += 1)
      names.push(textAt(view.tokens, place))
  }
  return names
}
