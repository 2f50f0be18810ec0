import { randomUUID } from 'node:crypto'
import type { Change, ServerMessage } from '@sotto/protocol'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cookieOf, openRealPanel, openSocket, until } from '../coaching/real-panel.ts'
import type { Browser } from '../support/browser.ts'
import { type Scene, startScene } from '../support/start-scene.ts'

interface State {
  readonly people: readonly {
    readonly id: string
    readonly name: string
    readonly role: string
    readonly queueIds: readonly string[]
    readonly engagement: boolean
  }[]
  readonly controls: readonly {
    readonly id: string
    readonly text?: string
    readonly readAt?: string
    readonly answer?: string
  }[]
}

let scene: Scene

beforeAll(async () => {
  scene = await startScene({
    server: { SOTTO_PORT: '0', SOTTO_PUBLIC_URL: 'http://localhost:4400' },
  })
  await scene.server.listen()
}, 60_000)
afterAll(() => scene?.close())

async function platform(path: string, method = 'GET', body?: object): Promise<Response> {
  return fetch(`${scene.platformUrl}${path}`, {
    method,
    headers: { 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
}

const state = async () => (await (await platform('/_simulator/state')).json()) as State

async function signedIn(name: string): Promise<Browser> {
  const browser = scene.newBrowser()
  await browser.signIn(name)
  return browser
}

/** A whisper from a supervisor of the billing queue that stands on a free agent's desk. */
async function whisper(text: string) {
  const { people } = await state()
  const agents = people.filter(
    (one) => one.role === 'agent' && one.engagement && one.queueIds.includes('queue-billing'),
  )
  const panel = await openRealPanel(scene, await signedIn('Maren Brandt'))
  for (const agent of agents) {
    const body = { scenario: 'steady', queueId: 'queue-billing', agentUserId: agent.id }
    const started = await platform('/_simulator/conversations', 'POST', body)
    if (!started.ok) continue
    const { id } = (await started.json()) as { id: string }
    panel.show(id)
    const { controlId } = (await panel.command(`/api/conversations/${id}/whispers`, { text })).body
    await until('delivery', () => {
      const change = panel.control(controlId)
      return change?.kind === 'control' && change.control.state === 'completed'
    })
    const control = (await state()).controls.find((one) => one.text === text)
    return { panel, agent, controlId: String(controlId), whisperId: control?.id ?? '' }
  }
  throw new Error('no agent is free')
}

function answer(browser: Browser, whisperId: string, body: object, key: string = randomUUID()) {
  return browser.post(`/api/agent/whispers/${whisperId}/receipt`, body, { 'idempotency-key': key })
}

async function openStrip(browser: Browser) {
  const socket = openSocket(scene, '/live', {
    cookie: cookieOf(browser),
    origin: scene.origin,
  })
  const messages: ServerMessage[] = []
  socket.on('message', (data) => void messages.push(JSON.parse(String(data)) as never))
  socket.on('open', () => socket.send(JSON.stringify({ type: 'hello', tabId: randomUUID() })))
  const changes = (): readonly Change[] =>
    messages.flatMap((message) => (message.type === 'frame' ? message.changes : []))
  return {
    socket,
    changes,
    strip: () => changes().findLast((change) => change.kind === 'agent-strip')?.strip,
  }
}

describe('a receipt', () => {
  it('[AS10] goes to the platform with the agent’s token, and the panel has it even when events are lost', async () => {
    const { panel, agent, controlId, whisperId } = await whisper('offer the refund')
    const browser = await signedIn(agent.name)
    const strip = await openStrip(browser)
    await until('the whisper', () => strip.strip()?.whispers.some(({ id }) => id === whisperId))
    await platform('/_simulator/faults', 'POST', { controlEventsSilent: 'events' })
    const told = await answer(browser, whisperId, { reply: 'need-you' })
    expect(told.statusCode).toBe(200)
    expect(told.json()).toMatchObject({ reply: 'need-you', repliedAt: expect.any(Number) })
    await until('the answer on the panel', () => {
      const change = panel.control(controlId)
      return change?.kind === 'control' && change.control.answer === 'need-you'
    })
    await until('the answer on the strip', () => strip.strip()?.whispers[0]?.reply === 'need-you')
    expect((await state()).controls.find(({ id }) => id === whisperId)).toMatchObject({
      answer: 'NEED_YOU',
      readAt: expect.any(String),
    })
    await platform('/_simulator/faults', 'DELETE')
    expect(new Set(strip.changes().map(({ kind }) => kind))).toEqual(
      new Set(['platform-link', 'agent-strip']),
    )
    strip.socket.close()
    await panel.close()
  })

  it('[AS11] is the agent’s own: a supervisor, a colleague and a stranger are refused, each in their way', async () => {
    const { panel, agent, whisperId } = await whisper('only for one')
    const colleague = (await state()).people.find(
      ({ role, id }) => role === 'agent' && id !== agent.id,
    )
    const supervisor = await answer(await signedIn('Maren Brandt'), whisperId, { seen: true })
    expect([supervisor.statusCode, supervisor.json().code]).toEqual([403, 'agents-only'])
    const other = await answer(await signedIn(colleague?.name ?? ''), whisperId, { seen: true })
    expect([other.statusCode, other.json().code]).toEqual([404, 'not-found'])
    expect((await answer(scene.newBrowser(), whisperId, { seen: true })).statusCode).toBe(401)
    const foreign = await (await signedIn(agent.name)).post(
      `/api/agent/whispers/${whisperId}/receipt`,
      { seen: true },
      { origin: 'http://evil.example', 'sec-fetch-site': 'cross-site' },
    )
    expect(foreign.statusCode).toBe(403)
    await panel.close()
  })

  it('[AS11] an agent opens nobody’s conversation by the supervisors’ doors', async () => {
    const { panel, agent } = await whisper('not by that door')
    const browser = await signedIn(agent.name)
    const conversationId = panel.detail()?.id ?? ''
    const key = { 'idempotency-key': randomUUID() }
    const path = `/api/conversations/${conversationId}`
    const sent = await browser.post(`${path}/whispers`, { text: 'hello' }, key)
    expect(sent.statusCode).toBe(404)
    expect((await browser.get(`${path}/controls`)).statusCode).toBe(404)
    await panel.close()
  })

  it('[AS12] is safe to repeat, and what cannot be read is named', async () => {
    const { panel, agent, whisperId } = await whisper('say it twice')
    const browser = await signedIn(agent.name)
    const key = randomUUID()
    const first = await answer(browser, whisperId, { seen: true, reply: 'got-it' }, key)
    const second = await answer(browser, whisperId, { seen: true, reply: 'got-it' }, key)
    expect([second.statusCode, second.body]).toEqual([200, first.body])
    expect((await answer(browser, whisperId, { reply: 'not-now' }, key)).statusCode).toBe(422)
    for (const body of [{}, { reply: 'maybe' }, { seen: false }, { seen: true, more: 1 }]) {
      const refused = await answer(browser, whisperId, body)
      expect([refused.statusCode, refused.json().code]).toEqual([400, 'bad-request'])
    }
    expect((await answer(browser, 'no%20id', { seen: true })).statusCode).toBe(404)
    await panel.close()
  })
})
