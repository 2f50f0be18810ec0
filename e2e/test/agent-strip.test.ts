import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import type { BrowserContext, Locator, Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { signInUnseen } from '../src/browser.ts'
import { speechMicrophone } from '../src/microphone.ts'
import type { Scene } from '../src/scene.ts'
import { openStage } from '../src/stage.ts'

const sotto = fileURLToPath(new URL('../../packages/sotto/bin/sotto.mjs', import.meta.url))

const stage = openStage({ microphone: speechMicrophone })

/** Signed in, and at that address of ours. */
async function signInAt(context: BrowserContext, path: string, name: string): Promise<Page> {
  await signInUnseen(context, stage.centre.panelUrl, name)
  const page = await context.newPage()
  await page.goto(`${stage.centre.panelUrl}${path}`)
  return page
}

/** The agent at their strip, and a supervisor with that agent's conversation open. */
async function setStrip(
  prepare: (context: BrowserContext) => Promise<void> = async () => {},
): Promise<Scene & { readonly strip: Page }> {
  const scene = await stage.setScene('steady')
  const context = await stage.browser.newContext()
  await prepare(context)
  const strip = await signInAt(context, '/', scene.agent.name)
  await strip.waitForURL(`${stage.centre.panelUrl}/agent`)
  await strip.getByRole('heading', { name: 'Whispers' }).waitFor()
  return { ...scene, strip }
}

/** Headless pages are never behind another: what they say of themselves can be set instead. */
async function hideable(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    Object.defineProperty(document, 'visibilityState', {
      get: () => (Reflect.get(globalThis, 'isHidden') === true ? 'hidden' : 'visible'),
    })
    Object.defineProperty(document, 'hidden', {
      get: () => Reflect.get(globalThis, 'isHidden') === true,
    })
  })
}

async function setHidden(page: Page, hidden: boolean): Promise<void> {
  await page.evaluate((isHidden) => {
    Reflect.set(globalThis, 'isHidden', isHidden)
    document.dispatchEvent(new Event('visibilitychange'))
  }, hidden)
}

const whispersOn = (page: Page) => page.getByRole('list', { name: 'Whispers' })

async function whisper({ panel }: Scene, text: string): Promise<void> {
  await panel.whisperText.fill(text)
  await panel.sendWhisper.click()
}

async function deskOf({ agent }: Scene): Promise<Page> {
  const desk = await (await stage.browser.newContext()).newPage()
  await desk.goto(`${stage.centre.simulator.baseUrl}/desk?userId=${encodeURIComponent(agent.id)}`)
  return desk
}

const deskAnswer = (desk: Page) =>
  desk.getByRole('list', { name: 'Whispers' }).getByText(/You answered “Got it” at/)

/** A key answers what was read on this page for a second (AS21); that it was seen may be known before that, from the desk. */
async function pressUntil(page: Page, key: string, outcome: Locator): Promise<void> {
  const deadline = performance.now() + 30_000
  for (;;) {
    await page.keyboard.press(key)
    const isThere = await outcome.waitFor({ timeout: 2_000 }).then(
      () => true,
      () => false,
    )
    if (isThere) return
    if (performance.now() > deadline) throw new Error(`${key} answered nothing`)
  }
}

async function controlWith(text: string) {
  const { controls } = await stage.centre.simulator.state()
  return controls.find((control) => control.text === text)
}

describe('the agent’s strip', () => {
  it('[EE50] shows a whisper, tells the panel when it was seen, and one key answers it everywhere', async () => {
    const scene = await setStrip()
    const { panel, strip, supervisor } = scene
    const desk = await deskOf(scene)
    await strip.bringToFront()
    await whisper(scene, 'offer the refund')
    const item = whispersOn(strip).getByRole('listitem').filter({ hasText: 'offer the refund' })
    await item.getByText(supervisor.name).waitFor({ timeout: 20_000 })
    await panel.page.getByText(/^Seen \d\d:\d\d:\d\d$/).waitFor({ timeout: 20_000 })
    await item.getByText(/^Seen \d\d:\d\d:\d\d$/).waitFor({ timeout: 20_000 })
    await pressUntil(strip, 'g', item.getByText(/Answered “Got it” \d\d:\d\d:\d\d/))
    await panel.page.getByText(/“Got it” \d\d:\d\d:\d\d/).waitFor({ timeout: 20_000 })
    await deskAnswer(desk).waitFor({ timeout: 20_000 })
    expect(await controlWith('offer the refund')).toMatchObject({
      answer: 'GOT_IT',
      readAt: expect.any(String),
      answeredAt: expect.any(String),
    })
  })

  it('[EE51] an answer given at the desk stands on the strip and on the panel', async () => {
    const scene = await setStrip()
    const { panel, strip } = scene
    const desk = await deskOf(scene)
    await whisper(scene, 'ask for the order number')
    const item = whispersOn(strip)
      .getByRole('listitem')
      .filter({ hasText: 'ask for the order number' })
    await item.waitFor({ timeout: 20_000 })
    await desk.getByRole('button', { name: 'Need you' }).first().click()
    await item.getByText(/Answered “Need you” \d\d:\d\d:\d\d/).waitFor({ timeout: 20_000 })
    await panel.page.getByText(/“Need you” \d\d:\d\d:\d\d/).waitFor({ timeout: 20_000 })
  })

  it('[EE52] says who coaches, by the platform’s participants, and falls silent when the line ends', async () => {
    const { panel, strip, supervisor } = await setStrip()
    const banner = strip.getByText(`You are being coached by ${supervisor.name}.`)
    expect(await banner.count()).toBe(0)
    await panel.coach.click()
    await panel.status('Live').waitFor({ timeout: 10_000 })
    await banner.waitFor({ timeout: 20_000 })
    await panel.stop.click()
    await banner.waitFor({ state: 'detached', timeout: 20_000 })
  })

  it('[EE53] a page nobody can see marks nothing as seen; what came while it was away is there', async () => {
    const scene = await setStrip(hideable)
    const { panel, strip } = scene
    const deskContext = await stage.browser.newContext()
    await hideable(deskContext)
    // Somebody sits at the desk, so that no script reads in the agent's stead; but that page is behind another, too.
    const desk = await deskContext.newPage()
    await desk.goto(
      `${stage.centre.simulator.baseUrl}/desk?userId=${encodeURIComponent(scene.agent.id)}`,
    )
    await setHidden(desk, true)
    await setHidden(strip, true)
    await whisper(scene, 'slow down a little')
    await whispersOn(strip).getByText('slow down a little').waitFor({ timeout: 20_000 })
    await strip.waitForTimeout(4_000)
    expect(await panel.page.getByText(/^Seen/).count()).toBe(0)

    await strip.goto('about:blank')
    await whisper(scene, 'breathe')
    await panel.status('Delivered').nth(1).waitFor({ timeout: 20_000 })
    await strip.goto(`${stage.centre.panelUrl}/agent`)
    await whispersOn(strip).getByText('breathe').waitFor({ timeout: 10_000 })
    await panel.page.getByText(/^Seen/).nth(1).waitFor({ timeout: 20_000 })
  })

  it('[EE189] who wants no texts has none: one made from a snippet is held back, and arrives when they take texts again', async () => {
    const scene = await setStrip()
    const { agent, panel, strip } = scene
    const { page } = panel
    await page.getByRole('link', { name: 'Snippets' }).click()
    await page.getByRole('button', { name: 'New snippet' }).click()
    await page.getByLabel('Title').fill('Refund')
    await page.getByLabel('Text', { exact: true }).fill('Offer the refund now, {agent}')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('“Refund” is saved.').waitFor({ timeout: 20_000 })
    await page.goBack()
    await strip.getByRole('button', { name: 'until I take them again' }).click()
    await strip.getByText('No texts until you take them again').waitFor({ timeout: 20_000 })
    const wants = `${agent.name} does not want to be disturbed by text`
    await page.getByText(wants).waitFor({ timeout: 20_000 })

    await page.locator('body').press('w')
    await page.keyboard.type('refu')
    await page.getByRole('option', { name: 'Refund' }).waitFor({ timeout: 20_000 })
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    const text = `Offer the refund now, ${agent.name}`
    await expect.poll(() => panel.whisperText.inputValue(), { timeout: 20_000 }).toBe(text)
    await page.getByRole('button', { name: 'Send for later' }).click()
    await panel.status('Held back').waitFor({ timeout: 20_000 })
    expect(await controlWith(text)).toBeUndefined()
    expect(await whispersOn(strip).getByText(text).count()).toBe(0)

    await strip.getByRole('button', { name: 'Take texts again' }).click()
    await whispersOn(strip).getByText(text).waitFor({ timeout: 20_000 })
    await panel.status('Delivered').waitFor({ timeout: 20_000 })
    await page.getByText(wants).waitFor({ state: 'detached', timeout: 20_000 })
  })
})

/** `sotto audit verify`, as somebody would type it far from any server; the code it ends with. */
async function verify(exported: string, head: string): Promise<number | null> {
  const child = spawn(process.execPath, [sotto, 'audit', 'verify', exported, '--head', head])
  const [code] = await once(child, 'exit')
  return code
}

describe('the audit', () => {
  it('[EE153] [EE154] the agent reads who wrote to them; the auditor finds it and takes it away, and one changed byte is found', async () => {
    const scene = await setStrip()
    const { agent, panel, strip, supervisor } = scene
    await whisper(scene, 'thank them for waiting')
    await panel.status('Delivered').waitFor({ timeout: 20_000 })
    await strip.getByRole('link', { name: 'Who listened to me' }).click()
    await strip.waitForURL(`${stage.centre.panelUrl}/agent/listeners`)
    await strip.getByText(`${supervisor.name} wrote to you.`).first().waitFor({ timeout: 20_000 })
    await strip.getByText('The customer could not see it.').first().waitFor()

    const state = await stage.centre.simulator.state()
    const auditor = state.people.find(({ role }) => role === 'auditor')?.name ?? ''
    const page = await signInAt(await stage.browser.newContext(), '/audit', auditor)
    await page.getByLabel('What').selectOption('control-completed')
    await page.getByLabel('How').selectOption('whisper-text')
    const row = page.getByRole('row').filter({ hasText: supervisor.name })
    const told = row.filter({ hasText: agent.name }).first()
    await told.getByText('could not hear it').waitFor({ timeout: 20_000 })
    await told.getByRole('button').click()
    const story = page.getByRole('complementary', { name: 'The whole story' })
    await story.getByText('Asked for').waitFor()
    await page.keyboard.press('Escape')
    await story.waitFor({ state: 'detached' })

    const head = path.join(stage.centre.dataDirectory, 'kept-head.json')
    const exported = path.join(stage.centre.dataDirectory, 'export.jsonl')
    // The head that stands on the page is older than the file, and the file hides all but texts: it is good all the same.
    for (const [role, name, file] of [
      ['button', 'Save head.json', head],
      ['button', 'Export JSONL with its proof', exported],
    ] as const) {
      const saving = page.waitForEvent('download')
      await page.getByRole(role, { name }).click()
      await (await saving).saveAs(file)
    }
    expect(await verify(exported, head)).toBe(0)
    const text = await readFile(exported, 'utf8')
    await writeFile(exported, text.replace('"mode\\":\\"whisper-text', '"mode\\":\\"whisper-texT'))
    expect(await verify(exported, head)).toBe(1)
  })
})

describe('whose place it is', () => {
  it('[EE54] agents land on /agent, auditors on /audit, and a supervisor is told plainly that /agent is not theirs', async () => {
    const state = await stage.centre.simulator.state()
    const auditor = state.people.find(({ role }) => role === 'auditor')?.name ?? ''
    const audit = await (await stage.browser.newContext()).newPage()
    await audit.goto(stage.centre.panelUrl)
    await audit.getByRole('button', { name: 'Sign in' }).click()
    await audit.getByRole('button', { name: auditor, exact: true }).click()
    await audit.waitForURL(`${stage.centre.panelUrl}/audit`)
    await audit.getByRole('heading', { name: 'Audit' }).waitFor()

    const { context, strip } = await setStrip()
    const page = await context.newPage()
    await page.goto(`${stage.centre.panelUrl}/agent`)
    await page.getByRole('heading', { name: 'This page is for agents' }).waitFor()
    expect(await whispersOn(page).count()).toBe(0)
    await page.getByRole('link', { name: 'Go to your console' }).click()
    await page.getByRole('table', { name: 'Conversations' }).waitFor()

    await strip.goto(`${stage.centre.panelUrl}/conversations/anything`)
    await strip.getByRole('heading', { name: 'This page is for supervisors' }).waitFor()
  })
})

/** On a machine that has much else to do. */
const slowMs = 45_000

describe('policies', () => {
  it('[EE148] [PO19] what an administrator lays down is told to the agent, asked of the supervisor, and ends a line, all at once', async () => {
    const { agent, panel, strip, supervisor } = await setStrip()
    const state = await stage.centre.simulator.state()
    const administrator = state.people.find(({ role }) => role === 'administrator')?.name ?? ''
    const policies = await signInAt(await stage.browser.newContext(), '/', administrator)
    await policies.getByRole('button', { name: 'Policies' }).first().click()
    await policies.getByRole('button', { name: /^Billing/ }).click()
    const save = policies.getByRole('button', { name: 'Save for Billing' })

    await panel.monitor.click()
    await panel.page.getByText('Monitoring: nobody hears you').waitFor({ timeout: slowMs })
    const told = strip.getByText(`${supervisor.name} is listening to this call.`)
    expect(await told.count()).toBe(0)
    await policies
      .getByLabel('Listening without the agent’s knowledge')
      .selectOption({ label: 'forbidden: the agent is always told' })
    await policies
      .getByLabel('Coach: a reason is')
      .selectOption({ label: 'required, and kept with the act' })
    await save.click()
    await told.waitFor({ timeout: slowMs })
    await panel.page
      .getByText('By policy the agent is told when you listen.')
      .waitFor({ timeout: slowMs })

    await panel.coach.click()
    const why = panel.page.getByRole('dialog', { name: 'Why do you coach?' })
    await why.getByRole('textbox').fill('first week on the phone')
    await panel.page.keyboard.press('Enter')
    await panel.status('Live').waitFor({ timeout: slowMs })
    await strip
      .getByText(`You are being coached by ${supervisor.name}.`)
      .waitFor({ timeout: slowMs })

    await policies.getByLabel('Agent', { exact: true }).selectOption({ label: agent.name })
    await policies.getByLabel('What a refused supervisor reads').first().fill('Works council')
    await policies.getByRole('button', { name: 'Put on the list' }).first().click()
    await save.click()
    await panel.page
      .getByText('nobody may listen to or join this call any more')
      .waitFor({ timeout: slowMs })
    await panel.page
      .getByText(/^By policy nobody listens .*“Works council”/)
      .waitFor({ timeout: slowMs })
    await expect.poll(() => panel.coach.isDisabled(), { timeout: slowMs }).toBe(true)
    await strip
      .getByText(`You are being coached by ${supervisor.name}.`)
      .waitFor({ state: 'detached', timeout: slowMs })
    await policies.getByRole('button', { name: 'Bring back version 1' }).click()
    await policies.getByText('brings back version 1').waitFor({ timeout: slowMs })
    await panel.page
      .getByText(/^By policy nobody listens .*“Works council”/)
      .waitFor({ state: 'detached', timeout: slowMs })
  })
})
