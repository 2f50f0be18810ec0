/** Which segments of a speaker are read as one: those that break off and those that go on from there. */
import { topicAt } from '../topics/find-topic.ts'
import type { Topic } from '../topics/topic-words.ts'
import type { HeardSegment } from './heard-segment.ts'
import { onceFor } from './once-for.ts'

export interface Chain {
  readonly members: readonly HeardSegment[]
  /** Position of the first member among the conversation's segments. */
  readonly position: number
  /** Of the last one. */
  readonly last: number
}

export const longestChain = 12
const mostTokens = 600
const mostBetween = 4
const longestBetweenTokens = 14

/** In the order of their first members. */
export function chainsOf(segments: readonly HeardSegment[]): readonly Chain[] {
  const chains: { members: HeardSegment[]; position: number; last: number; tokens: number }[] = []
  const open = new Map<string, (typeof chains)[number]>()
  segments.forEach((segment, position) => {
    const before = open.get(segment.speaker)
    if (before !== undefined && continues(segments, before, segment, position)) {
      before.members.push(segment)
      before.last = position
      before.tokens += segment.tokens.length
      return
    }
    const chain = { members: [segment], position, last: position, tokens: segment.tokens.length }
    chains.push(chain)
    open.set(segment.speaker, chain)
  })
  return chains
}

function continues(
  segments: readonly HeardSegment[],
  chain: {
    readonly members: readonly HeardSegment[]
    readonly last: number
    readonly tokens: number
  },
  segment: HeardSegment,
  position: number,
): boolean {
  const last = chain.members.at(-1)
  const end = last?.endsOpen ?? 'no'
  const isMail =
    segment.startsOpen === 'connector' && (last?.tokens.length ?? 0) <= longestBetweenTokens
  if (!isMail && (end === 'no' || (end === 'number' && segment.startsOpen === 'no'))) return false
  if (chain.members.length >= longestChain || chain.tokens + segment.tokens.length > mostTokens)
    return false
  const between = segments.slice(chain.last + 1, position)
  return between.length <= mostBetween && between.every((other) => !asksAnew(other))
}

const askedShortly = new Set(
  'code date year month day amount quantity mileage state stake expiry'.split(' '),
)

function isOtherTopic(topic: Topic | undefined): boolean {
  return topic !== undefined && topic !== 'number'
}

const questionWords = new Set(
  'what how which may can could where when who your next today tomorrow'.split(' '),
)

/** What is said between breaks a number off when it asks for something else. */
const asksAnew = onceFor(({ tokens, isDigits, isEcho }: HeardSegment): boolean => {
  if (isDigits || isEcho) return false
  if (tokens.length > longestBetweenTokens) return true
  if (tokens.length <= 2)
    return tokens.some(
      ({ text }, index) => askedShortly.has(text) || isOtherTopic(topicAt(tokens, index)),
    )
  return tokens.some(({ text }, index) => {
    const topic = topicAt(tokens, index)
    return questionWords.has(text) || (topic !== undefined && topic !== 'number')
  })
})
