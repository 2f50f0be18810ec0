// The proxy example before a demo, with a certificate of its own: the file itself, only with other names and ports.
import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ContactCentre, startContactCentre, supervisorOf } from '../src/contact-centre.ts'
import { until } from '../src/outside/until.ts'
import { freePort } from '../src/program.ts'
import {
  createSecureVisitor,
  type SecureSocket,
  type SecureVisitor,
} from '../src/secure-visitor.ts'

const isThere = (program: string) => spawnSync(program, ['-v']).error === undefined
const example = new URL('../../deploy/nginx/sotto.conf', import.meta.url)

describe.runIf(isThere('nginx') && isThere('openssl'))('the example for nginx', () => {
  let folder: string
  let centre: ContactCentre
  let nginx: ChildProcess
  let visitor: SecureVisitor
  let origin: string
  let plainPort: number

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'sotto-nginx-'))
    const [securePort, panelPort] = [await freePort(), await freePort()]
    plainPort = await freePort()
    origin = `https://localhost:${securePort}`
    makeCertificate(folder)
    writeFileSync(
      join(folder, 'nginx.conf'),
      wholeConfiguration({ securePort, plainPort, panelPort }),
    )
    // It says what is wrong with it before anything is started.
    execFileSync('nginx', ['-t', '-p', folder, '-c', 'nginx.conf'], { stdio: 'pipe' })
    centre = await startContactCentre({
      SOTTO_PORT: String(panelPort),
      SOTTO_PUBLIC_URL: origin,
      SOTTO_TRUSTED_PROXIES: '127.0.0.1',
    })
    nginx = spawn('nginx', ['-p', folder, '-c', 'nginx.conf', '-g', 'daemon off;'], {
      stdio: 'pipe',
    })
    visitor = createSecureVisitor(readFileSync(join(folder, 'certificate.pem'), 'utf8'))
    await until('the proxy', 20_000, () => visitor.ask(origin).catch(() => undefined))
  })
  afterAll(async () => {
    nginx?.kill('SIGTERM')
    await centre?.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  function wholeConfiguration(ports: {
    readonly securePort: number
    readonly plainPort: number
    readonly panelPort: number
  }): string {
    const site = readFileSync(example, 'utf8')
      .replace(/^\s*listen \[::\].*\n/gm, '')
      .replace('listen 80;', `listen 127.0.0.1:${ports.plainPort};`)
      .replace('listen 443 ssl', `listen 127.0.0.1:${ports.securePort} ssl`)
      .replace('127.0.0.1:4400', `127.0.0.1:${ports.panelPort}`)
      .replaceAll('server_name console.example', 'server_name localhost')
      .replace('/etc/ssl/sotto/fullchain.pem', join(folder, 'certificate.pem'))
      .replace('/etc/ssl/sotto/privkey.pem', join(folder, 'key.pem'))
    const scratch = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
      (name) => `${name}_temp_path ${folder}/${name};`,
    )
    mkdirSync(join(folder, 'logs'))
    return `pid ${folder}/pid; error_log ${folder}/logs/error.log; events {}
      http { access_log off; ${scratch.join(' ')}\n${site}\n}`
  }

  const nameOf = async () => {
    const state = await centre.simulator.state()
    const call = state.conversations.find(
      ({ agentUserId, mediaType }) => /voice/i.test(mediaType) && agentUserId !== undefined,
    )
    if (call === undefined) throw new Error('no call')
    return { call, name: supervisorOf(state, call.queueId).name }
  }

  async function opened(path: string): Promise<SecureSocket> {
    const socket = await visitor.socket(`${origin}${path}`)
    if ('refused' in socket) throw new Error(`refused: ${socket.refused}`)
    return socket
  }

  it('[OP50] promises https, keeps cookies to https, and sends plain visitors there', async () => {
    const page = await visitor.ask(origin)
    expect(page.status).toBe(200)
    expect(page.headers['strict-transport-security']).toContain('max-age=31536000')
    expect(page.headers['content-security-policy']).toContain(origin.replace('https', 'wss'))
    const plain = await visitor.ask(`http://127.0.0.1:${plainPort}/x`)
    expect(plain.status).toBe(301)
    expect(plain.headers.location).toMatch(/^https:.*\/x$/)
    const cookies = await visitor.signIn(origin, (await nameOf()).name)
    expect(cookies.length).toBeGreaterThan(1)
    for (const cookie of cookies) expect(cookie).toMatch(/; Secure/)
    expect(cookies.some((cookie) => /^__Host-.*HttpOnly/.test(cookie))).toBe(true)
    expect((await visitor.ask(`${origin}/api/me`)).status).toBe(200)
  })

  it('[OP51] carries the live socket, sound out of a call, and what is said to the sound’s socket', async () => {
    const { call, name } = await nameOf()
    await visitor.signIn(origin, name)
    const tabId = 'tab-through-nginx'
    const live = await opened('/live')
    live.say({ type: 'hello', tabId })
    await until('a snapshot', 20_000, () =>
      live.texts.find((text) => text.includes('"snapshot":true')),
    )
    const audio = await opened(`/audio?tabId=${tabId}`)
    live.say({ type: 'show', conversationId: call.id })
    let tries = 0
    const answer = await until('the line', 20_000, async () => {
      tries += 1
      const asked = await visitor.ask(`${origin}/api/conversations/${call.id}/mode`, {
        method: 'POST',
        headers: {
          origin,
          'content-type': 'application/json',
          'idempotency-key': `through-nginx-${tries}`,
        },
        body: JSON.stringify({ mode: 'monitor', tabId }),
      })
      return asked.status === 202 ? asked : undefined
    })
    expect(answer.status).toBe(202)
    await until('two seconds of sound', 30_000, () =>
      audio.binaryCount() > 100 ? true : undefined,
    )
    audio.say({ type: 'not-a-message' })
    await until('an answer to nonsense', 10_000, () =>
      audio.texts.find((text) => text.includes('"problem"')),
    )
    live.close()
  })

  it('[OP52] lets nobody claim another address or name, and nothing large through', async () => {
    const spoofed = await visitor.ask(`${origin}/api/me`, {
      headers: { 'x-forwarded-host': 'evil.example', 'x-forwarded-for': '203.0.113.9' },
    })
    expect(spoofed.status).not.toBe(421)
    const foreign = await visitor.ask(`${origin}/api/me`, { headers: { host: 'evil.example' } })
    expect(foreign.status).toBe(421)
    const large = await visitor.ask(`${origin}/api/conversations/x/mode`, {
      method: 'POST',
      headers: { origin, 'content-type': 'application/json' },
      body: 'x'.repeat(100_000),
    })
    expect(large.status).toBe(413)
    expect(
      await createSecureVisitor('')
        .ask(origin)
        .catch((failure: Error) => failure.message),
    ).toMatch(/self.signed/)
  })

  it('[OP53] its metrics are for this machine', async () => {
    const metrics = await visitor.ask(`${origin}/metrics`)
    expect(metrics.text).toContain('sotto_event_to_panel_seconds_count')
    const elsewhere = await visitor.ask(`${origin}/metrics`, { from: '127.0.0.2' })
    expect(elsewhere.status).toBe(403)
  })
})

function makeCertificate(folder: string): void {
  const names = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1']
  const kind = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2']
  const files = ['-keyout', join(folder, 'key.pem'), '-out', join(folder, 'certificate.pem')]
  execFileSync('openssl', ['req', '-x509', ...kind, ...names, ...files], { stdio: 'pipe' })
}
