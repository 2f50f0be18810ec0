import { alignedCorrelation, findLeak, rmsDbfs } from '@sotto/testkit'
import type { BrowserContext } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openBrowser } from '../src/browser.ts'
import { type ContactCentre, startContactCentre } from '../src/contact-centre.ts'
import { type Microphone, markerMicrophone, speechMicrophone } from '../src/microphone.ts'
import { processingOff, talkFor } from '../src/panel.ts'
import { type Scene, setScene } from '../src/scene.ts'

const sampleRateHz = 16_000
/** The coach speaks at −20 dBFS; the room the customer is quiet in is far below this, and no part of what was said. */
const roomToneDbfs = -45

let centre: ContactCentre

beforeAll(async () => {
  centre = await startContactCentre()
})

afterAll(async () => {
  await centre?.stop()
})

/** Counts what the page asks of the microphone, from before its first script runs. */
async function watchCapture(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    Reflect.set(globalThis, 'microphoneRequests', 0)
    const devices = navigator.mediaDevices
    const ask = devices.getUserMedia.bind(devices)
    devices.getUserMedia = (constraints) => {
      Reflect.set(
        globalThis,
        'microphoneRequests',
        Reflect.get(globalThis, 'microphoneRequests') + 1,
      )
      return ask(constraints)
    }
  })
}

function microphoneRequests(scene: Scene): Promise<number> {
  return scene.panel.page.evaluate(() => Number(Reflect.get(globalThis, 'microphoneRequests')))
}

async function leg(scene: Scene, name: string): Promise<Int16Array> {
  const samples = await centre.simulator.recording(scene.conversation.id, name)
  if (samples === undefined) throw new Error(`no leg ${name}`)
  return samples
}

/** Monitor, Coach, and twelve seconds of talking with every processing of the browser off. */
async function coachAloud(microphone: Microphone, scenario: string) {
  const browser = await openBrowser({ microphoneFile: microphone.file })
  const scene = await setScene(centre, browser, scenario)
  const { panel } = scene
  await panel.monitor.click()
  await panel.truth(/^Agent: does not hear you · confirmed \d\d:\d\d:\d\d$/).waitFor()
  await processingOff(panel)
  await panel.coach.click()
  await panel.status('Live').waitFor({ timeout: 10_000 })
  await panel.truth(/^Agent: hears you · confirmed \d\d:\d\d:\d\d$/).waitFor()
  await panel.truth(/^Customer: does not hear you · confirmed \d\d:\d\d:\d\d$/).waitFor()
  await talkFor(panel, 13_000)
  await panel.stop.click()
  await panel.truth(/^Agent: does not hear you · confirmed/).waitFor({ timeout: 5_000 })
  await browser.close()
  return scene
}

describe('listening', () => {
  it('[EE1] Monitor brings both voices and never asks for the microphone', async () => {
    const browser = await openBrowser()
    const scene = await setScene(centre, browser, 'steady', watchCapture)
    await scene.panel.monitor.click()
    await scene.panel.truth(/^Agent: does not hear you · confirmed/).waitFor()
    await scene.panel.page.waitForTimeout(20_000)
    expect(await microphoneRequests(scene)).toBe(0)
    const handed = await leg(scene, 'supervisor-ear')
    for (const voice of ['agent-channel', 'customer-channel']) {
      const spoken = await leg(scene, voice)
      expect(rmsDbfs(spoken.subarray(-handed.length)), voice).toBeGreaterThan(-50)
    }
    expect(rmsDbfs(handed)).toBeGreaterThan(-50)
    await browser.close()
  })
})

describe('a spoken whisper', () => {
  it('[EE2] reaches the agent’s ear: median correlation of 500 ms windows at least 0.8', async () => {
    const microphone = await speechMicrophone(centre.dataDirectory)
    const scene = await coachAloud(microphone, 'quiet-customer')
    const found = alignedCorrelation({
      reference: microphone.spoken,
      recording: await leg(scene, 'agent-ear'),
      sampleRateHz,
      silenceDbfs: roomToneDbfs,
    })
    process.stdout.write(
      `agent-ear: ${found.windows.length} windows, median correlation ` +
        `${found.medianCorrelation.toFixed(3)}, ${found.slipsPer10Seconds.toFixed(2)} slips per 10 s\n`,
    )
    expect(found.windows.length).toBeGreaterThanOrEqual(15)
    expect(found.medianCorrelation).toBeGreaterThanOrEqual(0.8)
  })

  it('[EE3] reaches nobody else: a marker is in the agent’s ear, and not in the customer’s ear or channel', async () => {
    const microphone = await markerMicrophone(centre.dataDirectory)
    const scene = await coachAloud(microphone, 'steady')
    const ratioIn = async (name: string) =>
      findLeak({ marker: microphone.spoken, recording: await leg(scene, name), sampleRateHz }).ratio
    const [agentEar, customerEar, customerChannel] = [
      await ratioIn('agent-ear'),
      await ratioIn('customer-ear'),
      await ratioIn('customer-channel'),
    ]
    process.stdout.write(
      `marker against the largest of 20 decoys: agent-ear ${agentEar.toFixed(2)}, ` +
        `customer-ear ${customerEar.toFixed(2)}, customer-channel ${customerChannel.toFixed(2)}\n`,
    )
    expect(agentEar).toBeGreaterThan(3)
    expect(customerEar).toBeLessThanOrEqual(1.5)
    expect(customerChannel).toBeLessThanOrEqual(1.5)
    // In an active call nobody but the agent may be heard by the customer.
    const toMs = (await leg(scene, 'customer-ear')).length / 16 - 1_000
    const range = { fromMs: 0, toMs: Math.floor(toMs) }
    const heard = await centre.simulator.recording(scene.conversation.id, 'customer-ear', range)
    const spoken = await centre.simulator.recording(scene.conversation.id, 'agent-channel', range)
    expect(heard?.length).toBeGreaterThan(13 * sampleRateHz)
    expect(Buffer.from(heard?.buffer ?? new ArrayBuffer(0))).toEqual(
      Buffer.from(spoken?.buffer ?? new ArrayBuffer(1)),
    )
  })

  it('[EE11] is found where it must not be when the platform leaks it 40 dB down: the proof can fail', async () => {
    await centre.simulator.setFaults({ leakWhisperToCustomer: -40 })
    const microphone = await markerMicrophone(centre.dataDirectory)
    const scene = await coachAloud(microphone, 'steady')
    await centre.simulator.clearFaults()
    const recording = await leg(scene, 'customer-ear')
    const { ratio } = findLeak({ marker: microphone.spoken, recording, sampleRateHz })
    process.stdout.write(`a planted leak of -40 dB: ${ratio.toFixed(2)}\n`)
    expect(ratio).toBeGreaterThan(1.5)
  })
})
