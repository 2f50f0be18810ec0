/** Names said letter by letter. */
import { sequencesOf } from '../recognisers/codes.ts'
import { type Token, textAt } from '../text/token.ts'
import { scanBack } from '../topics/find-topic.ts'
import type { PersonalFinding, View } from '../view.ts'
import { doubtfulFamilyNames, familyNames } from '../words/family-names.ts'
import { givenNames } from '../words/given-names.ts'

/** "S m i t h", when it is a name that is known or talked about. */
export function spelledNames(view: View): readonly PersonalFinding[] {
  return sequencesOf(view).flatMap((items): PersonalFinding[] => {
    const all = items.filter(({ code }) => /^[a-z]$/.test(code))
    const letters = withoutArticle(view.tokens, all)
    const first = letters[0]
    const last = letters.at(-1)
    if (
      letters.length < 3 ||
      all.length !== items.length ||
      first === undefined ||
      last === undefined
    )
      return []
    const word = letters.map(({ code }) => code).join('')
    if (word === 'dob' || shortAcronyms.has(word)) return []
    const isKnown =
      view.people.customers.some((name) => name.includes(word)) ||
      givenNames.has(word) ||
      familyNames.has(word)
    const asked =
      scanBack(view.tokens, first.from, 8) ?? scanBack(view.prompt, view.prompt.length, 14)
    const isTalked =
      asked?.topic === 'name' || isSpelling(view.tokens, first.from) || isSpellingAsked(view)
    const isLong = letters.length >= longSpelling && !acronyms.has(word)
    const whole = saidWhole(view.tokens, first.from, word)
    const isOther = asked?.topic === 'order' || asked?.topic === 'email'
    if (!isKnown && isOther) return []
    if (!isKnown && !isTalked && !isLong && whole === undefined) return []
    const spelled = stretches(letters)
    if (whole === undefined) return spelled
    return [{ kind: 'name', from: whole, to: whole, rule: 'name-spelled' }, ...spelled]
  })
}

const hyphens = new Set(['hyphen', 'dash'])

/** "Smith hyphen jones", where no mail address is talked about. */
export function hyphenedNames(view: View): readonly PersonalFinding[] {
  const { tokens, prompt } = view
  return tokens.flatMap(({ text }, index): PersonalFinding[] => {
    if (!hyphens.has(text)) return []
    const [before, after] = [textAt(tokens, index - 1), textAt(tokens, index + 1)]
    const isPair = isFamily(before) && isFamily(after)
    const topic = scanBack(tokens, index, 12)?.topic ?? scanBack(prompt, prompt.length, 20)?.topic
    if (!isPair || topic === 'email' || (!familyNames.has(before) && !familyNames.has(after)))
      return []
    const name = { kind: 'name' as const, rule: 'name-hyphened' }
    return [index - 1, index + 1].map((at) => ({ ...name, from: at, to: at }))
  })
}

function isFamily(word: string): boolean {
  return familyNames.has(word) || doubtfulFamilyNames.has(word)
}

/** "Christian with a k k r i s t i a n", "it's a v s t e v e n": the article and its letter are no part of the spelling. */
function withoutArticle<Letter extends { readonly code: string; readonly from: number }>(
  tokens: readonly Token[],
  letters: readonly Letter[],
): readonly Letter[] {
  const [first] = letters
  if (first?.code !== 'a' || letters.length < 5) return letters
  return ['with', 'is', "it's", 'not'].includes(textAt(tokens, first.from - 1))
    ? letters.slice(2)
    : letters
}

/** "D o space y e o n": what is said between the letters stays. */
function stretches(letters: readonly { from: number; to: number }[]): PersonalFinding[] {
  const found: PersonalFinding[] = []
  for (const { from, to } of letters) {
    const last = found.at(-1)
    if (last !== undefined && from === last.to + 1) found[found.length - 1] = { ...last, to }
    else found.push({ kind: 'name', from, to, rule: 'name-spelled' })
  }
  return found
}

const longSpelling = 5
const acronyms = new Set(['https', 'iphone', 'wwwdot', 'abcde'])
// Of papers and plugs: spelled, and nobody's name.
const shortAcronyms = new Set(
  'nie rca dni nif lte usb gps sms vat iva atm hdmi vpn ssd dvd pdf faq ceo nhs ssn'.split(' '),
)
const between = new Set([
  ',',
  "that's",
  'is',
  "it's",
  'so',
  'spelled',
  'spelt',
  'uh',
  'um',
  ':',
  '-',
])

/** "Gandhi, g a n d h i": the word that is spelled, said before. */
function saidWhole(tokens: readonly Token[], spelling: number, word: string): number | undefined {
  let index = spelling - 1
  while (index > spelling - 4 && between.has(textAt(tokens, index))) index -= 1
  return textAt(tokens, index) === word ? index : undefined
}

const spellingAsked = 10

/** "How's that spelt", "can you spell that for me", and nothing else since. */
function isSpellingAsked({ prompt }: View): boolean {
  return prompt.slice(-spellingAsked).some(({ text }) => spellings.has(text))
}

const spellings = new Set('spell spelled spelt spelling'.split(' '))

function isSpelling(tokens: readonly Token[], from: number): boolean {
  for (let index = from - 1; index >= Math.max(0, from - 5); index -= 1)
    if (textAt(tokens, index) === '[name]' || spellings.has(textAt(tokens, index))) return true
  return false
}
