import { rmsDbfs } from '@sotto/testkit'
import { describe, expect, it } from 'vitest'
import { speechMicrophone } from '../src/microphone.ts'
import { talkFor } from '../src/panel.ts'
import type { Scene } from '../src/scene.ts'
import { openStage } from '../src/stage.ts'

const sampleRateHz = 16_000

const stage = openStage({ microphone: speechMicrophone })

async function leg(scene: Scene, name: string): Promise<Int16Array> {
  const samples = await stage.centre.simulator.recording(scene.conversation.id, name)
  if (samples === undefined) throw new Error(`no leg ${name}`)
  return samples
}

const isSilent = (samples: Int16Array) => samples.every((sample) => sample === 0)

async function controlsOf(scene: Scene) {
  const { controls } = await stage.centre.simulator.state()
  return controls.filter(({ conversationId }) => conversationId === scene.conversation.id)
}

describe('the platform pauses recording while the supervisor talks', () => {
  it('[EE17] nothing is said or heard any more, the lines are taken back, resuming re-enables', async () => {
    // With a quiet customer the agent hears the supervisor and the customer's room, nothing else.
    const scene = await stage.setScene('quiet-customer')
    const { panel, conversation } = scene
    await panel.coach.click()
    await panel.status('Live').waitFor({ timeout: 10_000 })
    await panel.holdToTalk.hover()
    await panel.page.mouse.down()
    await panel.page.waitForTimeout(2_500)
    const spokenDbfs = rmsDbfs((await leg(scene, 'agent-ear')).subarray(-2 * sampleRateHz))
    expect(isSilent((await leg(scene, 'supervisor-ear')).subarray(-2 * sampleRateHz))).toBe(false)
    await stage.centre.simulator.act(conversation.id, 'pause-recording')
    await panel.page
      .getByText(/Secure pause/)
      .first()
      .waitFor({ timeout: 2_000 })
    await panel.truth(/^Agent: does not hear you · confirmed/).waitFor({ timeout: 3_000 })
    expect(await panel.monitor.isDisabled()).toBe(true)
    expect(await panel.coach.isDisabled()).toBe(true)
    // The key is still down.
    await panel.page.waitForTimeout(2_000)
    await panel.page.mouse.up()
    const lines = await controlsOf(scene)
    expect(lines.map(({ status }) => status)).toEqual(['FAILED', 'FAILED'])
    // The platform records no channel while it pauses, so the ears are the witnesses.
    const ear = await leg(scene, 'agent-ear')
    const roomDbfs = rmsDbfs(ear.subarray(0, sampleRateHz))
    expect(spokenDbfs).toBeGreaterThan(roomDbfs + 10)
    expect(rmsDbfs(ear.subarray(-sampleRateHz))).toBeLessThan(roomDbfs + 1)
    expect(isSilent((await leg(scene, 'supervisor-ear')).subarray(-sampleRateHz))).toBe(true)
    await stage.centre.simulator.act(conversation.id, 'resume-recording')
    await expect.poll(() => panel.coach.isEnabled(), { timeout: 3_000 }).toBe(true)
    await panel.page.waitForTimeout(1_500)
    const after = (await leg(scene, 'agent-ear')).subarray(-sampleRateHz)
    expect(rmsDbfs(after)).toBeLessThan(roomDbfs + 1)
  })
})

describe('Barge in', () => {
  it('[EE18] is asked for again, heard by agent and customer, and over with Monitor', async () => {
    const scene = await stage.setScene('quiet-customer')
    const { panel } = scene
    await panel.barge.click()
    const dialog = panel.page.getByRole('dialog', { name: 'The customer will hear you' })
    await dialog.waitFor()
    await panel.page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
    expect(await controlsOf(scene)).toEqual([])
    await panel.barge.click()
    await dialog.getByRole('button', { name: 'Yes, barge in' }).click()
    await panel
      .truth(/^Customer: hears you · confirmed \d\d:\d\d:\d\d$/)
      .waitFor({ timeout: 10_000 })
    await panel.truth(/^Agent: hears you · confirmed/).waitFor()
    await panel.page.getByText('Everybody in the call hears you', { exact: true }).waitFor()
    await talkFor(panel, 4_000)
    for (const name of ['supervisor-channel', 'agent-ear', 'customer-ear'])
      expect(rmsDbfs((await leg(scene, name)).subarray(-3 * sampleRateHz)), name).toBeGreaterThan(
        -50,
      )
    await panel.monitor.click()
    await panel.truth(/^Customer: does not hear you · confirmed/).waitFor({ timeout: 5_000 })
    await panel.truth(/^Agent: does not hear you · confirmed/).waitFor({ timeout: 5_000 })
    await talkFor(panel, 2_000)
    expect(isSilent((await leg(scene, 'supervisor-channel')).subarray(-sampleRateHz))).toBe(true)
  })
})
