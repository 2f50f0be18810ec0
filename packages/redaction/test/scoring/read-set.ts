/**
 * Reads a folder of utterances, with the folders in it, with what is personal in them: `*.jsonl` of { id, conversation?, speaker?, text, spans }, who
 * takes part by line (`names`) or by conversation (`participants.json`, `agents.json`), what must stay (`innocent`, `keep`)
 * and what nobody judges (`neutral`).
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { personalKinds } from '../../src/index.ts'

const stretchSchema = z.object({ start: z.number(), end: z.number(), kind: z.string().optional() })
const identifier = z.union([z.string(), z.number()]).transform(String)
const lineSchema = z.object({
  id: identifier,
  conversation: identifier.nullish(),
  speaker: z.string().nullish(),
  genre: z.string().nullish(),
  names: z.array(z.string()).nullish(),
  text: z.string(),
  spans: z.array(stretchSchema.extend({ kind: z.enum(personalKinds) })),
  innocent: z.array(stretchSchema).nullish(),
  keep: z.array(stretchSchema).nullish(),
  neutral: z.array(stretchSchema).nullish(),
})
const peopleSchema = z.record(z.string(), z.array(z.string()))

export interface Stretch {
  readonly start: number
  readonly end: number
}
type Line = z.infer<typeof lineSchema>
export interface ScoredLine extends Pick<Line, 'id' | 'text' | 'spans'> {
  /** Lines without one stand alone. */
  readonly conversation: string | undefined
  readonly speaker: string | undefined
  readonly isCall: boolean
  readonly participants: readonly string[]
  readonly agents: readonly string[]
  /** Amounts, times and the like. */
  readonly keep: readonly Stretch[]
  readonly neutral: readonly Stretch[]
}

/** `takes` says by the name of a file, folders before it, whether its lines are wanted. */
export function readSet(
  directory: string,
  takes: (name: string) => boolean = () => true,
): readonly ScoredLine[] {
  const participants = readPeople(join(directory, 'participants.json'))
  const agents = readPeople(join(directory, 'agents.json'))
  return readdirSync(directory, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.jsonl') && takes(name))
    .sort()
    .flatMap((name) => readFileSync(join(directory, name), 'utf8').split('\n'))
    .filter((line) => line.trim() !== '')
    .map((line) => lineSchema.parse(JSON.parse(line)))
    .map((line): ScoredLine => {
      const conversation = line.conversation ?? undefined
      return {
        id: line.id,
        text: line.text,
        spans: line.spans,
        conversation,
        speaker: line.speaker ?? undefined,
        isCall: conversation !== undefined,
        participants: line.names ?? participants[conversation ?? ''] ?? [],
        agents: agents[conversation ?? ''] ?? [],
        keep: (line.innocent ?? line.keep ?? []).filter(isAmountOrTime),
        neutral: line.neutral ?? [],
      }
    })
}

const amountsAndTimes = new Set(['amount', 'time', 'duration', 'quantity', 'rating', 'date'])

function isAmountOrTime({ kind }: z.infer<typeof stretchSchema>): boolean {
  return kind === undefined || amountsAndTimes.has(kind)
}

function readPeople(path: string): Readonly<Record<string, readonly string[]>> {
  return existsSync(path) ? peopleSchema.parse(JSON.parse(readFileSync(path, 'utf8'))) : {}
}
