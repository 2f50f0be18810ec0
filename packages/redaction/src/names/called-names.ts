/** Names that are words as well, where what stands around them leaves no doubt: "hi mark", "penny my wife", "rose with an e". */
import { textAt, tokenAt } from '../text/token.ts'
import type { PersonalFinding, View } from '../view.ts'
import { everydayWords } from '../words/common-words.ts'
import { doubtfulFamilyNames, familyNames } from '../words/family-names.ts'
import { doubtfulGivenNames, givenNames } from '../words/given-names.ts'
import { brandWords } from '../words/organisation-words.ts'
import { relations, relativesOfMany } from '../words/relation-words.ts'
import { titles } from '../words/titles.ts'
import { isOwnAgentName } from './agent-introductions.ts'
import { isDescribing } from './describing-words.ts'
import { baseOf, isAgents, isCased, isDoubtfulFamily, isStrange, notNames } from './name-shape.ts'

/** Those whom somebody says what they are to him. */
export function relatedNames(view: View): readonly PersonalFinding[] {
  // Asked of every turn anew: most say nothing of the kind.
  const isTold = view.tokens.some(
    ({ text }) =>
      relations.has(text) || relativesOfMany.has(text) || text === 'half' || text === 'law',
  )
  if (!isTold) return []
  return calledNames(view).filter(({ from }) => isRelated(view, from))
}

export function calledNames(view: View): readonly PersonalFinding[] {
  return view.tokens.flatMap(({ kind, text }, index): PersonalFinding[] => {
    const base = baseOf(text)
    if (
      kind !== 'word' ||
      base.length < 2 ||
      isAgents(view, base) ||
      notNames.has(base) ||
      titles.has(base)
    )
      return []
    const isNamed =
      (isPossibleName(view, index, base) || isClaimed(view, index)) &&
      (isClaimed(view, index) ||
        (isLettered(view, index) && !isStrange(base)) ||
        isRelated(view, index) ||
        isSpokenTo(view, index) ||
        isExpected(view, index) ||
        isContrasted(view, index) ||
        isDoer(view, index))
    if (!isNamed || isOwnAgentName(view, index)) return []
    const to = isRelated(view, index) ? wholeName(view, index) : familyEnd(view, index)
    return [{ kind: 'name', from: index, to, rule: 'name-called' }]
  })
}

/** In a list, even of those that are words, or in none at all. */
function isPossibleName(view: View, index: number, base: string): boolean {
  if (view.numeralFrom(index) !== undefined) return false
  const isListed =
    givenNames.has(base) ||
    familyNames.has(base) ||
    doubtfulGivenNames.has(base) ||
    doubtfulFamilyNames.has(base)
  const { isCapitalised } = tokenAt(view.tokens, index)
  if (everydayWords.has(base)) return isListed && isCapitalised
  if (isListed) return isCapitalised || !isCased(view) || givenNames.has(base)
  return isStrange(base) && (isCapitalised || !isCased(view))
}

function familyEnd(view: View, given: number): number {
  const next = given + 1
  const base = baseOf(textAt(view.tokens, next))
  if (tokenAt(view.tokens, next).kind !== 'word' || isAgents(view, base)) return given
  if (textAt(view.tokens, given).endsWith("'s")) return given
  const isFamily =
    (familyNames.has(base) && !everydayWords.has(base)) || isDoubtfulFamily(view, next)
  return isFamily ? next : given
}

/** "My dad kim sang cheol": up to two words more that nobody says otherwise. */
function wholeName(view: View, given: number): number {
  let to = familyEnd(view, given)
  while (to < given + 2 && isStrange(textAt(view.tokens, to + 1))) {
    if (tokenAt(view.tokens, to + 1).kind !== 'word' || isAgents(view, textAt(view.tokens, to + 1)))
      break
    to += 1
  }
  return to
}

/** "[name] now not ebersole", "It's Kristjansson, not Christianson", "X is the family name". */
function isContrasted(view: View, index: number): boolean {
  const at = (step: number) => textAt(view.tokens, index + step)
  const isLabelled =
    at(1) === 'is' && at(4) === 'name' && ['the', 'my', 'his', 'her'].includes(at(2))
  if (isLabelled && ['family', 'last', 'first', 'given', 'middle'].includes(at(3))) return true
  const base = baseOf(textAt(view.tokens, index))
  const isSure = isStrange(base) || familyNames.has(base)
  if (!isSure) return false
  if (at(-1) === 'not') {
    const before = at(-2) === ',' || at(-2) === 'now' ? -3 : -2
    return at(before) === '[name]' || isUnlisted(view, index + before)
  }
  if (!["it's", 'is'].includes(at(-1))) return false
  const next = at(1) === ',' ? 2 : 1
  return at(next) === 'not' && isUnlisted(view, index + next + 1)
}

function isUnlisted(view: View, index: number): boolean {
  const { kind, text } = tokenAt(view.tokens, index)
  return kind === 'word' && (isStrange(text) || familyNames.has(text) || givenNames.has(text))
}

const sayings = new Set('said says told'.split(' '))
const notDoers = new Set(
  'the a an it he she they you we i that this who what app site card bill price'.split(' '),
)

/** "Pat said that": what only people do, by a name that is a word as well. */
function isDoer(view: View, index: number): boolean {
  if (!sayings.has(textAt(view.tokens, index + 1))) return false
  const { text } = tokenAt(view.tokens, index)
  if (!doubtfulGivenNames.has(text) || notDoers.has(text) || brandWords.has(text)) return false
  const before = tokenAt(view.tokens, index - 1)
  return (
    before.kind !== 'word' || ['and', 'but', 'because', 'so', 'then', 'when'].includes(before.text)
  )
}

/** "Mark with a k", "sara without the h". */
function isLettered(view: View, index: number): boolean {
  const at = (step: number) => textAt(view.tokens, index + step)
  if (at(1) !== 'with' && at(1) !== 'without') return false
  const letter = ['a', 'an', 'the', 'one', 'two', 'no', 'double'].includes(at(2)) ? at(3) : at(2)
  return baseOf(letter).length === 1 || letter === 'ph' || letter === 'ck'
}

/** "Under bill that's my dad", "for may she's my aunt", "my dad bill ransome": even of a word of every day. */
function isClaimed(view: View, index: number): boolean {
  const at = (step: number) => textAt(view.tokens, index + step)
  if (!doubtfulGivenNames.has(at(0))) return false
  const isSaidOf = ["that's", "he's", "she's"].includes(at(1)) && owners.has(at(2))
  if (isSaidOf) return relations.has(at(3)) || (at(4) === 'in' && at(5) === 'law')
  const family = tokenAt(view.tokens, index + 1)
  return (
    relations.has(at(-1)) &&
    owners.has(at(-2)) &&
    family.kind === 'word' &&
    familyNames.has(family.text) &&
    isStrange(family.text)
  )
}

const owners = new Set('my his her our your their the'.split(' '))

/** "My brother dakota", "penny my wife", "Morgan is my daughter". */
function isRelated(view: View, index: number): boolean {
  const at = (step: number) => textAt(view.tokens, index + step)
  const before = at(-1) === ',' ? -2 : -1
  // "My brother in law ebo", "my other half sanjit".
  const isInLaw = at(before) === 'law' && at(before - 1) === 'in'
  const related = isInLaw ? before - 2 : before
  const isHalf = at(before) === 'half' && ['other', 'better'].includes(at(before - 1))
  const owner = at(isHalf ? before - 2 : related - 1)
  const isBehind =
    (relations.has(at(related)) || relativesOfMany.has(at(related)) || isHalf) &&
    ([
      'my',
      'his',
      'her',
      'your',
      'our',
      'their',
      'the',
      'old',
      'late',
      'ex',
      'youngest',
      'oldest',
      'eldest',
    ].includes(owner) ||
      owner.endsWith("'s"))
  // "My besties wren and marigold".
  if (at(-1) === 'and' && at(-2) === '[name]' && relativesOfMany.has(at(-3))) return true
  if (isBehind && !doings.has(textAt(view.tokens, index))) return true
  const next = at(1) === 'is' || at(1) === "'s" || at(1) === ',' ? 2 : 1
  return at(next) === 'my' && relations.has(at(next + 1))
}

// "My wife won the car", "my son was born".
const doings = new Set(
  'mean bill page post park park ring long may cash stern just case will born early read rich skip chase mark pat drew sue'.split(
    ' ',
  ),
)

const vocatives = new Set(
  'okay ok alright thanks hi hello hey hiya bye goodbye dear morning afternoon evening perfect great sorry'.split(
    ' ',
  ),
)
const afterVocative = new Set(
  "let is i i'm i'll i've can could may and what what's how one just so thank we we'll before if my give bear hold do did have are thanks sorry no".split(
    ' ',
  ),
)

/** "Thank you, mark", "okay grant let me look". */
function isSpokenTo(view: View, index: number): boolean {
  const at = (step: number) => textAt(view.tokens, index + step)
  const before = at(-1) === ',' ? -2 : -1
  const isThanked =
    (at(before) === 'you' && at(before - 1) === 'thank') ||
    (at(before) === 'much' && ['so', 'very'].includes(at(before - 1)))
  if (!isThanked && !vocatives.has(at(before))) return false
  if (isCased(view) && !tokenAt(view.tokens, index).isCapitalised) return false
  const next = tokenAt(view.tokens, index + 1)
  return next.kind !== 'word' || afterVocative.has(next.text)
}

const expected = new Set(
  'reservation booking appointment prescription parcel message delivery letter'.split(' '),
)
const talks = new Set('spoke speak spoken talked talking dealt'.split(' '))
const seasons = new Set('summer autumn winter april june may august dawn crystal amber'.split(' '))

/** "I spoke to summer", "ask for skip", "that's may calling", "dean will pick it up". */
function isMet({ tokens }: View, index: number): boolean {
  const at = (step: number) => textAt(tokens, index + step)
  if (!doubtfulGivenNames.has(at(0)) || at(1) === 'and') return false
  if (['to', 'with'].includes(at(-1)) && talks.has(at(-2))) return true
  if (at(-1) === 'for' && at(-2) === 'ask') return true
  if (isNicknamed(at)) return true
  if (at(-1) === "it's" && (index === 1 || greetings.has(at(-2))) && afterOwnName.has(at(1)))
    return at(1) !== 'from' || callersPlaces.has(at(2))
  if (at(-1) === 'was' && at(-2) === 'it' && at(1) === 'who') return true
  if (at(-1) === 'tell' && ['i', 'we', "i'm", "i'll", "it's"].includes(at(1))) return true
  if (at(1) === 'calling' && ["that's", "it's", 'is'].includes(at(-1))) return true
  return index === 0 && at(1) === 'will' && !seasons.has(at(0))
}

const greetings = new Set('hi hello hey hiya yeah morning afternoon evening again'.split(' '))
/** "Hi it's grace from earlier", "it's hope again". */
const afterOwnName = new Set(['from', 'again', 'here', 'speaking', 'calling'])
const callersPlaces = new Set(['earlier', 'before', 'yesterday', 'number', 'flat', 'next', 'the'])

const callings = new Set('call calls called calling'.split(' '))

/** "Everyone called him sonny", "goes by chip", "known as tally", "somebody called pru answered". */
function isNicknamed(at: (step: number) => string): boolean {
  if (['him', 'her', 'me', 'us', 'them'].includes(at(-1))) return callings.has(at(-2))
  if (at(-1) === 'by') return ['goes', 'go', 'went'].includes(at(-2))
  if (at(-1) === 'as') return at(-2) === 'known'
  return at(-1) === 'called' && people.has(at(-2))
}

const people = new Set(
  'somebody someone lady guy man woman girl boy chap bloke lad fella person gentleman kid colleague'.split(
    ' ',
  ),
)

const offices = new Set('accounts sales billing reception finance support hr'.split(' '))
const closers = new Set([
  '',
  'please',
  'at',
  'on',
  'and',
  'today',
  'tomorrow',
  'for',
  'my',
  'tonight',
  'party',
])

/** "A reservation for moffitt", "is penny there", "under delacroix". */
function isExpected(view: View, index: number): boolean {
  const at = (step: number) => textAt(view.tokens, index + step)
  const next = tokenAt(view.tokens, index + 1)
  const { text } = tokenAt(view.tokens, index)
  const isEnd = next.kind !== 'word' || closers.has(next.text)
  if (at(-1) === 'for' && expected.has(at(-2))) return isEnd
  const isPresented =
    (at(-1) === 'this' && at(-2) === 'is') || (at(-1) === 'is' && at(-2) === 'this')
  if (isPresented && next.kind !== 'word') return !isDescribing(view, index)
  if (isMet(view, index)) return true
  if (isPresented && at(1) === 'in' && offices.has(at(2))) return true
  if (at(1) === 'last' && at(2) === 'name') return true
  if (['ask', 'tell'].includes(at(-1)) && ['to', 'that'].includes(at(1))) return true
  if (text.endsWith("'s") && at(-1) === 'is' && relations.has(at(1))) return true
  if (at(-1) === 'under')
    return (isEnd || at(1) === 'my') && (text.length > 3 || familyNames.has(text))
  return (
    at(-1) === 'is' &&
    ['there', 'in', 'around', 'available', 'home'].includes(at(1)) &&
    ['', 'please', 'today', 'by', 'yet', '?'].includes(at(2))
  )
}
