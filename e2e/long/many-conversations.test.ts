import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openBrowser, signIn } from '../src/browser.ts'
import { type ContactCentre, startContactCentre } from '../src/contact-centre.ts'
import { startManyConversations } from '../src/many-conversations.ts'
import { photograph } from '../src/photograph.ts'

/** Another number to try the story itself. */
const wanted = Number(process.env.SOTTO_STORY_CONVERSATIONS ?? 2_400)
/** Some take no calls and some no chats; who takes both takes four. */
const agentCount = Math.max(40, Math.ceil(wanted / 2.5))
const longMs = 240_000

let centre: ContactCentre
let browser: Browser

beforeAll(async () => {
  centre = await startContactCentre({ SIM_AGENTS: String(agentCount), SIM_CALLS_PER_MINUTE: '0' })
  browser = await openBrowser()
})

afterAll(async () => {
  await browser?.close()
  await centre?.stop()
})

const rowCount = async (table: Locator) => Number(await table.getAttribute('aria-rowcount'))
const firstDrawn = async (table: Locator) =>
  Number(await table.getByRole('row').first().getAttribute('aria-rowindex'))

async function focusedRow(page: Page): Promise<string | undefined> {
  return page.evaluate(() =>
    document.activeElement instanceof HTMLElement
      ? document.activeElement.dataset.rowId
      : undefined,
  )
}

describe('thousands of conversations', () => {
  it('[EE210] are in the list of who sees them all: gone through by keys and wheel, one opened, one found', async () => {
    expect(await startManyConversations(centre.simulator, wanted)).toBe(wanted)
    const { people, conversations } = await centre.simulator.state()
    const director = people.find((person) => person.director === true)
    if (director === undefined) throw new Error('nobody sees every queue')
    const page = await signIn(await browser.newContext(), centre.panelUrl, director.name)
    const table = page.getByRole('table', { name: 'Conversations' })
    await expect.poll(() => rowCount(table), { timeout: longMs }).toBeGreaterThanOrEqual(wanted)
    const drawn = await table.getByRole('row').count()
    expect(drawn).toBeGreaterThan(3)
    expect(drawn).toBeLessThan(80)
    await photograph(page, 'many-list')

    await page.keyboard.press('j')
    await expect.poll(() => focusedRow(page), { timeout: longMs }).toBeDefined()
    const first = await focusedRow(page)
    for (let step = 0; step < 30; step += 1) await page.keyboard.press('j')
    await expect.poll(() => focusedRow(page), { timeout: longMs }).not.toBe(first)
    await photograph(page, 'many-by-keys')

    await table.hover()
    await page.mouse.wheel(0, 40_000)
    await expect.poll(() => firstDrawn(table), { timeout: longMs }).toBeGreaterThan(wanted / 10)
    await photograph(page, 'many-by-wheel')
    await table.getByRole('link').nth(4).click()
    await page.getByRole('region', { name: 'Who hears you now' }).waitFor({ timeout: longMs })
    await photograph(page, 'many-opened')

    const some = conversations.find(({ agentUserId }) => agentUserId !== undefined)
    const agent = people.find(({ id }) => id === some?.agentUserId)
    if (agent === undefined) throw new Error('nobody is in a conversation')
    await page.keyboard.press('/')
    await page.keyboard.type(agent.name)
    await expect.poll(() => rowCount(table), { timeout: longMs }).toBeLessThan(50)
    expect(await rowCount(table)).toBeGreaterThan(0)
    await photograph(page, 'many-found')
    await page.getByRole('button', { name: 'Clear the search' }).click()
    await expect.poll(() => rowCount(table), { timeout: longMs }).toBeGreaterThanOrEqual(wanted)
  })
})
