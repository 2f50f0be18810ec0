/** The supervisor's main job once more, in Firefox. */
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { firefoxHumHz, openFirefox, signIn } from '../src/browser.ts'
import { type ContactCentre, startContactCentre, supervisorOf } from '../src/contact-centre.ts'
import { type Panel, panelOn, processingOff } from '../src/panel.ts'
import type { SimulatedConversation } from '../src/simulator-client.ts'

const sampleRateHz = 16_000
const windowSamples = sampleRateHz / 10
const unsaid: string[] = []

let centre: ContactCentre
let browser: Browser
let context: BrowserContext
let page: Page
let panel: Panel
let conversation: SimulatedConversation

beforeAll(async () => {
  centre = await startContactCentre()
  conversation = await centre.simulator.startConversation({ scenario: 'steady' })
  const state = await centre.simulator.state()
  browser = await openFirefox()
  context = await browser.newContext()
  page = await signIn(context, centre.panelUrl, supervisorOf(state, conversation.queueId).name)
  page.on('pageerror', (failure) => unsaid.push(failure.message))
  panel = panelOn(page, centre.panelUrl)
  await panel.goTo(conversation.id)
})

afterAll(async () => {
  await browser?.close()
  await centre?.stop()
})

/** The part of a window's energy that hums at that frequency: 1 is the tone alone. */
function shareOfHum(window: Int16Array): number {
  let inPhase = 0
  let inQuadrature = 0
  let energy = 0
  for (const [index, sample] of window.entries()) {
    const phase = (2 * Math.PI * firefoxHumHz * index) / sampleRateHz
    inPhase += sample * Math.cos(phase)
    inQuadrature += sample * Math.sin(phase)
    energy += sample * sample
  }
  if (energy === 0) return 0
  return (2 * (inPhase ** 2 + inQuadrature ** 2)) / (window.length * energy)
}

/** How many tenths of a second of that leg are mostly the microphone's hum. */
async function hummed(leg: string): Promise<number> {
  const samples = await centre.simulator.recording(conversation.id, leg)
  if (samples === undefined) throw new Error(`no leg ${leg}`)
  let count = 0
  for (let from = 0; from + windowSamples <= samples.length; from += windowSamples)
    if (shareOfHum(samples.subarray(from, from + windowSamples)) > 0.5) count += 1
  return count
}

describe('in Firefox', () => {
  it('[EE191] listening brings both voices, and the truth is told', async () => {
    await panel.monitor.click()
    await panel.truth(/^Agent: does not hear you · confirmed/).waitFor()
    await page.getByText('You hear the customer on the left and the agent on the right').waitFor()
  })

  it('[EE191] a whisper by a held key is in the agent’s ear and in nobody else’s', async () => {
    await page.keyboard.press('5')
    await panel.status('Live').waitFor({ timeout: 30_000 })
    await panel.truth(/^Agent: hears you · confirmed/).waitFor()
    await panel.truth(/^Customer: does not hear you · confirmed/).waitFor()
    await processingOff(panel)
    await page.getByRole('heading', { level: 2 }).first().click()
    await page.keyboard.down('Space')
    await page.waitForTimeout(5_000)
    await page.keyboard.up('Space')
    await panel.stop.click()
    await panel.truth(/^Agent: does not hear you · confirmed/).waitFor()
    expect(await hummed('agent-ear')).toBeGreaterThan(20)
    expect(await hummed('customer-ear')).toBe(0)
    expect(await hummed('customer-channel')).toBe(0)
  })

  it('[EE191] a whisper by text is delivered, and nothing failed unsaid', async () => {
    await page.keyboard.press('w')
    await page.keyboard.type('Offer the callback')
    await page.keyboard.press('Control+Enter')
    await panel.status('Delivered').waitFor()
    expect(await panel.whisperText.inputValue()).toBe('')
    expect(unsaid).toEqual([])
  })
})
