import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ContactCentre, startContactCentre } from '../../src/contact-centre.ts'
import { type HttpSession, signInByHttp } from '../../src/http-session.ts'
import { type ConsoleClient, createConsoleClient } from '../../src/outside/console.ts'
import { connectPanel } from '../../src/outside/panel-socket.ts'
import { type Cast, findCast } from '../../src/outside/people.ts'
import { refusal } from '../../src/outside/refusal.ts'
import { pause, until } from '../../src/outside/until.ts'
import type { SimulatedConversation } from '../../src/simulator-client.ts'

let centre: ContactCentre
let cast: Cast
let session: HttpSession
let client: ConsoleClient
let mine: SimulatedConversation
let foreign: SimulatedConversation

beforeAll(async () => {
  centre = await startContactCentre({ SIM_CALLS_PER_MINUTE: '0' })
  cast = findCast(await centre.simulator.state())
  session = await signInByHttp(centre.panelUrl, cast.first.name)
  client = createConsoleClient(centre.panelUrl, session.cookie)
  const queueOf = (queueIds: readonly string[]) => ({
    scenario: 'steady',
    queueId: queueIds[0] ?? '',
  })
  mine = await centre.simulator.startConversation(queueOf(cast.first.queueIds))
  foreign = await centre.simulator.startConversation(queueOf(cast.ofAnotherQueue.queueIds))
  await pause(500)
})

afterAll(() => centre?.stop())

const changes = () =>
  [
    [`/api/conversations/${mine.id}/mode`, { mode: 'monitor', tabId: 'judge-tab-1' }],
    [`/api/conversations/${mine.id}/whispers`, { text: 'Hello' }],
    ['/api/controls/none/cancel', {}],
    ['/auth/sign-out', {}],
  ] as const

describe('the console’s HTTP doors', () => {
  it('[OC70] know nobody without a session', async () => {
    for (const cookie of ['', 'nonsense=1', session.cookie.replace(/=.*/, '=forged')]) {
      expect(await client.ask('/api/me', { headers: { cookie } })).toMatchObject(
        refusal(401, 'signed-out'),
      )
      for (const [path, body] of changes())
        if (path !== '/auth/sign-out')
          expect(await client.ask(path, { body, headers: { cookie } }), path).toMatchObject(
            refusal(401),
          )
      const list = await client.ask(`/api/conversations/${mine.id}/controls`, {
        headers: { cookie },
      })
      expect(list).toMatchObject(refusal(401))
    }
  })

  it('[OC70] say who I am, without any token', async () => {
    const { status, body } = await client.ask('/api/me')
    expect(status).toBe(200)
    expect(body).toMatchObject({ id: cast.first.id, name: cast.first.name, role: 'supervisor' })
    expect(body.queues.map(({ id }: { id: string }) => id)).toEqual(cast.first.queueIds)
    expect(JSON.stringify(body)).not.toMatch(/token/i)
    expect(session.cookie).toMatch(/__Host-[\w-]+=./)
  })

  it('[OC70] take changes from our own pages only', async () => {
    for (const headers of [
      { origin: 'http://evil.example' },
      { origin: 'null' },
      { origin: centre.simulator.baseUrl },
      { 'sec-fetch-site': 'cross-site' },
    ])
      for (const [path, body] of changes())
        expect(
          await client.ask(path, { body, headers }),
          `${path} ${JSON.stringify(headers)}`,
        ).toMatchObject(refusal(403))
    expect((await client.ask('/api/me')).status).toBe(200)
  })

  it('[OC71] refuse bodies that are wrong, whatever they are, with the field', async () => {
    const [[mode], [whispers]] = changes()
    const tabId = 'judge-tab-1'
    const wrong: [string, string, unknown][] = [
      [mode, 'mode', { mode: 'shout', tabId }],
      [mode, 'mode', { tabId }],
      [mode, 'tabId', { mode: 'monitor' }],
      [mode, 'tabId', { mode: 'monitor', tabId: 'x' }],
      [mode, 'mixLevel', { mode: 'coach', tabId, mixLevel: 1 }],
      [mode, 'mixLevel', { mode: 'coach', tabId, mixLevel: 0.05 }],
      [mode, 'mixLevel', { mode: 'coach', tabId, mixLevel: '0.5' }],
      [mode, '', { mode: 'monitor', tabId, more: 1 }],
      [whispers, 'text', {}],
      [whispers, 'text', { text: '' }],
      [whispers, 'text', { text: '   ' }],
      [whispers, 'text', { text: 7 }],
      [whispers, 'text', { text: 'x'.repeat(1_001) }],
      [whispers, 'text', { text: '\ud800' }],
      [whispers, '', { text: 'x', more: 1 }],
      [whispers, '', []],
      [whispers, '', null],
    ]
    for (const [path, field, body] of wrong) {
      const answer = await client.ask(path, { body })
      expect(answer, JSON.stringify(body).slice(0, 60)).toMatchObject(refusal(400))
      if (field !== '') expect(answer.body.field, JSON.stringify(body).slice(0, 60)).toBe(field)
    }
    for (const raw of ['{"half', '\0', '"x"'])
      expect(await client.ask(whispers, { raw }), raw).toMatchObject(refusal(400))
    expect(await client.ask(whispers, { raw: `"${'x'.repeat(3_000_000)}"` })).toMatchObject(
      refusal(413),
    )
    expect([400, 415]).toContain(
      (await client.ask(whispers, { raw: 'text=x', headers: { 'content-type': 'text/plain' } }))
        .status,
    )
    for (const key of ['short', 'x'.repeat(65), 'with spaces in it'])
      expect(await client.ask(whispers, { body: { text: 'x' }, key }), key).toMatchObject(
        refusal(400),
      )
    expect(
      await client.ask(whispers, { body: { text: 'x' }, headers: { 'idempotency-key': '' } }),
    ).toMatchObject(refusal(400))
  })

  it('[OC71] do not tell a conversation of another team from one that is not there', async () => {
    const answers = []
    for (const id of [foreign.id, 'none', '%00', 'x'.repeat(400)]) {
      const path = `/api/conversations/${id}`
      const sent = await client.ask(`${path}/whispers`, { body: { text: 'x' } })
      expect(sent.status, id).toBeLessThan(500)
      answers.push(sent)
      expect(
        (await client.ask(`${path}/mode`, { body: { mode: 'monitor', tabId: 'judge-tab-1' } }))
          .status,
        id,
      ).toBeLessThan(500)
      expect((await client.ask(`${path}/controls`)).status, id).toBeLessThan(500)
    }
    expect(answers[0]).toMatchObject(refusal(404))
    expect({ ...answers[0]?.body, contextId: '' }).toEqual({ ...answers[1]?.body, contextId: '' })
    expect(await client.ask('/api/controls/none/cancel', { body: {} })).toMatchObject(refusal(404))
    expect(await client.ask('/api/nothing')).toMatchObject(refusal(404))
  })

  it('[OC72] the same key has the same answer, and with another body is 422', async () => {
    const path = `/api/conversations/${mine.id}/whispers`
    const key = client.freshKey()
    const [one, two] = [
      await client.ask(path, { body: { text: 'once' }, key }),
      await client.ask(path, { body: { text: 'once' }, key }),
    ]
    expect(one).toMatchObject({ status: 202, body: { controlId: expect.any(String) } })
    expect(two).toMatchObject({ status: 202, body: one.body })
    expect(await client.ask(path, { body: { text: 'twice' }, key })).toMatchObject(refusal(422))
    const many = await Promise.all(
      Array.from({ length: 8 }, () =>
        client.ask(path, { body: { text: 'at once' }, key: 'judge-at-once' }),
      ),
    )
    expect(many.every(({ status }) => status === 202 || status === 409)).toBe(true)
    const ids = new Set(
      many.filter(({ status }) => status === 202).map(({ body }) => body.controlId),
    )
    expect(ids.size).toBe(1)
    const { controls } = await centre.simulator.state()
    expect(controls.filter(({ conversationId }) => conversationId === mine.id)).toHaveLength(2)
  })

  it('[OC73] a return address is ours or nothing, and a callback nobody asked for is refused', async () => {
    for (const returnTo of [
      'https://evil.example/',
      '//evil.example',
      '/\\evil.example',
      'javascript:alert(1)',
    ]) {
      const { status, headers } = await client.ask(
        `/auth/sign-in?returnTo=${encodeURIComponent(returnTo)}`,
      )
      expect(status, returnTo).toBeLessThan(500)
      const location = headers.get('location') ?? centre.simulator.baseUrl
      expect(new URL(location, centre.panelUrl).hostname, returnTo).not.toContain('evil')
    }
    for (const query of [
      '',
      '?code=x&state=y',
      '?error=access_denied&state=x',
      `?code=${'x'.repeat(9_000)}`,
    ]) {
      const { status } = await client.ask(`/auth/callback${query}`, { headers: { cookie: '' } })
      expect(status, query.slice(0, 30)).toBeGreaterThanOrEqual(300)
      expect(status, query.slice(0, 30)).toBeLessThan(500)
    }
    for (const door of ['/healthz', '/readyz', '/metrics'])
      expect((await client.ask(door, { headers: { cookie: '' } })).status, door).toBe(200)
  })
})

describe('the console’s sockets', () => {
  it('[OC74] need a session and our own origin', async () => {
    for (const door of ['/live', '/audio?tabId=judge-tab-1'])
      for (const [headers, status] of [
        [{ origin: centre.panelUrl }, 401],
        [{ origin: centre.panelUrl, cookie: 'nonsense=1' }, 401],
        [{ cookie: session.cookie, origin: 'http://evil.example' }, 403],
      ] as const)
        expect(await connectPanel(`${centre.panelUrl}${door}`, headers), door).toEqual({
          refused: status,
        })
    for (const door of ['/audio', '/audio?tabId=x', '/live/none']) {
      const headers = { cookie: session.cookie, origin: centre.panelUrl }
      const opened = await connectPanel(`${centre.panelUrl}${door}`, headers)
      if ('refused' in opened) expect([400, 404], door).toContain(opened.refused)
      else await opened.closed(1_000)
    }
    expect((await client.ask('/live')).status).toBeLessThan(500)
  })

  it('[OC74] /live: hello, welcome, a whole snapshot, pong, and the conversation shown', async () => {
    const panel = await client.live('judge-tab-live')
    expect(await panel.next('welcome')).toMatchObject({
      resumed: false,
      streamId: expect.any(String),
    })
    expect(await panel.next('frame')).toMatchObject({ snapshot: true, changes: expect.any(Array) })
    const told = () => JSON.stringify(panel.messages)
    // The first one may come while the platform is still being read.
    await until('the conversation', 20_000, () => told().includes(mine.id) || undefined)
    expect(told()).not.toContain(foreign.id)
    panel.say({ type: 'ping', id: 7 })
    expect(await panel.next('pong')).toMatchObject({ id: 7 })
    panel.say({ type: 'show', conversationId: mine.id })
    await pause(800)
    expect(JSON.stringify(panel.messages)).toContain('"kind":"detail"')
    panel.say({ type: 'show', conversationId: foreign.id })
    await pause(800)
    expect(JSON.stringify(panel.messages)).toContain('"kind":"detail-gone"')
    expect(JSON.stringify(panel.messages).match(/eyJ|access_token/)).toBeNull()
    panel.close()
  })

  it('[OC74] /live: the same tab again replaces its older socket', async () => {
    const older = await client.live('judge-tab-twice')
    const newer = await client.live('judge-tab-twice')
    expect(await older.closed()).toBe(4409)
    expect(newer.isOpen()).toBe(true)
    newer.close()
  })

  it('[OC75] garbage is a problem, or closes that socket with 4400; nobody else notices', async () => {
    const witness = await client.live('judge-tab-witness')
    const nonsense = [
      '{"half',
      'null',
      '[]',
      '7',
      '{"type":"fly"}',
      '{"type":"ping"}',
      '{"type":"ping","id":"x"}',
      '{"type":"show","conversationId":7}',
      '{"type":"hello","tabId":"!"}',
      '\0',
    ]
    for (const door of ['/live', '/audio?tabId=judge-tab-witness'])
      for (const text of nonsense) {
        const panel = await client.socket(door)
        panel.sendRaw(text)
        await pause(120)
        const isClosed = panel.isOpen() ? undefined : await panel.closed()
        if (isClosed === undefined)
          expect(
            panel.messages.some(({ type }) => type === 'problem'),
            `${door} ${text}`,
          ).toBe(true)
        else expect([4400, 4409], `${door} ${text}`).toContain(isClosed)
        panel.close()
      }
    const flooding = await client.socket('/live')
    flooding.sendRaw('x'.repeat(5_000_000))
    expect([1009, 4400, 1006]).toContain(await flooding.closed())
    const binary = await client.socket('/live')
    binary.sendRaw(new Uint8Array(5))
    await pause(200)
    expect(binary.isOpen() ? binary.messages.at(-1)?.type : 'problem').toBe('problem')
    binary.close()
    expect(witness.isOpen()).toBe(true)
    witness.close()
  })

  it('[OC75] a frame of another size, version or kind closes /audio with 4400', async () => {
    const tab = await client.live('judge-tab-audio')
    const frame = (change: (bytes: Uint8Array) => Uint8Array) => {
      const bytes = new Uint8Array(656)
      bytes[0] = 1
      bytes[1] = 1
      return change(bytes)
    }
    const wrong = [
      new Uint8Array(0),
      new Uint8Array(15),
      frame((bytes) => bytes.slice(0, 655)),
      frame((bytes) => new Uint8Array([...bytes, 0])),
      frame((bytes) => bytes.with(0, 9)),
      frame((bytes) => bytes.with(1, 2)),
      frame((bytes) => bytes.with(1, 7)),
      new Uint8Array(200_000),
    ]
    for (const [index, bytes] of wrong.entries()) {
      const audio = await client.socket('/audio?tabId=judge-tab-audio')
      audio.sendRaw(bytes)
      expect([4400, 1009], `case ${index}`).toContain(await audio.closed())
    }
    const audio = await client.socket('/audio?tabId=judge-tab-audio')
    audio.say({ type: 'talk', conversationId: mine.id, talking: true })
    const problem = await audio.next('problem')
    expect(problem).toMatchObject({ code: expect.any(String) })
    audio.say({ type: 'ping', id: 3 })
    expect(await audio.next('pong')).toMatchObject({ id: 3 })
    expect(tab.isOpen()).toBe(true)
    audio.close()
    tab.close()
  })

  it('[OC76] signing out ends the session, its sockets included, and nobody else’s', async () => {
    const other = await signInByHttp(centre.panelUrl, cast.second.name)
    const panel = await client.live('judge-tab-leaving')
    const audio = await client.socket('/audio?tabId=judge-tab-leaving')
    expect((await client.ask('/auth/sign-out', { method: 'POST' })).status).toBe(204)
    expect(await panel.closed()).toBe(4401)
    expect(await audio.closed()).toBe(4401)
    expect(await client.ask('/api/me')).toMatchObject(refusal(401, 'signed-out'))
    expect((await client.ask('/api/me', { headers: { cookie: other.cookie } })).status).toBe(200)
    expect(centre.process.exitCode).toBeNull()
  })
})
