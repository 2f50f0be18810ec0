/** Tells of saved rows as PostgreSQL does: triggers notify, and each who listens has a connection of its own for it. */
import type { Logger, Unsubscribe } from '@sotto/kernel'
import type pg from 'pg'

export interface RowNews {
  /**
   * Resolves once everything saved from now on is told of, as the JSON that the trigger made (`0014` in `migrations.ts`).
   * Rejects when the database cannot be reached. `onLost`, once: the connection is gone, and nothing more is told.
   */
  listen(onRow: (payload: unknown) => void, onLost: () => void): Promise<Unsubscribe>
  close(): Promise<void>
}

/** One channel for each schema, so that installations on one database do not hear each other. */
const listenStatement = `
  do $$ begin execute format('listen %I', 'sotto_' || md5(current_schema())); end $$`

export function createRowNews(makeClient: () => pg.Client, logger: Logger): RowNews {
  const open = new Set<pg.Client>()

  async function end(client: pg.Client): Promise<void> {
    if (!open.delete(client)) return
    await client.end().catch(() => {
      // It is gone already.
    })
  }

  return {
    async listen(onRow, onLost) {
      const client = makeClient()
      let isListening = false
      open.add(client)
      const lose = () => {
        if (!open.delete(client)) return
        void client.end().catch(() => {})
        if (!isListening) return
        logger.warn('database-news-lost')
        onLost()
      }
      // Heard from the first moment: an error of a client that nobody hears would end the process.
      client.on('error', lose)
      client.on('end', lose)
      client.on('notification', ({ payload }) => {
        if (open.has(client)) onRow(parseJson(payload))
      })
      try {
        await client.connect()
        await client.query(listenStatement)
      } catch (failure) {
        lose()
        throw failure
      }
      if (!open.has(client)) throw new Error('the connection was lost while it was opened')
      isListening = true
      return () => void end(client)
    },
    async close() {
      await Promise.all([...open].map(end))
    },
  }
}

function parseJson(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? '')
  } catch {
    return undefined
  }
}
