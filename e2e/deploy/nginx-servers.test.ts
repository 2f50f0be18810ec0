// The proxy example before three servers on one database: a browser signs in through it, whispers, and outlives its servers.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openBrowser, signIn } from '../src/browser.ts'
import { supervisorsOf } from '../src/contact-centre.ts'
import { speechMicrophone } from '../src/microphone.ts'
import { until } from '../src/outside/until.ts'
import { type Panel, panelOn } from '../src/panel.ts'
import { createSecureVisitor, type SecureVisitor } from '../src/secure-visitor.ts'
import { type SeveralServers, startSeveralServers } from '../src/several-servers/several-servers.ts'
import { linesOver } from '../src/several-servers/whisper.ts'
import type { SimulatedPerson } from '../src/simulator-client.ts'
import { canRunNginx, type NginxExample, prepareNginxExample } from './nginx-example.ts'

const servers = [0, 1, 2] as const
const longMs = 60_000
const pressAgainMs = 15_000
const wait = { timeout: longMs }

describe.runIf(canRunNginx)('the example for nginx before three servers', () => {
  let nginx: NginxExample
  let centre: SeveralServers
  let browser: Browser
  let panel: Panel
  let folder: string
  let conversationId: string
  let supervisor: SimulatedPerson
  let other: SimulatedPerson
  let visitor: SecureVisitor

  beforeAll(async () => {
    nginx = await prepareNginxExample()
    centre = await startSeveralServers(servers.length, {
      SOTTO_PUBLIC_URL: nginx.origin,
      SOTTO_TRUSTED_PROXIES: '127.0.0.1',
    })
    nginx.start(servers.map((index) => centre.server(index).port))
    visitor = createSecureVisitor(nginx.certificate)
    await until('the proxy', longMs, () => visitor.ask(nginx.origin).catch(() => undefined))
    const state = await centre.simulator.state()
    const queueId = state.queues[0]?.id ?? ''
    const [one, two] = supervisorsOf(state, queueId)
    if (one === undefined || two === undefined) throw new Error('no two supervisors')
    supervisor = one
    other = two
    folder = await mkdtemp(join(tmpdir(), 'sotto-nginx-servers-'))
    browser = await openBrowser({ microphoneFile: (await speechMicrophone(folder)).file })
    const call = await centre.simulator.startConversation({ scenario: 'quiet-customer', queueId })
    conversationId = call.id
  })
  afterAll(async () => {
    await browser?.close()
    nginx?.stop()
    await centre?.stop()
    await rm(folder, { recursive: true, force: true })
  })

  /** The server that holds the sockets of the one tab. */
  async function holder(): Promise<number> {
    const [seat] = await centre.database.ask<{ address: string }>(`
      select address from panel_seat join session on session.id = session_id
        join server_presence on server_presence.id = server_id and alive_until > now()
      where person_id = '${supervisor.id}'`)
    const index = servers.find((one) => seat?.address.endsWith(`:${centre.server(one).port}`))
    if (index === undefined) throw new Error('the tab sits nowhere')
    return index
  }

  async function coachAndTalk(): Promise<void> {
    await expect.poll(() => panel.coach.isEnabled(), wait).toBe(true)
    await panel.monitor.click()
    await panel.page.getByText('Monitoring: nobody hears you').waitFor(wait)
    // A line that a busy machine opens too late is taken back, and the key is pressed again, as a person does.
    await until('the line', 3 * longMs, async () => {
      await panel.coach.click({ timeout: 1_000 }).catch(() => undefined)
      const opened = panel.status('Live').waitFor({ timeout: pressAgainMs })
      return opened.then(
        () => true as const,
        () => undefined,
      )
    })
    await panel.holdToTalk.hover()
    await panel.page.mouse.down()
    await panel.truth(/^Agent: hears you · confirmed/).waitFor(wait)
  }

  async function expectBack(): Promise<void> {
    await panel.truth(/^Agent: does not hear you · confirmed/).waitFor(wait)
    expect(await linesOver(centre, conversationId, supervisor.id, longMs)).toBeGreaterThan(0)
    await panel.page.mouse.up()
  }

  it('[OP56] a browser signs in, listens and whispers through it, and comes back after its server was killed', async () => {
    const context = await browser.newContext({ ignoreHTTPSErrors: true })
    panel = panelOn(await signIn(context, nginx.origin, supervisor.name), nginx.origin)
    await panel.goTo(conversationId)
    await coachAndTalk()
    await centre.server(await holder()).end('SIGKILL')
    await expectBack()
    await coachAndTalk()
    await panel.page.mouse.up()
    await panel.stop.click()
    expect(await linesOver(centre, conversationId, supervisor.id, longMs)).toBeGreaterThan(1)
  })

  it('[OP56] while a server is dead, every page and command through it is answered by another', async () => {
    const { id } = await centre.simulator.startConversation({
      scenario: 'quiet-customer',
      queueId: other.queueIds[0] ?? '',
    })
    await visitor.signIn(nginx.origin, other.name)
    for (let asked = 0; asked < 30; asked += 1) {
      expect((await visitor.ask(nginx.origin)).status).toBe(200)
      const text = await visitor.ask(`${nginx.origin}/api/conversations/${id}/whispers`, {
        method: 'POST',
        headers: {
          origin: nginx.origin,
          'content-type': 'application/json',
          'idempotency-key': `through-nginx-${asked}`,
        },
        body: JSON.stringify({ text: `Text ${asked}` }),
      })
      expect(text.status).toBeLessThan(500)
    }
    await centre.mend()
  })

  it('[OP57] while a server is being ended whoever opens the page gets it from another, and coaching goes on elsewhere', async () => {
    await coachAndTalk()
    const statuses = new Map<number, number>()
    let isOver = false
    const opening = (async () => {
      while (!isOver) {
        const { status } = await visitor.ask(nginx.origin)
        statuses.set(status, (statuses.get(status) ?? 0) + 1)
      }
    })()
    expect(await centre.server(await holder()).end('SIGTERM')).toBe(0)
    isOver = true
    await opening
    expect([...statuses.keys()]).toEqual([200])
    await expectBack()
    await coachAndTalk()
    await panel.page.mouse.up()
    await panel.whisperText.fill('Ask for the order number')
    await panel.sendWhisper.click()
    await until('the text at the platform', longMs, async () => {
      const { controls } = await centre.simulator.state()
      return controls.some(({ text }) => text === 'Ask for the order number') || undefined
    })
  })
})
