import type { Page } from 'playwright-core'
import { describe, it } from 'vitest'
import { signIn } from '../src/browser.ts'
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
})
