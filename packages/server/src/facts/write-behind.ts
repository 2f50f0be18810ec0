/** Writes rows soon and in order, several at once, and never makes anybody wait: what the database cannot take for long is let go. */
import {
  backoff,
  type Clock,
  type Logger,
  type MonotonicMs,
  nameOfFailure,
  type Random,
  type Scope,
} from '@sotto/kernel'
import type { CounterName, Counters } from '../live/counters.ts'
import type { Timers } from '../live/timers.ts'

export interface WriteBehindOptions<Row> {
  readonly clock: Clock
  readonly timers: Timers
  readonly random: Random
  readonly scope: Scope
  readonly logger: Logger
  readonly counters: Counters
  /** A fixed word for the log. */
  readonly name: string
  readonly lost: CounterName
  /** How long rows are gathered before they are written. */
  readonly gatherMs: number
  /** Beyond it the oldest are let go. */
  readonly waitingAtMost: number
  /** May be called again with rows it has written already. */
  readonly write: (rows: readonly Row[]) => Promise<void>
}

export interface WriteBehind<Row> {
  add(rows: readonly Row[]): void
}

/** Rows that the database will not have for so long would keep back all that come after them. */
const triedForMs = 8 * 60_000
const retryMinMs = 500
const retryMaxMs = 30_000
const rowsAtOnce = 2_000

export function createWriteBehind<Row>(options: WriteBehindOptions<Row>): WriteBehind<Row> {
  const { clock, counters, logger, timers, write } = options
  let waiting: readonly Row[] = []
  /** Handed to the database, which has not answered yet. */
  let writing: readonly Row[] = []
  let isPlanned = false
  let tries = 0
  let failingSinceMono: MonotonicMs | undefined

  function lose(count: number): void {
    if (count <= 0) return
    counters.count(options.lost, count)
    logger.warn('rows-lost', { store: options.name, rows: count })
  }

  function plan(delayMs: number): void {
    if (isPlanned) return
    isPlanned = true
    timers.schedule(delayMs, () => {
      isPlanned = false
      void drain()
    })
  }

  async function drain(): Promise<void> {
    if (writing.length > 0) return
    writing = waiting.slice(0, rowsAtOnce)
    waiting = waiting.slice(rowsAtOnce)
    if (writing.length === 0) return
    try {
      await write(writing)
      tries = 0
      failingSinceMono = undefined
      writing = []
    } catch (failure) {
      takeBack(failure)
    }
    if (waiting.length > 0) plan(tries === 0 ? options.gatherMs : pauseMs())
  }

  function takeBack(failure: unknown): void {
    counters.count('store-failures')
    tries += 1
    failingSinceMono ??= clock.monotonicNow()
    logger.debug('rows-not-written', {
      store: options.name,
      errorName: nameOfFailure(failure),
    })
    if (clock.monotonicNow() - failingSinceMono < triedForMs) keep([...writing, ...waiting])
    else {
      lose(writing.length)
      tries = 0
      failingSinceMono = undefined
    }
    writing = []
  }

  function pauseMs(): number {
    const { random } = options
    return backoff({ attempt: tries - 1, minMs: retryMinMs, maxMs: retryMaxMs, random })
  }

  function keep(rows: readonly Row[]): void {
    const surplus = rows.length - options.waitingAtMost
    lose(surplus)
    waiting = surplus > 0 ? rows.slice(surplus) : rows
  }

  options.scope.onClose(async () => {
    const rest = [...writing, ...waiting]
    waiting = []
    if (rest.length === 0) return
    await write(rest).catch(() => lose(rest.length))
  })

  return {
    add(rows) {
      if (rows.length === 0) return
      keep([...waiting, ...rows])
      if (writing.length === 0 && tries === 0) plan(options.gatherMs)
    },
  }
}
