import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openBrowser } from '../src/browser.ts'
import { photograph } from '../src/photograph.ts'
import { setScene } from '../src/scene.ts'
import { type SplitCentre, startSplitCentre } from '../src/split-centre.ts'

const longMs = 60_000
const draft = 'Mention the refund first'
const stepSeconds = 15
const steps = 240

let centre: SplitCentre
let browser: Browser

beforeAll(async () => {
  centre = await startSplitCentre()
  browser = await openBrowser()
})

afterAll(async () => {
  await browser?.close()
  await centre?.stop()
})

describe('an hour without the server', () => {
  it('[EE211] is said, keeps what was typed, asks seldom, and is over by itself', async () => {
    const { panel, context, conversation } = await setScene(centre, browser, 'steady', (given) =>
      given.clock.install(),
    )
    const { page } = panel
    await panel.whisperText.fill(draft)
    await page.getByText(/^Up to date/).waitFor({ timeout: longMs })
    let asked = 0
    page.on('request', () => {
      asked += 1
    })
    page.on('websocket', () => {
      asked += 1
    })
    centre.relay.cut()
    await page.getByText('Reconnecting…').first().waitFor({ timeout: longMs })
    await photograph(page, 'hour-cut')
    for (let step = 0; step < steps; step += 1) await context.clock.fastForward(1_000 * stepSeconds)
    await photograph(page, 'hour-over')
    // At most one try in the fifteen seconds of each step, and what is asked beside it.
    expect(asked).toBeGreaterThan(10)
    expect(asked).toBeLessThan(2.5 * steps)
    expect(await panel.whisperText.inputValue()).toBe(draft)
    expect(await panel.sendWhisper.isEnabled()).toBe(false)

    await centre.simulator.act(conversation.id, 'hold')
    const before = asked
    centre.relay.restore()
    const back = page.getByText(/^Up to date/)
    for (let step = 0; step < 20 && !(await back.isVisible()); step += 1)
      await context.clock.fastForward(1_000 * stepSeconds)
    await back.waitFor({ timeout: longMs })
    await page.getByText('What changed while you were away').first().waitFor({ timeout: longMs })
    await photograph(page, 'hour-back')
    expect(asked - before).toBeLessThan(60)
    expect(await panel.whisperText.inputValue()).toBe(draft)
  })
})
