/** One dialogue's text and timing, read from its JSON file. */
import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { VoiceFileError } from './voice-file-error.ts'
import type { Dialogue } from './voice-library.ts'

const offset = z.int().min(0)

const timed = { startMs: offset, endMs: offset }

const turnSchema = z.object({
  speaker: z.enum(['agent', 'customer']),
  ...timed,
  text: z.string().min(1),
  words: z.array(z.object({ text: z.string().min(1), ...timed })).min(1),
  personal: z.array(z.object({ kind: z.string().min(1), start: offset, end: offset })),
})

const dialogueSchema = z.object({
  id: z.string().regex(/^[a-z0-9-]+$/),
  title: z.string().min(1),
  mood: z.enum(['calm', 'tense', 'angry']),
  topic: z.string().min(1),
  durationMs: z.int().min(20).max(600_000),
  turns: z.array(turnSchema).min(1),
})

/** Rejects with VoiceFileError when the file is missing or is not what `make-voices` writes. */
export async function readDialogue(file: string): Promise<Dialogue> {
  const content = await readJson(file)
  const parsed = dialogueSchema.safeParse(content)
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    const detail = issue && `${issue.path.join('.')}: ${issue.message}`
    throw new VoiceFileError('damaged-dialogue', file, detail, parsed.error)
  }
  return parsed.data
}

async function readJson(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, 'utf8'))
  } catch (cause) {
    throw new VoiceFileError('damaged-dialogue', file, 'not a readable JSON file', cause)
  }
}
