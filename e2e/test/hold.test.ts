import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openBrowser } from '../src/browser.ts'
import { type ContactCentre, startContactCentre, supervisorsOf } from '../src/contact-centre.ts'
import { openLiveWitness } from '../src/live-witness.ts'
import { markerMicrophone } from '../src/microphone.ts'
import { processingOff } from '../src/panel.ts'
import { agentHeard, customerHeard, positionMs } from '../src/recordings.ts'
import { setScene } from '../src/scene.ts'

let centre: ContactCentre
let browser: Browser

beforeAll(async () => {
  centre = await startContactCentre()
  browser = await openBrowser({
    microphoneFile: (await markerMicrophone(centre.dataDirectory)).file,
  })
})

afterAll(async () => {
  await browser?.close()
  await centre?.stop()
})

describe('the call is put on hold from the desk while the supervisor talks', () => {
  it('[EE8, EE35] the microphone is cut, the control cancelled on the platform, the screen says so; retrieving re-enables', async () => {
    const { agent, conversation, context, panel, supervisor } = await setScene(
      centre,
      browser,
      'quiet-customer',
    )
    const desk = await context.newPage()
    await desk.goto(`${centre.simulator.baseUrl}/desk?userId=${encodeURIComponent(agent.id)}`)
    await panel.page.bringToFront()
    const other = supervisorsOf(await centre.simulator.state(), conversation.queueId).find(
      ({ id }) => id !== supervisor.id,
    )
    const witness = await openLiveWitness({
      panelUrl: centre.panelUrl,
      personName: other?.name ?? '',
      conversationId: conversation.id,
    })
    await panel.monitor.click()
    await processingOff(panel)
    await panel.coach.click()
    await panel.status('Live').waitFor({ timeout: 10_000 })
    await panel.holdToTalk.hover()
    await panel.page.mouse.down()
    await panel.page.waitForTimeout(2_000)
    await panel.page.getByText('Microphone open: only the agent hears you.').waitFor()
    await desk.getByRole('button', { name: 'Hold', exact: true }).click()
    await panel.status('Cancelled').waitFor({ timeout: 3_000 })
    await panel.truth(/^Agent: does not hear you · confirmed/).waitFor({ timeout: 3_000 })
    expect(await panel.coach.isDisabled()).toBe(true)
    const toldAtMs = positionMs(conversation, await witness.toldAt('held'))
    witness.close()
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
    // Nor was the agent given any of it from the moment on at which the server knew, but what the platform already had.
    const heard = await agentHeard(centre.simulator, conversation.id)
    const heardAfterToldMs = (heard?.untilMs ?? Number.NaN) - toldAtMs
    process.stdout.write(`a hold: heard until ${heardAfterToldMs} ms after the server told of it\n`)
    expect(heardAfterToldMs).toBeLessThanOrEqual(200)
    // It was in mid-sentence.
    expect(heardAfterToldMs).toBeGreaterThan(-500)
    expect(await customerHeard(centre.simulator, conversation.id)).toBeUndefined()
    await desk.getByRole('button', { name: 'Retrieve', exact: true }).click()
    await expect.poll(() => panel.coach.isEnabled(), { timeout: 3_000 }).toBe(true)
  })
})
