/** What the learned weights look at: for each token its classes, and what holds for the whole turn. */
import { addressAsked } from '../addresses/address-asked.ts'
import { isCased, isNewLine, isWritten } from '../names/name-shape.ts'
import { type Token, tokenAt } from '../text/token.ts'
import { scanBack } from '../topics/find-topic.ts'
import type { View } from '../view.ts'
import { classNames, classOf, listNames, listsOf } from './word-class.ts'

/** Words that the weights know: those that say nothing of a person. By word its number. */
export type Vocabulary = ReadonlyMap<string, number>

const shapeNames = ['large', 'glued', 'line-begins', 'segment-begins', 'segment-ends'] as const
const personNames = ['is-agent', 'is-customer'] as const
const turnNames = [
  'any',
  'address-asked',
  'address-asked-before',
  'name-asked',
  'by-agent',
  'written',
  'cased',
  'has-address',
  'has-postcode',
  'alone',
  'tokens-2',
  'tokens-5',
  'tokens-12',
  'tokens-30',
  'tokens-more',
  'asked-address',
  'asked-name',
  'asked-phone',
  'asked-email',
  'asked-order',
  'asked-amount',
  'asked-else',
] as const
type TurnName = (typeof turnNames)[number]

const shapesFrom = classNames.length + listNames.length
const personsFrom = shapesFrom + shapeNames.length
export const turnsFrom = personsFrom + personNames.length
export const wordsFrom = turnsFrom + turnNames.length

/** Every feature but the words, by its number. */
export const featureNames: readonly string[] = [
  ...classNames,
  ...listNames,
  ...shapeNames,
  ...personNames,
  ...turnNames,
]

/** The first words of a vocabulary are so frequent that pairs with them are weighed, too. */
export const pairedWords = 56
export const coarseLimit = 128

export interface Reading {
  /** A token's class, or the number of a frequent word behind the classes. */
  readonly coarse: readonly number[]
  readonly features: readonly (readonly number[])[]
  readonly turn: readonly number[]
}

export function readView(view: View, vocabulary: Vocabulary): Reading {
  const coarse: number[] = []
  const features: (readonly number[])[] = []
  for (let index = 0; index < view.tokens.length; index += 1) {
    const token = tokenAt(view.tokens, index)
    const kind = classOf(token)
    const word = token.kind === 'word' ? vocabulary.get(token.text) : undefined
    coarse.push(word !== undefined && word < pairedWords ? coarseLimit - 1 - word : kind)
    features.push([
      kind,
      ...listsOf(token).map((list) => classNames.length + list),
      ...shapesOf(view, index).map((shape) => shapesFrom + shape),
      ...personsOf(view, token).map((person) => personsFrom + person),
      ...(word === undefined ? [] : [wordsFrom + word]),
    ])
  }
  return { coarse, features, turn: turnOf(view).map((name) => turnsFrom + turnNames.indexOf(name)) }
}

function shapesOf(view: View, index: number): readonly number[] {
  const token = tokenAt(view.tokens, index)
  const isFirst = tokenAt(view.tokens, index - 1).segment !== token.segment
  const isLast = tokenAt(view.tokens, index + 1).segment !== token.segment
  return [
    token.isCapitalised,
    token.isGlued,
    !isFirst && isNewLine(view, index),
    isFirst,
    isLast,
  ].flatMap((holds, shape) => (holds ? [shape] : []))
}

function personsOf({ people }: View, { kind, text }: Token): readonly number[] {
  if (kind !== 'word') return []
  const isAgent = people.agentWords.has(text)
  const isCustomer = people.customers.some((words) => words.includes(text))
  return [isAgent, isCustomer].flatMap((holds, person) => (holds ? [person] : []))
}

const naming = new Set(
  "name names called who who's surname named spell spelled spelt speaking speak ask".split(' '),
)
const nearPrompt = 14
const promptTokens = 45

function turnOf(view: View): readonly TurnName[] {
  const { tokens, prompt, isAgent } = view
  const asked = addressAsked(view)
  const has = (text: string) => tokens.some((token) => token.text === text)
  const held: readonly (readonly [TurnName, boolean])[] = [
    ['any', true],
    ['address-asked', asked === 'now'],
    ['address-asked-before', asked === 'before'],
    ['name-asked', prompt.slice(-nearPrompt).some(({ text }) => naming.has(text))],
    ['by-agent', isAgent],
    ['written', isWritten(view)],
    ['cased', isCased(view)],
    ['has-address', has('[address]')],
    ['has-postcode', has('[postcode]')],
    ['alone', prompt.length === 0],
  ]
  return [
    ...held.flatMap(([name, holds]) => (holds ? [name] : [])),
    lengthOf(tokens.length),
    ...topicOf(prompt),
  ]
}

function lengthOf(tokens: number): TurnName {
  if (tokens <= 2) return 'tokens-2'
  if (tokens <= 5) return 'tokens-5'
  if (tokens <= 12) return 'tokens-12'
  return tokens <= 30 ? 'tokens-30' : 'tokens-more'
}

function topicOf(prompt: readonly Token[]): readonly TurnName[] {
  const topic = scanBack(prompt, prompt.length, promptTokens)?.topic
  switch (topic) {
    case undefined:
      return []
    case 'address':
    case 'name':
    case 'phone':
    case 'email':
    case 'order':
    case 'amount':
      return [`asked-${topic}`]
    default:
      return ['asked-else']
  }
}
