// The command as it is typed, on a real database: shown, done, and done already.
import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { createScope, silentLogger, systemClock, systemRandom } from '@sotto/kernel'
import { createPostgresStores, startEmbeddedDatabase } from '@sotto/server'
import { afterAll, expect, it } from 'vitest'

const program = fileURLToPath(new URL('../../bin/sotto.mjs', import.meta.url))
const scope = createScope()
afterAll(() => scope.close(), 60_000)

/** An empty one, started for this file. */
async function openDatabase() {
  const dataDirectory = await mkdtemp(path.join(tmpdir(), 'sotto-erase-'))
  scope.onClose(() => rm(dataDirectory, { recursive: true, force: true }))
  const shared = { clock: systemClock, random: systemRandom, logger: silentLogger }
  const database = await startEmbeddedDatabase({ dataDirectory, ...shared })
  scope.onClose(() => database.close())
  const stores = await createPostgresStores({ url: database.url, connections: 2, ...shared })
  scope.onClose(() => stores.close())
  const file = path.join(dataDirectory, 'database-url')
  await writeFile(file, database.url.reveal())
  // Nothing of its own: without the address it would open another database than the server's.
  return { stores, environment: { ...process.env, DATABASE_URL_FILE: file } }
}

function type(environment: NodeJS.ProcessEnv, ...words: readonly string[]) {
  return new Promise<{ readonly code: number; readonly said: string }>((resolve) => {
    execFile(
      process.execPath,
      [program, 'audit', 'erase-person', ...words],
      { env: environment },
      (failure, out, complaint) =>
        resolve({ code: Number(failure?.code ?? 0), said: `${out}${complaint}` }),
    )
  })
}

it('[AL102] [DB172] the command erases on a real database what it had shown before, and enters that it did', {
  timeout: 120_000,
}, async () => {
  const { environment, stores } = await openDatabase()
  const at = systemClock.wallNow()
  await stores.audit.append({ at, act: 'reveal', supervisorId: 'planted-sam', words: 'planted' })
  const words = ['planted-sam', '--by', 'admin-1']
  const shown = await type(environment, ...words)
  expect(shown.said).toMatch(/ 1 {2}entries of the audit[\s\S]*Nothing was changed/)
  expect(JSON.stringify(await stores.audit.page({}, 9))).toContain('planted')

  const done = await type(environment, ...words, '--yes')
  expect(done.said).toMatch(/ 1 {2}entries of the audit[\s\S]*entered into the audit/)
  const rows = await stores.audit.page({}, 9)
  expect(JSON.stringify(rows)).not.toContain('planted')
  expect(rows.map(({ leaf }) => JSON.parse(leaf).act)).toContain('person-erased')

  const again = await type(environment, ...words)
  expect(again.said).toContain('Nothing is kept of planted-sam')
  expect([shown.code, done.code, again.code]).toEqual([0, 0, 1])
})
