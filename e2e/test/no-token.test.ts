import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openBrowser, signIn } from '../src/browser.ts'
import { supervisorOf } from '../src/contact-centre.ts'
import { createCrawl } from '../src/crawl.ts'
import { panelOn } from '../src/panel.ts'
import { freePort, type Program, runToItsEnd, startProgram } from '../src/program.ts'
import { createSimulatorClient, type SimulatorClient } from '../src/simulator-client.ts'
import { startTokenTap, type TokenTap } from '../src/token-tap.ts'

/** Renewed in its second half: one renewal while somebody looks on. */
const tokenSeconds = 12

let dataDirectory: string
let tap: TokenTap
let programs: Program[] = []
let panelUrl: string
let simulator: SimulatorClient
let browser: Browser

beforeAll(async () => {
  dataDirectory = await mkdtemp(join(tmpdir(), 'sotto-e2e-'))
  const [panelPort, simulatorPort] = [await freePort(), await freePort()]
  tap = await startTokenTap(simulatorPort)
  const settings = {
    SOTTO_PORT: String(panelPort),
    SIM_PORT: String(simulatorPort),
    SIM_ACCESS_TOKEN_SECONDS: String(tokenSeconds),
    SOTTO_DATA_DIR: dataDirectory,
    SOTTO_PLATFORM_URL: tap.url,
  }
  programs = [await startProgram('simulator', settings)]
  const server = await startProgram('serve', settings)
  programs.unshift(server)
  panelUrl = server.address
  simulator = createSimulatorClient(`http://127.0.0.1:${simulatorPort}`)
  browser = await openBrowser()
})

afterAll(async () => {
  await browser?.close()
  for (const program of programs) await program.end('SIGTERM')
  await tap?.close()
  await rm(dataDirectory, { recursive: true, force: true })
})

/** A token that has merely run out is called expired, a revoked one invalid. */
async function askPlatform(token: string): Promise<string> {
  const answer = await fetch(`${simulator.baseUrl}/api/v2/users/me`, {
    headers: { authorization: `Bearer ${token}` },
  })
  return `${answer.status} ${/"code":"([^"]+)"/.exec(await answer.text())?.[1] ?? ''}`
}

/** Tells the test whatever is stored: a tab's storage cannot be looked into from the platform's page. */
function tellWhatIsStored(): void {
  const { setItem } = Storage.prototype
  Storage.prototype.setItem = function store(name: string, text: string) {
    const tell: unknown = Reflect.get(globalThis, 'tellStored')
    if (typeof tell === 'function') tell(`stored ${name} ${text}`)
    setItem.call(this, name, text)
  }
}

describe('a browser that signs in, works, and signs out', () => {
  it('[EE70, PA318] gets no byte of a token; signing out ends every tab and token, and the back button shows nothing', async () => {
    const conversation = await simulator.startConversation({ scenario: 'steady' })
    const supervisor = supervisorOf(await simulator.state(), conversation.queueId)
    const context = await browser.newContext()
    const crawl = createCrawl(context)
    context.on('page', (page) => crawl.watch(page))
    const page = await signIn(context, panelUrl, supervisor.name)
    const panel = panelOn(page, panelUrl)
    await panel.goTo(conversation.id)
    await panel.monitor.click()
    await panel.truth(/^Agent: does not hear you · confirmed/).waitFor({ timeout: 30_000 })
    await panel.whisperText.fill('Offer the refund')
    await panel.sendWhisper.click()
    await page.getByText('Offer the refund').first().waitFor()
    // The socket is told of it by the platform over tokens that change underneath.
    const first = tap.newestAccess()
    await expect.poll(() => tap.newestAccess() !== first, { timeout: 60_000 }).toBe(true)
    const other = await context.newPage()
    await other.goto(`${panelUrl}/conversations/${conversation.id}`)
    await other.getByRole('region', { name: 'Who hears you now' }).waitFor()

    const canary = `canary-${'a1b2'.repeat(8)}`
    await page.evaluate((text) => Object.assign(globalThis, { kept: { text } }), canary)
    await crawl.keep()
    expect(crawl.find([canary])).toContain('heap')
    process.stdout.write(`looked at: ${JSON.stringify(crawl.counts())}\n`)
    // Two of each kind, and the client's own secret.
    expect(tap.secrets.size).toBeGreaterThanOrEqual(5)
    for (const kind of ['answer', 'frame from', 'frame to', 'address', 'heap', 'session storage'])
      expect(crawl.counts()[kind], kind).toBeGreaterThan(0)
    expect(crawl.find(tap.secrets)).toEqual([])
    // What the browser says of a text that nearly became code.
    expect(crawl.find(['TrustedScript'])).not.toContain('console')

    const last = tap.newestAccess()
    expect(await askPlatform(last)).not.toBe('401 token.invalid')
    await page.getByRole('button', { name: 'Sign out' }).click()
    await page.getByRole('button', { name: 'Sign in' }).waitFor()
    await other
      .getByText(/Your session has ended|Sign in/)
      .first()
      .waitFor()
    await expect.poll(() => askPlatform(last), { timeout: 30_000 }).toBe('401 token.invalid')
    await page.goBack()
    await page.getByRole('button', { name: 'Sign in' }).waitFor()
    expect(await page.getByRole('table', { name: 'Conversations' }).count()).toBe(0)
    const cookies = (await context.cookies(panelUrl)).map(({ name }) => name)
    expect(cookies.filter((name) => name.startsWith('__Host-sotto'))).toEqual([])
    await crawl.keep()
    expect(crawl.find(tap.secrets)).toEqual([])
    await context.close()
  })

  it('[EE71] comes back, after a renewal that was refused, to the same view with what was typed; the storage never held it in clear', async () => {
    const conversation = await simulator.startConversation({ scenario: 'steady' })
    const supervisor = supervisorOf(await simulator.state(), conversation.queueId)
    const context = await browser.newContext()
    const stored: string[] = []
    await context.exposeFunction('tellStored', (line: string) => void stored.push(line))
    await context.addInitScript(tellWhatIsStored)
    const page = await signIn(context, panelUrl, supervisor.name)
    const panel = panelOn(page, panelUrl)
    await panel.goTo(conversation.id)
    const typed = 'Her card ends in 4242, offer'
    await panel.whisperText.fill(typed)
    await simulator.changePerson(supervisor.id, { active: false })
    await simulator.setFaults({ expireTokens: true })
    await page.getByText(/Your session has ended/).waitFor({ timeout: 60_000 })
    expect(await panel.whisperText.inputValue()).toBe(typed)
    await simulator.changePerson(supervisor.id, { active: true })
    await page.getByRole('button', { name: 'Sign in again' }).click()
    const person = page.getByRole('button', { name: supervisor.name })
    await person.waitFor()
    // Told by a page that was about to leave: it may arrive after the next one has.
    await expect
      .poll(() => stored.some((line) => line.startsWith('stored sotto.drafts ["v1.')), {
        timeout: 20_000,
      })
      .toBe(true)
    expect(stored.join('\n')).not.toContain('4242')
    await person.click()
    await page.waitForURL(`${panelUrl}/conversations/${conversation.id}`)
    await expect.poll(() => panel.whisperText.inputValue(), { timeout: 60_000 }).toBe(typed)
    await context.close()
  })
  it('[EE150] goes on with the session it has while the keys that seal its tokens are rotated', async () => {
    const conversation = await simulator.startConversation({ scenario: 'steady' })
    const supervisor = supervisorOf(await simulator.state(), conversation.queueId)
    const context = await browser.newContext()
    const page = await signIn(context, panelUrl, supervisor.name)
    const panel = panelOn(page, panelUrl)
    await panel.goTo(conversation.id)
    const session = async () =>
      (await context.cookies(panelUrl)).find(({ name }) => name === '__Host-sotto-session')?.value
    const before = await session()
    expect(before).toBeDefined()
    const sealedAnew = () =>
      (programs[0]?.printed().split('\n') ?? []).filter((line) =>
        line.includes('"event":"sessions-sealed-anew"'),
      )
    const earlier = sealedAnew().length
    const ring = await runToItsEnd(['keys', 'rotate'], { SOTTO_DATA_DIR: dataDirectory })
    expect(ring).toContain('nobody is signed out')
    await expect.poll(() => sealedAnew().length, { timeout: 60_000 }).toBeGreaterThan(earlier)
    // A renewal opens what was sealed, and seals with the new key.
    const token = tap.newestAccess()
    await expect.poll(() => tap.newestAccess() !== token, { timeout: 60_000 }).toBe(true)
    await page.reload()
    await panel.whisperText.fill('Still signed in')
    await panel.sendWhisper.click()
    await page.getByText('Still signed in').first().waitFor()
    expect(await session()).toBe(before)
    await context.close()
  })
})
