// The commands on an embedded database: while it runs, at rest, and into a folder where there was none.
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createScope, silentLogger, systemClock, systemRandom } from '@sotto/kernel'
import { createPostgresStores, startEmbeddedDatabase } from '@sotto/server'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runBackup, runRestore } from './run-backup.ts'

const scope = createScope()
let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sotto-run-backup-'))
  scope.onClose(() => rm(folder, { recursive: true, force: true }))
})
afterAll(() => scope.close())

const said: string[] = []
const hand = (data: string, file: string) => ({
  environment: { SOTTO_DATA_DIR: join(folder, data) },
  file: join(folder, file),
  clock: systemClock,
  random: systemRandom,
  terminal: {
    say: (line: string) => void said.push(line),
    complain: (line: string) => void said.push(line),
  },
})

/** A data folder with an entry in its audit; `run` while its database runs. */
async function runningIn(data: string, run: () => Promise<void>): Promise<number> {
  const database = await startEmbeddedDatabase({
    dataDirectory: join(folder, data),
    clock: systemClock,
    random: systemRandom,
    logger: silentLogger,
  })
  const stores = await createPostgresStores({
    url: database.url,
    connections: 2,
    logger: silentLogger,
    random: systemRandom,
  })
  try {
    await run()
    await stores.audit.sealedSecret('v1.key-a.x.y')
    await stores.audit.append({ at: systemClock.wallNow(), act: 'reveal', supervisorId: 'sam' })
    await run()
    return (await stores.audit.page({}, 100)).length
  } finally {
    await stores.close()
    await database.close()
  }
}

describe('sotto backup and sotto restore', () => {
  it('[OP37] while a server runs and at rest; into a new folder, and over an old one when told', {
    timeout: 120_000,
  }, async () => {
    let turn = 0
    await runningIn('first', async () => {
      turn += 1
      if (turn === 2) expect(await runBackup(hand('first', 'running'))).toBe(0)
    })
    expect((await stat(join(folder, 'running'))).mode & 0o777).toBe(0o600)
    expect(await runBackup(hand('first', 'resting'))).toBe(0)
    expect(said.join('\n')).toContain('The keys are not in it')

    expect(await runRestore({ ...hand('second', 'resting'), replace: false })).toBe(0)
    expect(said.at(-1)).toContain('keys that are not here: key-a')
    // What was restored, and one more.
    expect(await runningIn('second', async () => {})).toBe(2)
    await expect(runRestore({ ...hand('second', 'resting'), replace: false })).rejects.toThrow(
      '--replace',
    )
    expect(await runRestore({ ...hand('second', 'resting'), replace: true })).toBe(0)
  })

  it('[OP38] a file that is there is never written over, and what goes wrong leaves none', async () => {
    await writeFile(join(folder, 'mine'), 'mine')
    await expect(runBackup(hand('first', 'mine'))).rejects.toThrow('is there already')
    expect(await readFile(join(folder, 'mine'), 'utf8')).toBe('mine')
    await expect(runBackup(hand('first', 'no/such/folder'))).rejects.toThrow('(ENOENT)')
    await expect(runBackup(hand('nowhere', 'none'))).rejects.toThrow('There is no database in')
    await writeFile(join(folder, 'half.part'), '')
    await expect(runBackup(hand('first', 'half'))).rejects.toThrow('another backup runs')
    await expect(stat(join(folder, 'none'))).rejects.toThrow('ENOENT')
    const refused = {
      ...hand('first', 'never'),
      environment: { DATABASE_URL: 'postgres://u:planted@127.0.0.1:1/x' },
    }
    const failure = await runBackup(refused).catch((problem: unknown) => String(problem))
    expect(failure).toContain('ECONNREFUSED')
    expect(failure).not.toContain('planted')
    await expect(stat(`${refused.file}.part`)).rejects.toThrow('ENOENT')
  })
})
