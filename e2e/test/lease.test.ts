import { findLeak } from '@sotto/testkit'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openBrowser, signIn } from '../src/browser.ts'
import { type ContactCentre, startContactCentre, supervisorsOf } from '../src/contact-centre.ts'
import { type Microphone, markerMicrophone } from '../src/microphone.ts'
import { type Panel, panelOn, processingOff } from '../src/panel.ts'
import type { SimulatedControl } from '../src/simulator-client.ts'

const sampleRateHz = 16_000

let centre: ContactCentre
const browsers: Browser[] = []

beforeAll(async () => {
  centre = await startContactCentre()
})

afterAll(async () => {
  for (const browser of browsers) await browser.close()
  await centre?.stop()
})

interface Seat {
  readonly name: string
  readonly id: string
  readonly microphone: Microphone
  readonly panel: Panel
}

/** A supervisor in a browser of their own, whose microphone speaks a marker of their own over and over. */
async function takeSeat(
  person: { readonly id: string; readonly name: string },
  seed: number,
  conversationId: string,
): Promise<Seat> {
  const microphone = await markerMicrophone(centre.dataDirectory, seed)
  const browser = await openBrowser({ microphoneFile: microphone.file })
  browsers.push(browser)
  const page = await signIn(await browser.newContext(), centre.panelUrl, person.name)
  const panel = panelOn(page, centre.panelUrl)
  await panel.goTo(conversationId)
  await panel.monitor.click()
  await panel.truth(/^Agent: does not hear you · confirmed/).waitFor({ timeout: 10_000 })
  await processingOff(panel)
  return { ...person, microphone, panel }
}

async function whispers(conversationId: string): Promise<readonly SimulatedControl[]> {
  const { controls } = await centre.simulator.state()
  return controls.filter(
    (control) =>
      control.conversationId === conversationId &&
      control.controlType === 'WHISPER' &&
      control.mediaType === 'AUDIO',
  )
}

/** Both hold the key to talk, whether they may or not. */
async function bothTalk(seats: readonly Seat[], durationMs: number): Promise<void> {
  for (const { panel } of seats) {
    await panel.holdToTalk.hover()
    await panel.page.mouse.down()
  }
  await seats[0]?.panel.page.waitForTimeout(durationMs)
  for (const { panel } of seats) await panel.page.mouse.up()
}

describe('two supervisors want to coach one agent by voice', () => {
  it('[EE16] one is Live, the other sees who and asks; handed over it moves, and the agent never hears both', async () => {
    const conversation = await centre.simulator.startConversation({ scenario: 'quiet-customer' })
    const [first, second] = supervisorsOf(await centre.simulator.state(), conversation.queueId)
    if (first === undefined || second === undefined) throw new Error('no two supervisors')
    const seats = [
      await takeSeat(first, 1, conversation.id),
      await takeSeat(second, 2, conversation.id),
    ]
    await Promise.allSettled(seats.map(({ panel }) => panel.coach.click({ timeout: 3_000 })))
    await expect
      .poll(
        async () =>
          (await whispers(conversation.id)).filter(({ status }) => status === 'EXECUTING').length,
        { timeout: 10_000 },
      )
      .toBe(1)
    const live = (await whispers(conversation.id)).find(({ status }) => status === 'EXECUTING')
    const holder = seats.find(({ id }) => id === live?.supervisorId)
    const other = seats.find((seat) => seat !== holder)
    if (holder === undefined || other === undefined) throw new Error('nobody of ours is live')
    await holder.panel.status('Live').waitFor({ timeout: 10_000 })
    const named = other.panel.page.getByText(`${holder.name} is coaching since`)
    await named.first().waitFor({ timeout: 5_000 })
    expect(await other.panel.coach.isDisabled()).toBe(true)
    await bothTalk([holder, other], 8_000)

    await other.panel.page.getByRole('button', { name: 'Ask for it', exact: true }).click()
    await holder.panel.page.getByText(`${other.name} asks to coach`).waitFor({ timeout: 5_000 })
    const beforeMs = Math.floor((await ear(conversation.id)).length / 16)
    await holder.panel.page.getByRole('button', { name: 'Hand over', exact: true }).click()
    await expect.poll(() => other.panel.coach.isEnabled(), { timeout: 10_000 }).toBe(true)
    await other.panel.coach.click()
    await other.panel.status('Live').waitFor({ timeout: 10_000 })
    expect(await holder.panel.coach.isDisabled()).toBe(true)
    await bothTalk([other, holder], 8_000)
    await other.panel.stop.click()

    const earAfter = await ear(conversation.id)
    const ratio = (seat: Seat, recording: Int16Array) =>
      findLeak({ marker: seat.microphone.spoken, recording, sampleRateHz }).ratio
    const firstPart = earAfter.subarray(0, beforeMs * 16)
    const secondPart = earAfter.subarray(beforeMs * 16)
    const found = {
      holderBefore: ratio(holder, firstPart),
      otherBefore: ratio(other, firstPart),
      holderAfter: ratio(holder, secondPart),
      otherAfter: ratio(other, secondPart),
    }
    process.stdout.write(`markers in what was whispered: ${JSON.stringify(found)}\n`)
    expect(found.holderBefore).toBeGreaterThan(3)
    expect(found.otherBefore).toBeLessThanOrEqual(1.5)
    expect(found.otherAfter).toBeGreaterThan(3)
    expect(found.holderAfter).toBeLessThanOrEqual(1.5)
    expect((await whispers(conversation.id)).map(({ supervisorId }) => supervisorId)).toHaveLength(
      2,
    )
  })
})

/** What was whispered so far. */
async function ear(conversationId: string): Promise<Int16Array> {
  const samples = await centre.simulator.recording(conversationId, 'whisper-channel')
  if (samples === undefined) throw new Error('nothing was whispered')
  return samples
}
