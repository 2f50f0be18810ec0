// The proxy example before a demo, with a certificate of its own: the file itself, only with other names and ports.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ContactCentre, startContactCentre, supervisorOf } from '../src/contact-centre.ts'
import { until } from '../src/outside/until.ts'
import { freePort } from '../src/program.ts'
import {
  createSecureVisitor,
  type SecureSocket,
  type SecureVisitor,
} from '../src/secure-visitor.ts'
import { canRunNginx, type NginxExample, prepareNginxExample } from './nginx-example.ts'

describe.runIf(canRunNginx)('the example for nginx', () => {
  let centre: ContactCentre
  let nginx: NginxExample
  let visitor: SecureVisitor
  let origin: string
  let plainPort: number

  beforeAll(async () => {
    nginx = await prepareNginxExample()
    ;({ origin, plainPort } = nginx)
    const panelPort = await freePort()
    nginx.start([panelPort])
    centre = await startContactCentre({
      SOTTO_PORT: String(panelPort),
      SOTTO_PUBLIC_URL: origin,
      SOTTO_TRUSTED_PROXIES: '127.0.0.1',
    })
    visitor = createSecureVisitor(nginx.certificate)
    await until('the proxy', 20_000, () => visitor.ask(origin).catch(() => undefined))
  })
  afterAll(async () => {
    nginx?.stop()
    await centre?.stop()
  })

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
