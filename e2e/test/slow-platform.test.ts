import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { judgeBoxes, judgeByAxe } from '../src/judge-page.ts'
import { speechMicrophone } from '../src/microphone.ts'
import { openStage } from '../src/stage.ts'

const stage = openStage({ microphone: speechMicrophone })

describe('a text whisper', () => {
  it('[EE4] [EE215] [EE216] appears on the desk, and its read mark and answer come back to the panel', async () => {
    const { agent, panel } = await stage.setScene('steady')
    const desk = await (await stage.browser.newContext()).newPage()
    await desk.goto(`${stage.centre.simulator.baseUrl}/desk?userId=${encodeURIComponent(agent.id)}`)
    await panel.whisperText.fill('offer the refund')
    await panel.sendWhisper.click()
    await desk
      .getByRole('list', { name: 'Whispers' })
      .getByText('offer the refund')
      .waitFor({ timeout: 5_000 })
    await panel.status('Delivered').waitFor({ timeout: 5_000 })
    await panel.page.getByText(/^Seen/).waitFor({ timeout: 5_000 })
    expect(await panel.whisperText.inputValue()).toBe('')
    await desk.getByRole('button', { name: 'Got it' }).click()
    await panel.page.getByText(/Got it/).waitFor({ timeout: 5_000 })

    // The same desk, from here on as somebody sees it who hardly sees, or who reads German.
    const loudness = () => desk.getByRole('slider', { name: 'Coach’s voice' })
    await loudness().focus()
    await desk.keyboard.press('End')
    await desk.keyboard.press('ArrowLeft')
    expect(await loudness().getAttribute('aria-valuetext')).toBe('190 %')
    await desk.reload()
    await expect.poll(() => loudness().getAttribute('aria-valuetext')).toBe('190 %')
    await desk.getByRole('listitem').filter({ hasText: 'offer the refund' }).waitFor()
    expect(await judgeSimulatorPage(desk, 'light')).toEqual([])
    await desk.getByRole('link', { name: 'Deutsch' }).click()
    await desk.getByRole('list', { name: 'Flüstertexte' }).getByText('offer the refund').waitFor()
    await desk.getByRole('slider', { name: 'Stimme des Coachs' }).waitFor()
    await desk.getByRole('link', { name: 'Absichtlich stören' }).click()
    await desk.getByText('Verbunden', { exact: true }).waitFor()
    expect(await judgeSimulatorPage(desk, 'dark')).toEqual([])
    await desk.context().close()
  })
})

/** By axe, and in a window of 320 pixels: in one theme, since all pages of the simulator take their colours from one place. */
async function judgeSimulatorPage(page: Page, colorScheme: 'light' | 'dark') {
  await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
  const found = await judgeByAxe(page)
  return [...found, ...(await judgeBoxes(page, { width: 320, height: 800 }))]
}

describe('a whisper the platform is slow about', () => {
  it('[EE5] is "Pending delivery" from five seconds, and delivered only on the platform’s word', async () => {
    await stage.centre.simulator.setFaults({ mediaQueueDelayMs: 12_000 })
    const { conversation, panel } = await stage.setScene('steady')
    const sentAt = Date.now()
    await panel.whisperText.fill('slow down')
    await panel.sendWhisper.click()
    await panel.status('Queued').waitFor({ timeout: 3_000 })
    await panel.status('Pending delivery').waitFor({ timeout: 20_000 })
    expect(Date.now() - sentAt).toBeGreaterThanOrEqual(4_900)
    expect(await panel.status('Delivered').count()).toBe(0)
    await panel.status('Delivered').waitFor({ timeout: 12_000 })
    const controls = (await stage.centre.simulator.state()).controls
    expect(controls.find((control) => control.conversationId === conversation.id)?.status).toBe(
      'COMPLETED',
    )
    await stage.centre.simulator.clearFaults()
  })

  it('[EE6] stays pending while events and status checks are silent, and settles when they speak', async () => {
    await stage.centre.simulator.setFaults({ controlEventsSilent: 'all' })
    const { panel } = await stage.setScene('steady')
    await panel.whisperText.fill('breathe')
    await panel.sendWhisper.click()
    await panel.status('Pending delivery').waitFor({ timeout: 20_000 })
    await panel.page.waitForTimeout(4_000)
    expect(await panel.status('Pending delivery').count()).toBe(1)
    expect(await panel.status('Delivered').count()).toBe(0)
    await stage.centre.simulator.clearFaults()
    await panel.status('Delivered').waitFor({ timeout: 10_000 })
  })

  it('[EE7] is settled by the status check within seven seconds when its events are lost for ever', async () => {
    await stage.centre.simulator.setFaults({ controlEventsSilent: 'events' })
    const { panel } = await stage.setScene('steady')
    await panel.whisperText.fill('well done')
    await panel.sendWhisper.click()
    await panel.status('Delivered').waitFor({ timeout: 7_000 })
    await stage.centre.simulator.clearFaults()
  })
})

describe('a line the platform is slow about', () => {
  it('[EE10] is "Pending delivery" from five seconds, "Expired" and taken back after eight', async () => {
    await stage.centre.simulator.setFaults({ mediaQueueDelayMs: 12_000 })
    const { conversation, panel } = await stage.setScene('steady')
    const askedAt = Date.now()
    await panel.coach.click()
    await panel.status('Pending delivery').waitFor({ timeout: 20_000 })
    expect(Date.now() - askedAt).toBeGreaterThanOrEqual(4_900)
    expect(await panel.status('Live').count()).toBe(0)
    expect(await panel.truth(/^Agent: hears you/).count()).toBe(0)
    await panel.status('Expired').waitFor({ timeout: 20_000 })
    expect(Date.now() - askedAt).toBeGreaterThanOrEqual(7_900)
    const controls = (await stage.centre.simulator.state()).controls
    const line = controls.find(
      ({ conversationId, controlType }) =>
        conversationId === conversation.id && controlType === 'WHISPER',
    )
    expect([line?.status, line?.failureReason]).toEqual(['FAILED', 'CANCELLED'])
    await panel.page.getByRole('button', { name: 'Try again' }).waitFor()
    await panel.page.getByRole('button', { name: 'Send as text instead' }).click()
    expect(await panel.whisperText.evaluate((box) => box === document.activeElement)).toBe(true)
    await stage.centre.simulator.clearFaults()
  })
})
