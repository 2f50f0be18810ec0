/** `sotto redact`: from standard input to standard output. */
import { err, ok, type Result } from '@sotto/kernel'
import { type PersonalKind, personalKinds, type RedactorOptions } from '@sotto/redaction'
import { exitCodes } from '../exit-codes.ts'
import type { Terminal } from '../terminal.ts'
import { redactLines } from './redact-lines.ts'

/** Reads to the end before it writes: what is said later may mask what was said before. */
export async function runRedact(
  input: AsyncIterable<string>,
  options: RedactorOptions & { readonly explains: boolean },
  terminal: Terminal,
): Promise<number> {
  const lines: string[] = []
  for await (const line of input) lines.push(line)
  const redacted = redactLines(lines, options)
  for (const line of redacted.lines) terminal.say(line)
  for (const complaint of redacted.complaints) terminal.complain(complaint)
  return redacted.complaints.length === 0 ? exitCodes.ok : exitCodes.failed
}

/** Kinds as somebody typed them, or the word that is none. */
export function readKinds(words: readonly string[]): Result<readonly PersonalKind[], string> {
  const kinds: PersonalKind[] = []
  for (const word of words) {
    const kind = personalKinds.find((known) => known === word)
    if (kind === undefined) return err(`--keep takes ${personalKinds.join(', ')}; not "${word}"`)
    kinds.push(kind)
  }
  return ok(kinds)
}
