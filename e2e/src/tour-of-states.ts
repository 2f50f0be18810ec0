/** Leads through the states that a good day does not show: on its way, empty, failed, refused, offline, stale, and full. */
import { sleep, systemClock } from '@sotto/kernel'
import type { BrowserContext, Page } from 'playwright-core'
import { signInUnseen } from './browser.ts'
import { agentOf, supervisorsOf } from './contact-centre.ts'
import { type CuttableLive, cuttableLive } from './cuttable-live.ts'
import { panelOn } from './panel.ts'
import type { SimulatedConversation, SimulatorState } from './simulator-client.ts'
import type { Tour } from './tour.ts'

const patienceMs = 60_000

/** What a page asks for first, and where its answer can be kept back. */
interface ReadPage {
  readonly name: string
  readonly role: string
  readonly path: string
  readonly asks: string
}

const readPages: readonly ReadPage[] = [
  { name: 'coaching-history', role: 'supervisor', path: '/history', asks: '/api/coachings/search' },
  { name: 'snippets', role: 'supervisor', path: '/snippets', asks: '/api/snippets' },
  { name: 'sign-ins', role: 'supervisor', path: '/sign-ins', asks: '/api/sign-ins' },
  { name: 'policies', role: 'administrator', path: '/policies', asks: '/api/policies' },
  { name: 'audit', role: 'auditor', path: '/audit', asks: '/api/audit/entries/search' },
  { name: 'audit-reveals', role: 'auditor', path: '/audit/reveals', asks: '/api/audit/reveals' },
  { name: 'who-listened', role: 'agent', path: '/agent/listeners', asks: '/api/audit/mine' },
]

type Place = Tour & {
  readonly state: SimulatorState
  readonly call: SimulatedConversation
  readonly queueId: string
  readonly supervisor: string
  readonly other: string
}

/** What could not be reached is told at the end, as sentences: one state must not hide the others. */
export async function walkThroughStates(tour: Tour): Promise<readonly string[]> {
  const { simulator } = tour.centre
  const before = await simulator.state()
  const queue = before.queues.find(({ id }) => supervisorsOf(before, id).length > 1)
  const [supervisor, other] = supervisorsOf(before, queue?.id ?? '')
  if (queue === undefined || supervisor === undefined || other === undefined)
    throw new Error('no queue with two supervisors')
  const call = await simulator.startConversation({ scenario: 'steady', queueId: queue.id })
  const state = await simulator.state()
  const names = { supervisor: supervisor.name, other: other.name }
  const place: Place = { ...tour, ...names, state, call, queueId: queue.id }
  const complaints: string[] = []
  for (const [name, visit] of Object.entries(visits)) {
    try {
      await visit(place)
    } catch (cause) {
      complaints.push(`${name}: ${String(cause).slice(0, 300)}`)
    }
  }
  return complaints
}

const visits: Readonly<Record<string, (place: Place) => Promise<void>>> = {
  'sign-in in another browser': visitOtherBrowser,
  'pages that read': visitReadPages,
  'ordinary pages': visitOrdinaryPages,
  'list before its first word': visitConnecting,
  'line elsewhere and keys': visitElsewhere,
  'coached by another': visitCoachedByAnother,
  'conversation that is none': visitGone,
  refused: visitRefused,
  'our server away': visitServerAway,
  'agent strip': visitStrip,
  'session over': visitSessionOver,
  'desk and faults': visitSimulator,
  'platform away': visitPlatformAway,
}

async function openAs(
  { browser, centre }: Place,
  name: string,
  path: string,
  prepare: (context: BrowserContext) => Promise<unknown> = async () => {},
): Promise<Page> {
  const context = await browser.newContext({ reducedMotion: 'reduce' })
  await prepare(context)
  await signInUnseen(context, centre.panelUrl, name)
  const page = await context.newPage()
  await page.goto(`${centre.panelUrl}${path}`)
  return page
}

const close = (page: Page) => page.context().close()

async function visitOtherBrowser({ browser, centre, visit }: Place): Promise<void> {
  const context = await browser.newContext({
    reducedMotion: 'reduce',
    userAgent: 'Mozilla/5.0 (Macintosh) AppleWebKit/605.1.15 (KHTML, like Gecko) Safari/605.1.15',
  })
  const page = await context.newPage()
  await page.goto(centre.panelUrl)
  await page.getByRole('button', { name: 'Sign in' }).waitFor()
  await visit({ name: 'sign-in-other-browser', page })
  await context.close()
}

function nameOf({ call, state, supervisor }: Place, role: string): string {
  if (role === 'supervisor') return supervisor
  if (role === 'agent') return agentOf(state, call.id).name
  return state.people.find((person) => person.role === role)?.name ?? ''
}

/** The same page while nothing has come yet, where it could not be had, and where it is refused. */
async function visitReadPages(place: Place): Promise<void> {
  for (const { asks, name, path, role } of readPages) {
    const wanted = (url: URL) => url.pathname === asks
    const loading = await openAs(place, nameOf(place, role), path, (context) =>
      context.route(wanted, () => new Promise(() => {})),
    )
    await loading.locator('h1').first().waitFor()
    await place.visit({ name: `${name}-loading`, page: loading })
    await close(loading)
    const refusal = { status: 403, code: 'missing-permission', message: '', contextId: '' }
    for (const [how, answer] of [
      ['failed', { status: 500, json: { ...refusal, status: 500, code: 'internal-error' } }],
      ['refused', { status: 403, json: refusal }],
    ] as const) {
      const page = await openAs(place, nameOf(place, role), path, (context) =>
        context.route(wanted, (route) => route.fulfill(answer)),
      )
      await page.locator('h1').first().waitFor()
      await page.waitForLoadState('networkidle', { timeout: 5_000 }).catch(() => {})
      await place.visit({ name: `${name}-${how}`, page })
      await close(page)
    }
  }
}

async function visitOrdinaryPages(place: Place): Promise<void> {
  for (const [name, role, path] of [
    ['coaching-history-empty', 'supervisor', '/history'],
    ['snippets-empty', 'supervisor', '/snippets'],
    ['sign-ins', 'supervisor', '/sign-ins'],
    ['sign-ins-all', 'administrator', '/sign-ins/all'],
    ['policies-default', 'administrator', '/policies'],
    ['audit-reveals-empty', 'auditor', '/audit/reveals'],
    ['who-listened-empty', 'agent', '/agent/listeners'],
  ] as const) {
    const page = await openAs(place, nameOf(place, role), path)
    await page.locator('h1').first().waitFor()
    await page.waitForLoadState('networkidle', { timeout: 5_000 }).catch(() => {})
    await place.visit({ name, page })
    await close(page)
  }
}

async function visitConnecting(place: Place): Promise<void> {
  const silent = (context: BrowserContext) => context.routeWebSocket(/\/live$/, () => {})
  const list = await openAs(place, place.supervisor, '/', silent)
  await list.getByText('Connecting…').first().waitFor()
  await place.visit({ name: 'list-loading', page: list })
  await close(list)
  const path = `/conversations/${place.call.id}`
  const page = await openAs(place, place.supervisor, path, silent)
  await page.getByText('Connecting…').first().waitFor()
  await place.visit({ name: 'conversation-loading', page })
  await close(page)
}

async function visitElsewhere(place: Place): Promise<void> {
  const page = await openAs(place, place.supervisor, `/conversations/${place.call.id}`)
  const panel = panelOn(page, place.centre.panelUrl)
  await panel.monitor.click()
  await page.getByText('Monitoring: nobody hears you').waitFor({ timeout: patienceMs })
  await page.getByRole('button', { name: 'Coaching history' }).first().click()
  await page.getByRole('button', { name: 'Stop listening' }).waitFor()
  await place.visit({ name: 'line-elsewhere', page })
  await page.keyboard.press('?')
  await page.getByRole('dialog').waitFor()
  await place.visit({ name: 'keys', page })
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Stop listening' }).click()
  await page.context().route(/sign-out/, (route) => route.abort())
  await page.getByRole('button', { name: 'Sign out' }).click()
  await page.getByText('Not signed out').waitFor()
  await place.visit({ name: 'complaint', page })
  await close(page)
}

async function visitCoachedByAnother(place: Place): Promise<void> {
  const path = `/conversations/${place.call.id}`
  const first = await openAs(place, place.other, path)
  await panelOn(first, place.centre.panelUrl).coach.click()
  await first.getByText('Live', { exact: true }).waitFor({ timeout: patienceMs })
  const page = await openAs(place, place.supervisor, path)
  await page.getByRole('button', { name: 'Ask for it' }).waitFor({ timeout: patienceMs })
  await place.visit({ name: 'coached-by-another', page })
  await page.getByRole('button', { name: 'Ask for it' }).click()
  await first.getByRole('button', { name: /^Hand over/ }).waitFor({ timeout: patienceMs })
  await place.visit({ name: 'asked-for-coaching', page: first })
  await panelOn(first, place.centre.panelUrl).stop.click()
  await close(page)
  await close(first)
}

async function visitGone(place: Place): Promise<void> {
  const page = await openAs(place, place.supervisor, '/conversations/there-is-none')
  await page
    .getByText(/not there|not yours/)
    .first()
    .waitFor({ timeout: patienceMs })
  await place.visit({ name: 'conversation-not-there', page })
  await close(page)
  const { simulator } = place.centre
  const ending = await simulator.startConversation({ scenario: 'steady', queueId: place.queueId })
  const open = await openAs(place, place.supervisor, `/conversations/${ending.id}`)
  await open.getByRole('region', { name: 'Who hears you now' }).waitFor()
  await simulator.act(ending.id, 'end')
  await open
    .getByText(/over|ended/)
    .first()
    .waitFor({ timeout: patienceMs })
  await open.waitForTimeout(1_000)
  await place.visit({ name: 'conversation-over', page: open })
  await close(open)
}

/** Whoever lacks something that others have. */
async function visitRefused(place: Place): Promise<void> {
  const lacking = place.state.people.find(
    (person) =>
      person.role === 'supervisor' &&
      person.queueIds.includes(place.queueId) &&
      (!person.telephony || !person.permissions.includes('Conversation:Control:Write')),
  )
  if (lacking === undefined) throw new Error('everybody may do everything')
  const page = await openAs(place, lacking.name, `/conversations/${place.call.id}`)
  await page.getByRole('region', { name: 'Who hears you now' }).waitFor({ timeout: patienceMs })
  await place.visit({ name: 'conversation-refused', page })
  await close(page)
}

async function visitServerAway(place: Place): Promise<void> {
  let live: CuttableLive | undefined
  const path = `/conversations/${place.call.id}`
  const page = await openAs(place, place.supervisor, path, async (context) => {
    live = await cuttableLive(context)
  })
  await page.getByText(/^Up to date/).waitFor({ timeout: patienceMs })
  await panelOn(page, place.centre.panelUrl).whisperText.fill('Offer the refund')
  await live?.cut()
  await page
    .getByText(/no fresh word from our server/)
    .first()
    .waitFor({ timeout: patienceMs })
  await place.visit({ name: 'conversation-offline', page })
  await page.goto(place.centre.panelUrl)
  await page.getByText('Reconnecting…').first().waitFor({ timeout: patienceMs })
  await place.visit({ name: 'list-offline', page })
  await close(page)
}

async function visitStrip(place: Place): Promise<void> {
  let live: CuttableLive | undefined
  const { centre, visit } = place
  const call = await centre.simulator.startConversation({
    scenario: 'steady',
    queueId: place.queueId,
  })
  const agent = agentOf(await centre.simulator.state(), call.id).name
  const strip = await openAs(place, agent, '/agent', async (context) => {
    live = await cuttableLive(context)
  })
  await strip.getByRole('heading', { name: 'Whispers' }).waitFor()
  await visit({ name: 'agent-strip-empty', page: strip })
  const page = await openAs(place, place.supervisor, `/conversations/${call.id}`)
  const panel = panelOn(page, centre.panelUrl)
  for (const text of [
    'Offer the refund',
    'Ask for the order number',
    'Slow down a little, please',
  ]) {
    await panel.whisperText.fill(text)
    await panel.sendWhisper.click()
    await strip.getByText(text).waitFor({ timeout: patienceMs })
  }
  await panel.coach.click()
  await strip.getByText(/^You are being coached by/).waitFor({ timeout: patienceMs })
  await visit({ name: 'agent-strip-full', page: strip })
  await strip.getByRole('button', { name: 'for 15 min' }).click()
  await strip.getByRole('button', { name: /Take texts/ }).waitFor({ timeout: patienceMs })
  await visit({ name: 'agent-strip-quiet', page: strip })
  await panel.whisperText.fill('Nearly there')
  await visit({ name: 'whisper-to-quiet-agent', page })
  await live?.cut()
  await strip
    .getByText(/Reconnecting|not connected/i)
    .first()
    .waitFor({ timeout: patienceMs })
  await visit({ name: 'agent-strip-offline', page: strip })
  await close(page)
  await close(strip)
}

async function visitSessionOver(place: Place): Promise<void> {
  const page = await openAs(place, place.supervisor, `/conversations/${place.call.id}`)
  await page.getByRole('region', { name: 'Who hears you now' }).waitFor({ timeout: patienceMs })
  // As when the server has ended it: the next thing that is asked for says so.
  await page.context().clearCookies()
  await panelOn(page, place.centre.panelUrl).monitor.click()
  await page.getByText(/^Your session has ended/).waitFor({ timeout: patienceMs })
  await place.visit({ name: 'session-over', page })
  await close(page)
}

async function visitSimulator({ browser, call, centre, state, visit }: Place): Promise<void> {
  const context = await browser.newContext({ reducedMotion: 'reduce' })
  const page = await context.newPage()
  const desk = `/desk?userId=${encodeURIComponent(agentOf(state, call.id).id)}`
  for (const [name, path] of [
    ['simulator-desk', desk],
    ['simulator-faults', '/faults'],
    ['simulator', '/'],
  ] as const) {
    await page.goto(`${centre.simulator.baseUrl}${path}`)
    await page.waitForTimeout(1_500)
    await visit({ name, page })
  }
  await context.close()
}

/** Event streams fall as soon as they are back, and nothing can be read. */
async function visitPlatformAway(place: Place): Promise<void> {
  const { simulator } = place.centre
  const page = await openAs(place, place.supervisor, `/conversations/${place.call.id}`)
  await panelOn(page, place.centre.panelUrl).monitor.click()
  await page.getByText('Monitoring: nobody hears you').waitFor({ timeout: patienceMs })
  let isOver = false
  const breaking = (async () => {
    while (!isOver) {
      await simulator.setFaults({ restErrorRate: 1, dropEventStreams: true })
      await sleep(systemClock, 100)
    }
  })()
  try {
    await page
      .getByText(/the platform sends no events$/)
      .first()
      .waitFor({ timeout: patienceMs })
    await place.visit({ name: 'conversation-stale', page })
  } finally {
    isOver = true
    await breaking
    await simulator.clearFaults()
  }
  await close(page)
}
