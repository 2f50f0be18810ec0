import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { access, chmod, chown, mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { sleep, systemClock } from '@sotto/kernel'
import { afterAll, describe, expect, it, onTestFinished, vi } from 'vitest'
import { findOrdinaryAccount } from './database-account.ts'
import { findPostgresBinaries } from './postgres-binaries.ts'
import { processIsAlive } from './process-table.ts'
import {
  createMemoryLogger,
  isRoot,
  linkTree,
  query,
  removeTemplate,
  scratchFolder,
  startScratch,
  usedFolder,
} from './testing/scratch.ts'

// Real processes on a machine that may be busy with everything else.
vi.setConfig({ testTimeout: 120_000 })

afterAll(removeTemplate)

async function postmasterOf(clusterDirectory: string): Promise<number> {
  const note = await readFile(join(clusterDirectory, 'postmaster.pid'), 'utf8')
  return Number(note.split('\n')[0])
}

async function untilEnded(processId: number): Promise<void> {
  while (processIsAlive(processId)) await sleep(systemClock, 20)
}

/** Another process of ours that holds the database of a folder open. */
async function startHolder(dataDirectory: string) {
  const program = fileURLToPath(new URL('./testing/holder.ts', import.meta.url))
  const holder = spawn(process.execPath, ['--import', 'tsx', program, dataDirectory], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  onTestFinished(() => void holder.kill('SIGKILL'))
  const [said] = await once(holder.stdout, 'data')
  return { process: holder, url: String(said).trim() }
}

describe('a data folder', () => {
  it('[DB1] is given a database at the first start and finds it again at the second', async () => {
    const folder = join(await scratchFolder(), 'not', 'yet', 'there')
    const first = await startScratch(folder)
    await query(first.url.reveal(), 'create table kept (word text)')
    await query(first.url.reveal(), "insert into kept values ('whisper')")
    await first.close()
    const second = await startScratch(folder)
    expect(await query(second.url.reveal(), 'select word from kept')).toEqual([{ word: 'whisper' }])
  })

  it('[DB2] is reached on the loopback interface only, with a password that only its owner reads', async () => {
    const folder = await usedFolder()
    const database = await startScratch(folder)
    const address = new URL(database.url.reveal())
    expect(address.hostname).toBe('127.0.0.1')
    const listens = await query(database.url.reveal(), 'show listen_addresses')
    expect(listens).toEqual([{ listen_addresses: '127.0.0.1' }])
    expect((await stat(join(folder, 'database', 'password'))).mode & 0o077).toBe(0)
    address.password = 'guessed'
    await expect(query(address.href, 'select 1')).rejects.toThrow(/password authentication failed/)
  })

  it('[DB3] keeps what it promised: changes are on the disk before they are confirmed', async () => {
    const database = await startScratch(await usedFolder())
    const settings = await query(
      database.url.reveal(),
      "select name, setting from pg_settings where name in ('fsync', 'full_page_writes', 'synchronous_commit') order by name",
    )
    expect(settings).toEqual([
      { name: 'fsync', setting: 'on' },
      { name: 'full_page_writes', setting: 'on' },
      { name: 'synchronous_commit', setting: 'on' },
    ])
  })

  it('[DB4] is open in one process only; the second is told which', async () => {
    const folder = await usedFolder()
    await startScratch(folder)
    await expect(startScratch(folder)).rejects.toMatchObject({
      code: 'folder-in-use',
      message: expect.stringContaining(`in use by process ${process.pid}`),
    })
  })

  it('[DB5] can be opened again after its process was killed, and nothing confirmed is lost', async () => {
    const folder = await usedFolder()
    const holder = await startHolder(folder)
    await query(holder.url, 'create table kept (number int)')
    await query(holder.url, 'insert into kept values (7)')
    const postgres = await postmasterOf(join(folder, 'database', 'cluster'))
    // Both at once, as when the machine's power fails.
    holder.process.kill('SIGKILL')
    process.kill(postgres, 'SIGKILL')
    await untilEnded(postgres)
    const database = await startScratch(folder)
    expect(await query(database.url.reveal(), 'select number from kept')).toEqual([{ number: 7 }])
  })

  it('[DB6] is given free when its process is killed: PostgreSQL ends by itself', async () => {
    const folder = await usedFolder()
    const holder = await startHolder(folder)
    const postgres = await postmasterOf(join(folder, 'database', 'cluster'))
    holder.process.kill('SIGKILL')
    await untilEnded(postgres)
    const log = await readFile(join(folder, 'database', 'postgres.log'), 'utf8')
    expect(log).toContain('database system is shut down')
  })

  it('[DB6] is opened at once after a kill, while the old PostgreSQL may still be ending', async () => {
    const folder = await usedFolder()
    const holder = await startHolder(folder)
    holder.process.kill('SIGKILL')
    await once(holder.process, 'exit')
    const database = await startScratch(folder)
    expect(await query(database.url.reveal(), 'select 1 as one')).toEqual([{ one: 1 }])
  })

  it("[DB7] opens although its old process number now belongs to somebody else's process", async () => {
    const folder = await usedFolder()
    const first = await startScratch(folder)
    const note = join(first.clusterDirectory, 'postmaster.pid')
    const written = await readFile(note, 'utf8')
    await first.close()
    const stranger = spawn('sleep', ['60'])
    onTestFinished(() => void stranger.kill())
    const rest = written.split('\n').slice(1)
    await writeFile(note, [String(stranger.pid), ...rest].join('\n'))
    await writeFile(
      join(folder, 'database', 'lock'),
      JSON.stringify({ processId: stranger.pid, identity: 'an earlier boot' }),
    )
    const second = await startScratch(folder)
    expect(await query(second.url.reveal(), 'select 1 as one')).toEqual([{ one: 1 }])
    expect(processIsAlive(stranger.pid ?? 0)).toBe(true)
  })

  it('[DB8] whose first start was cut short is begun anew', async () => {
    const folder = await scratchFolder()
    const draft = join(folder, 'database', 'cluster.new')
    await mkdir(draft, { recursive: true })
    await writeFile(join(draft, 'PG_VERSION'), '18\n')
    const database = await startScratch(folder)
    expect(await query(database.url.reveal(), 'select 1 as one')).toEqual([{ one: 1 }])
    await expect(access(draft)).rejects.toThrow()
  })

  it('[DB9] of another version of PostgreSQL is refused and left as it is', async () => {
    const folder = await usedFolder()
    const first = await startScratch(folder)
    await first.close()
    const versionFile = join(first.clusterDirectory, 'PG_VERSION')
    await writeFile(versionFile, '15\n')
    await expect(startScratch(folder)).rejects.toMatchObject({
      code: 'other-version',
      message: expect.stringMatching(/made by PostgreSQL 15, and this is PostgreSQL 18/),
    })
    expect(await readFile(versionFile, 'utf8')).toBe('15\n')
  })

  it('[DB10] that cannot be written is refused in one line that names the setting', async () => {
    const folder = await scratchFolder()
    const file = join(folder, 'a-file')
    await writeFile(file, '')
    await expect(startScratch(join(file, 'data'))).rejects.toMatchObject({
      code: 'folder-not-writable',
      message: expect.stringMatching(
        /^The data folder .*a-file\/data cannot be written \(ENOTDIR\)\. Choose another with SOTTO_DATA_DIR\.$/,
      ),
    })
  })

  it('[DB11] whose password file is lost is refused, not overwritten', async () => {
    const folder = await usedFolder()
    const first = await startScratch(folder)
    await first.close()
    await rm(join(folder, 'database', 'password'))
    await expect(startScratch(folder)).rejects.toMatchObject({ code: 'password-lost' })
    await access(join(first.clusterDirectory, 'PG_VERSION'))
  })

  it('[DB12] has a log without statements, their values, or the password', async () => {
    const folder = await usedFolder()
    const database = await startScratch(folder)
    const url = database.url.reveal()
    await expect(query(url, "select 'spoken-secret'::int")).rejects.toThrow()
    await expect(query(url, 'select $1::int', ['spoken-value'])).rejects.toThrow()
    await database.close()
    const log = await readFile(join(folder, 'database', 'postgres.log'), 'utf8')
    expect(log).toContain('ERROR:')
    expect(log).not.toContain("select 'spoken-secret'")
    expect(log).not.toContain('select $1')
    expect(log).not.toContain(new URL(url).password)
  })

  it('[DB13] tells its owner when PostgreSQL ends unasked, and says nothing when it was asked', async () => {
    const folder = await usedFolder()
    const ends: string[] = []
    const logger = createMemoryLogger()
    const database = await startScratch(folder, {
      logger,
      onUnexpectedEnd: (description) => ends.push(description),
    })
    process.kill(await postmasterOf(database.clusterDirectory), 'SIGKILL')
    while (ends.length === 0) await sleep(systemClock, 10)
    expect(ends).toEqual(['SIGKILL'])
    expect(logger.events.map(({ event }) => event)).toContain('embedded-database-ended')
    await database.close()

    const again = await startScratch(folder, {
      onUnexpectedEnd: (description) => ends.push(description),
    })
    await again.close()
    expect(ends).toHaveLength(1)
  })

  it('[DB14] is closed by closing, more than once if need be, and leaves no process', async () => {
    const database = await startScratch(await usedFolder())
    const postgres = await postmasterOf(database.clusterDirectory)
    await Promise.all([database.close(), database.close()])
    expect(processIsAlive(postgres)).toBe(false)
    await database.close()
  })
})

describe.runIf(isRoot)('as root, with program and data in folders that only root may enter', () => {
  async function closedPlace() {
    const folder = await scratchFolder()
    const binaries = await findPostgresBinaries()
    await mkdir(join(folder, 'clone'), { mode: 0o700 })
    const directory = join(folder, 'clone', 'native')
    await linkTree(binaries.directory, directory)
    const data = join(folder, 'data')
    await mkdir(data, { mode: 0o700 })
    return { data, binaries: { ...binaries, directory } }
  }

  async function openPlace(): Promise<string> {
    const folder = await scratchFolder()
    await chmod(folder, 0o755)
    return join(folder, 'open')
  }

  it('[DB15] runs in place in a user namespace where the kernel allows it, else where its user can reach', async () => {
    const { data, binaries } = await closedPlace()
    const logger = createMemoryLogger()
    const openDirectories = [await openPlace()]
    const database = await startScratch(data, { binaries, logger, openDirectories })
    const runner = logger.events.find(({ event }) => event === 'embedded-database-started')
    const inPlace = database.clusterDirectory.startsWith(data)
    expect(runner?.fields.runner).toBe(inPlace ? 'namespace' : 'other-user')
    expect(await query(database.url.reveal(), 'select 1 as one')).toEqual([{ one: 1 }])
  })

  it('[DB16] is copied to where its user can reach when the kernel forbids namespaces, and says where', async () => {
    const { data, binaries } = await closedPlace()
    const open = await openPlace()
    const inPlace = await startScratch(data, { binaries })
    await query(inPlace.url.reveal(), 'create table kept as select 42 as answer')
    await inPlace.close()

    const logger = createMemoryLogger()
    const moved = await startScratch(data, {
      binaries,
      logger,
      withoutNamespace: true,
      openDirectories: [open],
    })
    expect(moved.clusterDirectory.startsWith(`${open}/`)).toBe(true)
    expect(await query(moved.url.reveal(), 'select answer from kept')).toEqual([{ answer: 42 }])
    const notice = logger.events.find(({ event }) => event === 'embedded-database-moved')
    expect(notice?.fields.to).toBe(moved.clusterDirectory.replace(/\/cluster$/, ''))
    const command = await readFile(
      `/proc/${await postmasterOf(moved.clusterDirectory)}/status`,
      'utf8',
    )
    expect(command).not.toMatch(/^Uid:\t0\t/m)
    await moved.close()
  })

  it('[DB17] that was copied once stays where it was copied to, so that there are never two', async () => {
    const { data, binaries } = await closedPlace()
    const open = await openPlace()
    const first = await startScratch(data, {
      binaries,
      withoutNamespace: true,
      openDirectories: [open],
    })
    await query(first.url.reveal(), 'create table kept as select 42 as answer')
    await first.close()
    const second = await startScratch(data, { binaries, openDirectories: [open] })
    expect(second.clusterDirectory).toBe(first.clusterDirectory)
    expect(await query(second.url.reveal(), 'select answer from kept')).toEqual([{ answer: 42 }])
  })

  it('[DB18] stays in the data folder when the other user reaches it there', async () => {
    const folder = await scratchFolder()
    await chmod(folder, 0o755)
    const npm = await findPostgresBinaries()
    // The clone may lie in a folder that only root may enter; these are for everybody.
    const binaries = { ...npm, directory: join(folder, 'native') }
    await linkTree(npm.directory, binaries.directory)
    const database = await startScratch(folder, { binaries, withoutNamespace: true })
    expect(database.clusterDirectory.startsWith(folder)).toBe(true)
    const owner = await stat(database.clusterDirectory)
    expect(owner.uid).not.toBe(0)
    expect(owner.mode & 0o077).toBe(0)
    expect((await stat(join(folder, 'database', 'password'))).mode & 0o077).toBe(0)
  })

  it("[DB40] leaves what lies in a user's folder to that user, who can start without root again", async () => {
    const { data, binaries } = await closedPlace()
    await chmod(join(data, '..'), 0o711)
    const user = await findOrdinaryAccount()
    await chown(data, user?.userId ?? 0, user?.groupId ?? 0)
    const database = await startScratch(data, { binaries, openDirectories: [await openPlace()] })
    expect(database.clusterDirectory).toBe(join(data, 'database', 'cluster'))
    await database.close()
    for (const name of ['', 'cluster', 'password', 'postgres.log'])
      expect((await stat(join(data, 'database', name))).uid).toBe(user?.userId)
  })

  it('[DB19] is never laid into a folder that somebody else could have prepared', async () => {
    const { data, binaries } = await closedPlace()
    const prepared = join(await openPlace(), '..', 'prepared')
    await mkdir(prepared)
    await chmod(prepared, 0o777)
    await expect(
      startScratch(data, { binaries, withoutNamespace: true, openDirectories: [prepared] }),
    ).rejects.toMatchObject({ code: 'folder-not-writable' })
  })
})
