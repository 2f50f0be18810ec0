import { mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Locator } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { signInUnseen } from '../src/browser.ts'
import { supervisorsOf } from '../src/contact-centre.ts'
import { speechMicrophone } from '../src/microphone.ts'
import { type Panel, panelOn, talkFor } from '../src/panel.ts'
import type { Scene } from '../src/scene.ts'
import { openStage } from '../src/stage.ts'

const words = 'mention the loyalty refund'
/** Past the five seconds of "pending", before a line is too old to help. */
const queueDelayMs = 6_200

const stage = openStage({ microphone: speechMicrophone, isOneStory: true })
let scene: Scene

beforeAll(async () => {
  await stage.centre.simulator.setFaults({ mediaQueueDelayMs: queueDelayMs })
  scene = await stage.setScene('steady')
})

function timelineOf(panel: Panel): Locator {
  return panel.page.getByRole('region', { name: 'Timeline' })
}

/** The sentences and the evidence of one control's steps, oldest first. */
async function stepsOf(panel: Panel, name: RegExp): Promise<readonly string[]> {
  const steps = timelineOf(panel).getByRole('list', { name }).first().getByRole('listitem')
  return steps.allInnerTexts()
}

/** Each of `expected` is found, one after the other. */
function expectInOrder(steps: readonly string[], expected: readonly RegExp[]): void {
  let place = -1
  for (const pattern of expected) {
    const found = steps.findIndex((step, index) => index > place && pattern.test(step))
    expect(found, `${pattern} in ${JSON.stringify(steps)}`).toBeGreaterThan(place)
    place = found
  }
}

describe('what happened in a conversation', () => {
  it('[EE55] is told step by step with its evidence, for a text and a spoken whisper on a slow platform, while it happens', async () => {
    const { panel } = scene
    await panel.page.getByRole('button', { name: 'Show timeline' }).press('Enter')
    await timelineOf(panel).getByText('Nothing has been sent').waitFor()
    await panel.whisperText.fill(words)
    await panel.sendWhisper.click()
    await timelineOf(panel).getByText('pending').waitFor({ timeout: 8_000 })
    await timelineOf(panel).getByText('Arrived on the agent’s desk').waitFor({ timeout: 5_000 })
    expectInOrder(await stepsOf(panel, /^Text whisper · you$/), [
      /Sent\s+done in Sotto/,
      /Queued by the platform\s+platform’s (answer|event)/,
      /No confirming word yet: pending\s+time elapsed/,
      /Arrived on the agent’s desk\s+(platform’s event|status check)\s+\+[56]\.\d s/,
    ])
    await panel.coach.click()
    await panel.status('Live').waitFor({ timeout: 10_000 })
    await talkFor(panel, 2_000)
    await timelineOf(panel).getByText('Heard by the agent', { exact: false }).first().waitFor()
    await panel.stop.click()
    await timelineOf(panel).getByText('Voice played by the platform').waitFor({ timeout: 15_000 })
    expectInOrder(await stepsOf(panel, /^Coaching line · you$/), [
      /Asked for\s+done in Sotto/,
      /Queued by the platform\s+platform’s (answer|event)/,
      /pending\s+time elapsed/,
      /Line open\s+(platform’s event|status check)/,
      /The platform begins to play the voice\s+platform’s sound count/,
      /Voice played by the platform: \d+\.\d s\s+platform’s sound count/,
    ])
    expectInOrder(await stepsOf(panel, /^Coaching line · you$/), [
      /Queued by the platform/,
      /Heard by the agent\s+platform’s participants/,
      /Heard by nobody\s+platform’s participants/,
    ])
    expect(await stepsOf(panel, /^The conversation$/)).toContainEqual(
      expect.stringMatching(/you: Coaching taken\s+coaching lease/),
    )
    expect(await timelineOf(panel).innerText()).not.toContain(words)
    await takePicture(panel, 'timeline')
  })

  it('[EE56] is saved as one file with ids, codes and times, and without the whisper’s words or any name', async () => {
    const { agent, conversation, panel, supervisor } = scene
    const [download] = await Promise.all([
      panel.page.waitForEvent('download'),
      panel.page.getByRole('button', { name: 'Export support bundle' }).click(),
    ])
    expect(download.suggestedFilename()).toMatch(
      /^sotto-support-\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d-\d{3}Z\.json$/,
    )
    const text = await readFile(await download.path(), 'utf8')
    const bundle = JSON.parse(text)
    expect(text).toBe(`${JSON.stringify(bundle, undefined, 2)}\n`)
    expect(bundle).toMatchObject({
      format: 'sotto-support-bundle',
      conversationId: conversation.id,
      product: { name: 'Sotto', version: expect.stringMatching(/^\d+\.\d+\.\d+/) },
      settings: { leaseTtlMs: 5_000 },
      correlation: { supervisorIds: [supervisor.id] },
      redaction: { replaced: 0 },
    })
    const told = bundle.timeline.map((fact: { what: string }) => fact.what)
    for (const what of ['submitted', 'pending-delivery', 'completed', 'hearing', 'sound-total'])
      expect(told).toContain(what)
    expect(bundle.leases.map((fact: { what: string }) => fact.what)).toContain('lease-held')
    const platformIds = (await stage.centre.simulator.state()).controls
      .filter((control) => control.conversationId === conversation.id)
      .map((control) => control.id)
    expect([...bundle.correlation.platformControlIds].sort()).toEqual(platformIds.sort())
    for (const secret of [words, 'refund', agent.name, supervisor.name, 'Bearer', 'sotto.tab'])
      expect(text).not.toContain(secret)
  })

  it('[EE57] is told to a colleague of the team, by name, and not to be found by others', async () => {
    const { conversation, supervisor } = scene
    const state = await stage.centre.simulator.state()
    const colleague = supervisorsOf(state, conversation.queueId).find(
      ({ id }) => id !== supervisor.id,
    )
    const stranger = state.people.find(
      ({ queueIds, role }) => role === 'supervisor' && !queueIds.includes(conversation.queueId),
    )
    if (colleague === undefined || stranger === undefined) throw new Error('nobody else is there')
    const context = await stage.browser.newContext()
    await signInUnseen(context, stage.centre.panelUrl, colleague.name)
    const panel = panelOn(await context.newPage(), stage.centre.panelUrl)
    await panel.goTo(conversation.id)
    await panel.page.getByRole('button', { name: 'Show timeline' }).click()
    await timelineOf(panel)
      .getByRole('list', { name: `Text whisper · ${supervisor.name}` })
      .waitFor({ timeout: 5_000 })
    await context.close()
    const outside = await stage.browser.newContext()
    await signInUnseen(outside, stage.centre.panelUrl, stranger.name)
    for (const door of ['incidents', 'support-bundle']) {
      const path = `${stage.centre.panelUrl}/api/conversations/${conversation.id}/${door}`
      expect((await outside.request.get(path)).status()).toBe(404)
    }
    await outside.close()
  })
})

/** Only where somebody wants to look at it. */
async function takePicture(panel: Panel, name: string): Promise<void> {
  const folder = process.env.SOTTO_PICTURES
  if (folder === undefined) return
  await mkdir(folder, { recursive: true })
  await timelineOf(panel).screenshot({ path: join(folder, `${name}.png`) })
  await panel.page.getByRole('region', { name: 'What happened' }).press('End')
  await timelineOf(panel).screenshot({ path: join(folder, `${name}-end.png`) })
  const size = panel.page.viewportSize()
  await panel.page.setViewportSize({ width: 400, height: 800 })
  await timelineOf(panel).screenshot({ path: join(folder, `${name}-narrow.png`) })
  if (size !== null) await panel.page.setViewportSize(size)
}
