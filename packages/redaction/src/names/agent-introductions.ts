/** Tells an agent who says his own name from a customer. */
import { textAt, tokenAt } from '../text/token.ts'
import { scanBack } from '../topics/find-topic.ts'
import type { PersonalFinding, View } from '../view.ts'
import { everydayWords } from '../words/common-words.ts'
import { doubtfulFamilyNames } from '../words/family-names.ts'
import { doubtfulGivenNames, givenNames } from '../words/given-names.ts'
import { titles } from '../words/titles.ts'
import { nameAfter } from './name-after.ts'
import { hesitations } from './name-shape.ts'

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
export function isAgentIntroduction(
  view: View,
  opener: number,
  found: PersonalFinding,
  isWeak: boolean,
): boolean {
  if (!isOwnOpening(view, opener) || (isWeak && textAt(view.tokens, opener) === 'with'))
    return false
  // "Ashanti this is mrs delacroix".
  const isTitled = politeTitles.has(textAt(view.tokens, opener + 1))
  const isOfOther = [1, 2, 3].some((step) => spokenOf.has(textAt(view.tokens, found.to + step)))
  if (view.isAgent && isTitled && isOfOther) return false
  if (view.isAgent) return !isAskedOf(view, opener)
  const { tokens } = view
  for (let index = opener; index > opener - 14; index -= 1)
    if (textAt(tokens, index) === 'calling' && ['for', 'you'].includes(textAt(tokens, index - 1)))
      return true
  for (let index = found.to + 1; index < found.to + 12; index += 1) {
    const text = textAt(tokens, index)
    if (
      (text === 'help' || text === 'assist') &&
      (textAt(tokens, index + 1) === 'you' || textAt(tokens, index - 1) === 'i') &&
      textAt(tokens, index - 1) !== 'to'
    )
      return true
    if (agentSigns.has(text) && text === 'assist') return true
  }
  return false
}

const spokenOf = new Set(['she', "she's", 'he', "he's", 'they', 'who', 'calling', 'wants', 'needs'])
const politeTitles = new Set(['mr', 'mrs', 'ms', 'miss', 'mister', 'missus'])

const others = new Set(
  "his her their your the customer's patient's caller's first last maiden middle full whose".split(
    ' ',
  ),
)

/** "My name is", "this is", "I'm": not "his name is". */
function isOwnOpening(view: View, opener: number): boolean {
  const [word, before, further] = [0, 1, 2].map((step) => textAt(view.tokens, opener - step))
  if (before === 'name' && others.has(further ?? '')) return false
  if (word === 'is' && !['this', 'name', 'it', 'here', 'naam', 'nom'].includes(before ?? ''))
    return false
  return (
    ['my', 'i', "i'm"].includes(further ?? '') ||
    ["name's", "i'm", 'is', 'am', 'me'].includes(word ?? '')
  )
}

/** "So your last name is Miller" is not the agent's own. */
function isAskedOf(view: View, opener: number): boolean {
  for (let index = opener; index > opener - 6; index -= 1) {
    const text = textAt(view.tokens, index)
    if (text === 'calling' || textAt(view.tokens, index - 1) === 'thank') return false
    if (['your', 'the', 'you', 'customer', 'first', 'last', 'surname'].includes(text)) return true
  }
  return false
}

const selfBehind = new Set(['speaking', 'here', 'apparat', 'appareil', 'apparaat'])

/** What only ours say of themselves: "you're talking to Nils", "Pamela speaking", "you're through to Dario". */
export function isSelfNamed(view: View, index: number): boolean {
  if (!view.isAgent) return false
  const next = [1, 2, 3].map((step) => textAt(view.tokens, index + step))
  if (selfBehind.has(next[0] ?? '')) return true
  if (
    ['a', 'am', 'aan'].includes(next[0] ?? '') &&
    next.some((word) => selfBehind.has(word) || word === "l'appareil")
  )
    return true
  const before = textAt(view.tokens, index - 1)
  if (
    before === "it's" ||
    before === 'habla' ||
    before === 'atiende' ||
    (before === 'er' && textAt(view.tokens, index - 2) === 'det')
  )
    return true
  const isTalk =
    ['to', 'with'].includes(before) &&
    ['talking', 'speaking', 'through', 'connected'].includes(textAt(view.tokens, index - 2))
  return (
    isTalk &&
    ["you're", 'are', "you've"].includes(textAt(view.tokens, index - 3)) &&
    textAt(view.tokens, index - 4) !== 'am'
  )
}

const callersGreetings = new Set(
  'thanks you hi hello hey okay alright morning afternoon evening bye goodbye cheers'.split(' '),
)
const afterGreeting = new Set(
  "i i'm i'd i've i'll it it's you've you're you'll we've we're there's yes yeah can could would my we what how so just you the that's thank thanks have sorry no and please do is bye".split(
    ' ',
  ),
)

/** "Thanks denise", said by the customer: whom else but ours. */
function isThanked(view: View, index: number): boolean {
  if (!view.isCustomer) return false
  const before = textAt(view.tokens, index - 1) === ',' ? index - 2 : index - 1
  const greeting = textAt(view.tokens, before)
  if (!callersGreetings.has(greeting) || before > 3) return false
  if (greeting === 'you' && textAt(view.tokens, before - 1) !== 'thank') return false
  const next = tokenAt(view.tokens, index + 1)
  if (next.kind === 'word') return afterGreeting.has(next.text)
  // "Hey, Tyrone." may be whoever is calling.
  const isAnswer = scanBack(view.prompt, view.prompt.length, 14)?.topic === 'name'
  return (
    !isAnswer && ['thanks', 'you', 'bye', 'goodbye', 'cheers', 'hi', 'hello'].includes(greeting)
  )
}

function isAnyName(view: View, index: number): boolean {
  const { text, isCapitalised, kind } = tokenAt(view.tokens, index)
  if (givenNames.has(text)) return true
  if (kind !== 'word' || everydayWords.has(text)) return false
  return doubtfulGivenNames.has(text) || (isCapitalised && doubtfulFamilyNames.has(text))
}

/** The names by which ours introduce themselves in a piece of talk. */
export function agentIntroductions(view: View): readonly string[] {
  const names: string[] = []
  for (let index = 0; index < view.tokens.length; index += 1) {
    const text = textAt(view.tokens, index)
    if (isAnyName(view, index) && (isSelfNamed(view, index) || isThanked(view, index)))
      names.push(text)
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

/** The agent who says his own name is no customer. */
export function isOwnAgentName(view: View, index: number): boolean {
  for (let opener = index - 1; opener >= Math.max(0, index - 3); opener -= 1) {
    const text = textAt(view.tokens, opener)
    if (!['is', "name's", "i'm", 'am', 'me'].includes(text)) {
      if (hesitations.has(text) || givenNames.has(text) || titles.has(text)) continue
      return false
    }
    if (textAt(view.tokens, index).endsWith("'s")) return false
    return isAgentIntroduction(
      view,
      opener,
      { kind: 'name', from: index, to: index, rule: '' },
      true,
    )
  }
  return false
}
