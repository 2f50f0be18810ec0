/**
 * Tells of saved rows as PostgreSQL does: triggers notify, and all who listen share one connection.
 *
 *   nobody ──listen──► opening ──► listening ──the last one stops · close──► nobody
 *                         │            └──lost──► everybody is told once ──► nobody
 *                         └──cannot──► whoever waits is told why ──► nobody
 */
import {
  type Clock,
  createListeners,
  type Logger,
  nameOfFailure,
  repeat,
  type Unsubscribe,
} from '@sotto/kernel'
import type pg from 'pg'

export interface RowNews {
  /**
   * Resolves once everything saved from now on is told of, as the JSON that was made with the row (`0014` in `migrations.ts`).
   * Rejects when the database cannot be reached. `onLost`, once: the connection is gone, and nothing more is told.
   */
  listen(onRow: (payload: unknown) => void, onLost: () => void): Promise<Unsubscribe>
  close(): Promise<void>
}

/** One channel for each schema, so that installations on one database do not hear each other. */
const listenStatement = `
  do $$ begin execute format('listen %I', 'sotto_' || md5(current_schema())); end $$`

interface Connection {
  readonly rows: ReturnType<typeof createListeners<unknown>>
  readonly onLost: Set<() => void>
  /** Resolves once it listens. */
  readonly ready: Promise<void>
  isOver(): boolean
  end(): Promise<void>
}

export interface RowNewsOptions {
  readonly logger: Logger
  /** Without it nobody looks whether a connection on which nothing comes still lives. */
  readonly clock: Clock | undefined
  readonly lookEveryMs: number
}

/** Clients give up on what is not answered in their `query_timeout`. */
export function createRowNews(
  makeClient: () => pg.Client,
  { clock, logger, lookEveryMs }: RowNewsOptions,
): RowNews {
  let current: Connection | undefined

  function open(): Connection {
    const client = makeClient()
    const rows = createListeners<unknown>((failure) => {
      const errorName = nameOfFailure(failure)
      logger.error('database-news-listener-failed', { errorName })
    })
    const onLost = new Set<() => void>()
    let isOver = false
    let stopLooking = () => {}
    const end = async () => {
      if (isOver) return
      isOver = true
      stopLooking()
      if (current === connection) current = undefined
      await client.end().catch(() => {
        // It is gone already.
      })
    }
    const lose = () => {
      if (isOver) return
      void end()
      if (onLost.size === 0) return
      logger.warn('database-news-lost')
      for (const tell of [...onLost]) tell()
    }
    // Heard from the first moment: an error of a client that nobody hears would end the process.
    client.on('error', lose)
    client.on('end', lose)
    client.on('notification', ({ payload }) => {
      if (!isOver) rows.emit(parseJson(payload))
    })
    const ready = (async () => {
      try {
        await client.connect()
        await client.query(listenStatement)
        // Whoever only listens hears nothing from a way that swallows everything, either.
        if (clock !== undefined && !isOver)
          stopLooking = repeat(clock, lookEveryMs, () => {
            client.query('select 1').catch(lose)
          })
      } catch (failure) {
        await end()
        throw failure
      }
    })()
    const connection: Connection = { rows, onLost, ready, isOver: () => isOver, end }
    return connection
  }

  return {
    async listen(onRow, onLost) {
      current ??= open()
      const connection = current
      await connection.ready
      if (connection.isOver()) throw new Error('the connection was lost while it was opened')
      // Its own, so that one who listens twice is two.
      const lost = () => onLost()
      const unsubscribe = connection.rows.subscribe(onRow)
      connection.onLost.add(lost)
      return () => {
        unsubscribe()
        connection.onLost.delete(lost)
        if (connection.onLost.size === 0) void connection.end()
      }
    },
    close: async () => current?.end(),
  }
}

function parseJson(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? '')
  } catch {
    return undefined
  }
}
