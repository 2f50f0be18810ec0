/** Leads through every screen there is, in an order in which each is reached soonest; what is done at each is the visitor's. */
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { signInUnseen } from './browser.ts'
import { agentOf, type ContactCentre, supervisorOf } from './contact-centre.ts'
import { type Panel, panelOn } from './panel.ts'

/** Whose story has an address in its first twenty seconds. */
const outageQueue = 'queue-support'
const patienceMs = 60_000

export interface Stop {
  /** Of letters and hyphens, unlike every other. */
  readonly name: string
  readonly page: Page
}

export type Visit = (stop: Stop) => Promise<void>

export interface Tour {
  readonly centre: Pick<ContactCentre, 'panelUrl' | 'simulator'>
  readonly browser: Browser
  readonly visit: Visit
}

/** A supervisor at the console, an administrator, an agent and an auditor, each with what they see. */
export async function walkThrough(tour: Tour): Promise<void> {
  const { centre } = tour
  const call = await centre.simulator.startConversation({ scenario: 'pii', queueId: outageQueue })
  const state = await centre.simulator.state()
  const supervisor = supervisorOf(state, call.queueId)
  const page = await signInAs(tour, supervisor.name)
  const panel = panelOn(page, centre.panelUrl)
  await visitList(tour, page)
  await panel.goTo(call.id)
  await visitCalm(tour, panel)
  const strip = await signInAs(tour, agentOf(state, call.id).name)
  await visitModes(tour, panel)
  await visitWritten(tour, panel)
  await visitStrip(tour, strip)
  await visitTranscript(tour, panel)
  await visitFollowed(tour, panel, call.id)
  await visitCoaching(tour, panel)
  await visitChat(tour, panel, call.queueId)
  await visitSnippets(tour, panel)
  const named = (role: string) => state.people.find((person) => person.role === role)?.name ?? ''
  await visitPolicies(tour, named('administrator'))
  await visitAudit(tour, named('auditor'), named('administrator'))
}

/** A context of their own, whose transitions take no time. */
async function signInAs(tour: Tour, name: string): Promise<Page> {
  const context: BrowserContext = await tour.browser.newContext({ reducedMotion: 'reduce' })
  const page = await context.newPage()
  const { panelUrl } = tour.centre
  if (visited.has(tour)) {
    await signInUnseen(context, panelUrl, name)
    await page.goto(panelUrl)
    return page
  }
  visited.add(tour)
  await page.goto(panelUrl)
  const signIn = page.getByRole('button', { name: 'Sign in' })
  await signIn.waitFor()
  await tour.visit({ name: 'sign-in', page })
  await signIn.click()
  await page.getByRole('button', { name, exact: true }).click()
  await page.waitForURL(`${panelUrl}/**`)
  return page
}

/** The sign-in page is the same for everybody. */
const visited = new WeakSet<Tour>()

async function visitList({ visit }: Tour, page: Page): Promise<void> {
  const list = page.getByRole('table', { name: 'Conversations' })
  await list.getByRole('row').first().waitFor()
  await visit({ name: 'list', page })
  const agents = page.getByRole('list', { name: 'Available agents' }).getByRole('button')
  if ((await agents.count()) > 0) {
    await agents.first().click()
    await page.getByText(/^Takes conversations in/).waitFor()
    await visit({ name: 'list-agent-card', page })
    await page.getByRole('button', { name: /^Close agent/ }).click()
  }
  await page.getByRole('textbox', { name: 'Search agents and queues' }).fill('nobody has this name')
  await page.getByText(/^No conversation matches/).waitFor()
  await visit({ name: 'list-empty', page })
  await page.getByRole('button', { name: 'Clear the search' }).click()
  await page.getByRole('button', { name: 'Preferences' }).click()
  await page.getByRole('heading', { name: 'Preferences' }).waitFor()
  await visit({ name: 'preferences', page })
  await page.getByRole('link', { name: 'Every part in every state' }).click()
  await page.getByRole('heading', { name: 'Transcript' }).first().waitFor()
  await visit({ name: 'parts', page })
  await page.getByRole('radio', { name: 'Compact' }).first().check({ force: true })
  await visit({ name: 'parts-compact', page })
  await page.getByRole('radio', { name: 'Comfortable' }).first().check({ force: true })
}

async function visitCalm({ visit }: Tour, { page }: Panel): Promise<void> {
  await page.getByRole('button', { name: 'Test microphone' }).waitFor()
  await visit({ name: 'conversation', page })
  await page.getByRole('button', { name: 'Test microphone' }).click()
  const dialog = page.getByRole('dialog', { name: 'Test your microphone' })
  await dialog.getByRole('button', { name: 'Record 3 seconds' }).waitFor()
  await visit({ name: 'microphone-test', page })
  await dialog.getByRole('button', { name: 'Done' }).click()
}

async function visitModes({ visit }: Tour, panel: Panel): Promise<void> {
  const { page } = panel
  await panel.monitor.click()
  await page.getByText('Monitoring: nobody hears you').waitFor({ timeout: patienceMs })
  await visit({ name: 'monitor', page })
  await panel.coach.click()
  await panel.status('Live').waitFor({ timeout: patienceMs })
  await panel.truth(/^Agent: hears you · confirmed/).waitFor({ timeout: patienceMs })
  await visit({ name: 'coach', page })
  await page.getByRole('button', { name: 'Keep talking' }).click()
  await page
    .getByRole('button', { name: 'Keep talking', pressed: true })
    .waitFor({ timeout: patienceMs })
  await visit({ name: 'coach-talking', page })
  await panel.barge.click()
  const dialog = page.getByRole('dialog', { name: 'The customer will hear you' })
  await dialog.waitFor()
  await visit({ name: 'barge-dialog', page })
  await dialog.getByRole('button', { name: 'Yes, barge in' }).click()
  await page
    .getByText('Everybody in the call hears you', { exact: true })
    .waitFor({ timeout: patienceMs })
  await visit({ name: 'barge', page })
  await panel.stop.click()
  await panel.truth(/^Agent: does not hear you · confirmed/).waitFor({ timeout: patienceMs })
}

async function visitWritten({ visit }: Tour, panel: Panel): Promise<void> {
  const { page } = panel
  await panel.whisperText.fill('Offer to send an engineer tomorrow morning')
  await panel.sendWhisper.click()
  await page.getByText(/^Seen \d\d:\d\d:\d\d$/).waitFor({ timeout: patienceMs })
  await panel.whisperText.fill('Read back 4111 1111 1111 1111 slowly')
  await page.getByText(/\[card •••• 1111\] will be left out/).waitFor({ timeout: patienceMs })
  await visit({ name: 'whisper', page })
  await panel.whisperText.fill('')
}

async function visitStrip({ centre, visit }: Tour, page: Page): Promise<void> {
  await page.getByRole('list', { name: 'Whispers' }).getByRole('listitem').first().waitFor()
  await visit({ name: 'agent-strip', page })
  await page.getByText('Sound and keys', { exact: true }).click()
  await page.getByRole('button', { name: 'Usual keys' }).waitFor()
  await visit({ name: 'agent-settings', page })
  await page.getByRole('link', { name: 'Who listened to me' }).click()
  await page
    .getByText(/wrote to you\.$/)
    .first()
    .waitFor({ timeout: patienceMs })
  await visit({ name: 'who-listened', page })
  await page.goto(`${centre.panelUrl}/conversations/anything`)
  await page.getByRole('heading', { name: 'This page is for supervisors' }).waitFor()
  await visit({ name: 'wrong-place', page })
  await page.context().close()
}

async function visitTranscript({ visit }: Tour, { page }: Panel): Promise<void> {
  const transcript = page.getByRole('region', { name: 'Transcript', exact: true })
  const mask = transcript.getByRole('button', { name: /^\[address\]/ }).last()
  await mask.waitFor({ timeout: 90_000 })
  await visit({ name: 'transcript', page })
  await mask.click()
  await page.getByRole('dialog').getByRole('textbox').fill('the agent asked me to check')
  await visit({ name: 'reveal-dialog', page })
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  await page.getByRole('button', { name: 'Show timeline' }).click()
  await page.getByRole('region', { name: 'Timeline' }).getByRole('listitem').first().waitFor()
  await visit({ name: 'incident', page })
  await page.getByRole('button', { name: 'Hide timeline' }).click()
}

async function visitFollowed({ centre, visit }: Tour, { page }: Panel, id: string): Promise<void> {
  await centre.simulator.act(id, 'hold')
  await page.getByRole('region', { name: 'Monitoring only' }).waitFor({ timeout: patienceMs })
  await visit({ name: 'on-hold', page })
  await centre.simulator.act(id, 'retrieve')
}

async function visitCoaching({ visit }: Tour, { page }: Panel): Promise<void> {
  const session = page.getByRole('region', { name: 'Coaching session', exact: true })
  await session.getByRole('button', { name: 'Start coaching session' }).click()
  await session.getByText('In progress', { exact: true }).waitFor({ timeout: patienceMs })
  await page.getByRole('textbox', { name: 'Notes' }).fill('Calm opening, clear promise at the end')
  await page.getByRole('textbox', { name: 'New tag' }).fill('empathy')
  await page.getByRole('textbox', { name: 'New tag' }).press('Enter')
  await page.getByRole('radio', { name: '4' }).check()
  await page.getByRole('button', { name: 'Mark this moment' }).click()
  await session.getByText('Saved', { exact: true }).waitFor({ timeout: patienceMs })
  await visit({ name: 'coaching-form', page })
  await page.getByRole('button', { name: 'Coaching history' }).first().click()
  const rows = page.getByRole('list', { name: 'Coaching sessions' }).getByRole('listitem')
  await rows
    .first()
    .waitFor({ timeout: patienceMs })
    .catch(async (cause: unknown) => {
      const shown = await page.getByRole('main').innerText()
      throw new Error(`no session at ${page.url()}: ${shown.slice(0, 200)}`, { cause })
    })
  await visit({ name: 'coaching-history', page })
  await rows.first().getByRole('link').click()
  await page.getByRole('textbox', { name: 'Notes' }).waitFor({ timeout: patienceMs })
  await visit({ name: 'coaching-opened', page })
}

async function visitChat({ centre, visit }: Tour, panel: Panel, queueId: string): Promise<void> {
  const chat = await centre.simulator.startConversation({ scenario: 'chat', queueId })
  await panel.goTo(chat.id)
  const messages = panel.page.getByRole('region', { name: 'Messages', exact: true })
  await messages.getByRole('listitem').first().waitFor({ timeout: patienceMs })
  await visit({ name: 'chat', page: panel.page })
}

/** One that is kept, and another that is being written. */
async function visitSnippets({ centre, visit }: Tour, { page }: Panel): Promise<void> {
  await page.goto(`${centre.panelUrl}/snippets`)
  const add = page.getByRole('button', { name: 'New snippet' })
  await add.click()
  await page.getByRole('textbox', { name: 'Title' }).fill('Engineer tomorrow')
  await page.getByRole('textbox', { name: 'Text' }).fill('Offer an engineer for tomorrow morning')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await page.getByText('“Engineer tomorrow” is saved.').waitFor({ timeout: patienceMs })
  await add.click()
  await page.getByRole('textbox', { name: 'Text' }).waitFor()
  await visit({ name: 'snippets', page })
  await page.context().close()
}

async function visitPolicies(tour: Tour, administrator: string): Promise<void> {
  const page = await signInAs(tour, administrator)
  await page.getByRole('button', { name: 'Policies' }).first().click()
  await page.getByRole('button', { name: /^Billing/ }).click({ timeout: patienceMs })
  await page
    .getByLabel('Coach: a reason is')
    .selectOption({ label: 'required, and kept with the act' })
  await tour.visit({ name: 'policies', page })
  await page.goto(`${tour.centre.panelUrl}/audit/erase`)
  await page.getByRole('heading', { name: 'Erase a person' }).waitFor({ timeout: patienceMs })
  await tour.visit({ name: 'erasing', page })
  await page.context().close()
}

async function visitAudit(tour: Tour, auditor: string, other: string): Promise<void> {
  const page = await signInAs(tour, auditor)
  await page.getByRole('row').nth(1).waitFor({ timeout: patienceMs })
  await tour.visit({ name: 'audit', page })
  await page.getByRole('row').getByRole('button').first().click()
  await page.getByRole('complementary', { name: 'The whole story' }).waitFor()
  await tour.visit({ name: 'audit-story', page })
  await page.keyboard.press('Escape')
  await page.getByRole('link', { name: 'Looks behind masks' }).click()
  await page.getByRole('region', { name: 'Looks behind masks' }).waitFor()
  await tour.visit({ name: 'audit-reveals', page })
  await page.getByRole('link', { name: 'Erase a person' }).click()
  await page.getByRole('searchbox', { name: 'Name or id of the person' }).fill(other)
  await page.getByRole('button', { name: 'Look for them' }).click()
  await page.getByRole('button', { name: `What would be erased? ${other}` }).click()
  await page.getByText('Nobody can undo this.').waitFor({ timeout: patienceMs })
  await tour.visit({ name: 'audit-erase', page })
  await page.context().close()
}
