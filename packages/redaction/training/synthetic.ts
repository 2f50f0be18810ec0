/** Talks made of the wordings in `grammar.ts` and of names and places of the redactor's own lists, by a chance that can be repeated. */
import { ordinals } from '../src/addresses/house-number.ts'
import { isStreetNoun } from '../src/addresses/street-like.ts'
import type { PersonalKind } from '../src/kinds.ts'
import { everydayWords } from '../src/words/common-words.ts'
import { familyNames } from '../src/words/family-names.ts'
import { doubtfulGivenNames, givenNames } from '../src/words/given-names.ts'
import { spokenWords } from '../src/words/spoken-words.ts'
import { cities, regions, streetTypes } from '../src/words/street-words.ts'
import type { ScoredLine } from '../test/scoring/read-set.ts'
import { alone, talks } from './grammar.ts'
import { seeded } from './logistic.ts'
import { slots } from './phrases.ts'

const digits = 'one two three four five six seven eight nine ten eleven twelve'.split(' ')
const teens = 'thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(' ')
const tens = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ')
const lists: Readonly<Record<string, readonly string[]>> = {
  noun: [...spokenWords].filter(isStreetNoun),
  type: [...streetTypes].filter((word) => word.length > 2),
  // In the middle of each list what is rare stands as often as what is common.
  given: [...givenNames, ...[...doubtfulGivenNames].filter((word) => !everydayWords.has(word))],
  family: [...familyNames].filter((word) => word.length > 3),
  city: [...cities],
  region: [...regions].filter((word) => word.length > 4),
  ordinal: [...ordinals],
  direction: ['north', 'south', 'east', 'west', 'northeast', 'southwest', 'n', 's', 'e', 'w'],
  month: ['january', 'march', 'april', 'may', 'june', 'august', 'october', 'december'],
  letter: [...'abcdefghjklmnprstvw'],
}
const kinds: Readonly<Record<string, PersonalKind>> = { a: 'address', n: 'name', z: 'postcode' }

type Chance = () => number

function one<Item>(items: readonly Item[], next: Chance): Item {
  const item = items[Math.floor(next() * items.length)]
  if (item === undefined) throw new Error('nothing to choose from')
  return item
}

/** About `count` talks, the same for the same seed. */
export function syntheticTalks(count: number, seed: number): readonly ScoredLine[] {
  const next = seeded(seed)
  return Array.from({ length: count }, (_, index): readonly ScoredLine[] =>
    next() < 0.35
      ? one(talks, next).map((turn, at) =>
          line(
            `s${index}-${at}`,
            filled(turn, next),
            `s${index}`,
            at % 2 === 0 ? 'agent' : 'customer',
          ),
        )
      : [line(`s${index}`, filled(one(alone, next), next), undefined, undefined)],
  ).flat()
}

function line(
  id: string,
  marked: string,
  conversation: string | undefined,
  speaker: string | undefined,
): ScoredLine {
  const spans: { kind: PersonalKind; start: number; end: number }[] = []
  let text = ''
  for (const piece of marked.split(/(\{[anz]:[^{}]*\})/)) {
    const kind = /^\{[anz]:/.test(piece) ? kinds[piece.charAt(1)] : undefined
    if (kind === undefined) text += piece
    else {
      const start = text.length
      text += piece.slice(3, -1).trim()
      spans.push({ kind, start, end: text.length })
    }
  }
  return {
    id,
    text,
    spans,
    conversation,
    speaker,
    isCall: conversation !== undefined,
    participants: [],
    agents: [],
    keep: [],
    neutral: [],
  }
}

function filled(wording: string, next: Chance): string {
  let text = wording
  while (/<\w+>/.test(text))
    text = text.replace(/<(\w+)>/g, (_, slot: string) => wordFor(slot, next))
  return text
    .replace(/ {2,}/g, ' ')
    .replace(/\{(\w): /g, '{$1:')
    .trim()
}

function wordFor(slot: string, next: Chance): string {
  switch (slot) {
    case 'few':
      return few(next)
    case 'number':
      return spokenNumber(next)
    case 'digits':
      return String(1 + Math.floor(next() ** 3 * 9_000))
    case 'code':
      return Array.from({ length: 5 }, () => one(digits.slice(0, 9), next)).join(' ')
    default: {
      const own = slots[slot] ?? lists[slot]
      if (own !== undefined) return one(own, next)
      const large = one(lists[slot.toLowerCase()] ?? [slot], next)
      return large.replace(
        /(^|[ -])(\p{L})/gu,
        (_, before: string, letter: string) => before + letter.toUpperCase(),
      )
    }
  }
}

function few(next: Chance): string {
  const chance = next()
  if (chance < 0.5) return one(digits, next)
  if (chance < 0.7) return one(teens, next)
  return `${one(tens, next)} ${one(digits.slice(0, 9), next)}`
}

function spokenNumber(next: Chance): string {
  const chance = next()
  const digit = () => one(digits.slice(0, 9), next)
  if (chance < 0.25) return `${one([...teens, ...tens], next)} ${few(next)}`
  if (chance < 0.45) return `${digit()} ${one(['oh', ...teens, ...tens], next)} ${digit()}`
  if (chance < 0.6) return `${digit()} ${digit()} ${digit()}`
  if (chance < 0.7) return `${digit()} hundred${next() < 0.5 ? '' : ` and ${few(next)}`}`
  if (chance < 0.8) return String(Math.floor(100 + next() * 9_000))
  return few(next)
}
