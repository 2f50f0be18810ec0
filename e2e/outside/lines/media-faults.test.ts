import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Caller } from '../../src/outside/caller.ts'
import {
  readControl,
  readConversation,
  requestControl,
  whenControl,
} from '../../src/outside/controls.ts'
import { connectMedia, type MediaSocket, openLine } from '../../src/outside/media-socket.ts'
import { amplitudeOf, during, legsOf, tone } from '../../src/outside/recordings.ts'
import { type Call, startCall } from '../../src/outside/start-call.ts'
import { type OwnPlatform, startSimulator } from '../../src/outside/start-simulator.ts'
import { pause, until } from '../../src/outside/until.ts'

/** Above what voices are loudest in. */
const pitchHz = 3_000

let platform: OwnPlatform
let api: Caller
let other: Caller

beforeAll(async () => {
  platform = await startSimulator({ SIM_CALLS_PER_MINUTE: '0' })
  api = await platform.people.as(platform.cast.first)
  other = await platform.people.as(platform.cast.second)
})

afterAll(() => platform?.stop())

const connect = (token: string, control: { id: string; conversationId: string }, sayOpen = true) =>
  connectMedia(platform.baseUrl, token, control, { sayOpen })

/** A line that is open, for that person. */
async function whisperInto(call: Call, audioMixLevel: number, caller = api) {
  const control = await requestControl(caller, call, { audioMixLevel })
  return { control, line: await openLine(platform.baseUrl, caller.token, control) }
}

async function opened(control: { id: string; conversationId: string }, sayOpen = true) {
  const socket = await connect(api.token, control, sayOpen)
  if ('refused' in socket) throw new Error(`refused: ${socket.refused}`)
  return socket
}

describe('the contract: sound’s own faults', () => {
  it('[OC45] leakWhisperToCustomer puts the whisper in the customer’s ear, so that a leak test can be tested', async () => {
    const call = await startCall(platform)
    const { line } = await whisperInto(call, 0.5)
    await platform.doors.setFaults({ leakWhisperToCustomer: -12 })
    const range = await during(call, () => line.speak(tone(pitchHz, 2_000)))
    await platform.doors.clearFaults()
    const legs = await legsOf(platform, call, range, 'customer-ear')
    expect(amplitudeOf(legs['customer-ear'], pitchHz)).toBeGreaterThan(100)
  })

  it('[OC45] mediaLossRatio, clippingRatio and mediaJitterMs spoil the sound, and the quality says so', async () => {
    const call = await startCall(platform)
    const { line } = await whisperInto(call, 0.5)
    const spoil = { mediaLossRatio: 0.5, clippingRatio: 0.5, mediaJitterMs: 80 }
    await platform.doors.setFaults(spoil)
    const talking = line.speak(tone(440, 12_000, 12_000))
    const worst = (quality: unknown, name: string) =>
      Math.max(
        ...[...JSON.stringify(quality).matchAll(new RegExp(`"${name}":([\\d.]+)`, 'g'))].map(
          ([, figure]) => Number(figure),
        ),
      )
    try {
      await until('a quality that tells of all three', 12_000, async () => {
        const quality = Reflect.get(await readConversation(api, call), 'audioQuality')
        const isBad =
          worst(quality, 'lossRatio') > 0.2 &&
          worst(quality, 'clippingRatio') > 0 &&
          worst(quality, 'jitterMs') > 10
        return isBad || undefined
      })
    } finally {
      await platform.doors.clearFaults()
    }
    await talking
    const { receivedSamples } = line.position()
    expect(receivedSamples).toBeLessThan(12 * 16_000 * 0.9)
  })

  it('[OC45] dropMediaSockets drops them once, and they may be opened again', async () => {
    const call = await startCall(platform)
    const { line, control } = await whisperInto(call, 0.5)
    await platform.doors.setFaults({ dropMediaSockets: true })
    await line.closed()
    const again: MediaSocket = await openLine(platform.baseUrl, api.token, control)
    await pause(1_000)
    expect(again.isOpen()).toBe(true)
  })

  it('[OC45] mediaQueueDelayMs holds a line in the queue; the socket waits; it can be cancelled there', async () => {
    const call = await startCall(platform)
    await platform.doors.setFaults({ mediaQueueDelayMs: 2_500 })
    const [control, unwanted] = [await requestControl(api, call), await requestControl(other, call)]
    await platform.doors.clearFaults()
    const line = await opened(control)
    await pause(1_500)
    expect((await readControl(api, control)).status).toBe('QUEUED')
    expect(line.messages.some(({ type }) => type === 'opened')).toBe(false)
    expect((await other.delete(`/conversations/${call.id}/controls/${unwanted.id}`)).status).toBe(
      204,
    )
    await line.next('opened')
    const executing = await whenControl(api, control, 'EXECUTING')
    const queuedMs = Date.parse(executing.executingAt ?? '') - Date.parse(executing.createdAt)
    expect(queuedMs).toBeGreaterThanOrEqual(2_400)
    expect(queuedMs).toBeLessThan(3_200)
    expect(await readControl(other, unwanted)).toMatchObject({ failureReason: 'CANCELLED' })
  })

  it('[OC45] an expired token refuses new sockets, and running ones live on', async () => {
    const call = await startCall(platform)
    const director = await platform.people.as(platform.cast.director)
    const { line, control } = await whisperInto(call, 0.5, director)
    const another = await requestControl(director, call)
    await platform.doors.setFaults({ expireTokens: true })
    const late = await connect(director.token, another)
    expect(late).toEqual({ refused: 401 })
    await line.speak(tone(440, 1_500))
    await pause(700)
    expect(line.isOpen()).toBe(true)
    expect(line.position().mixedSamples).toBe(24_000)
    line.say({ type: 'close' })
    await line.next('closed')
    const { controls } = await platform.doors.state()
    expect(controls.find(({ id }) => id === control.id)?.status).toBe('COMPLETED')
  })
})
