// Each thing broken on purpose: a real database, a real simulated platform, real ports and folders.
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer, type Server as HttpServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createScope, type Secret, silentLogger, systemClock, systemRandom } from '@sotto/kernel'
import { makeKey, startEmbeddedDatabase } from '@sotto/server'
import { createSimulator, readSimulatorSettings } from '@sotto/simulator'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { z } from 'zod'
import { definitePort } from '../free-port.ts'
import type { Finding } from './finding.ts'
import { runDoctor } from './run-doctor.ts'

const scope = createScope()
const keys = makeKey(systemRandom).reveal()
let folder: string
let url: Secret<string>
let platformUrl: string
let freePort: number

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sotto-doctor-'))
  scope.onClose(() => rm(folder, { recursive: true, force: true }))
  const database = await startEmbeddedDatabase({
    dataDirectory: folder,
    clock: systemClock,
    random: systemRandom,
    logger: silentLogger,
  })
  scope.onClose(() => database.close())
  url = database.url
  const settings = readSimulatorSettings(
    { SIM_PORT: '0', SIM_CALLS_PER_MINUTE: '0' },
    { dataDirectory: folder, panelUrl: 'http://localhost:4400' },
  )
  if (!settings.ok) throw new Error(settings.error)
  const simulator = await createSimulator({
    clock: systemClock,
    random: systemRandom,
    settings: settings.value,
    logger: silentLogger,
    voices: { dialogues: [], samples: async () => new Int16Array() },
  })
  scope.onClose(() => simulator.close())
  platformUrl = await simulator.listen()
  freePort = await definitePort(0)
}, 120_000)
afterAll(() => scope.close())

const reportSchema = z.object({
  findings: z.array(
    z.object({
      check: z.string(),
      level: z.enum(['ok', 'warn', 'fail']),
      says: z.string(),
      todo: z.string().optional(),
    }),
  ),
})

async function examine(
  change: Record<string, string> = {},
  space?: { failBelowBytes: number; warnBelowBytes: number },
) {
  const said: string[] = []
  const code = await runDoctor({
    environment: {
      SOTTO_DATA_DIR: folder,
      SOTTO_PORT: String(freePort),
      SOTTO_PLATFORM_URL: platformUrl,
      SOTTO_KEYS: keys,
      ...change,
    },
    json: true,
    clock: systemClock,
    random: systemRandom,
    terminal: { say: (line) => void said.push(line), complain: (line) => void said.push(line) },
    fetch,
    ...(space === undefined ? {} : { space }),
  })
  const text = said.join('\n')
  const { findings } = reportSchema.parse(JSON.parse(text))
  return {
    code,
    text,
    of: (check: Finding['check'], level: Finding['level']) =>
      findings.filter((one) => one.check === check && one.level === level).map(({ says }) => says),
    /** What is not as it should be. */
    amiss: findings.filter(({ level }) => level !== 'ok'),
  }
}

async function listen(answer: (server: HttpServer) => void): Promise<string> {
  const server = createServer()
  answer(server)
  const port = await new Promise<number>((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      resolve(typeof address === 'object' && address !== null ? address.port : 0)
    })
  })
  onTestFinished(() => void server.close())
  return `http://127.0.0.1:${port}`
}

describe('sotto doctor', () => {
  it('[OP20] finds nothing amiss where nothing is, beside the database that runs, and ends with 0', async () => {
    const { amiss, code, of } = await examine()
    expect(amiss).toEqual([])
    expect(code).toBe(0)
    expect(of('database', 'ok')[0]).toMatch(/^PostgreSQL 18\./)
    expect(of('platform', 'ok')).toEqual([
      'Signing in (its discovery document) answers as it should.',
      'Its token endpoint answers as it should.',
      'Its API answers as it should.',
      'Its event socket answers as it should.',
    ])
    expect(of('clocks', 'ok')).toHaveLength(2)
  })

  it('[OP21] a wrong setting, and one that is none, are told; what stands on them is not looked at', async () => {
    const { code, of } = await examine({ SOTTO_PORT: 'http', SOTTO_PLATFROM_URL: 'x' })
    expect(code).toBe(1)
    expect(of('settings', 'fail')).toEqual([
      'SOTTO_PORT must be a whole number from 0 to 65535, not "http".',
    ])
    expect(of('settings', 'warn')[0]).toContain('Did you mean SOTTO_PLATFORM_URL?')
  })

  it('[OP22] a database that refuses us, or is not there, without a word of its password', async () => {
    const wrong = new URL(url.reveal())
    wrong.password = 'planted-password'
    const refused = await examine({ DATABASE_URL: wrong.href })
    expect(refused.code).toBe(1)
    expect(refused.of('database', 'fail')).toEqual(['It cannot be reached (28P01).'])
    expect(refused.text).not.toContain('planted')
    const nobody = await examine({ DATABASE_URL: 'postgres://u:planted@127.0.0.1:1/x' })
    expect(nobody.of('database', 'fail')).toEqual(['It cannot be reached (ECONNREFUSED).'])
    expect(nobody.text).not.toContain('planted')
  })

  it('[OP24] a platform that is down, answers with a page, or does not know this console', async () => {
    const down = await examine({ SOTTO_PLATFORM_URL: 'http://127.0.0.1:1' })
    expect(down.of('platform', 'fail')).toHaveLength(1)
    expect(down.of('platform', 'fail')[0]).toContain('no answer')

    const page = await listen((server) => {
      server.on('request', (_request, response) => {
        response.setHeader('content-type', 'text/html')
        response.end('<h1>Back soon</h1>')
      })
    })
    const portal = await examine({ SOTTO_PLATFORM_URL: page })
    expect(portal.of('platform', 'fail')).toHaveLength(4)
    expect(portal.of('platform', 'fail')[0]).toContain('HTTP 200, no JSON')

    const stranger = await examine({ SOTTO_PLATFORM_CLIENT_SECRET: 'planted-secret' })
    expect(stranger.of('platform', 'fail')).toEqual([
      'Its token endpoint does not know this console by this secret.',
    ])
    expect(stranger.text).not.toContain('planted')
  })

  it('[OP25] a platform whose clock is an hour off', async () => {
    const late = await listen((server) => {
      server.on('request', (_request, response) => {
        response.setHeader('date', new Date(systemClock.wallNow() - 3_600_000).toUTCString())
        response.end('{}')
      })
    })
    const { of } = await examine({ SOTTO_PLATFORM_URL: late })
    expect(of('clocks', 'warn')[0]).toMatch(/^This machine's clock is 3[56]\d\d\.\d s ahead of/)
  })

  it('[OP26] a port that another program has, and one that a Sotto answers on', async () => {
    const other = await listen((server) =>
      server.on('request', (_, response) => response.end('hello')),
    )
    const taken = await examine({ SOTTO_PORT: new URL(other).port })
    expect(taken.of('port', 'fail')[0]).toContain('another program has it')
    const sotto = await listen((server) =>
      server.on('request', (_, response) => response.end('{"status":"alive"}')),
    )
    const own = await examine({ SOTTO_PORT: new URL(sotto).port })
    expect(own.of('port', 'ok')[0]).toContain('A Sotto answers')
  })

  it('[OP27] a data folder that cannot be written, and a disk that is nearly full', async () => {
    const file = join(folder, 'a-file')
    await writeFile(file, '')
    const closed = await examine({ SOTTO_DATA_DIR: join(file, 'inside') })
    expect(closed.of('data folder', 'fail')[0]).toContain('cannot be written (ENOTDIR)')
    const full = await examine({}, { failBelowBytes: 1e18, warnBelowBytes: 1e18 })
    expect(full.of('data folder', 'fail')[0]).toContain('GB are free')
    const tight = await examine({}, { failBelowBytes: 0, warnBelowBytes: 1e18 })
    expect(tight.of('data folder', 'warn')[0]).toContain('GB are free')
    expect(tight.code).toBe(0)
  })
})
