/** What `bin/sotto.mjs`, `npm start` and child processes call. */
import { runCommandLine } from './command-line.ts'
import { surviveClosedTerminal } from './terminal.ts'

/** How long what was said last may take to get out. */
const leftOpenMs = 1_000

/**
 * Runs one command to its end and resolves to the exit code. The process ends soon afterwards, even if something was
 * left open.
 */
export async function runProgram(args: readonly string[]): Promise<number> {
  surviveClosedTerminal()
  const code = await runCommandLine(args)
  setTimeout(() => process.exit(code), leftOpenMs).unref()
  return code
}
