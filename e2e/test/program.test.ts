import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { access, mkdtemp, readFile, rm } from 'node:fs/promises'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { sleep, systemClock } from '@sotto/kernel'
import { afterEach, describe, expect, it, onTestFinished } from 'vitest'
import { type ContactCentre, startContactCentre } from '../src/contact-centre.ts'
import { freePort } from '../src/program.ts'

const sotto = fileURLToPath(new URL('../../packages/sotto/bin/sotto.mjs', import.meta.url))

let centre: ContactCentre | undefined

afterEach(async () => {
  await centre?.stop()
  centre = undefined
})

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
    centre = await startContactCentre()
    expect(centre.printed()).not.toContain('Building')
    expect(centre.printed()).toMatch(/Maren Brandt +supervisor +Billing/)
    expect(centre.printed()).toContain(centre.dataDirectory)
    expect(centre.printed().trimEnd().split('\n').at(-1)).toBe(`ready ${centre.panelUrl}`)
    const page = await fetch(centre.panelUrl)
    expect(page.status).toBe(200)
    expect(await page.text()).toContain('<title>Sotto')
  })

  it.each(['SIGINT', 'SIGTERM'] as const)(
    '[PR3] ends with exit code 0 after %s, and leaves no process',
    async (signal) => {
      centre = await startContactCentre()
      const ended = once(centre.process, 'exit')
      centre.process.kill(signal)
      expect(await ended).toEqual([0, null])
      expect(await isAllGone(centre)).toBe(true)
    },
  )

  it('[PR4] leaves no process when it is killed, and starts again on the same data', async () => {
    const killed = await startContactCentre()
    killed.process.kill('SIGKILL')
    await until(() => isAllGone(killed))
    centre = await startContactCentre({ SOTTO_DATA_DIR: killed.dataDirectory })
    expect((await fetch(`${centre.panelUrl}/readyz`)).status).toBe(200)
    await centre.stop()
    await killed.stop()
  })

  it('[PR5] ends with exit code 1 when a part of it is killed, and says which', async () => {
    centre = await startContactCentre()
    const lock = await readFile(join(centre.dataDirectory, 'database', 'lock'), 'utf8')
    const ended = once(centre.process, 'exit')
    process.kill(JSON.parse(lock).processId, 'SIGKILL')
    expect(await ended).toEqual([1, null])
    expect(centre.printed()).toMatch(/The server ended unexpectedly \(SIGKILL\).*server\.log/)
    const gone = centre
    await until(() => isAllGone(gone))
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

  it('[PR6] names the process that has the data folder open', async () => {
    centre = await startContactCentre()
    const { code, complained } = await fail({ SOTTO_DATA_DIR: centre.dataDirectory })
    expect(code).toBe(1)
    expect(complained).toMatch(
      /^The database in .* is in use by process \d+\. .*SOTTO_DATA_DIR\.\n$/,
    )
  })

  it('[PR12] goes on when the reader of its output goes away', async () => {
    centre = await startContactCentre()
    centre.process.stdout?.destroy()
    centre.process.stderr?.destroy()
    expect((await fetch(`${centre.panelUrl}/healthz`)).status).toBe(200)
    const ended = once(centre.process, 'exit')
    centre.process.kill('SIGTERM')
    expect(await ended).toEqual([0, null])
  })
})
