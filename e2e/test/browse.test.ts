import type { BrowserContext, Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { signIn } from '../src/browser.ts'
import { supervisorOf } from '../src/contact-centre.ts'
import { panelOn } from '../src/panel.ts'
import { openStage } from '../src/stage.ts'

const stage = openStage()

/** The lead, who sees two queues. */
async function signInLead(): Promise<{ page: Page; personId: string }> {
  const { people } = await stage.centre.simulator.state()
  const lead = people.find(({ role }) => role === 'lead')
  if (lead === undefined) throw new Error('nobody leads')
  const page = await signIn(await stage.browser.newContext(), stage.centre.panelUrl, lead.name)
  return { page, personId: lead.id }
}

/** The page's clock goes ten minutes ahead of everybody else's. */
async function setClockAhead(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    const RightDate = Date
    const aheadMs = 600_000
    globalThis.Date = new Proxy(RightDate, {
      construct: (date, given: number[]) =>
        given.length === 0 ? new date(RightDate.now() + aheadMs) : Reflect.construct(date, given),
      get: (date, name) =>
        name === 'now' ? () => RightDate.now() + aheadMs : Reflect.get(date, name),
    })
  })
}

describe('my people', () => {
  it('[EE110] idle agents are left out and taken in, one is opened, and a queue that is taken away is said', async () => {
    const { page, personId } = await signInLead()
    const available = page.getByRole('list', { name: 'Available agents' })
    await available.waitFor()
    const idleToo = page.getByRole('switch', { name: 'Idle agents too' })
    await idleToo.press('Space')
    await available.waitFor({ state: 'detached' })
    await page.getByText(/\d+ not shown/).waitFor()
    await idleToo.press('Space')
    await available.getByRole('button').first().click()
    const card = page.getByRole('region', { name: /^Agent / })
    await card.getByText(/Takes conversations in/).waitFor()

    await stage.centre.simulator.startConversation({ scenario: 'steady', queueId: 'queue-support' })
    const conversations = page.getByRole('table', { name: 'Conversations' })
    await conversations.getByText('Support').first().waitFor()
    await stage.centre.simulator.changePerson(personId, { queueIds: ['queue-billing'] })
    const changes = page.getByRole('status', { name: 'Changes to your queues' })
    await changes.getByText('The queue “Support” is no longer one of yours').waitFor()
    await conversations.getByText('Support').first().waitFor({ state: 'detached' })
    await conversations.getByText('Billing').first().waitFor()
    await page.getByRole('button', { name: 'Dismiss changes to your queues' }).click()
    await changes.getByText('Support').waitFor({ state: 'detached' })
  })
  it('[EE196] a clock that is ten minutes off changes no time; back and forward connect and cut nothing', async () => {
    const { browser, centre } = stage
    const calls = [
      await centre.simulator.startConversation({ scenario: 'steady', queueId: 'queue-billing' }),
      await centre.simulator.startConversation({ scenario: 'steady', queueId: 'queue-billing' }),
    ]
    const context = await browser.newContext()
    await setClockAhead(context)
    const supervisor = supervisorOf(await centre.simulator.state(), 'queue-billing')
    const page = await signIn(context, centre.panelUrl, supervisor.name)
    expect(
      await page.evaluate(() => Math.round((Date.now() - performance.timeOrigin) / 60_000)),
    ).toBe(10)
    const panel = panelOn(page, centre.panelUrl)
    const open = (index: number) =>
      page.getByRole('table', { name: 'Conversations' }).locator(`a[href$="${calls[index]?.id}"]`)
    await open(0).click()
    await panel
      .status('Not connected: you do not hear this conversation, and nobody in it hears you')
      .waitFor()
    await page.getByText(/^Up to date · last word from the platform/).waitFor()
    expect(
      await page
        .locator('main')
        .getByText(/^0\d:\d\d$/)
        .count(),
    ).toBeGreaterThan(0)
    await open(1).click()
    await panel.monitor.click()
    await panel.status('Monitoring: nobody hears you').waitFor()
    await page.goBack()
    await page.getByText(/^Your line is still in the conversation of/).waitFor()
    await panel
      .status('Not connected: you do not hear this conversation, and nobody in it hears you')
      .waitFor()
    await page.goForward()
    await panel.status('Monitoring: nobody hears you').waitFor()
    await panel.truth(/^Agent: does not hear you · confirmed/).waitFor()
  })

  it('[EE197] [EE218] where the system chooses the colours, switches, sliders and the chosen row are still seen, and nothing moves where that is asked', async () => {
    const { browser, centre } = stage
    const call = await centre.simulator.startConversation({
      scenario: 'steady',
      queueId: 'queue-billing',
    })
    const context = await browser.newContext({ forcedColors: 'active', reducedMotion: 'reduce' })
    const supervisor = supervisorOf(await centre.simulator.state(), 'queue-billing')
    const page = await signIn(context, centre.panelUrl, supervisor.name)
    await panelOn(page, centre.panelUrl).goTo(call.id)
    const looks = (selector: string, pseudo?: string) =>
      page
        .locator(selector)
        .first()
        .evaluate((element, before) => {
          const { backgroundColor, borderLeftColor, borderLeftWidth } = getComputedStyle(
            element,
            before,
          )
          return { backgroundColor, borderLeftColor, borderLeftWidth }
        }, pseudo)
    expect(await looks('.mantine-Switch-track')).toMatchObject({ borderLeftWidth: '1px' })
    expect(await looks('.mantine-Slider-track', '::before')).toMatchObject({
      borderLeftWidth: '1px',
    })
    const chosen = await looks('[data-chosen]')
    const other = await looks('[role="row"]:not([data-chosen]):has(a)')
    expect(chosen.borderLeftColor).not.toBe(other.borderLeftColor)
    const moving = await page.evaluate(() =>
      [...document.querySelectorAll('*')].flatMap((element) => {
        const { animationDuration, transitionDuration } = getComputedStyle(element)
        const longest = Math.max(
          ...`${animationDuration}, ${transitionDuration}`.split(', ').map(Number.parseFloat),
        )
        return longest > 0.001 ? [`${element.tagName} ${element.className}: ${longest} s`] : []
      }),
    )
    expect(moving).toEqual([])
  })
})
