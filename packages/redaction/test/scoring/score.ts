/**
 * How well the redactor does on a set: per kind the share of entities found whole, and the share of innocent words, amounts
 * and times destroyed. An entity is found whole when every letter and digit of its own lies in some mask; a word (what stands
 * between blanks) is destroyed when any of them does. Fillers in dictated numbers and mail addresses count for neither.
 */
import { type PersonalSpan, redactUtterances } from '../../src/index.ts'
import { gapsOfFillers, ownStretches } from './fillers.ts'
import type { ScoredLine, Stretch } from './read-set.ts'

interface Share {
  readonly hit: number
  readonly of: number
}

interface Recall {
  hit: number
  of: number
  /** Of the hits, those whose masks say the right kind. */
  rightKind: number
}

export interface Score {
  readonly recall: ReadonlyMap<string, Readonly<Recall>>
  readonly wordsDestroyed: Share
  readonly amountsDestroyed: Share
  readonly misses: readonly string[]
  readonly excesses: readonly string[]
}

export function score(lines: readonly ScoredLine[], isNobodyKnown = false): Score {
  const recall = new Map<string, Recall>()
  const misses: string[] = []
  const excesses: string[] = []
  const words = { hit: 0, of: 0 }
  const amounts = { hit: 0, of: 0 }
  for (const [line, spans] of answers(lines, isNobodyKnown)) {
    for (const entity of line.spans) {
      const shares = sharesOf(recall, entity.kind, line)
      const pieces = ownStretches(line.text, entity)
      const isWhole = pieces.every((piece) => isCovered(line.text, piece, spans))
      const own = spans.filter(({ kind }) => kind === entity.kind)
      for (const share of shares) {
        share.of += 1
        share.hit += Number(isWhole)
        share.rightKind += Number(pieces.every((piece) => isCovered(line.text, piece, own)))
      }
      if (!isWhole)
        misses.push(`${entity.kind} ${line.id} «${textOf(line, entity)}» in: ${line.text}`)
    }
    for (const word of innocentWords(line)) {
      const isKept = touches(word, line.keep)
      const isDestroyed = !isUntouched(line.text, word, spans)
      words.of += 1
      words.hit += Number(isDestroyed)
      amounts.of += Number(isKept)
      amounts.hit += Number(isKept && isDestroyed)
      if (isDestroyed)
        excesses.push(
          `${isKept ? 'keep ' : ''}${line.id} «${textOf(line, word)}» ${rulesAt(spans, word)} in: ${line.text}`,
        )
    }
  }
  return { recall, wordsDestroyed: words, amountsDestroyed: amounts, misses, excesses }
}

/** Each conversation with its own people, as in the product. */
function answers(lines: readonly ScoredLine[], isNobodyKnown: boolean) {
  const talks = new Map<string, ScoredLine[]>()
  for (const line of lines) {
    const talk = line.conversation ?? `alone ${line.id}`
    talks.set(talk, [...(talks.get(talk) ?? []), line])
  }
  return [...talks].flatMap(([talk, members]) => {
    const [first] = members
    const known = isNobodyKnown ? undefined : first
    const found = redactUtterances(
      members.map(({ text, speaker }) => ({ text, conversation: talk, speaker })),
      { participantNames: known?.participants ?? [], agentNames: known?.agents ?? [] },
    )
    return members.map((line, index): readonly [ScoredLine, readonly PersonalSpan[]] => [
      line,
      found[index] ?? [],
    ])
  })
}

function sharesOf(recall: Map<string, Recall>, kind: string, line: ScoredLine): readonly Recall[] {
  const keys = kind === 'name' ? [line.isCall ? 'name, in calls' : 'name, free text'] : [kind]
  return keys.map((key) => {
    const share = recall.get(key) ?? { hit: 0, of: 0, rightKind: 0 }
    recall.set(key, share)
    return share
  })
}

function isSolid(character: string): boolean {
  return /[\p{L}\p{N}\ud800-\udfff]/u.test(character)
}

function isCovered(text: string, { start, end }: Stretch, spans: readonly Stretch[]): boolean {
  for (let offset = start; offset < end; offset += 1)
    if (isSolid(text.charAt(offset)) && !isInside(offset, spans)) return false
  return true
}

function isUntouched(text: string, { start, end }: Stretch, spans: readonly Stretch[]): boolean {
  for (let offset = start; offset < end; offset += 1)
    if (isSolid(text.charAt(offset)) && isInside(offset, spans)) return false
  return true
}

function isInside(offset: number, spans: readonly Stretch[]): boolean {
  return spans.some(({ start, end }) => offset >= start && offset < end)
}

function touches(one: Stretch, others: readonly Stretch[]): boolean {
  return others.some(({ start, end }) => start < one.end && one.start < end)
}

function innocentWords({ text, spans, neutral }: ScoredLine): readonly Stretch[] {
  const unjudged = [...spans, ...neutral, ...gapsOfFillers(text, spans)]
  return [...text.matchAll(/\S+/gu)]
    .filter(([word]) => /[\p{L}\p{N}]/u.test(word))
    .map((match) => ({ start: match.index, end: match.index + match[0].length }))
    .filter((word) => !touches(word, unjudged))
}

function textOf({ text }: ScoredLine, { start, end }: Stretch): string {
  return text.slice(start, end)
}

function rulesAt(spans: readonly PersonalSpan[], word: Stretch): string {
  return spans
    .filter(({ start, end }) => start < word.end && word.start < end)
    .map(({ rule }) => rule)
    .join(' ')
}

export function printScore({ recall, wordsDestroyed, amountsDestroyed }: Score): string {
  const percent = (hit: number, of: number) =>
    of === 0 ? '–' : `${((100 * hit) / of).toFixed(2)} %`
  const rows = [...recall]
    .sort(([one], [other]) => one.localeCompare(other))
    .map(
      ([kind, { hit, of, rightKind }]) =>
        `${kind.padEnd(16)} ${String(hit).padStart(4)} of ${String(of).padStart(4)}  ${percent(hit, of).padStart(9)}   as that kind ${percent(rightKind, of)}`,
    )
  return [
    ...rows,
    `innocent words destroyed:      ${wordsDestroyed.hit} of ${wordsDestroyed.of}, ${percent(wordsDestroyed.hit, wordsDestroyed.of)}`,
    `amounts and times destroyed:   ${amountsDestroyed.hit} of ${amountsDestroyed.of}, ${percent(amountsDestroyed.hit, amountsDestroyed.of)}`,
  ].join('\n')
}
