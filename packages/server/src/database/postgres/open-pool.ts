// The connections that statements go by, each of which has a time to be answered in.
//
//   asked ─► answered ─► asked again …
//      └───► silent ─► its statement fails as too slow, whatever else was to go by it fails at once, and it is thrown away:
//                      what it still answers is heard by nobody
import type { Logger } from '@sotto/kernel'
import type { PostgresCursor, PostgresPool, PostgresPoolClient, PostgresQueryResult } from 'kysely'
import pg from 'pg'

export interface DatabasePatience {
  /** Until a connection stands, or is free. */
  readonly connectMs: number
  /** Of one statement. */
  readonly answerMs: number
  /** How often a connection on which nothing is asked is looked after. */
  readonly keepAliveMs: number
}

export const defaultPatience: DatabasePatience = {
  connectMs: 5_000,
  answerMs: 10_000,
  keepAliveMs: 10_000,
}

/** The database gives up by itself first, and says so; who hears nothing even then waits this much longer. */
const hearingMs = 1_000
/** A renewal of a token waits for the platform inside its transaction, its own setting long. */
const idleInTransactionMs = 60_000

export interface PoolOptions {
  readonly connection: pg.ClientConfig
  readonly connections: number
  readonly patience: DatabasePatience
  readonly logger: Logger
  /** Told of every statement that failed. */
  readonly onFailure: (failure: unknown) => void
}

export function openPool(options: PoolOptions): PostgresPool {
  const { connection, connections, logger, onFailure, patience } = options
  const pool = new pg.Pool({
    ...connection,
    max: connections,
    statement_timeout: patience.answerMs,
    query_timeout: patience.answerMs + hearingMs,
    idle_in_transaction_session_timeout: idleInTransactionMs,
  })
  // One that breaks in somebody's hands fails their next statement, and says so itself; unheard, that would end the process, too.
  pool.on('connect', (client) => {
    client.on('error', () => {})
  })
  // An idle connection that breaks is replaced at its next use; unheard, its error would end the process.
  pool.on('error', (failure) => {
    logger.warn('database-connection-lost', { errorName: failure.name })
  })
  return {
    connect: async () =>
      untilSilent(await pool.connect(), {
        onFailure,
        onSilent: () => logger.warn('database-connection-silent'),
      }),
    end: () => pool.end(),
  }
}

/** The driver fails a statement in its time, and leaves the connection in the middle of it: nobody is to have that one again. */
function untilSilent(
  client: pg.PoolClient,
  { onFailure, onSilent }: Pick<PoolOptions, 'onFailure'> & { readonly onSilent: () => void },
): PostgresPoolClient {
  let silence: Error | undefined

  async function ask(statement: string, values: readonly unknown[]) {
    if (silence !== undefined) throw silence
    try {
      return await client.query(statement, [...values])
    } catch (failure) {
      onFailure(failure)
      if (silence === undefined && isSilence(failure)) {
        silence = failure
        onSilent()
      }
      throw failure
    }
  }

  function query<R>(statement: string, values: readonly unknown[]): Promise<PostgresQueryResult<R>>
  function query<R>(cursor: PostgresCursor<R>): PostgresCursor<R>
  function query(
    asked: string | PostgresCursor<unknown>,
    values: readonly unknown[] = [],
  ): unknown {
    if (typeof asked === 'string') return ask(asked, values)
    throw new Error('nothing is read by cursors')
  }

  return { query, release: () => client.release(silence) }
}

function isSilence(failure: unknown): failure is Error {
  return failure instanceof Error && failure.message === 'Query read timeout'
}
