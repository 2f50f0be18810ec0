import { rmsDbfs } from '@sotto/testkit'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Caller } from '../../src/outside/caller.ts'
import {
  readControl,
  readConversation,
  requestControl,
  whenFinal,
} from '../../src/outside/controls.ts'
import { joinShared } from '../../src/outside/join-shared.ts'
import { connectMedia, openLine, openMessage } from '../../src/outside/media-socket.ts'
import { during, legsOf, tone } from '../../src/outside/recordings.ts'
import { type Call, startCall } from '../../src/outside/start-call.ts'
import type { SimulatedPlatform } from '../../src/outside/start-simulator.ts'
import { pause } from '../../src/outside/until.ts'

/** Above what voices are loudest in. */
const _pitchHz = 3_000

let platform: SimulatedPlatform
let api: Caller
let other: Caller

beforeAll(async () => {
  platform = await joinShared()
  api = await platform.people.as(platform.cast.first)
  other = await platform.people.as(platform.cast.second)
})

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

describe.concurrent('the contract: the media socket', () => {
  it('[OC40] open, opened, ping, pong, sound, position, close, closed', async () => {
    const call = await startCall(platform)
    const control = await requestControl(api, call, { audioMixLevel: 0.5 })
    const line = await opened(control)
    expect(await line.next('opened')).toMatchObject({ type: 'opened' })
    expect((await readControl(api, control)).status).toBe('EXECUTING')
    line.say({ type: 'ping' })
    await line.next('pong', 1_000)
    await line.speak(tone(440, 1_000))
    await pause(1_200)
    const { receivedSamples, mixedSamples, underrunSamples, clippedSamples } = line.position()
    expect(receivedSamples).toBe(16_000)
    expect(mixedSamples).toBe(16_000)
    expect(underrunSamples).toBeLessThan(16_000)
    expect(clippedSamples).toBeGreaterThanOrEqual(0)
    const positions = line.messages.filter(({ type }) => type === 'position').length
    await pause(2_000)
    const more = line.messages.filter(({ type }) => type === 'position').length - positions
    expect(more).toBeGreaterThanOrEqual(3)
    expect(more).toBeLessThanOrEqual(5)
    expect(line.position().underrunSamples).toBe(underrunSamples)
    line.say({ type: 'close' })
    await line.next('closed')
    await line.closed()
    expect((await readControl(api, control)).status).toBe('COMPLETED')
  })

  it('[OC40] the handshake asks for a token, the right person, and a line', async () => {
    const call = await startCall(platform)
    const control = await requestControl(api, call)
    expect(await connect('', control)).toEqual({ refused: 401 })
    expect(await connect('nonsense', control)).toEqual({ refused: 401 })
    const notTheirs = await connect(other.token, control)
    expect([403, 404]).toContain('refused' in notTheirs ? notTheirs.refused : 101)
    expect(await connect(api.token, { ...control, id: 'none' })).toEqual({ refused: 404 })
    const text = await requestControl(api, call, { mediaType: 'TEXT', text: 'x' })
    const noLine = await connect(api.token, text)
    expect([400, 404, 409]).toContain('refused' in noLine ? noLine.refused : 101)
    const plain = await api.get(`/conversations/${call.id}/controls/${control.id}/media`)
    expect(plain.status).toBeGreaterThanOrEqual(400)
    expect(plain.status).toBeLessThan(500)
  })

  it('[OC40] a frame of another size closes with 4415', async () => {
    const call = await startCall(platform)
    for (const size of [0, 639, 641, 1_280, 64_000]) {
      const { control, line } = await whisperInto(call, 0.5)
      line.sendRaw(new Uint8Array(size))
      expect(await line.closed(), String(size)).toBe(4415)
      await api.delete(`/conversations/${call.id}/controls/${control.id}`)
    }
  })

  it('[OC40] nonsense on the socket hurts nobody', async () => {
    const call = await startCall(platform)
    const control = await requestControl(api, call)
    const said = ['{"half', 'null', '[]', '{"type":"fly"}', '{"type":7}', 'x'.repeat(2_000_000)]
    for (const text of said) {
      const socket = await opened(control, false)
      socket.sendRaw(text)
      socket.sendRaw(JSON.stringify({ type: 'ping' }))
      await Promise.race([socket.closed().catch(() => {}), socket.next('pong').catch(() => {})])
      socket.drop()
    }
    const early = await opened(control, false)
    early.sendRaw(new Uint8Array(640))
    await pause(200)
    early.drop()
    for (const media of [
      [{ ...openMessage.media[0], rate: 48_000 }],
      [{ ...openMessage.media[0], format: 'OPUS' }],
      [],
      'audio',
    ]) {
      const socket = await opened(control, false)
      socket.say({ type: 'open', media })
      await Promise.race([socket.closed().catch(() => {}), pause(500)])
      expect(
        socket.messages.some(({ type }) => type === 'opened'),
        JSON.stringify(media),
      ).toBe(false)
      socket.drop()
      if ((await readControl(api, control)).status === 'FAILED') break
    }
    expect((await api.get('/users/me')).status).toBe(200)
    expect((await readConversation(api, call)).state).toBe('ACTIVE')
  })

  it('[OC41] a monitor only receives: 1,280 bytes, the customer left, the agent right', async () => {
    const call = await startCall(platform)
    const control = await requestControl(api, call, { controlType: 'MONITOR' })
    const line = await openLine(platform.baseUrl, api.token, control)
    const range = await during(call, () => pause(4_000))
    expect(line.frames.length).toBeGreaterThan(50)
    expect(line.frames.length).toBeLessThan((range.toMs - range.fromMs) / 20 + 50)
    for (const frame of line.frames) expect(frame.length).toBe(1_280)
    const stereo = Buffer.concat([...line.frames])
    const side = (offset: number) =>
      Int16Array.from({ length: stereo.length / 4 }, (_, index) =>
        stereo.readInt16LE(index * 4 + offset),
      )
    const legs = await legsOf(
      platform,
      call,
      range,
      'customer-channel',
      'agent-channel',
      'supervisor-ear',
    )
    expect(contains(side(0), legs['customer-channel'])).toBe(true)
    expect(contains(side(2), legs['agent-channel'])).toBe(true)
    expect(rmsDbfs(legs['supervisor-ear'])).toBeGreaterThan(-50)
    line.say({ type: 'close' })
    await line.next('closed')
    expect((await whenFinal(api, control)).status).toBe('COMPLETED')
  })
})

/** Whether the loudest 100 ms of what was said are somewhere in what was heard, sample for sample. */
function contains(heard: Int16Array, said: Int16Array): boolean {
  const length = 1_600
  const starts = Array.from(
    { length: Math.floor(said.length / length) - 6 },
    (_, index) => (index + 3) * length,
  )
  const loudness = (start: number) => rmsDbfs(said.subarray(start, start + length))
  const loudest = starts.reduce(
    (one, two) => (loudness(two) > loudness(one) ? two : one),
    starts[0] ?? 0,
  )
  const wanted = said.subarray(loudest, loudest + length)
  for (let at = 0; at + length <= heard.length; at += 1)
    if (wanted.every((sample, index) => heard[at + index] === sample)) return true
  return false
}
