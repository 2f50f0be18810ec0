import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { request } from 'node:https'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { seededRandom, silentLogger } from '@sotto/kernel'
import { createFakeClock } from '@sotto/testkit'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { createHttpApp } from '../../src/http/create-http-app.ts'
import { lookEveryMs, openOwnTls } from '../../src/http/own-tls.ts'
import { createPublicAddress } from '../../src/http/public-address.ts'
import { cookieOf, portOf } from '../coaching/real-panel.ts'
import { makeCertificate } from '../support/make-certificate.ts'
import { createRecordingLogger } from '../support/recording-logger.ts'
import { startScene } from '../support/start-scene.ts'

const first = makeCertificate('localhost', '127.0.0.1')
const second = makeCertificate('localhost', '127.0.0.1')
let folder: string
let files: { certificateFile: string; keyFile: string }
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'sotto-tls-'))
  files = { certificateFile: path.join(folder, 'cert.pem'), keyFile: path.join(folder, 'key.pem') }
})
afterAll(() => rm(folder, { recursive: true, force: true }))
beforeEach(async () => {
  await writeFile(files.certificateFile, first.certificate)
  await writeFile(files.keyFile, first.key)
})

/** The status, or why there was none. */
const ask = (port: number, url: string, ca: string, maxVersion?: 'TLSv1.1') =>
  new Promise<number | string>((resolve) => {
    const options = { host: '127.0.0.1', port, path: url, ca, agent: false } as const
    request({ ...options, ...(maxVersion && { minVersion: maxVersion, maxVersion }) })
      .on('response', (response) => {
        response.resume()
        resolve(response.statusCode ?? 0)
      })
      .on('error', (failure) => resolve('code' in failure ? String(failure.code) : failure.message))
      .end()
  })

it('[HT69] with a certificate of its own the server speaks https and wss, and nothing in clear', async () => {
  const scene = await startScene({
    server: {
      SOTTO_PORT: '0',
      SOTTO_PUBLIC_URL: 'https://localhost:4400',
      SOTTO_TLS_CERT_FILE: files.certificateFile,
      SOTTO_TLS_KEY_FILE: files.keyFile,
    },
  })
  try {
    await scene.server.listen()
    const port = portOf(scene)
    expect(await ask(port, '/healthz', first.certificate)).toBe(200)
    expect(await ask(port, '/healthz', second.certificate)).toBe('DEPTH_ZERO_SELF_SIGNED_CERT')
    expect(await ask(port, '/healthz', first.certificate, 'TLSv1.1')).toMatch(/^E/)
    await expect(fetch(`http://127.0.0.1:${port}/healthz`)).rejects.toThrow()
    const browser = scene.newBrowser()
    await browser.signIn('Maren Brandt')
    const socket = new WebSocket(`wss://127.0.0.1:${port}/live`, {
      ca: first.certificate,
      headers: { host: 'localhost:4400', origin: scene.origin, cookie: cookieOf(browser) },
    })
    await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject))
    socket.terminate()
  } finally {
    await scene.close()
  }
}, 30_000)

it('[HT70] a certificate that is renewed is taken up while the server runs; half of one changes nothing', async () => {
  const clock = createFakeClock()
  const logger = createRecordingLogger()
  const ownTls = openOwnTls(files, { clock, logger })
  const { app } = await createHttpApp({
    sessions: { authenticate: async () => undefined, onEnded: () => () => {} },
    address: createPublicAddress('https://localhost:4400'),
    random: seededRandom(1),
    logger: silentLogger,
    metrics: { observe() {} },
    trustedProxies: [],
    ownTls,
  })
  app.get('/healthz', async () => 'alive')
  try {
    const port = Number(new URL(await app.listen({ host: '127.0.0.1', port: 0 })).port)
    await writeFile(files.certificateFile, second.certificate)
    await clock.advance(3 * lookEveryMs)
    expect(await ask(port, '/healthz', first.certificate)).toBe(200)
    expect(logger.lines.map(({ event }) => event)).toEqual(['certificate-unusable'])
    await writeFile(files.keyFile, second.key)
    await clock.advance(lookEveryMs)
    expect(await ask(port, '/healthz', second.certificate)).toBe(200)
    expect(await ask(port, '/healthz', first.certificate)).toBe('DEPTH_ZERO_SELF_SIGNED_CERT')
    await rm(files.keyFile)
    await clock.advance(lookEveryMs)
    expect(await ask(port, '/healthz', second.certificate)).toBe(200)
  } finally {
    await app.close()
    ownTls.close()
  }
  expect(clock.pending).toBe(0)
})

it('[HT76] a handshake that does not come to its end is let go like slow headers', async () => {
  const ownTls = openOwnTls(files, { clock: createFakeClock(), logger: silentLogger })
  const { app } = await createHttpApp({
    sessions: { authenticate: async () => undefined, onEnded: () => () => {} },
    address: createPublicAddress('https://localhost:4400'),
    random: seededRandom(1),
    logger: silentLogger,
    metrics: { observe() {} },
    trustedProxies: [],
    ownTls,
    slowestHeadMs: 200,
  })
  try {
    const port = Number(new URL(await app.listen({ host: '127.0.0.1', port: 0 })).port)
    const slow = connect(port, '127.0.0.1').on('error', () => {})
    slow.write(Uint8Array.of(22, 3, 1))
    await once(slow, 'close')
  } finally {
    await app.close()
    ownTls.close()
  }
}, 30_000)

it('[HT70] files that are no pair end the start in one line', async () => {
  await writeFile(files.keyFile, second.key)
  const open = () => openOwnTls(files, { clock: createFakeClock(), logger: silentLogger })
  expect(open).toThrow(
    `SOTTO_TLS_CERT_FILE and SOTTO_TLS_KEY_FILE: ${files.certificateFile} and ${files.keyFile} cannot be read, or are not a certificate and its key.`,
  )
})
