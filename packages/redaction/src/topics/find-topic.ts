/** Finds what a number is about: the nearest telling word before it, then behind it, then in what was said before. */
import { type Token, textAt, tokenAt } from '../text/token.ts'
import { isNumberOfThing } from './order-words.ts'
import { isSentBy, isTelephoneNumber } from './telephone-number.ts'
import { type Topic, topicOfPair, topicOfWord } from './topic-words.ts'

const nearTokens = 14
const promptTokens = 45
const afterTokens = 7

export interface TopicFound {
  readonly topic: Topic
  readonly distance: number
  readonly place: 'before' | 'after' | 'prompt'
}

/** `prompt` is what either speaker said just before. */
export function findTopic(
  tokens: readonly Token[],
  from: number,
  to: number,
  prompt: readonly Token[],
): TopicFound | undefined {
  const before = scanBack(tokens, from, nearTokens)
  if (before !== undefined && before.topic !== 'number') return { ...before, place: 'before' }
  const after = scanAfter(tokens, to)
  if (after !== undefined) return { ...after, place: 'after' }
  const asked = scanBack(prompt, prompt.length, promptTokens)
  if (asked !== undefined && asked.topic !== 'number') return { ...asked, place: 'prompt' }
  return before === undefined ? undefined : { ...before, place: 'before' }
}

/** Words and marks count; "number" alone says little, so a better word up to four tokens before it is taken instead. */
export function scanBack(
  tokens: readonly Token[],
  from: number,
  limit: number,
): { topic: Topic; distance: number } | undefined {
  let plain: { topic: Topic; distance: number } | undefined
  for (let index = from - 1; index >= Math.max(0, from - limit); index -= 1) {
    const topic = topicAt(tokens, index)
    if (topic === undefined) continue
    const asked = topic === 'number' ? undefined : askedFor(tokens, index, topic)
    const distance = from - index
    if (topic !== 'number') return { topic: asked ?? topic, distance }
    plain ??= { topic, distance }
  }
  return plain
}

// What something is asked for, and not what is asked.
const purposes = new Set<Topic>(['order', 'amount', 'account', 'address'])
const askedTopics = new Set<Topic>([
  'email',
  'phone',
  'iban',
  'card',
  'account',
  'birth',
  'national-id',
  'postcode',
])
const purposeWords = new Set(['for', 'on', 'to'])
const purposeArticles = new Set('the your this my our a an that'.split(' '))
const mostPurposeTokens = 5

/** "An email for the order", "your mobile for the delivery": the email, the mobile. */
function askedFor(tokens: readonly Token[], index: number, topic: Topic): Topic | undefined {
  if (!purposes.has(topic)) return undefined
  const step = [1, 2].find((back) => purposeArticles.has(textAt(tokens, index - back)))
  if (step === undefined || !purposeWords.has(textAt(tokens, index - step - 1))) return undefined
  const link = index - step - 1
  for (let at = link - 1; at >= Math.max(0, link - mostPurposeTokens); at -= 1) {
    const earlier = topicAt(tokens, at)
    if (earlier !== undefined && earlier !== 'number')
      return askedTopics.has(earlier) && earlier !== topic ? earlier : undefined
  }
  return undefined
}

const topicOfAcronym = new Map<string, Topic>([
  ['d o b', 'birth'],
  ['c v v', 'cvv'],
  ['c v c', 'cvv'],
  ['s s n', 'national-id'],
  ['d n i', 'national-id'],
  ['p l z', 'postcode'],
  ['z i p', 'postcode'],
  ['c a p', 'postcode'],
  ['c s c', 'cvv'],
  ['c i d', 'cvv'],
  ['c v n', 'cvv'],
  ['p p s', 'national-id'],
  ['n h s', 'national-id'],
  ['n i e', 'national-id'],
  ['n i f', 'national-id'],
  ['p p n', 'national-id'],
  ['n i n', 'national-id'],
  ['b s n', 'national-id'],
  ['c p f', 'national-id'],
  ['t f n', 'national-id'],
  ['b v n', 'national-id'],
  ['m r n', 'account'],
  ['b s b', 'account'],
  ['r m a', 'order'],
  ['p n r', 'order'],
  ['v i n', 'order'],
  ['e a n', 'order'],
  ['s k u', 'order'],
  ['u p c', 'order'],
])

/** "D.O.B." */
function isDotted(tokens: readonly Token[], index: number): boolean {
  return [1, 2, 3, 4].map((step) => textAt(tokens, index + step)).join('') === '.o.b'
}

/** "The code's", "my number's". */
function withoutEnding(word: string): string {
  return word.endsWith("'s") ? word.slice(0, -2) : word
}

export function topicAt(tokens: readonly Token[], index: number): Topic | undefined {
  if (tokenAt(tokens, index).kind !== 'word') return undefined
  const word = withoutEnding(textAt(tokens, index))
  if (word === 'd' && isDotted(tokens, index)) return 'birth'
  if (word === 'name' && isOfMail(tokens, index)) return 'email'
  if (word === 'ni' && textAt(tokens, index + 1) === ':') return 'national-id'
  if (word === 'document' && textAt(tokens, index + 1) === ':') return 'national-id'
  if (word === 'c' && textAt(tokens, index - 1) === '/' && textAt(tokens, index - 2) === 'a')
    return 'account'
  if (word === 'handy' && !germanBefore.has(textAt(tokens, index - 1))) return undefined
  if (isNumberOfThing((at) => textAt(tokens, at), index)) return 'order'
  const pair = topicOfPair.get(`${textAt(tokens, index - 1)} ${word}`)
  // "Is there a serial number on the back".
  if (pair === 'cvv' && word === 'back' && isOfMachine(tokens, index)) return 'order'
  if (pair === 'none' || (pair === 'amount' && isOfDigits(tokens, index))) return undefined
  if (
    textAt(tokens, index - 1) === 'digit' &&
    word === 'code' &&
    longCodes.has(textAt(tokens, index - 2))
  )
    return 'order'
  // "Social security number", and the number that a card is secured with.
  if (pair === 'cvv' && word === 'number' && isSocial(tokens, index)) return 'national-id'
  if (pair === 'card' && word === 'front' && isFourOnFront(tokens, index)) return 'cvv'
  if (pair === 'card' && word === 'number' && isOfSim(tokens, index)) return 'order'
  if (pair === 'card' && word === 'front' && frontThings.has(textAt(tokens, index + 1)))
    return undefined
  if (isOfExpiry(tokens, index)) return undefined
  if (pair !== undefined) return pair
  if (word === 'number' && isPurchase(tokens, index)) return 'order'
  if ((word === 'number' || word === 'digits') && isTelephoneNumber(tokens, index)) return 'phone'
  if (isSentBy(tokens, index)) return 'email'
  if (word === 'o' && textAt(tokens, index - 1) === 'p' && textAt(tokens, index + 1) === 'is')
    return 'order'
  const spelled = `${textAt(tokens, index - 2)} ${textAt(tokens, index - 1)} ${word}`
  const acronym = word.length === 1 ? topicOfAcronym.get(spelled) : undefined
  if (acronym !== undefined) return acronym
  if (word === 'code' && isAfterCard(tokens, index)) return 'cvv'
  const next = topicOfPair.get(`${word} ${textAt(tokens, index + 1)}`)
  if (next === 'none' || (next === 'amount' && isOfDigits(tokens, index + 1))) return undefined
  return next ?? topicOfWord.get(word)
}

const germanBefore = new Set('mein meine meinem dein ihr ihre ihrem das am ein per'.split(' '))
const machineWords = new Set(
  'serial model label sticker machine router box unit device barcode plate'.split(' '),
)
const machineReach = 7

function isOfMachine(tokens: readonly Token[], index: number): boolean {
  for (let before = index - 1; before > index - machineReach; before -= 1)
    if (machineWords.has(textAt(tokens, before))) return true
  return false
}

const mailSigns = new Set(['dot', 'at', 'underscore', '@'])

/** "My first name dot last name at …". */
function isOfMail(tokens: readonly Token[], index: number): boolean {
  if (['first', 'last', 'sur'].includes(textAt(tokens, index - 1)))
    return mailSigns.has(textAt(tokens, index + 1)) || textAt(tokens, index - 2) === 'dot'
  return textAt(tokens, index + 1) === 'dot' || textAt(tokens, index - 1) === 'dot'
}

const longCodes = new Set('four five six seven eight nine ten 4 5 6 7 8'.split(' '))

const frontThings = new Set(
  'door desk office room page garden yard gate row seat end porch of'.split(' '),
)
const expiryWords = new Set(['expiry', 'expiration', 'expires', 'expire'])

/** "The expiry date on the policy": what is asked for is the date. */
function isOfExpiry(tokens: readonly Token[], index: number): boolean {
  const isOf = [1, 2].some((step) => ['on', 'of', 'for'].includes(textAt(tokens, index - step)))
  return isOf && [2, 3, 4, 5].some((step) => expiryWords.has(textAt(tokens, index - step)))
}

/** "The long number on the sim card". */
function isOfSim(tokens: readonly Token[], index: number): boolean {
  return [1, 2, 3, 4].some((step) => textAt(tokens, index + step) === 'sim')
}

/** "How many is that?", "how many digits": of the number that is being said. */
function isOfDigits(tokens: readonly Token[], index: number): boolean {
  if (textAt(tokens, index) !== 'many') return false
  return ['is', 'digits', 'numbers', 'more'].includes(textAt(tokens, index + 1))
}

function isSocial(tokens: readonly Token[], index: number): boolean {
  return ['social', 'sozial', 'national'].includes(textAt(tokens, index - 2))
}

/** "P o number". */
function isPurchase(tokens: readonly Token[], index: number): boolean {
  return textAt(tokens, index - 1) === 'o' && textAt(tokens, index - 2) === 'p'
}

const cardWords = new Set([
  'card',
  'expiry',
  'expires',
  'expiration',
  'exp',
  '[card]',
  'digits',
  'expiring',
])

/** "… expires oh four twenty seven, and the code is": the code of the card. */
function isAfterCard(tokens: readonly Token[], code: number): boolean {
  for (let index = code - 1; index > code - 40; index -= 1)
    if (cardWords.has(textAt(tokens, index))) return true
  // "Code's nine one seven expiry's oh five twenty seven".
  for (let index = code + 2; index < code + 8; index += 1)
    if (expiryWords.has(withoutEnding(textAt(tokens, index)))) return true
  return false
}

const fours = new Set(['four', '4'])

/** "The four digits on the front": the security code of an American Express card. */
function isFourOnFront(tokens: readonly Token[], front: number): boolean {
  const isOf = [3, 4].find((step) =>
    ['digits', 'digit', 'numbers'].includes(textAt(tokens, front - step)),
  )
  if (isOf === undefined || !fours.has(textAt(tokens, front - isOf - 1))) return false
  return textAt(tokens, front - isOf - 2) !== 'last'
}

const claims = new Set('my the his her our their mi mein meine mon ma mio mia meu'.split(' '))

const labels = new Set<Topic>(['birth', 'phone', 'national-id'])
const mostLabelTokens = 4

/** "Eight twelve eighty one, date of birth", "03.04.1988 geboren": what it is, right behind it and last in the turn. */
function isLabelBehind(tokens: readonly Token[], to: number, index: number): boolean {
  const topic = topicAt(tokens, index)
  if (topic === undefined || !labels.has(topic) || index - to > mostLabelTokens) return false
  const next = tokenAt(tokens, index + 1)
  const isLast = next.segment !== tokenAt(tokens, index).segment || next.text === '.'
  if (!isLast && next.kind !== 'mark' && next.text !== '') return false
  for (let at = to + 1; at < index; at += 1) if (!beforeLabel.has(textAt(tokens, at))) return false
  return true
}

const beforeLabel = new Set([',', 'date', 'of', '-', '(', 'that', 'mobile', 'cell', 'work', 'home'])

/** "… is my phone number", "… on the back", "… that's the card". */
function scanAfter(
  tokens: readonly Token[],
  to: number,
): { topic: Topic; distance: number } | undefined {
  let isClaimed = false
  let isDescribed = false
  for (let index = to + 1; index <= to + afterTokens; index += 1) {
    const { kind, text } = tokenAt(tokens, index)
    if (kind === 'number' || kind === 'mask') return undefined
    if (claims.has(text)) isClaimed = true
    // "It's a spanish mobile".
    if (text === 'a' && ["it's", "that's", 'is'].includes(textAt(tokens, index - 1)))
      isDescribed = true
    const topic = topicAt(tokens, index)
    if (topic !== undefined && isLabelBehind(tokens, to, index)) return { topic, distance: 1 }
    if (isDescribed && topic === 'phone') return { topic, distance: index - to }
    if (isClaimed && topic !== undefined && topic !== 'number')
      return { topic, distance: index - to }
  }
  return undefined
}
