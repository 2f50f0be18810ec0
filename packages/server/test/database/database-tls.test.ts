import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import { createScope, secret, systemClock, systemRandom } from '@sotto/kernel'
import pg from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { restoreBackup } from '../../src/database/backup/restore-backup.ts'
import { backupLines } from '../../src/database/backup/write-backup.ts'
import { startEmbeddedDatabase } from '../../src/database/embedded/start-embedded-database.ts'
import { createPostgresStores } from '../../src/database/postgres/create-postgres-stores.ts'
import type { DatabaseTlsSettings } from '../../src/database/postgres/database-tls.ts'
import { inspectDatabase } from '../../src/database/postgres/inspect-database.ts'
import { type Certificate, makeCertificate } from '../support/make-certificate.ts'
import { createRecordingLogger } from '../support/recording-logger.ts'

const scope = createScope()
const good = makeCertificate('localhost', '127.0.0.1')
const foreign = makeCertificate('db.example')
let folder: string
let url: string
let admin: pg.Client
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'sotto-database-tls-'))
  scope.onClose(() => rm(folder, { recursive: true, force: true }))
  const database = await startEmbeddedDatabase({
    dataDirectory: folder,
    clock: systemClock,
    random: systemRandom,
    logger: createRecordingLogger(),
  })
  scope.onClose(() => database.close())
  url = database.url.reveal()
  admin = new pg.Client({ connectionString: url })
  await admin.connect()
  scope.onClose(() => admin.end())
}, 60_000)
afterAll(() => scope.close())

/** Through the server itself, so that the files are its user's. */
async function serveWith({ certificate, key }: Certificate): Promise<void> {
  for (const [file, text] of [
    ['server.crt', certificate],
    ['server.key', key],
  ] as const) {
    const lines = text.trim().split('\n')
    await admin.query(
      `copy (values ${lines.map((line) => `('${line}')`).join(',')}) to program 'umask 077; cat > ${file}'`,
    )
  }
  await admin.query('alter system set ssl = on')
  await reload()
}

async function reload(): Promise<void> {
  await admin.query('select pg_reload_conf()')
}

async function fileOf(name: string, text: string): Promise<string> {
  const file = path.join(folder, name)
  await writeFile(file, text)
  return file
}

const logger = createRecordingLogger()
const open = async (mode: DatabaseTlsSettings['mode'], caFile: string | undefined, at = url) => {
  const stores = await createPostgresStores({
    url: secret(at),
    tls: { mode, caFile },
    connections: 2,
    logger,
    random: systemRandom,
  })
  try {
    const rows = await admin.query(
      "select ssl, version from pg_stat_ssl join pg_stat_activity using (pid) where application_name = 'sotto'",
    )
    return rows.rows
  } finally {
    await stores.close()
  }
}

/** A reload is taken up by new connections a moment later: asked until it is. */
const eventually = (ask: () => Promise<unknown>) =>
  expect.poll(() => ask().then(String, (failure: Error) => failure.message), {
    timeout: 20_000,
    interval: 100,
  })

it('[HT68] a database that offers no TLS is refused in one line, and its tables are not touched', async () => {
  await expect(open('on', undefined)).rejects.toThrow(
    'The database at 127.0.0.1 offers no TLS, and its traffic would be in clear. Turn TLS on there, or set SOTTO_DATABASE_TLS=off on a network you trust.',
  )
})

/** The other ways there: what looks, what saves and what brings back. */
const otherWays = (mode: DatabaseTlsSettings['mode'], caFile: string | undefined, file: string) => {
  const to = { url: secret(url), tls: { mode, caFile } }
  return [
    () => inspectDatabase({ ...to, clock: systemClock, random: systemRandom }),
    async () => {
      for await (const line of backupLines({ ...to, madeAt: new Date(0) })) void line
    },
    () => restoreBackup({ ...to, file, replace: true }),
  ]
}

it('[DB171] looking at it, saving it and bringing it back go by the same way as the server, or not at all', async () => {
  await open('auto', undefined)
  const file = path.join(folder, 'backup')
  const lines: string[] = []
  for await (const line of backupLines({ url: secret(url), madeAt: new Date(0) })) lines.push(line)
  await writeFile(file, gzipSync(lines.join('')))
  for (const go of otherWays('on', undefined, file))
    await expect(go()).rejects.toThrow('The database at 127.0.0.1 offers no TLS')
  await serveWith(good)
  const ca = await fileOf('good.pem', good.certificate)
  await eventually(async () => (await open('on', ca)).length > 0).toBe('true')
  for (const go of otherWays('on', ca, file)) await go()
  for (const go of otherWays('on', undefined, file))
    await expect(go()).rejects.toThrow(/is not to be trusted \(DEPTH_ZERO_SELF_SIGNED_CERT\)/)
})

it('[HT68] one whose certificate nobody vouches for, or which is another’s, is refused in one line', async () => {
  await serveWith(good)
  const refused = (host: string, code: string) =>
    `The certificate of the database at ${host} is not to be trusted (${code}). Name who signed it by SOTTO_DATABASE_CA_FILE, and the database as its certificate does.`
  await eventually(() => open('on', undefined)).toBe(
    refused('127.0.0.1', 'DEPTH_ZERO_SELF_SIGNED_CERT'),
  )
  await serveWith(foreign)
  const ca = await fileOf('foreign.pem', foreign.certificate)
  await eventually(() => open('on', ca)).toBe(refused('127.0.0.1', 'ERR_TLS_CERT_ALTNAME_INVALID'))
  // What the address says weakens nothing.
  await expect(open('on', ca, `${url}?sslmode=no-verify`)).rejects.toThrow(
    'ERR_TLS_CERT_ALTNAME_INVALID',
  )
})

it('[HT68] all connections are TLS where the certificate is the database’s, by address and by name', async () => {
  await serveWith(good)
  const ca = await fileOf('good.pem', good.certificate)
  await eventually(async () => (await open('on', ca)).length > 0).toBe('true')
  for (const at of [url, url.replace('127.0.0.1', 'localhost')])
    for (const { ssl, version } of await open('on', ca, at))
      expect({ ssl, version }).toEqual({
        ssl: true,
        version: expect.stringMatching(/^TLSv1\.[23]$/),
      })
  expect(logger.lines).toContainEqual(
    expect.objectContaining({
      event: 'database-ready',
      fields: expect.objectContaining({ way: 'tls' }),
    }),
  )
})
