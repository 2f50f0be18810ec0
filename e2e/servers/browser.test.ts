import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { openBrowser, signIn } from '../src/browser.ts'
import { speechMicrophone } from '../src/microphone.ts'
import { until } from '../src/outside/until.ts'
import { type Panel, panelOn } from '../src/panel.ts'
import {
  longMs,
  type ServersScene,
  servers,
  setServersScene,
} from '../src/several-servers/servers-scene.ts'
import { linesOver, voiceLines } from '../src/several-servers/whisper.ts'

let scene: ServersScene
let browser: Browser
let panel: Panel
let folder: string
let conversationId: string
beforeAll(async () => {
  scene = await setServersScene()
  folder = await mkdtemp(join(tmpdir(), 'sotto-browser-'))
  browser = await openBrowser({ microphoneFile: (await speechMicrophone(folder)).file })
  const page = await signIn(await browser.newContext(), scene.centre.publicUrl, scene.third.name)
  panel = panelOn(page, scene.centre.publicUrl)
  conversationId = (await scene.newCall()).id
  await panel.goTo(conversationId)
})
afterEach(() => scene?.centre.mend())
afterAll(async () => {
  await browser?.close()
  await scene?.centre.stop()
  await rm(folder, { recursive: true, force: true })
})

const half = 'Ask for the order num'
const wait = { timeout: longMs }

/** The server that holds the sockets of that person's one tab. */
async function holder(): Promise<number> {
  const [seat] = await scene.centre.database.ask<{ address: string }>(`
    select address from panel_seat join session on session.id = session_id
      join server_presence on server_presence.id = server_id and alive_until > now()
    where person_id = '${scene.third.id}'`)
  const index = servers.find((one) => seat?.address.endsWith(`:${scene.centre.server(one).port}`))
  if (index === undefined) throw new Error('the tab sits nowhere')
  return index
}

async function takePicture(name: string): Promise<void> {
  const { SOTTO_PICTURES: place } = process.env
  if (place === undefined) return
  await mkdir(place, { recursive: true })
  await panel.page.screenshot({ path: join(place, `${name}.png`) })
}

/** Monitor, coach, and the talk key down, until the page says that the agent hears. */
async function coachAndTalk(): Promise<void> {
  await expect.poll(() => panel.coach.isEnabled(), wait).toBe(true)
  await panel.monitor.click()
  await panel.page.getByText('Monitoring: nobody hears you').waitFor(wait)
  await panel.coach.click()
  await panel.status('Live').waitFor(wait)
  await panel.whisperText.fill(half)
  await panel.holdToTalk.hover()
  await panel.page.mouse.down()
  await panel.truth(/^Agent: hears you · confirmed/).waitFor(wait)
}

/** The page is back by itself, says that nobody hears, and has what was typed; the lines are over at the platform. */
async function expectBack(lines: number): Promise<void> {
  await panel.truth(/^Agent: does not hear you · confirmed/).waitFor(wait)
  expect(await linesOver(scene.centre, conversationId, scene.third.id, longMs)).toBe(lines)
  expect(await panel.status('Live').count()).toBe(0)
  expect(await panel.whisperText.inputValue()).toBe(half)
}

describe('a browser behind a balancer', () => {
  it('[EE185] coaching while its server is killed: back by itself, nobody hears by the platform’s word, and coaching again works', async () => {
    await coachAndTalk()
    await takePicture('coaching')
    await scene.centre.server(await holder()).end('SIGKILL')
    await expectBack(1)
    await takePicture('after-the-kill')
    await panel.page.mouse.up()
    await coachAndTalk()
    await until('a line', longMs, async () => {
      const lines = await voiceLines(scene.centre, conversationId, scene.third.id)
      return lines.filter(({ status }) => status === 'EXECUTING').length === 1 || undefined
    })
    await takePicture('coaching-again')
  })

  it('[EE188] coaching while its server is ended: the page is elsewhere at once with what was typed, and coaching again works', async () => {
    expect(await scene.centre.server(await holder()).end('SIGTERM')).toBe(0)
    await expectBack(2)
    await takePicture('after-the-goodbye')
    await panel.page.mouse.up()
    await coachAndTalk()
    await panel.page.mouse.up()
    await panel.sendWhisper.click()
    await until('the text at the platform', longMs, async () => {
      const { controls } = await scene.centre.simulator.state()
      return controls.some(({ text }) => text === half) || undefined
    })
    await panel.stop.click()
    expect(await linesOver(scene.centre, conversationId, scene.third.id, longMs)).toBe(3)
  })
})
