import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { sleep, systemClock } from '@sotto/kernel'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { StartRefusal } from '../start-refusal.ts'
import { runDemo } from './run-demo.ts'

const stub = fileURLToPath(new URL('./testing/stub-part.mjs', import.meta.url))

let dataDirectory: string
let said: string[]
let complained: string[]

beforeEach(async () => {
  dataDirectory = await mkdtemp(join(tmpdir(), 'sotto-demo-'))
  said = []
  complained = []
})

afterEach(() => rm(dataDirectory, { recursive: true }))

function start(environment: Readonly<Record<string, string>> = {}): Promise<number> {
  return runDemo({
    programFile: stub,
    version: '1.2.3',
    dataDirectory,
    environment: { PATH: process.env.PATH, ...environment },
    ports: { panel: 4400, simulator: 4500 },
    logLevel: 'info',
    terminal: { say: (line) => said.push(line), complain: (line) => complained.push(line) },
    clock: systemClock,
  })
}

async function untilSaid(part: RegExp): Promise<void> {
  while (!said.some((line) => part.test(line))) await sleep(systemClock, 10)
}

async function notes(): Promise<string> {
  return readFile(join(dataDirectory, 'notes'), 'utf8')
}

describe('the demonstration', () => {
  it('[PR1, PR2] prints addresses, places and people, and at last the line programs wait for', async () => {
    const ended = start()
    await untilSaid(/^ready/)
    process.emit('SIGINT')
    await ended
    const ready = said.indexOf('ready http://localhost:4400')
    const before = said.slice(0, ready).join('\n')
    expect(before).toContain('http://localhost:4500/desk')
    expect(before).toContain(dataDirectory)
    expect(before).toMatch(/Maren Brandt {3}supervisor {3}Billing, Sales/)
    expect(before).toMatch(/Ida Noor {7}lead {9}Billing/)
    expect(before).toContain('server has something to say')
  })

  it('[PR3] ends the server before the platform, and with exit code 0', async () => {
    const ended = start()
    await untilSaid(/^ready/)
    process.emit('SIGTERM')
    expect(await ended).toBe(0)
    expect(await notes()).toBe('server stopped\nsimulator stopped\n')
    expect(process.listenerCount('SIGINT')).toBe(0)
  })

  it('[PR3] does not wait for a child that hangs when asked a second time', async () => {
    const ended = start({ STUB_server: 'hangs' })
    await untilSaid(/^ready/)
    process.emit('SIGINT')
    await untilSaid(/^Ending/)
    // At once it is npm's echo of the first; later it is somebody in a hurry.
    process.emit('SIGINT')
    await sleep(systemClock, 1_100)
    process.emit('SIGINT')
    expect(await ended).toBe(0)
  })

  it('[PR5] says which part ended unasked and where its log is, and ends the other', async () => {
    expect(await start({ STUB_server: 'crashes' })).toBe(1)
    expect(complained).toEqual([
      expect.stringMatching(
        /^The server ended unexpectedly \(SIGKILL\)\. What happened before is in .*logs\/server\.log$/,
      ),
    ])
    expect(await notes()).toBe('simulator stopped\n')
  })

  it('[PR6] repeats the one line of a part that could not start', async () => {
    expect(await start({ STUB_simulator: 'fails' })).toBe(1)
    expect(complained).toEqual(['simulator: that port is taken'])
    expect(said.join()).not.toContain('ready')
  })

  it('[PR6] refuses a data folder that cannot be written, before anything is started', async () => {
    const file = join(dataDirectory, 'a-file')
    await writeFile(file, '')
    dataDirectory = join(file, 'below')
    await expect(start()).rejects.toThrow(StartRefusal)
    await expect(start()).rejects.toThrow(/cannot be written \(ENOTDIR\).*SOTTO_DATA_DIR/)
    // Where no folder can be made, not even by root, and where Node's own way of making one would hang.
    dataDirectory = '/proc/sotto/data'
    await expect(start()).rejects.toThrow(/cannot be written \(ENOENT|EACCES\)/)
    dataDirectory = join(file, '..')
    expect(said).toEqual([])
  })
})
