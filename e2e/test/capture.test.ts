import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { openBrowser } from '../src/browser.ts'
import { speechMicrophone } from '../src/microphone.ts'
import { processingOff } from '../src/panel.ts'
import { agentHeard, customerHeard, positionMs } from '../src/recordings.ts'
import { setScene } from '../src/scene.ts'
import { openStage } from '../src/stage.ts'

const stage = openStage({ microphone: speechMicrophone })

const picture = (page: Page, name: string) =>
  process.env.CAPTURE_PICTURES === undefined
    ? Promise.resolve()
    : page.screenshot({ path: join(process.env.CAPTURE_PICTURES, `${name}.png`) })

/** Gives the page's own tracks into the journey's hands: to pull the plug. */
const keepTracks = () => {
  const kept: MediaStreamTrack[] = []
  Reflect.set(globalThis, 'keptTracks', kept)
  const { mediaDevices } = navigator
  const original = mediaDevices.getUserMedia.bind(mediaDevices)
  mediaDevices.getUserMedia = async (wish) => {
    const stream = await original(wish)
    kept.push(...stream.getTracks())
    return stream
  }
}

const pullThePlug = () => {
  const kept: unknown = Reflect.get(globalThis, 'keptTracks')
  const track = Array.isArray(kept) ? kept.at(-1) : undefined
  if (!(track instanceof MediaStreamTrack)) throw new Error('no microphone runs')
  track.stop()
  track.dispatchEvent(new Event('ended'))
}

describe('the microphone', () => {
  it('[EE80] is tested in a dialog, and nothing of the test reaches the agent', async () => {
    const { context, conversation, panel } = await stage.setScene('quiet-customer')
    const { page } = panel
    const violations: string[] = []
    page.on('console', (message) => {
      if (/Content Security Policy/.test(message.text())) violations.push(message.text())
    })
    await picture(page, 'panel')
    await page.getByRole('button', { name: 'Test microphone' }).click()
    const dialog = page.getByRole('dialog', { name: 'Test your microphone' })
    await dialog.getByRole('button', { name: 'Record 3 seconds' }).click()
    await picture(page, 'test-recording')
    await dialog.getByText('Good level').waitFor({ timeout: 10_000 })
    await dialog.getByRole('button', { name: 'Play it back' }).click()
    await dialog.getByRole('button', { name: 'Playing …' }).waitFor()
    await dialog.getByRole('button', { name: 'Play it back' }).waitFor({ timeout: 10_000 })
    const connection = dialog.getByRole('region', { name: 'Connection' })
    await connection.getByText(/^(Good|Fair|Poor)$/).waitFor({ timeout: 10_000 })
    expect(await connection.textContent()).toMatch(/ms there and back, ± /)
    await dialog.getByRole('button', { name: 'Check for an echo' }).click()
    await dialog.getByText('Nothing comes back').waitFor({ timeout: 10_000 })
    await picture(page, 'test-done')
    await page.setViewportSize({ width: 800, height: 900 })
    await picture(page, 'test-800')
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
    expect(await agentHeard(stage.centre.simulator, conversation.id)).toBeUndefined()
    expect(violations).toEqual([])
    await context.close()
  })

  it('[EE82] keeps talking with no key held, until Esc', async () => {
    const { context, conversation, panel } = await stage.setScene('quiet-customer')
    const { page } = panel
    await panel.monitor.click()
    await processingOff(panel)
    await panel.coach.click()
    await panel.status('Live').waitFor({ timeout: 10_000 })
    await picture(page, 'coach-offer')
    await page.getByRole('button', { name: 'Skip' }).click()
    const keep = page.getByRole('button', { name: /^Keep talking/ })
    await keep.click()
    await page.getByText(/^Microphone open: only the agent hears you\. It stays open/).waitFor()
    const beganMs = positionMs(conversation, Date.now())
    // The pointer and the focus go elsewhere.
    await page.mouse.move(10, 10)
    await page.waitForTimeout(3_000)
    await picture(page, 'keep-talking')
    await page.keyboard.press('Escape')
    const endedMs = positionMs(conversation, Date.now())
    await page.getByText('Silenced. Press again to talk.').waitFor()
    expect(await keep.getAttribute('aria-pressed')).toBe('false')
    await page.waitForTimeout(2_000)
    const heard = await agentHeard(stage.centre.simulator, conversation.id)
    expect(heard?.fromMs).toBeLessThan(beganMs + 1_500)
    expect(heard?.untilMs).toBeGreaterThan(beganMs + 2_000)
    expect(heard?.untilMs).toBeLessThan(endedMs + 1_000)
    expect(await customerHeard(stage.centre.simulator, conversation.id)).toBeUndefined()
    await page.setViewportSize({ width: 800, height: 900 })
    await picture(page, 'panel-800')
    await context.close()
  })

  it('[EE83] unplugged in mid-sentence it is cut and said, and another one is offered', async () => {
    const { context, panel } = await stage.setScene('quiet-customer', async (fresh) => {
      await fresh.addInitScript(keepTracks)
    })
    const { page } = panel
    await panel.coach.click()
    await panel.status('Live').waitFor({ timeout: 10_000 })
    await panel.holdToTalk.hover()
    await page.mouse.down()
    await page.getByText('Microphone open: only the agent hears you.').waitFor()
    await page.evaluate(pullThePlug)
    await page.getByText(/^The microphone was unplugged or switched off, so it was cut/).waitFor()
    await page.getByRole('button', { name: /^Coach with “/ }).waitFor()
    await picture(page, 'unplugged')
    await page.mouse.up()
    await panel.truth(/^Agent: does not hear you · confirmed/).waitFor({ timeout: 10_000 })
    await page.getByRole('button', { name: /^Coach with “/ }).click()
    await panel.status('Live').waitFor({ timeout: 10_000 })
    await context.close()
  })
})

describe('a microphone that is refused', () => {
  it('[EE81] says why, and Monitor works all the same', async () => {
    const refusing = await openBrowser({ refusesMicrophone: true })
    const { panel } = await setScene(stage.centre, refusing, 'quiet-customer')
    await panel.monitor.click()
    await panel.page.getByText('Customer on the left, agent on the right').waitFor()
    await panel.coach.click()
    const alert = panel.page.getByRole('alert')
    await alert
      .getByText(/^The browser was not allowed to use the microphone|^The browser’s question was/)
      .waitFor()
    await picture(panel.page, 'refused')
    await panel.page.getByText('Customer on the left, agent on the right').waitFor()
    await panel.truth(/^Agent: does not hear you · confirmed/).waitFor()
    await refusing.close()
  })
})
