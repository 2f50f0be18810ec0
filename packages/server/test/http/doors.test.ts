import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { refusalSchema } from '@sotto/protocol'
import type { InjectOptions } from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Scene, startScene } from '../support/start-scene.ts'

let scene: Scene
let panelDirectory: string
beforeAll(async () => {
  panelDirectory = await mkdtemp(path.join(tmpdir(), 'sotto-panel-'))
  await mkdir(path.join(panelDirectory, 'assets'))
  await writeFile(
    path.join(panelDirectory, 'index.html'),
    '<!doctype html><title>the panel</title>',
  )
  await writeFile(path.join(panelDirectory, 'assets', 'app-B1a2_C3d.js'), 'export {}')
  await writeFile(path.join(panelDirectory, '.hidden'), 'planted')
  scene = await startScene({ panelDirectory, server: { SOTTO_SIGN_INS_PER_MINUTE: '1000' } })
}, 60_000)
afterAll(async () => {
  await scene?.close()
  await rm(panelDirectory, { recursive: true, force: true })
})

const ask = (options: InjectOptions) =>
  scene.server.app.inject({
    ...options,
    headers: { host: 'localhost:4400', ...options.headers },
  })

const visit = (url: string) => ask({ url, headers: { accept: 'text/html,*/*' } })

describe('refusals', () => {
  it.each([
    ['GET', '/api/nothing', {}, 404, 'not-found'],
    ['GET', '/api/conversations', {}, 404, 'not-found'],
    ['POST', '/api/me', {}, 405, 'method-not-allowed'],
    ['DELETE', '/auth/sign-out', {}, 405, 'method-not-allowed'],
    ['GET', '/auth/sign-out', {}, 405, 'method-not-allowed'],
    ['GET', '/live', {}, 426, 'upgrade-required'],
    ['GET', '/audio', {}, 426, 'upgrade-required'],
    ['GET', '/api/conversations/%zz/controls', {}, 400, 'bad-request'],
    ['GET', `/api/conversations/${'x'.repeat(200)}/controls`, {}, 404, 'not-found'],
    ['GET', '/api/me', { host: 'evil.example' }, 421, 'wrong-host'],
  ] as const)(
    '[HT10] %s %s %o is %i %s in the shape of refusals',
    async (method, url, headers, status, code) => {
      const answer = await ask({ method, url, headers })
      expect(answer.statusCode).toBe(status)
      expect(answer.headers['content-type']).toBe('application/json; charset=utf-8')
      const refusal = refusalSchema.parse(answer.json())
      expect(refusal).toMatchObject({ status, code })
      expect(refusal.contextId).toMatch(/^[0-9a-f-]{36}$/)
    },
  )

  it('[HT10] a door that takes another method names it', async () => {
    const answer = await ask({ method: 'POST', url: '/api/me' })
    expect(answer.headers.allow).toContain('GET')
  })

  it.each([
    ['text/plain', 'x', 415],
    ['application/x-www-form-urlencoded', 'a=1', 415],
    ['application/json', '{"a":', 400],
    ['application/json', `{"a":"${'x'.repeat(70_000)}"}`, 413],
    ['application/json', '{"__proto__":{"a":1}}', 400],
  ])(
    '[HT11] a body of %s that is %.20s… is refused with %i',
    async (contentType, payload, status) => {
      const browser = scene.newBrowser()
      await browser.signIn('Maren Brandt')
      const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
      const answer = await ask({
        method: 'POST',
        url: '/api/conversations/c-1/whispers',
        payload,
        headers: { origin: scene.origin, 'content-type': contentType, cookie },
      })
      expect(answer.statusCode).toBe(status)
      expect(refusalSchema.parse(answer.json()).status).toBe(status)
      expect((await ask({ url: '/healthz' })).statusCode).toBe(200)
    },
  )

  it('[HT12] what goes wrong inside says nothing of it, and is in the log under its context id', async () => {
    const real = scene.stores.sessions.byCookieHash
    const broken = () => Promise.reject(new Error('planted detail of the inside'))
    Object.assign(scene.stores.sessions, { byCookieHash: broken })
    try {
      const answer = await ask({
        url: '/api/me',
        headers: { cookie: `__Host-sotto-session=${'A'.repeat(43)}` },
      })
      const refusal = refusalSchema.parse(answer.json())
      expect(refusal).toMatchObject({ status: 500, code: 'internal-error' })
      expect(answer.body).not.toContain('planted')
      const line = scene.logger.lines.find(({ fields }) => fields.contextId === refusal.contextId)
      expect(line).toMatchObject({ level: 'error', event: 'request-failed' })
      expect(scene.logger.text()).not.toContain('planted detail')
    } finally {
      Object.assign(scene.stores.sessions, { byCookieHash: real })
    }
  })

  it('[HT12] a database that is down is "later", not a defect', async () => {
    const real = scene.stores.sessions.byCookieHash
    const failure = Object.assign(new Error('connect'), { code: 'ECONNREFUSED' })
    Object.assign(scene.stores.sessions, { byCookieHash: () => Promise.reject(failure) })
    try {
      const answer = await ask({
        url: '/api/me',
        headers: { cookie: `__Host-sotto-session=${'A'.repeat(43)}` },
      })
      expect(answer.statusCode).toBe(503)
      expect(answer.headers['retry-after']).toBe('1')
      expect(refusalSchema.parse(answer.json()).code).toBe('database-unavailable')
    } finally {
      Object.assign(scene.stores.sessions, { byCookieHash: real })
    }
  })
})

describe('our own pages only', () => {
  const own = 'http://localhost:4400'
  it.each([
    [{ origin: own, 'sec-fetch-site': 'same-origin' }, true],
    [{ origin: own }, true],
    [{ 'sec-fetch-site': 'same-origin' }, true],
    [{}, false],
    [{ origin: 'null' }, false],
    [{ origin: 'http://evil.example' }, false],
    [{ origin: 'http://evil.example', 'sec-fetch-site': 'same-origin' }, false],
    [{ origin: 'http://localhost:4401' }, false],
    [{ origin: 'https://localhost:4400' }, false],
    [{ origin: own, 'sec-fetch-site': 'same-site' }, false],
    [{ origin: own, 'sec-fetch-site': 'cross-site' }, false],
    [{ 'sec-fetch-site': 'none' }, false],
  ] as const)('[HT13] a change with %o is let through: %s', async (headers, isLetThrough) => {
    const answers = [
      await ask({ method: 'POST', url: '/auth/sign-out', headers }),
      await ask({ method: 'POST', url: '/api/conversations/c-1/mode', headers, payload: {} }),
    ]
    for (const answer of answers) {
      // Nobody is signed in, which is found out only after the origin.
      expect(answer.json()).toMatchObject({ code: isLetThrough ? 'signed-out' : 'cross-origin' })
    }
  })

  it('[HT14] a visitor by another name of this machine is sent to the right one', async () => {
    const answer = await ask({
      url: '/conversations/c-1?x=1',
      headers: { host: '127.0.0.1:4400', accept: 'text/html' },
    })
    expect(answer.statusCode).toBe(307)
    expect(answer.headers.location).toBe('http://localhost:4400/conversations/c-1?x=1')
  })
})

describe('headers', () => {
  it('[HT15] a page runs our own files only, is framed by nobody, and tells nobody where it was', async () => {
    const { headers } = await visit('/')
    const policy = new Map(
      String(headers['content-security-policy'])
        .split(';')
        .map((directive) => directive.trim().split(/ (.*)/s))
        .map(([name, value]) => [name, value]),
    )
    expect(Object.fromEntries(policy)).toEqual({
      'default-src': "'none'",
      'script-src': "'self'",
      'style-src': "'self'",
      'img-src': "'self' data:",
      'font-src': "'self'",
      'connect-src': "'self' ws://localhost:4400",
      'worker-src': "'self'",
      'media-src': "'self' blob:",
      'manifest-src': "'self'",
      'base-uri': "'none'",
      'form-action': "'self'",
      'frame-ancestors': "'none'",
      'require-trusted-types-for': "'script'",
      'trusted-types': "'none'",
    })
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
    })
    expect(headers['permissions-policy']).toContain('microphone=(self)')
    expect(headers['strict-transport-security']).toBeUndefined()
    expect(headers.server).toBeUndefined()
  })

  it('[HT15] refusals carry the same headers', async () => {
    const { headers } = await ask({ url: '/api/nothing' })
    expect(headers['content-security-policy']).toContain("default-src 'none'")
    expect(headers['cache-control']).toBe('no-store')
  })
})

describe('the panel', () => {
  it('[HT16] every place of the panel is the panel, asked for anew each time', async () => {
    for (const place of ['/', '/conversations/c-1', '/agent', '/index.html']) {
      const answer = await visit(place)
      expect([place, answer.statusCode]).toEqual([place, 200])
      expect(answer.body).toContain('the panel')
      expect(answer.headers['cache-control']).toBe('no-cache')
    }
  })

  it('[HT16] what carries a hash in its name is kept for ever; what is not there is no page', async () => {
    const asset = await visit('/assets/app-B1a2_C3d.js')
    expect(asset.headers['cache-control']).toBe('public, max-age=31536000, immutable')
    expect(asset.headers['content-type']).toContain('javascript')
    for (const url of [
      '/assets/gone-B1a2_C3d.js',
      '/.hidden',
      '/../package.json',
      '/%2e%2e/x',
      '/api/x',
    ]) {
      const answer = await ask({ url })
      expect([url, answer.statusCode]).toEqual([url, 404])
      expect(answer.body).not.toContain('planted')
    }
    expect((await visit('/assets/gone-B1a2_C3d.js')).statusCode).toBe(404)
  })

  it('[HT16] a server is not started with a panel that is not there', async () => {
    await expect(startScene({ panelDirectory: path.join(panelDirectory, 'not') })).rejects.toThrow(
      'There is no panel in',
    )
  }, 30_000)
})

describe('for whoever runs us', () => {
  it('[HT17] it says that it is alive, under any name', async () => {
    const answer = await ask({ url: '/healthz', headers: { host: '10.0.0.7:4400' } })
    expect(answer.json()).toEqual({ status: 'alive' })
  })

  it('[HT17] it is ready while database and platform answer', async () => {
    const answer = await ask({ url: '/readyz' })
    expect(answer.statusCode).toBe(200)
    expect(answer.json()).toEqual({ status: 'ready', checks: { database: true, platform: true } })
  })

  it('[HT18] it counts requests by template, never by address', async () => {
    await ask({ url: '/api/conversations/planted-id/controls?planted=query' })
    const { body, headers } = await ask({ url: '/metrics' })
    expect(headers['content-type']).toContain('text/plain')
    expect(body).toContain('route="/api/conversations/:id/controls",status="401"')
    expect(body).toContain('sotto_sessions_with_open_sockets 0')
    expect(body).toContain('sotto_token_refreshes_total{outcome="done"}')
    expect(body).toContain('sotto_coaching_total{name="panels-connected"} 0')
    for (const name of ['requests', 'wait_seconds', 'too_many'])
      for (const purpose of ['act', 'truth', 'detail', 'browse'])
        expect(body).toContain(`sotto_platform_${name}_total{purpose="${purpose}"}`)
    expect(body).toContain('process_resident_memory_bytes')
    expect(body).not.toContain('planted')
  })

  it('[HT18] the log has one line per request, by template, with its context id', async () => {
    await ask({ url: '/api/conversations/planted-id/controls?planted=query' })
    const line = scene.logger.lines.findLast(({ event }) => event === 'request')
    expect(line?.fields).toEqual({
      contextId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      method: 'GET',
      route: '/api/conversations/:id/controls',
      status: 401,
      durationMs: expect.any(Number),
    })
    expect(scene.logger.text()).not.toContain('planted')
  })

  it('[HT41] the log says whose request it was, also of one that was refused', async () => {
    const browser = scene.newBrowser()
    await browser.signIn('Maren Brandt')
    expect((await browser.get('/api/conversations/planted-id/incidents')).statusCode).toBe(404)
    const lines = () => scene.logger.lines.filter(({ event }) => event === 'request')
    expect(lines().at(-1)?.fields).toMatchObject({ status: 404, personId: 'user-maren-brandt' })
    await ask({ url: '/api/conversations/planted-id/incidents' })
    expect(lines().at(-1)?.fields).not.toHaveProperty('personId')
  })

  it('[HT19] its doors are described for machines', async () => {
    const answer = await ask({ url: '/api/openapi.json' })
    expect(answer.json()).toMatchObject({
      openapi: '3.1.0',
      paths: { '/api/me': { get: {} }, '/auth/sign-in': { get: {} } },
    })
  })
})
