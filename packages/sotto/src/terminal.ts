/** What the program says to the person who started it. Logs go elsewhere. */
export interface Terminal {
  /** A line on standard output. */
  say(line: string): void
  /** A line on standard error. */
  complain(line: string): void
}

export const systemTerminal: Terminal = {
  say: (line) => {
    process.stdout.write(`${line}\n`)
  },
  complain: (line) => {
    process.stderr.write(`${line}\n`)
  },
}

/** Whoever reads us may go away (`npm start | head`); that must not end a running contact centre. */
export function surviveClosedTerminal(): void {
  process.stdout.on('error', () => {})
  process.stderr.on('error', () => {})
}
