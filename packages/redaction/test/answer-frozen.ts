/**
 * Answers the frozen set as the product would: each conversation knows its participants and agents. Writes JSON lines for
 * the set's own scorer.
 *
 *   npx tsx packages/redaction/test/answer-frozen.ts [--nobody-known] > answers.jsonl
 *   node packages/redaction/test/frozen/score.mjs answers.jsonl
 */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { redactUtterances } from '../src/index.ts'
import { readSet, type ScoredLine } from './score.ts'

const directory = fileURLToPath(new URL('./frozen', import.meta.url))
const namesSchema = z.record(z.string(), z.array(z.string()))
const readNames = (name: string) =>
  namesSchema.parse(JSON.parse(readFileSync(`${directory}/${name}`, 'utf8')))

const isNobodyKnown = process.argv.includes('--nobody-known')
const participants = isNobodyKnown ? {} : readNames('participants.json')
const agents = isNobodyKnown ? {} : readNames('agents.json')

const talks = new Map<string, ScoredLine[]>()
for (const line of readSet(directory)) {
  const talk = line.conversation ?? `alone ${line.id}`
  talks.set(talk, [...(talks.get(talk) ?? []), line])
}
for (const [talk, lines] of talks) {
  const utterances = lines.map(({ text, speaker }) => ({
    text,
    conversation: talk,
    speaker: speaker ?? undefined,
  }))
  const spans = redactUtterances(utterances, {
    participantNames: participants[talk] ?? [],
    agentNames: agents[talk] ?? [],
  })
  lines.forEach(({ id, text }, index) => {
    process.stdout.write(`${JSON.stringify({ id, text, spans: spans[index] ?? [] })}\n`)
  })
}
