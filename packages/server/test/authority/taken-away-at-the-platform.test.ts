import { sleep, systemClock } from '@sotto/kernel'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openRealPanel, until } from '../coaching/real-panel.ts'
import { type Scene, startScene } from '../support/start-scene.ts'

let scene: Scene
beforeAll(async () => {
  scene = await startScene({
    server: { SOTTO_PORT: '0', SOTTO_PUBLIC_URL: 'http://localhost:4400' },
  })
  await scene.server.listen()
}, 60_000)
afterAll(() => scene?.close())

const supervisor = 'user-maren-brandt'
const queueId = 'queue-billing'

async function atThePlatform(method: 'PATCH' | 'POST', path: string, body: object) {
  const answer = await fetch(`${scene.platformUrl}/_simulator/${path}`, {
    method,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  return { ok: answer.ok, body: (await answer.json()) as { readonly id: string } }
}

const patch = (body: object) => atThePlatform('PATCH', `people/${supervisor}`, body)

async function startConversation(): Promise<string> {
  const agents = [...scene.simulator.world.people.values()].filter(
    (one) => one.role === 'agent' && one.queueIds.includes(queueId),
  )
  for (const { id: agentUserId } of agents) {
    const wish = { scenario: 'steady', queueId, agentUserId }
    const { ok, body } = await atThePlatform('POST', 'conversations', wish)
    if (ok) return body.id
  }
  throw new Error('no agent is free')
}

/** Maren listens to a conversation, and hears it. */
async function listen() {
  const browser = scene.newBrowser()
  await browser.signIn('Maren Brandt')
  const panel = await openRealPanel(scene, browser)
  const id = await startConversation()
  const rowOf = (kind: 'conversation' | 'conversation-gone') =>
    panel
      .changes()
      .some(
        (change) =>
          change.kind === kind &&
          (change.kind === 'conversation' ? change.row.id : change.id) === id,
      )
  await until('its row', () => rowOf('conversation'))
  panel.show(id)
  await until('the conversation', () => panel.detail()?.allowed.monitor.allowed)
  await panel.command(`/api/conversations/${id}/mode`, { mode: 'monitor', tabId: panel.tabId })
  await until('sound', () => panel.heard.length > 10)
  return { browser, panel, id, rowOf }
}

/** A line would have brought ten frames meanwhile. */
async function isSilent(heard: readonly unknown[]): Promise<boolean> {
  const before = heard.length
  await sleep(systemClock, 200)
  return heard.length === before
}

it('[LV13] [AC14] the platform takes away the right to listen, the queue, the login: sound, view and sockets go, and it is said', async () => {
  const { permissions, queueIds } = scene.simulator.world.people.get(supervisor) ?? {
    permissions: [],
    queueIds: [],
  }

  const first = await listen()
  await patch({ permissions: permissions.filter((one) => one !== 'Conversation:Monitor:Write') })
  await until('the reason', () => first.panel.detail()?.mode.reason === 'right-removed')
  expect(first.panel.detail()?.allowed.monitor).toEqual({
    allowed: false,
    reason: 'missing-permission',
    missing: 'monitor',
  })
  expect(await isSilent(first.panel.heard)).toBe(true)
  const refused = await first.panel.command(`/api/conversations/${first.id}/mode`, {
    mode: 'monitor',
    tabId: first.panel.tabId,
  })
  expect(refused).toMatchObject({ status: 403, body: { missing: 'monitor' } })
  await patch({ permissions })
  await first.panel.close()

  const second = await listen()
  await patch({ queueIds: queueIds.filter((one) => one !== queueId) })
  await until('the row’s going', () => second.rowOf('conversation-gone'))
  await until('the view’s going', () =>
    second.panel
      .changes()
      .some((change) => change.kind === 'detail-gone' && change.conversationId === second.id),
  )
  expect(await isSilent(second.panel.heard)).toBe(true)
  const withoutId = ({ contextId: _, ...rest }: Record<string, unknown>) => rest
  const paths = [second.id, 'conversation-that-never-was'] as const
  const absences = await Promise.all(
    paths.map((id) => second.panel.command(`/api/conversations/${id}/whispers`, { text: 'x' })),
  )
  expect(absences.map(({ status }) => status)).toEqual([404, 404])
  expect(withoutId(absences[0]?.body)).toEqual(withoutId(absences[1]?.body))
  await patch({ queueIds })
  await second.panel.close()

  const third = await listen()
  await patch({ active: false })
  expect((await third.panel.liveClosed)[0]).toBe(4401)
  expect((await third.browser.get('/api/me')).statusCode).toBe(401)
  await patch({ active: true })
}, 60_000)
