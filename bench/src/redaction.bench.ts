/**
 * What redaction costs: per utterance of ordinary talk (the claim: p99 at most 1 ms), and 100 KB of hostile text per
 * character beside the median utterance (the claim: at most five times).
 *
 *   npx tsx bench/src/redaction.bench.ts
 */
import { readFileSync } from 'node:fs'
import { createRedactor } from '@sotto/redaction'

const hostileUnits = 100_000
const sets = ['slots/utterances.jsonl', 'calls/calls.jsonl']
const utterances = sets.flatMap((name) => {
  const set = new URL(`../../packages/redaction/test/development/${name}`, import.meta.url)
  return readFileSync(set, 'utf8')
    .trim()
    .split('\n')
    .map((line): string => JSON.parse(line).text)
})

const fill = (piece: string) =>
  piece.repeat(Math.ceil(hostileUnits / piece.length)).slice(0, hostileUnits)
const hostile = {
  digits: fill('4'),
  'digits apart': fill('4 '),
  'number words': fill('four '),
  'nested number words': fill('double triple hundred thousand '),
  'a@a@a@': fill('a@'),
  'a at a dot': fill('a at a dot '),
  spaces: fill(' '),
  letters: fill('a '),
  dots: fill('a.'),
  corrections: fill('four no '),
  percent: fill('%41'),
  base64: fill('QWFh'),
  links: fill('?token'),
  names: fill('my name is '),
  'given names': fill('maria '),
  postcodes: fill('K1A 0B1, '),
  streets: fill('4 a street '),
  brackets: fill('['),
  'zero width': fill('4\u200b'),
  combining: fill('e\u0301'),
} as const

/** A conversation of one utterance. */
function redactOnce(text: string): number {
  const redactor = createRedactor()
  const startedAt = performance.now()
  redactor.hear({ id: '1', speaker: 'customer', text, isFinal: true, atMs: 0 })
  return performance.now() - startedAt
}

function at(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0
}

/** One of them is not interrupted by whatever else the machine does. */
const repetitions = 7

/** The least of several measurements, utterance by utterance. */
function leastOf(measure: () => readonly number[]): readonly number[] {
  const rows = Array.from({ length: repetitions }, measure)
  return utterances.map((_, index) =>
    Math.min(...rows.map((row) => row[index] ?? Number.POSITIVE_INFINITY)),
  )
}

const sorted = (values: readonly number[]) => [...values].sort((one, other) => one - other)

const alone = leastOf(() => utterances.map(redactOnce))
const durations = sorted(alone)
const medianUs = at(
  sorted(alone.map((ms, index) => (1_000 * ms) / (utterances[index]?.length ?? 1))),
  0.5,
)

// The same again as one long conversation.
const inTalk = sorted(
  leastOf(() => {
    const redactor = createRedactor()
    return utterances.map((text, index) => {
      const speaker = index % 2 === 0 ? 'customer' : 'agent'
      const startedAt = performance.now()
      redactor.hear({ id: String(index), speaker, text, isFinal: true, atMs: index * 1_000 })
      return performance.now() - startedAt
    })
  }),
)

console.log(
  `${utterances.length} utterances: median ${at(durations, 0.5).toFixed(3)} ms, p99 ${at(durations, 0.99).toFixed(3)} ms`,
)
console.log(
  `within one conversation: median ${at(inTalk, 0.5).toFixed(3)} ms, p99 ${at(inTalk, 0.99).toFixed(3)} ms`,
)
console.log(
  `median per character ${medianUs.toFixed(3)} µs; ${hostileUnits} units of hostile text:`,
)
for (const [name, text] of Object.entries(hostile)) {
  const times = Array.from({ length: repetitions }, () => redactOnce(text))
  const us = (1_000 * Math.min(...times)) / text.length
  console.log(
    `  ${name.padEnd(20)} ${us.toFixed(3)} µs per character, ${(us / medianUs).toFixed(2)} times`,
  )
}
