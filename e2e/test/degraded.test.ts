import { sleep, systemClock } from '@sotto/kernel'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { type CuttableLive, cuttableLive } from '../src/cuttable-live.ts'
import { openStage } from '../src/stage.ts'

const stage = openStage()

/** A folder for pictures of each state, where somebody asks to look at them. */
const pictures = process.env.SOTTO_PICTURES

async function picture(page: Page, name: string): Promise<void> {
  if (pictures === undefined) return
  for (const width of [1440, 800]) {
    await page.setViewportSize({ width, height: 900 })
    await page.waitForTimeout(200)
    await page.screenshot({ path: `${pictures}/${name}-${width}.png` })
  }
}

/** Event streams fall as soon as they are back, and nothing can be read, until it is stopped. */
function keepDropping(): { stop(): Promise<void> } {
  let isStopped = false
  const dropping = (async () => {
    while (!isStopped) {
      await stage.centre.simulator.setFaults({ restErrorRate: 1, dropEventStreams: true })
      await sleep(systemClock, 100)
    }
    await stage.centre.simulator.clearFaults()
  })()
  return {
    stop() {
      isStopped = true
      return dropping
    },
  }
}

describe('what the screen says while it cannot know', () => {
  it('[EE60] [EE61] broken events make it stale and unknown; a list names the hold that was missed', async () => {
    let live: CuttableLive | undefined
    const { agent, context, panel } = await stage.setScene('quiet-customer', async (fresh) => {
      live = await cuttableLive(fresh)
    })
    const { page } = panel
    const desk = await context.newPage()
    await desk.goto(`${stage.centre.simulator.baseUrl}/desk?userId=${encodeURIComponent(agent.id)}`)
    await page.bringToFront()
    await panel.monitor.click()
    await panel.truth(/^Agent: does not hear you · confirmed/).waitFor({ timeout: 10_000 })
    const upToDate = page.getByText(/^Up to date · last word from the platform/)
    await upToDate.waitFor()
    await picture(page, 'fresh')

    // A stream dropped once is back in a moment: this one is dropped as long as the break is to last.
    const breaking = keepDropping()
    await page.getByText(/^Stale · as of .*the platform sends no events$/).waitFor()
    await panel.truth(/^Agent: may hear you · unknown/).waitFor()
    await page.getByText('Not now: the platform sends no events.').first().waitFor()
    expect(await panel.coach.isDisabled()).toBe(true)
    expect(await panel.stop.isEnabled()).toBe(true)
    await picture(page, 'platform-away')
    await breaking.stop()
    await upToDate.waitFor({ timeout: 30_000 })

    const dismiss = page.getByRole('button', { name: 'Dismiss', exact: true })
    if (await dismiss.isVisible()) await dismiss.click()
    await live?.cut()
    await page.getByText(/^Stale · as of .*no fresh word from our server$/).waitFor()
    await desk.getByRole('button', { name: 'Hold', exact: true }).click()
    await page.waitForTimeout(3_000)
    expect(await panel.coach.isDisabled()).toBe(true)
    await picture(page, 'server-away')
    live?.mend()
    await upToDate.waitFor({ timeout: 20_000 })
    const away = page.getByRole('region', { name: 'What changed while you were away' })
    const missed = away.getByRole('listitem').filter({ hasText: agent.name })
    await missed.getByText(/^Now on hold/).waitFor({ timeout: 10_000 })
    await picture(page, 'away-list')
    await dismiss.click()
    await expect.poll(() => away.count()).toBe(0)
  })
})
