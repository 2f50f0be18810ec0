import { findLeak } from '@sotto/testkit'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openBrowser, signInUnseen } from '../src/browser.ts'
import { type ContactCentre, startContactCentre, supervisorsOf } from '../src/contact-centre.ts'
import { type Microphone, markerMicrophone } from '../src/microphone.ts'
import { type Panel, panelOn, processingOff } from '../src/panel.ts'
import type { SimulatedControl } from '../src/simulator-client.ts'

const sampleRateHz = 16_000
const samplesPerMs = sampleRateHz / 1_000
/** Well beyond what server and platform still hold of a speech when the key goes up. */
const quietMs = 1_500

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
  const context = await browser.newContext()
  await signInUnseen(context, centre.panelUrl, person.name)
  const panel = panelOn(await context.newPage(), centre.panelUrl)
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
    const seats = await Promise.all([
      takeSeat(first, 1, conversation.id),
      takeSeat(second, 2, conversation.id),
    ])
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
    const cutAtMs = await quietSinceMs(conversation.id)
    await holder.panel.page.getByRole('button', { name: 'Hand over', exact: true }).click()
    await expect.poll(() => other.panel.coach.isEnabled(), { timeout: 10_000 }).toBe(true)
    await other.panel.coach.click()
    await other.panel.status('Live').waitFor({ timeout: 10_000 })
    expect(await holder.panel.coach.isDisabled()).toBe(true)
    await bothTalk([other, holder], 8_000)
    await other.panel.stop.click()

    const earAfter = await ear(conversation.id)
    const markerIn = (seat: Seat, recording: Int16Array) => {
      const { ratio, recordingMs } = findLeak({
        marker: seat.microphone.spoken,
        recording,
        sampleRateHz,
      })
      return { ratio, recordingMs: Math.round(recordingMs) }
    }
    const firstPart = earAfter.subarray(0, cutAtMs * samplesPerMs)
    const secondPart = earAfter.subarray(cutAtMs * samplesPerMs)
    const found = {
      holderBefore: markerIn(holder, firstPart),
      otherBefore: markerIn(other, firstPart),
      holderAfter: markerIn(holder, secondPart),
      otherAfter: markerIn(other, secondPart),
    }
    const where = JSON.stringify({ cutAtMs, ...found })
    process.stdout.write(`markers in what was whispered: ${where}\n`)
    expect(found.holderBefore.ratio, where).toBeGreaterThan(3)
    expect(found.otherBefore.ratio, where).toBeLessThanOrEqual(1.5)
    expect(found.otherAfter.ratio, where).toBeGreaterThan(3)
    expect(found.holderAfter.ratio, where).toBeLessThanOrEqual(1.5)
    // Neither part begins or ends inside somebody's speech, which would put a few milliseconds of it into the other one.
    expect(firstPart.subarray(-quietMs * samplesPerMs).every((sample) => sample === 0)).toBe(true)
    expect(secondPart.findIndex((sample) => sample !== 0)).toBeGreaterThan(0)
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

/**
 * The length of what was whispered once its end has been silent for a while. With the key up the last 200 ms are still to be
 * played, and on a slow machine they are on their way for longer: a cut before that leaves a piece of the first speech in the
 * second part, and 15 ms of a marker are enough for it to be found there.
 */
async function quietSinceMs(conversationId: string): Promise<number> {
  let whispered: Int16Array = new Int16Array(0)
  const isQuiet = async () => {
    whispered = await ear(conversationId)
    const end = whispered.subarray(-quietMs * samplesPerMs)
    return whispered.some((sample) => sample !== 0) && end.every((sample) => sample === 0)
  }
  await expect.poll(isQuiet, { timeout: 15_000, interval: 100 }).toBe(true)
  return Math.floor(whispered.length / samplesPerMs)
}
