/**
 * How well the redactor does on a set of utterances: per kind the share of entities found whole, and the share of innocent
 * words, amounts and times destroyed. Reads `*.jsonl` of a folder: { id, conversation?, speaker?, text, spans }.
 *
 *   npx tsx packages/redaction/test/print-score.ts packages/redaction/test/development [--misses]
 */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { personalKinds, redactUtterances } from '../src/index.ts'

const lineSchema = z.object({
  id: z.union([z.string(), z.number()]).transform(String),
  conversation: z.union([z.string(), z.number()]).transform(String).nullish(),
  speaker: z.string().nullish(),
  text: z.string(),
  spans: z.array(z.object({ kind: z.enum(personalKinds), start: z.number(), end: z.number() })),
})
export type ScoredLine = z.infer<typeof lineSchema>

export function readSet(directory: string): readonly ScoredLine[] {
  return readdirSync(directory)
    .filter((name) => name.endsWith('.jsonl'))
    .sort()
    .flatMap((name) => readFileSync(join(directory, name), 'utf8').split('\n'))
    .filter((line) => line.trim() !== '')
    .map((line) => lineSchema.parse(JSON.parse(line)))
}

interface Share {
  readonly hit: number
  readonly of: number
}

export interface Score {
  /** Entities covered whole by masks of any kind, and those whose masks say the right kind. */
  readonly recall: ReadonlyMap<string, Share & { readonly rightKind: number }>
  readonly wordsDestroyed: Share
  readonly amountsDestroyed: Share
  readonly misses: readonly string[]
  readonly excesses: readonly string[]
}

export function score(lines: readonly ScoredLine[]): Score {
  const found = redactUtterances(
    lines.map(({ text, conversation, speaker }) => ({
      text,
      conversation: conversation ?? undefined,
      speaker: speaker ?? undefined,
    })),
  )
  const recall = new Map<string, Share & { rightKind: number }>()
  const misses: string[] = []
  const excesses: string[] = []
  const words = { hit: 0, of: 0 }
  const amounts = { hit: 0, of: 0 }
  lines.forEach((line, index) => {
    const spans = found[index] ?? []
    for (const entity of line.spans) {
      const known = recall.get(entity.kind) ?? { hit: 0, of: 0, rightKind: 0 }
      const isWhole = isCovered(line.text, entity, spans)
      const isRight =
        isWhole &&
        isCovered(
          line.text,
          entity,
          spans.filter(({ kind }) => kind === entity.kind),
        )
      recall.set(entity.kind, {
        hit: known.hit + Number(isWhole),
        of: known.of + 1,
        rightKind: known.rightKind + Number(isRight),
      })
      if (!isWhole)
        misses.push(
          `${line.id} ${entity.kind} <${line.text.slice(entity.start, entity.end)}> in: ${line.text}`,
        )
    }
    for (const word of innocentWords(line)) {
      words.of += 1
      if (!spans.some((span) => span.start < word.end && word.start < span.end)) continue
      words.hit += 1
      excesses.push(`${line.id} <${line.text.slice(word.start, word.end)}> in: ${line.text}`)
    }
    for (const amount of innocentAmounts(line)) {
      amounts.of += 1
      if (spans.some((span) => span.start < amount.end && amount.start < span.end)) amounts.hit += 1
    }
  })
  return { recall, wordsDestroyed: words, amountsDestroyed: amounts, misses, excesses }
}

interface Stretch {
  readonly start: number
  readonly end: number
}

/** Every letter and digit of the entity lies in some mask. */
function isCovered(text: string, entity: Stretch, spans: readonly Stretch[]): boolean {
  for (let offset = entity.start; offset < entity.end; offset += 1) {
    if (!/[\p{L}\p{N}]/u.test(text.charAt(offset))) continue
    if (!spans.some(({ start, end }) => offset >= start && offset < end)) return false
  }
  return true
}

function innocentWords(line: ScoredLine): readonly Stretch[] {
  return outside(line, /[\p{L}\p{N}][\p{L}\p{N}'’]*/gu)
}

const amount =
  /(?:[$€£₹]\s?\d[\d.,]*)|\d{1,2}:\d{2}|\d[\d.,]*\s?(?:dollars|euros?|pounds|percent|%|minutes|hours|days|weeks|months|years|am|pm)|\b(?:(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty|hundred|thousand)[\s-])+(?:dollars|euros|pounds|cents|percent|minutes|hours|days|weeks|months|years|o'clock|am|pm)/gi

function innocentAmounts(line: ScoredLine): readonly Stretch[] {
  return outside(line, amount)
}

function outside({ text, spans }: ScoredLine, pattern: RegExp): readonly Stretch[] {
  return [...text.matchAll(pattern)]
    .map((match) => ({ start: match.index, end: match.index + match[0].length }))
    .filter(({ start, end }) => !spans.some((span) => span.start < end && start < span.end))
}

export function printScore({ recall, wordsDestroyed, amountsDestroyed }: Score): string {
  const percent = (hit: number, of: number) =>
    of === 0 ? '–' : `${((100 * hit) / of).toFixed(2)} %`
  const rows = [...recall]
    .sort(([one], [other]) => one.localeCompare(other))
    .map(
      ([kind, { hit, of, rightKind }]) =>
        `${kind.padEnd(12)} ${String(hit).padStart(4)} of ${String(of).padStart(4)}  ${percent(hit, of).padStart(9)}   as that kind ${percent(rightKind, of)}`,
    )
  return [
    ...rows,
    `innocent words destroyed:      ${wordsDestroyed.hit} of ${wordsDestroyed.of}, ${percent(wordsDestroyed.hit, wordsDestroyed.of)}`,
    `amounts and times destroyed:   ${amountsDestroyed.hit} of ${amountsDestroyed.of}, ${percent(amountsDestroyed.hit, amountsDestroyed.of)}`,
  ].join('\n')
}
