/** How a server's connections to its database are made, those for statements and the one that listens. */
import type pg from 'pg'
import { type DatabaseWay, drivenBy } from './database-tls.ts'
import type { DatabasePatience } from './open-pool.ts'

export interface ConnectionOptions {
  readonly way: DatabaseWay
  readonly patience: DatabasePatience
  readonly schema?: string
}

/**
 * The database looks after a connection too. A server that is gone without a word, and a way that swallowed its goodbye, would
 * leave each of its connections open there for two hours (the system's own time), and the next ones would find no room.
 */
const lookedAfter = {
  /** In seconds; a sign of life comes back by the kernel's own hand. */
  tcp_keepalives_idle: 30,
  tcp_keepalives_interval: 10,
  tcp_keepalives_count: 3,
}

export function connectionOf({ patience, schema, way }: ConnectionOptions): pg.ClientConfig {
  const settings = { ...lookedAfter, ...(schema === undefined ? {} : { search_path: schema }) }
  return {
    ...drivenBy(way),
    application_name: 'sotto',
    connectionTimeoutMillis: patience.connectMs,
    keepAlive: true,
    keepAliveInitialDelayMillis: patience.keepAliveMs,
    options: Object.entries(settings)
      .map(([name, value]) => `-c ${name}=${value}`)
      .join(' '),
  }
}
