import { createScope, secret, silentLogger, systemClock, systemRandom } from '@sotto/kernel'
import { type EmbeddedDatabase, startEmbeddedDatabase } from '@sotto/server'
import { Client } from 'pg'
import { type Cable, startCable } from './cable.ts'

/** A PostgreSQL that stands by itself, reached by a cable that can be cut. */
export interface SharedDatabase {
  /** By the cable. */
  readonly url: string
  readonly cable: Cable
  /** Goes past the cable: what stands there, whatever the servers can reach. */
  ask<Row>(statement: string): Promise<readonly Row[]>
  /** Every connection of the servers is ended; the next ones write nothing. */
  setReadOnly(isReadOnly: boolean): Promise<void>
  /** Ends PostgreSQL; resolves when it answers again. */
  restart(): Promise<void>
  close(): Promise<void>
}

export async function startSharedDatabase(dataDirectory: string): Promise<SharedDatabase> {
  const scope = createScope()
  const open = () =>
    startEmbeddedDatabase({
      dataDirectory,
      clock: systemClock,
      random: systemRandom,
      logger: silentLogger,
    })
  let running: EmbeddedDatabase = await open()
  scope.onClose(() => running.close())
  const portOf = ({ url }: EmbeddedDatabase) => Number(new URL(url.reveal()).port)
  const cable = await startCable(() => [portOf(running)])
  scope.onClose(() => cable.close())
  const byCable = new URL(running.url.reveal())
  byCable.port = String(cable.port)
  async function ask<Row>(statement: string): Promise<readonly Row[]> {
    const client = new Client({
      connectionString: running.url.reveal(),
      // Whatever the servers are told.
      options: '-c default_transaction_read_only=off',
    })
    client.on('error', () => {})
    await client.connect()
    try {
      return (await client.query(statement)).rows as Row[]
    } finally {
      await client.end()
    }
  }

  return {
    url: secret(byCable.href).reveal(),
    cable,
    ask,
    async setReadOnly(isReadOnly) {
      const name = new URL(running.url.reveal()).pathname.slice(1)
      await ask(`alter database ${name} set default_transaction_read_only = ${isReadOnly}`)
      await ask(
        "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'sotto'",
      )
    },
    async restart() {
      await running.close()
      running = await open()
    },
    close: () => scope.close(),
  }
}
