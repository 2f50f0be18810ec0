/** Which "number" is a telephone number though nobody says "phone": "your number", "what number are you calling from". */
import { type Token, textAt, tokenAt } from '../text/token.ts'
import { topicOfWord } from './topic-words.ts'

const told = new Set(
  'contact daytime evening home work office callback backup alternate alternative direct emergency landline secondary'.split(
    ' ',
  ),
)
const asked = new Set(
  'your what which best good other new different another correct current old any a only preferred second better'.split(
    ' ',
  ),
)
/** Said behind it by whoever asks for one, or at the end of the question. */
const goesOn = new Set(
  "for to i i'll i've we we've you you're are is on in can please should do does starting with including where that's that so was and or may would it's isn't ok okay".split(
    ' ',
  ),
)
const called = new Set('call ring reach contact calling ringing reached dial phone text'.split(' '))
const reachBehind = 6
const reachBefore = 12

export function isTelephoneNumber(tokens: readonly Token[], index: number): boolean {
  const before = textAt(tokens, index - 1)
  if (told.has(before)) return true
  const next = tokenAt(tokens, index + 1)
  const isLast = next.kind === 'mark' || isTurnEnd(tokens, index)
  if (before === 'the') return isDialled(tokens, index)
  if (!asked.has(before) || next.text === 'of') return false
  if (!isLast && next.kind === 'word' && !goesOn.has(next.text)) return false
  if (before === 'your' || isDialled(tokens, index)) return !isOfSomething(tokens, index)
  return false
}

/** What was asked before stands in one row, turn after turn, each with offsets of its own. */
function isTurnEnd(tokens: readonly Token[], index: number): boolean {
  const next = tokenAt(tokens, index + 1)
  const { segment, start } = tokenAt(tokens, index)
  return next.segment !== segment || next.start <= start
}

/** "… we can reach you on". */
function isDialled(tokens: readonly Token[], index: number): boolean {
  for (let step = 1; step <= reachBehind; step += 1)
    if (called.has(textAt(tokens, index + step))) return true
  return ['on', 'for'].includes(textAt(tokens, index + 1)) && isYou(textAt(tokens, index + 2))
}

function isYou(word: string): boolean {
  return word === 'you' || word === 'file' || word === 'him' || word === 'her' || word === 'them'
}

/** "The order … your number": of what was spoken of before in the same turn. */
function isOfSomething(tokens: readonly Token[], index: number): boolean {
  for (let at = index - 1; at >= Math.max(0, index - reachBefore); at -= 1) {
    if (isTurnEnd(tokens, at)) return false
    const topic = topicOfWord.get(textAt(tokens, at))
    if (topic !== undefined && topic !== 'number' && topic !== 'phone' && topic !== 'name')
      return true
  }
  return false
}

const papers = new Set(
  'confirmation receipt link invoice details paperwork quote tickets ticket form copy'.split(' '),
)
const reachSent = 8

/** "Where shall i send the confirmation": a mail address is asked for, and no number of that paper. */
export function isSentBy(tokens: readonly Token[], index: number): boolean {
  if (!papers.has(textAt(tokens, index))) return false
  let isSent = false
  for (let at = index - 1; at >= Math.max(0, index - reachSent); at -= 1) {
    const text = textAt(tokens, at)
    if (text === 'send' || text === 'sent' || text === 'sending') isSent = true
    if (text === 'where') return isSent
  }
  return false
}
