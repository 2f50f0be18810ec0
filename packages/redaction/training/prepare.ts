/** From turns to what is learnt from: the vocabulary, the features that are seen often enough, and the examples. */
import { forEachKey } from '../src/learned/keys.ts'
import { type Reading, readView, type Vocabulary } from '../src/learned/reading.ts'
import type { Token } from '../src/text/token.ts'
import { topicOfWord } from '../src/topics/topic-words.ts'
import { createView } from '../src/view.ts'
import { everydayWords } from '../src/words/common-words.ts'
import { familyNames } from '../src/words/family-names.ts'
import { givenNames } from '../src/words/given-names.ts'
import { isKnownWord } from '../src/words/known-word.ts'
import { collapsed, labelsOf, type Span, type Turn } from './examples.ts'
import type { Example } from './logistic.ts'

export interface Source {
  readonly turn: Turn
  readonly weight: number
}

const fewestTalks = 8
const mostWords = 650

/** Words of the language that many talks say, the most frequent first; no names. */
export function vocabularyOf(turns: readonly Turn[]): readonly string[] {
  const talks = new Map<string, Set<string>>()
  for (const { talk, raw } of turns)
    for (const { kind, text } of raw) {
      if (kind !== 'word' || text.length < 2 || !isPlain(text)) continue
      const own = talks.get(text) ?? new Set()
      talks.set(text, own.add(talk))
    }
  return [...talks]
    .filter(([, { size }]) => size >= fewestTalks)
    .sort(
      ([one, { size: left }], [other, { size: right }]) => right - left || (one < other ? -1 : 1),
    )
    .slice(0, mostWords)
    .map(([word]) => word)
}

function isPlain(word: string): boolean {
  if (everydayWords.has(word) || topicOfWord.has(word)) return true
  return isKnownWord(word) && !givenNames.has(word) && !familyNames.has(word)
}

export interface Prepared extends Example {
  readonly talk: string
}

/** Slots by key; only those that enough turns have. */
export interface Slots {
  readonly byKey: ReadonlyMap<number, number>
  readonly keys: readonly number[]
}

const shareMasked = 0.5
const shareWhole = 0.7
const weightMasked = 0.7

/** Each turn as it is, and once more with some of its addresses and names found already, whole or in part. */
export function versionsOf(
  { turn, weight }: Source,
  next: () => number,
): readonly { readonly tokens: readonly Token[]; readonly weight: number }[] {
  const some = turn.lines.map(({ spans }) =>
    spans.flatMap((span) => {
      if (span.kind !== 'address' && span.kind !== 'name') return []
      return next() < shareMasked ? [next() < shareWhole ? span : partOf(span, turn, next)] : []
    }),
  )
  if (!some.some((spans) => spans.length > 0)) return [{ tokens: turn.tokens, weight }]
  return [
    { tokens: turn.tokens, weight },
    { tokens: collapsed(turn.tokens, some), weight: weight * weightMasked },
  ]
}

/** One half of its words. */
function partOf(span: Span, { tokens }: Turn, next: () => number): Span {
  const own = tokens.filter(({ start, end }) => span.start < end && start < span.end)
  const middle = own[Math.floor(own.length / 2)]?.start ?? span.end
  return next() < 0.5 ? { ...span, end: middle } : { ...span, start: middle }
}

export function countedSlots(readings: readonly Reading[], fewest: number): Slots {
  const counts = new Map<number, number>()
  for (const reading of readings) {
    const seen = new Set<number>()
    for (let index = 0; index < reading.coarse.length; index += 1)
      forEachKey(reading, index, (key) => seen.add(key))
    for (const key of seen) counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  const keys = [...counts]
    .flatMap(([key, count]) => (count >= fewest ? [key] : []))
    .sort((one, other) => one - other)
  return { keys, byKey: new Map(keys.map((key, slot) => [key, slot])) }
}

export function prepare(
  sources: readonly Source[],
  vocabulary: Vocabulary,
  fewest: number,
  next: () => number,
): { readonly slots: Slots; readonly examples: readonly Prepared[] } {
  const versions = sources.flatMap((source) =>
    versionsOf(source, next).map((version) => ({
      ...version,
      turn: source.turn,
      reading: readView(createView(version.tokens, source.turn.surroundings), vocabulary),
    })),
  )
  const slots = countedSlots(
    versions.map(({ reading }) => reading),
    fewest,
  )
  const examples = versions.flatMap(({ turn, tokens, weight, reading }) =>
    labelsOf(turn, tokens).flatMap((label, index) =>
      label === undefined
        ? []
        : [{ talk: turn.talk, label, weight, slots: slotsAt(reading, index, slots) }],
    ),
  )
  return { slots, examples }
}

export function slotsAt(reading: Reading, index: number, { byKey }: Slots): Int32Array {
  const own: number[] = []
  forEachKey(reading, index, (key) => {
    const slot = byKey.get(key)
    if (slot !== undefined) own.push(slot)
  })
  return Int32Array.from(own)
}
