/** A PostgreSQL for tests: the one `DATABASE_URL` names, else the embedded one, started once per test file. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import {
  createScope,
  type Secret,
  secret,
  silentLogger,
  systemClock,
  systemRandom,
} from '@sotto/kernel'
import pg from 'pg'
import { startEmbeddedDatabase } from '../../src/database/embedded/start-embedded-database.ts'

export interface TestDatabase {
  readonly url: Secret<string>
  /** A schema name nobody else uses, so that tests on one server do not see each other. */
  freshSchema(): string
  close(): Promise<void>
}

/** `waitsForDisk: false` where thousands of commits are made and no crash is survived; one that is given stays as it is. */
export async function startTestDatabase({ waitsForDisk = true } = {}): Promise<TestDatabase> {
  const scope = createScope()
  const given = process.env.DATABASE_URL
  const url = given === undefined || given === '' ? await startOwn() : secret(given)

  async function startOwn(): Promise<Secret<string>> {
    const dataDirectory = await mkdtemp(path.join(tmpdir(), 'sotto-database-'))
    scope.onClose(() => rm(dataDirectory, { recursive: true, force: true }))
    const embedded = await startEmbeddedDatabase({
      dataDirectory,
      clock: systemClock,
      random: systemRandom,
      logger: silentLogger,
    })
    scope.onClose(() => embedded.close())
    if (!waitsForDisk) await commitUnwaited(embedded.url)
    return embedded.url
  }

  return {
    url,
    freshSchema: () => `test_${systemRandom.id().replaceAll('-', '')}`,
    close: () => scope.close(),
  }
}

/** For every connection from now on; what the cluster itself was started with gives way to it. */
async function commitUnwaited(url: Secret<string>): Promise<void> {
  const client = new pg.Client({ connectionString: url.reveal() })
  await client.connect()
  try {
    await client.query('alter role current_user set synchronous_commit = off')
  } finally {
    await client.end()
  }
}
