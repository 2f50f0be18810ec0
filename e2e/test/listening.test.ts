import type { BrowserContext, Page, WebSocketRoute } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { speechMicrophone } from '../src/microphone.ts'
import type { Panel } from '../src/panel.ts'
import { heardLevels, putEars } from '../src/player-ear.ts'
import { positionMs } from '../src/recordings.ts'
import type { Scene } from '../src/scene.ts'
import { openStage } from '../src/stage.ts'

const stage = openStage({ microphone: speechMicrophone })

const hears = (panel: Panel) => panel.page.getByRole('region', { name: 'What you hear' })
/** What is wrong with the supervisor’s own voice, and what was done. */
const advice = (panel: Panel) => panel.page.getByLabel('Your sound', { exact: true })

async function coach({ panel }: Scene): Promise<void> {
  await panel.coach.click()
  await panel.truth(/^Agent: hears you · confirmed/).waitFor({ timeout: 15_000 })
}

async function whispersOf({ conversation }: Scene) {
  const { controls } = await stage.centre.simulator.state()
  return controls.filter(
    (control) => control.conversationId === conversation.id && control.controlType === 'WHISPER',
  )
}

/** Talks until the page says it, in stretches of three seconds at most: some things are only said between two of them. */
async function talkUntil(panel: Panel, words: RegExp, stretches = 5): Promise<void> {
  const sentence = advice(panel).getByText(words)
  for (let stretch = 0; stretch < stretches; stretch += 1) {
    await panel.holdToTalk.hover()
    await panel.page.mouse.down()
    await sentence.waitFor({ timeout: 3_000 }).catch(() => {})
    await panel.page.mouse.up()
    if (await sentence.isVisible()) return
  }
  await sentence.waitFor({ timeout: 5_000 })
}

/** Between this page and the server, for its sound alone. */
async function meddle(
  context: BrowserContext,
  meet: (client: WebSocketRoute, server: WebSocketRoute) => void,
): Promise<void> {
  await context.routeWebSocket(/\/audio\?/, (client) => meet(client, client.connectToServer()))
}

type Message = string | Buffer

/** The same to what goes there and to what comes back. */
function bothWays(
  client: WebSocketRoute,
  server: WebSocketRoute,
  spoil: (send: (message: Message) => void) => (message: Message) => void,
): void {
  client.onMessage(spoil((message) => server.send(message)))
  server.onMessage(spoil((message) => client.send(message)))
}

describe('what the platform reports of the supervisor’s voice', () => {
  it('[EE90] distortion is said, and the next line opens by itself at 0.5', async () => {
    const here = await stage.setScene('quiet-customer')
    await coach(here)
    await stage.centre.simulator.setFaults({ clippingRatio: 0.5 })
    await talkUntil(here.panel, /^The platform reports that your voice arrives distorted/)
    await advice(here.panel).getByText('Your mix level was lowered to 0.50 by itself').waitFor()
    await expect
      .poll(async () => (await whispersOf(here)).map(({ audioMixLevel }) => audioMixLevel).sort(), {
        timeout: 10_000,
      })
      .toEqual([0.5, 0.65])
    await here.panel.truth(/^Agent: hears you · confirmed/).waitFor({ timeout: 15_000 })
    expect(await here.panel.page.getByText('Mix 0.50').isVisible()).toBe(true)
  })

  it.each([
    [
      'mediaLossRatio',
      { mediaLossRatio: 0.25 },
      /^The platform loses parts of what you say/,
      /^The platform does not deliver all of the call’s sound/,
    ],
    [
      'mediaJitterMs',
      { mediaJitterMs: 200 },
      /^The platform receives what you say unevenly/,
      /^The platform delivers the call’s sound unevenly/,
    ],
  ])('[EE91] %s is told as the platform’s', async (_name, faults, words, heardWords) => {
    const here = await stage.setScene('quiet-customer')
    await coach(here)
    await stage.centre.simulator.setFaults(faults)
    await talkUntil(here.panel, words)
    await hears(here.panel).getByText(heardWords).waitFor({ timeout: 15_000 })
    for (const place of [advice(here.panel), hears(here.panel)])
      expect(await place.getByText(/your own network (loses|delivers|does not)/i).count()).toBe(0)
  })

  it.each([
    [
      'loses frames',
      /^Your own network loses parts/,
      /^Parts of the call are left out on the way to this computer/,
      (client: WebSocketRoute, server: WebSocketRoute) => {
        bothWays(client, server, (send) => {
          let frames = 0
          return (message) => {
            frames += typeof message === 'string' ? 0 : 1
            if (typeof message === 'string' || frames % 8 !== 0) send(message)
          }
        })
      },
    ],
    [
      'holds frames up',
      /^Your own network delivers what you say too late/,
      /^The call reaches this computer too late in places/,
      (client: WebSocketRoute, server: WebSocketRoute) => {
        const beganAt = performance.now()
        bothWays(client, server, (send) => {
          let held: (string | Buffer)[] = []
          return (message) => {
            held.push(message)
            const into = (performance.now() - beganAt) % 1_500
            if (into > 0 && into < 800) return
            for (const waiting of held) send(waiting)
            held = []
          }
        })
      },
    ],
  ])(
    '[EE91] a network that %s is told as the supervisor’s own',
    async (_name, words, heardWords, meet) => {
      const here = await stage.setScene('quiet-customer', (context) => meddle(context, meet))
      await coach(here)
      await talkUntil(here.panel, words)
      await hears(here.panel).getByText(heardWords).waitFor({ timeout: 15_000 })
      for (const place of [advice(here.panel), hears(here.panel)])
        expect(await place.getByText(/^The platform/).count()).toBe(0)
    },
  )

  it('[EE92] an endpoint without PCMU and PCMA is named before anybody coaches', async () => {
    const { panel } = await stage.setScene('no-pcmu')
    await advice(panel)
      .getByText(/^The agent’s telephone takes neither PCMU nor PCMA/)
      .waitFor()
    expect(await panel.coach.isEnabled()).toBe(true)
  })
})

/** The loudest third of a second of each side: customer, agent. */
async function loudest(page: Page, forMs: number): Promise<readonly number[]> {
  const most = [0, 0]
  for (let passed = 0; passed < forMs; passed += 400) {
    await page.waitForTimeout(400)
    for (const [side, level] of (await heardLevels(page)).entries())
      most[side] = Math.max(most[side] ?? 0, level)
  }
  return most
}

/** So many samples that are not silence make a side that has spoken: half a second of 16 kHz. */
const spokenSamples = 8_000
const audibleSample = 300

/** Whether this party has spoken since then, as the platform recorded what they said. */
async function hasSpoken({ conversation }: Scene, leg: string, fromMs: number): Promise<boolean> {
  const samples = await stage.centre.simulator.recording(conversation.id, leg, { fromMs })
  let audible = 0
  for (const sample of samples ?? []) if (Math.abs(sample) > audibleSample) audible += 1
  return audible > spokenSamples
}

/** The loudest of each side until both parties have spoken and it is enough: customer, agent. */
async function loudestOfBoth(
  here: Scene,
  isEnough: (levels: readonly [number, number]) => boolean,
): Promise<readonly [number, number]> {
  const fromMs = Math.ceil(positionMs(here.conversation, Date.now()))
  let levels: readonly [number, number] = [0, 0]
  for (let passed = 0; passed < 30_000; passed += 800) {
    const [customer = 0, agent = 0] = await loudest(here.panel.page, 800)
    levels = [Math.max(levels[0], customer), Math.max(levels[1], agent)]
    if (!isEnough(levels)) continue
    const legs = ['customer-channel', 'agent-channel']
    const spoke = await Promise.all(legs.map((leg) => hasSpoken(here, leg, fromMs)))
    // What was said last is still on its way to the loudspeaker.
    if (spoke.every(Boolean)) break
  }
  const [customer = 0, agent = 0] = await loudest(here.panel.page, 400)
  return [Math.max(levels[0], customer), Math.max(levels[1], agent)]
}

describe('what the supervisor hears', () => {
  it('[EE93] volumes and mutes change what is played, side by side, and are there after a reload', async () => {
    const here = await stage.setScene('steady', putEars)
    const { panel } = here
    await panel.monitor.click()
    await hears(panel)
      .getByText('You hear the customer on the left and the agent on the right.')
      .waitFor({ timeout: 15_000 })
    const [customer, agent] = await loudestOfBoth(here, (levels) => Math.min(...levels) > 0.005)
    expect(customer).toBeGreaterThan(0.005)
    expect(agent).toBeGreaterThan(0.005)
    await hears(panel).getByRole('button', { name: 'Mute customer' }).click()
    await hears(panel).getByText('You have turned the customer off for yourself.').waitFor()
    await panel.page.waitForTimeout(1_000)
    const muted = await loudestOfBoth(here, (levels) => levels[1] > agent / 4)
    expect(muted[0]).toBe(0)
    expect(muted[1]).toBeGreaterThan(agent / 4)
    await hears(panel).getByRole('button', { name: 'Mute customer' }).click()
    const slider = hears(panel).getByRole('slider', { name: 'Agent volume' })
    await slider.focus()
    await panel.page.keyboard.press('ArrowLeft')
    expect(await slider.getAttribute('aria-valuetext')).toBe('95 percent')
    await panel.page.keyboard.press('Home')
    await panel.page.waitForTimeout(1_000)
    const turnedDown = await loudestOfBoth(here, (levels) => levels[0] > customer / 4)
    expect(turnedDown[1]).toBe(0)
    expect(turnedDown[0]).toBeGreaterThan(customer / 4)
    await panel.page.reload()
    await slider.waitFor({ timeout: 10_000 })
    expect(await slider.getAttribute('aria-valuetext')).toBe('0 percent')
  })

  it('[EE94] a sound connection cut and back goes on listening by itself, and says how long it was away', async () => {
    const sockets: WebSocketRoute[] = []
    const { panel, conversation } = await stage.setScene('steady', async (context) => {
      await putEars(context)
      await meddle(context, (client) => void sockets.push(client))
    })
    await panel.monitor.click()
    const listening = hears(panel).getByText(
      'You hear the customer on the left and the agent on the right.',
    )
    await listening.waitFor({ timeout: 15_000 })
    await panel.page.waitForTimeout(1_000)
    await sockets.at(-1)?.close({ code: 4000 })
    await hears(panel)
      .getByText(/^The sound was away for [01]\.\d s and is back/)
      .waitFor({ timeout: 3_000 })
    await listening.waitFor()
    expect(sockets.length).toBeGreaterThan(1)
    await expect
      .poll(async () => Math.max(...(await loudest(panel.page, 400))), { timeout: 15_000 })
      .toBeGreaterThan(0.005)
    const { controls } = await stage.centre.simulator.state()
    expect(controls.filter((one) => one.conversationId === conversation.id)).toHaveLength(1)
  })
})
