import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openBrowser } from '../src/browser.ts'
import { type ContactCentre, startContactCentre } from '../src/contact-centre.ts'
import { speechMicrophone } from '../src/microphone.ts'
import { setScene } from '../src/scene.ts'

let centre: ContactCentre
let browser: Browser

beforeAll(async () => {
  centre = await startContactCentre()
  browser = await openBrowser({
    microphoneFile: (await speechMicrophone(centre.dataDirectory)).file,
  })
})

afterAll(async () => {
  await browser?.close()
  await centre?.stop()
})

describe('the call is put on hold from the desk while the supervisor talks', () => {
  it('[EE8] the microphone is cut, the control cancelled on the platform, the screen says so; retrieving re-enables', async () => {
    const { agent, conversation, context, panel } = await setScene(
      centre,
      browser,
      'quiet-customer',
    )
    const desk = await context.newPage()
    await desk.goto(`${centre.simulator.baseUrl}/desk?userId=${encodeURIComponent(agent.id)}`)
    await panel.page.bringToFront()
    await panel.monitor.click()
    await panel.coach.click()
    await panel.status('Live').waitFor({ timeout: 10_000 })
    await panel.holdToTalk.hover()
    await panel.page.mouse.down()
    await panel.page.waitForTimeout(2_000)
    await desk.getByRole('button', { name: 'Hold', exact: true }).click()
    await panel.status('Cancelled').waitFor({ timeout: 3_000 })
    await panel.truth(/^Agent: does not hear you · confirmed/).waitFor({ timeout: 3_000 })
    expect(await panel.coach.isDisabled()).toBe(true)
    const heldForMs = 2_000
    await panel.page.waitForTimeout(heldForMs)
    await panel.page.mouse.up()
    const whispers = (await centre.simulator.state()).controls.filter(
      (control) =>
        control.conversationId === conversation.id &&
        control.controlType === 'WHISPER' &&
        control.mediaType === 'AUDIO',
    )
    expect(whispers.map(({ status, failureReason }) => [status, failureReason])).toEqual([
      ['FAILED', 'CANCELLED'],
    ])
    // The last second, with the key still down, carries nothing of the supervisor.
    const spoken = await centre.simulator.recording(conversation.id, 'whisper-channel')
    expect(spoken?.subarray(-16_000).every((sample) => sample === 0)).toBe(true)
    await desk.getByRole('button', { name: 'Retrieve', exact: true }).click()
    await expect.poll(() => panel.coach.isEnabled(), { timeout: 3_000 }).toBe(true)
  })
})
