import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { access, mkdtemp, readFile, rm } from 'node:fs/promises'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { sleep, systemClock } from '@sotto/kernel'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { type ContactCentre, startContactCentre } from '../src/contact-centre.ts'
import { freePort } from '../src/program.ts'

const sotto = fileURLToPath(new URL('../../packages/sotto/bin/sotto.mjs', import.meta.url))

let dataDirectory: string
let centre: ContactCentre | undefined

beforeAll(async () => {
  dataDirectory = await mkdtemp(join(tmpdir(), 'sotto-e2e-'))
})

afterAll(async () => {
  await centre?.stop()
  await rm(dataDirectory, { recursive: true, force: true })
})

/** The program, on the one data folder: started where it does not run, or not any more. */
async function running(): Promise<ContactCentre> {
  const hasEnded = centre?.process.exitCode !== null || centre.process.signalCode !== null
  if (hasEnded) centre = await startContactCentre({ SOTTO_DATA_DIR: dataDirectory })
  if (centre === undefined) throw new Error('it did not start')
  return centre
}

/** What a signal ends it with. */
async function endBy({ process: child }: ContactCentre, signal: NodeJS.Signals) {
  const ended = once(child, 'exit')
  child.kill(signal)
  return ended
}

async function answers(url: string): Promise<boolean> {
  const { port } = new URL(url)
  return new Promise((resolve) => {
    const socket = connect(Number(port), '127.0.0.1')
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => resolve(false))
  })
}

function isThere(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  )
}

async function until(happened: () => Promise<boolean>): Promise<void> {
  while (!(await happened())) await sleep(systemClock, 50)
}

/** Ports closed and the database shut down: nothing of it runs any more. */
async function isAllGone(gone: ContactCentre): Promise<boolean> {
  const addresses = gone.printed().match(/http:\/\/[^\s/]+:\d+/g) ?? []
  const open = await Promise.all(addresses.map(answers))
  const postgres = join(gone.dataDirectory, 'database', 'cluster', 'postmaster.pid')
  return !open.includes(true) && !(await isThere(postgres))
}

/** Runs `sotto` to its end with what is wrong about it. */
async function fail(environment: Readonly<Record<string, string>>) {
  const dataDirectory = await mkdtemp(join(tmpdir(), 'sotto-e2e-'))
  onTestFinished(() => rm(dataDirectory, { recursive: true, force: true }))
  const ports = { SOTTO_PORT: String(await freePort()), SIM_PORT: String(await freePort()) }
  const child = spawn(process.execPath, [sotto, 'demo'], {
    env: { ...process.env, SOTTO_DATA_DIR: dataDirectory, ...ports, ...environment },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let complained = ''
  child.stderr.on('data', (chunk) => {
    complained += String(chunk)
  })
  const [code] = await once(child, 'close')
  return { code, complained }
}

describe('the program', () => {
  it('[PR1, PR2, PR10] is ready with one line at the end, and builds nothing the second time', async () => {
    const { panelUrl, printed } = await running()
    expect(printed()).not.toContain('Building')
    expect(printed()).toMatch(/Maren Brandt +supervisor +Billing/)
    expect(printed()).toContain(dataDirectory)
    expect(printed().trimEnd().split('\n').at(-1)).toBe(`ready ${panelUrl}`)
    const page = await fetch(panelUrl)
    expect(page.status).toBe(200)
    expect(await page.text()).toContain('<title>Sotto')
  })

  it('[PR6] names the process that has the data folder open', async () => {
    await running()
    const { code, complained } = await fail({ SOTTO_DATA_DIR: dataDirectory })
    expect(code).toBe(1)
    expect(complained).toMatch(
      /^The database in .* is in use by process \d+\. .*SOTTO_DATA_DIR\.\n$/,
    )
  })

  it('[PR4] leaves no process when it is killed, and starts again on the same data', async () => {
    const killed = await running()
    expect(await endBy(killed, 'SIGKILL')).toEqual([null, 'SIGKILL'])
    await until(() => isAllGone(killed))
    const { panelUrl } = await running()
    expect((await fetch(`${panelUrl}/readyz`)).status).toBe(200)
  })

  it.each(['SIGINT', 'SIGTERM'] as const)(
    '[PR3] ends with exit code 0 after %s, and leaves no process',
    async (signal) => {
      const ending = await running()
      expect(await endBy(ending, signal)).toEqual([0, null])
      expect(await isAllGone(ending)).toBe(true)
    },
  )

  it('[PR5] ends with exit code 1 when a part of it is killed, and says which', async () => {
    const gone = await running()
    const lock = await readFile(join(gone.dataDirectory, 'database', 'lock'), 'utf8')
    const ended = once(gone.process, 'exit')
    process.kill(JSON.parse(lock).processId, 'SIGKILL')
    expect(await ended).toEqual([1, null])
    expect(gone.printed()).toMatch(/The server ended unexpectedly \(SIGKILL\).*server\.log/)
    await until(() => isAllGone(gone))
  })

  it('[PR12] goes on when the reader of its output goes away', async () => {
    const unread = await running()
    unread.process.stdout?.destroy()
    unread.process.stderr?.destroy()
    expect((await fetch(`${unread.panelUrl}/healthz`)).status).toBe(200)
    expect(await endBy(unread, 'SIGTERM')).toEqual([0, null])
  })

  it('[PR6] names the taken port, in one line and with exit code 1', async () => {
    const other = createServer()
    onTestFinished(() => void other.close())
    other.listen(0, '127.0.0.1')
    await once(other, 'listening')
    const address = other.address()
    const port = typeof address === 'object' && address !== null ? String(address.port) : ''
    for (const setting of ['SOTTO_PORT', 'SIM_PORT'])
      expect(await fail({ [setting]: port })).toEqual({
        code: 1,
        complained: `Port ${port} is taken by another program. Choose a free one with ${setting}.\n`,
      })
  })
})
