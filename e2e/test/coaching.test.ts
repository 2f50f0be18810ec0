import { mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { signInUnseen } from '../src/browser.ts'
import type { Scene } from '../src/scene.ts'
import { openStage } from '../src/stage.ts'

const stage = openStage({ isOneStory: true })
let scene: Scene

beforeAll(async () => {
  scene = await stage.setScene('steady')
})

const notes = `=1+1 <img src=x onerror=alert(1)> stayed calm \u202E${'W'.repeat(300)}`

/** Nothing stands out of the page, however long a word is. */
async function expectItFits(page: Page): Promise<void> {
  const overflowPx = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  )
  expect(overflowPx).toBe(0)
}

const sessionOn = (page: Page) =>
  page.getByRole('region', { name: 'Coaching session', exact: true })
const stateOn = (page: Page, words: string) => sessionOn(page).getByText(words, { exact: true })

describe('a coaching session', () => {
  it('[EE120] is started, written about, there again after a reload and on another computer, told to the agent, completed and found as a file', async () => {
    const { agent, conversation, panel, supervisor } = scene
    const { page } = panel
    page.on('dialog', () => {
      throw new Error('something in a text was run')
    })
    const desk = await (await stage.browser.newContext()).newPage()
    await desk.goto(`${stage.centre.simulator.baseUrl}/desk?userId=${encodeURIComponent(agent.id)}`)

    await sessionOn(page).getByRole('button', { name: 'Start coaching session' }).press('Enter')
    await stateOn(page, 'In progress').waitFor({ timeout: 10_000 })
    await desk.getByText(`You are being coached by ${supervisor.name}`).first().waitFor()

    await page.getByRole('textbox', { name: 'Notes' }).fill(notes)
    await page.getByRole('textbox', { name: 'New tag' }).fill('empathy')
    await page.getByRole('textbox', { name: 'New tag' }).press('Enter')
    await page.getByRole('radio', { name: '4' }).check()
    await page.getByRole('button', { name: 'Mark this moment' }).click()
    await page
      .getByRole('textbox', { name: /^Moment at/ })
      .fill(`offered the refund ${'W'.repeat(200)}`)
    await stateOn(page, 'Saved').waitFor({ timeout: 10_000 })
    await expectItFits(page)
    await takePictures(page, 'session')

    await page.reload()
    await stateOn(page, 'In progress').waitFor({ timeout: 15_000 })
    expect(await page.getByRole('textbox', { name: 'Notes' }).inputValue()).toBe(notes)
    const elsewhere = await stage.browser.newContext()
    await signInUnseen(elsewhere, stage.centre.panelUrl, supervisor.name)
    const other = await elsewhere.newPage()
    await other.goto(stage.centre.panelUrl)
    const open = `Open your coaching session with ${agent.name}`
    await other.getByRole('button', { name: open }).click()
    await stateOn(other, 'In progress').waitFor({ timeout: 15_000 })
    expect(await other.getByRole('radio', { name: '4' }).isChecked()).toBe(true)
    await elsewhere.close()

    await page.getByRole('button', { name: 'Pause session' }).click()
    await stateOn(page, 'Paused').waitFor({ timeout: 10_000 })
    await desk.getByText(`Coaching by ${supervisor.name} is paused`).first().waitFor()
    await page.getByRole('button', { name: 'Complete session' }).click()
    await stateOn(page, 'Completed').waitFor({ timeout: 10_000 })

    await page.getByRole('button', { name: 'Coaching history' }).click()
    const rows = page.getByRole('list', { name: 'Coaching sessions' }).getByRole('listitem')
    await page.getByRole('searchbox').fill('calm EMPATHY')
    await rows.filter({ hasText: agent.name }).filter({ hasText: 'Completed' }).waitFor()
    expect(await rows.count()).toBe(1)
    expect(page.url()).toBe(`${stage.centre.panelUrl}/history`)
    await expectItFits(page)
    await takePictures(page, 'history')
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Export CSV' }).click(),
    ])
    const file = await readFile(await download.path(), 'utf8')
    expect(download.suggestedFilename()).toMatch(/^sotto-coaching-\d{4}-\d\d-\d\d\.csv$/)
    expect(file.split('\r\n')[1]).toContain(`'${notes}`)

    await rows.getByRole('link').click()
    await page.getByRole('heading', { name: agent.name }).waitFor()
    await page.goBack()
    await page.getByRole('searchbox').waitFor()
    expect(await page.getByRole('searchbox').inputValue()).toBe('calm EMPATHY')
    await page.goForward()
    await page.getByRole('heading', { name: agent.name }).waitFor()
    expect(await page.getByRole('textbox', { name: 'Notes' }).inputValue()).toBe(notes)
    await stage.centre.simulator.act(conversation.id, 'end')
    await page.getByRole('button', { name: 'Start review' }).click()
    await page.getByText('review after the call').first().waitFor({ timeout: 10_000 })
    await takePictures(page, 'review')
  }, 120_000)
})

/** Only where somebody wants to look at it. */
async function takePictures(page: Page, name: string): Promise<void> {
  const folder = process.env.SOTTO_PICTURES
  if (folder === undefined) return
  await mkdir(folder, { recursive: true })
  const size = page.viewportSize()
  await page.setViewportSize({ width: 1280, height: 1500 })
  for (const scheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: scheme })
    // Colours fade over.
    await page.waitForTimeout(400)
    await page.screenshot({ path: join(folder, `${name}-${scheme}.png`) })
  }
  await page.setViewportSize({ width: 400, height: 1_700 })
  await page.screenshot({ path: join(folder, `${name}-narrow.png`) })
  if (size !== null) await page.setViewportSize(size)
}
