/** What happened, in order, as one number: the same seed must give the same. */
import { createHash } from 'node:crypto'
import type { Clock } from '@sotto/kernel'

export interface Trace {
  note(what: string, detail?: string): void
  /** The last lines, for a failure's report. */
  readonly lastLines: readonly string[]
  hash(): string
}

export interface TraceOptions {
  readonly clock: Clock
  /** Told of every line, for looking at one seed closely. */
  readonly onLine?: ((line: string) => void) | undefined
}

const keptLines = 60

export function createTrace({ clock, onLine }: TraceOptions): Trace {
  const hash = createHash('sha256')
  const lastLines: string[] = []
  return {
    note(what, detail = '') {
      const line = `${clock.monotonicNow().toFixed(1)} ${what} ${detail}`
      hash.update(line)
      hash.update('\n')
      // Long details only make the hash sharper.
      const short = line.length > 400 ? `${line.slice(0, 400)}…` : line
      lastLines.push(short)
      if (lastLines.length > keptLines) lastLines.shift()
      onLine?.(short)
    },
    lastLines,
    hash: () => hash.copy().digest('hex').slice(0, 16),
  }
}
