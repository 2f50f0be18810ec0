/** What `sotto redact` reads and writes: one JSON object a line in, one a line out. */
import { type PersonalSpan, type RedactorOptions, redactUtterances } from '@sotto/redaction'
import { z } from 'zod'

const identifier = z.union([z.string(), z.number()])

const lineSchema = z.object({
  id: identifier,
  text: z.string(),
  conversation: identifier.nullish(),
  speaker: z.string().nullish(),
})

type Line = z.infer<typeof lineSchema>

export interface RedactedLines {
  /** JSON lines, in the order of the input. */
  readonly lines: readonly string[]
  /** One for each line that could not be read; its number counts from 1, and nothing of its text is in it. */
  readonly complaints: readonly string[]
}

/** Empty lines are skipped. `explains` adds the rule that fired to each span. */
export function redactLines(
  input: readonly string[],
  { explains, ...options }: RedactorOptions & { readonly explains: boolean },
): RedactedLines {
  const complaints: string[] = []
  const lines = input.flatMap((text, index): Line[] => {
    if (text.trim() === '') return []
    const line = readLine(text)
    if (typeof line !== 'string') return [line]
    complaints.push(`line ${index + 1}: ${line}`)
    return []
  })
  const found = redactUtterances(lines.map(toUtterance), options)
  return {
    lines: lines.map(({ id, text }, index) =>
      JSON.stringify({
        id,
        text,
        spans: (found[index] ?? []).map((span) => writeSpan(span, explains)),
      }),
    ),
    complaints,
  }
}

/** The line, or what is wrong with it. */
function readLine(text: string): Line | string {
  let value: unknown
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch {
    return 'is not JSON'
  }
  const parsed = lineSchema.safeParse(value)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  const field = issue?.path.join('.') ?? ''
  return field === ''
    ? 'must be an object with "id" and "text"'
    : `"${field}" ${wanted[field] ?? 'is wrong'}`
}

const wanted: Readonly<Record<string, string>> = {
  id: 'must be a string or a number',
  text: 'must be a string',
  conversation: 'must be a string or a number',
  speaker: 'must be a string',
}

function toUtterance({ text, conversation, speaker }: Line) {
  return {
    text,
    // 1 and "1" are two conversations.
    conversation:
      conversation === undefined || conversation === null
        ? undefined
        : JSON.stringify(conversation),
    speaker: speaker ?? undefined,
  }
}

function writeSpan({ kind, start, end, rule }: PersonalSpan, explains: boolean) {
  return explains ? { kind, start, end, rule } : { kind, start, end }
}
