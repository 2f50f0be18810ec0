import { rmsDbfs } from '@sotto/testkit'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Caller } from '../../src/outside/caller.ts'
import { requestControl } from '../../src/outside/controls.ts'
import { joinShared } from '../../src/outside/join-shared.ts'
import { openLine } from '../../src/outside/media-socket.ts'
import {
  amplitudeOf,
  during,
  largestDifference,
  legsOf,
  saturatingSum,
  tone,
} from '../../src/outside/recordings.ts'
import { type Call, startCall } from '../../src/outside/start-call.ts'
import type { SimulatedPlatform } from '../../src/outside/start-simulator.ts'
import { pause } from '../../src/outside/until.ts'

let platform: SimulatedPlatform
let api: Caller
let other: Caller

beforeAll(async () => {
  platform = await joinShared()
  api = await platform.people.as(platform.cast.first)
  other = await platform.people.as(platform.cast.second)
})

const act = (call: Call, action: string) => platform.doors.act(call.id, action)

/** A pitch above what voices are loudest in: whoever hears it hears the supervisor. */
const pitchHz = 3_000
const whispered = tone(pitchHz, 2_500)
const hears = (recording: Int16Array) => amplitudeOf(recording, pitchHz) > 200

/** A line that is open, for that person. */
async function whisperInto(call: Call, audioMixLevel: number, caller = api) {
  const control = await requestControl(caller, call, { audioMixLevel })
  return { control, line: await openLine(platform.baseUrl, caller.token, control) }
}

describe.concurrent('the contract: what each ear hears', () => {
  it('[OC42] ACTIVE: the agent hears customer + whisper × level, the customer the agent alone', async () => {
    const call = await startCall(platform)
    const { line } = await whisperInto(call, 0.5)
    const range = await during(call, () => line.speak(whispered))
    const legs = await legsOf(
      platform,
      call,
      range,
      'agent-ear',
      'customer-ear',
      'agent-channel',
      'customer-channel',
      'whisper-channel',
    )
    expect(hears(legs['whisper-channel'])).toBe(true)
    expect(hears(legs['agent-ear'])).toBe(true)
    for (const leg of ['customer-ear', 'customer-channel', 'agent-channel'] as const)
      expect(hears(legs[leg]), leg).toBe(false)
    expect(largestDifference(legs['customer-ear'], legs['agent-channel'])).toBe(0)
    const expected = saturatingSum(
      { samples: legs['customer-channel'] },
      { samples: legs['whisper-channel'], level: 0.5 },
    )
    expect(largestDifference(legs['agent-ear'], expected)).toBeLessThanOrEqual(1)
  })

  it('[OC42] the sum saturates, and the platform counts what it cut off', async () => {
    const call = await startCall(platform)
    const [one, two] = await Promise.all([whisperInto(call, 1), whisperInto(call, 1, other)])
    const range = await during(call, () =>
      Promise.all([
        one.line.speak(tone(440, 2_000, 24_000)),
        two.line.speak(tone(1_000, 2_000, 24_000)),
      ]),
    )
    expect(one.line.position().clippedSamples).toBeGreaterThan(0)
    const { 'agent-ear': heard } = await legsOf(platform, call, range, 'agent-ear')
    expect(heard.some((sample) => sample === 32_767)).toBe(true)
    expect(heard.some((sample) => sample === -32_768)).toBe(true)
  })

  it('[OC42] two whispers at once are mixed', async () => {
    const call = await startCall(platform, { scenario: 'quiet-customer' })
    const [one, two] = await Promise.all([whisperInto(call, 0.5), whisperInto(call, 1, other)])
    const range = await during(call, () =>
      Promise.all([one.line.speak(tone(440, 2_000)), two.line.speak(tone(1_000, 2_000))]),
    )
    const legs = await legsOf(platform, call, range, 'agent-ear', 'customer-ear', 'whisper-channel')
    // Measured against what arrived: a busy machine speaks with gaps.
    const share = (leg: 'agent-ear' | 'customer-ear', pitch: number) =>
      amplitudeOf(legs[leg], pitch) / amplitudeOf(legs['whisper-channel'], pitch)
    expect(share('agent-ear', 440)).toBeGreaterThan(0.4)
    expect(share('agent-ear', 440)).toBeLessThan(0.6)
    expect(share('agent-ear', 1_000)).toBeGreaterThan(0.9)
    expect(share('agent-ear', 1_000)).toBeLessThan(1.1)
    expect(share('customer-ear', 1_000)).toBeLessThan(0.1)
  })

  it('[OC42] a barge is heard by both', async () => {
    const call = await startCall(platform)
    const control = await requestControl(api, call, { controlType: 'BARGE', audioMixLevel: 1 })
    const line = await openLine(platform.baseUrl, api.token, control)
    const range = await during(call, () => line.speak(whispered))
    const legs = await legsOf(
      platform,
      call,
      range,
      'agent-ear',
      'customer-ear',
      'agent-channel',
      'customer-channel',
      'supervisor-channel',
    )
    expect(hears(legs['supervisor-channel'])).toBe(true)
    for (const [ear, channel] of [
      ['agent-ear', 'customer-channel'],
      ['customer-ear', 'agent-channel'],
    ] as const) {
      expect(hears(legs[ear]), ear).toBe(true)
      const expected = saturatingSum(
        { samples: legs[channel] },
        { samples: legs['supervisor-channel'] },
      )
      expect(largestDifference(legs[ear], expected), ear).toBeLessThanOrEqual(1)
    }
  })

  it('[OC43] on HOLD the platform goes on mixing until DELETE: nothing protects a careless client', async () => {
    const call = await startCall(platform)
    const { control, line } = await whisperInto(call, 0.5)
    await act(call, 'hold')
    const range = await during(call, () => line.speak(whispered))
    const legs = await legsOf(platform, call, range, 'agent-ear', 'customer-ear', 'whisper-channel')
    expect(hears(legs['agent-ear'])).toBe(true)
    expect(
      largestDifference(legs['customer-ear'], new Int16Array(legs['customer-ear'].length)),
    ).toBe(0)
    const expected = saturatingSum({ samples: legs['whisper-channel'], level: 0.5 })
    expect(largestDifference(legs['agent-ear'], expected)).toBeLessThanOrEqual(1)
    await api.delete(`/conversations/${call.id}/controls/${control.id}`)
    const after = await during(call, () => pause(500))
    const silent = await legsOf(
      platform,
      call,
      { ...after, fromMs: after.fromMs + 200 },
      'agent-ear',
    )
    expect(rmsDbfs(silent['agent-ear'])).toBeLessThan(-90)
  })

  it.each(['transfer', 'conference'])('[OC43] %s stops mixing at once', async (action) => {
    const call = await startCall(platform)
    const { line } = await whisperInto(call, 0.5)
    await act(call, action)
    const range = await during(call, async () => {
      await line.speak(whispered)
      await pause(7_000)
    })
    const ears = [
      'agent-ear',
      'customer-ear',
      ...(action === 'transfer' ? ['second-agent-ear'] : []),
    ]
    const legs = await legsOf(platform, call, range, ...ears)
    for (const ear of ears) expect(hears(legs[ear] ?? new Int16Array()), ear).toBe(false)
    if (action === 'transfer') {
      expect(rmsDbfs(legs['customer-ear'] ?? new Int16Array(1))).toBeLessThan(-90)
      expect(rmsDbfs(legs['second-agent-ear'] ?? new Int16Array(1))).toBeGreaterThan(-60)
      const { 'agent-channel': agentSays } = await legsOf(platform, call, range, 'agent-channel')
      expect(largestDifference(legs['second-agent-ear'] ?? new Int16Array(), agentSays)).toBe(0)
    }
  })

  it('[OC43] in a CONFERENCE all parties hear each other', async () => {
    const call = await startCall(platform)
    await act(call, 'conference')
    const range = await during(call, () => pause(4_000))
    const legs = await legsOf(
      platform,
      call,
      range,
      'agent-ear',
      'customer-ear',
      'external-ear',
      'agent-channel',
      'customer-channel',
      'external-channel',
    )
    const parties = ['agent', 'customer', 'external'] as const
    for (const party of parties) {
      const others = parties.filter((each) => each !== party)
      const expected = saturatingSum(
        ...others.map((each) => ({ samples: legs[`${each}-channel`] })),
      )
      expect(largestDifference(legs[`${party}-ear`], expected), party).toBeLessThanOrEqual(1)
    }
    expect(rmsDbfs(legs['external-ear'])).toBeGreaterThan(-60)
  })
})

describe('the contract: recordings', () => {
  it('[OC44] WAV, 16 kHz, 16 bits, mono, from the start of the call, and never longer than it', async () => {
    const call = await startCall(platform)
    await pause(2_200)
    const door = `/_simulator/conversations/${call.id}/recording`
    const read = async (query: string) => {
      const response = await fetch(`${platform.baseUrl}${door}?${query}`)
      return { status: response.status, file: Buffer.from(await response.arrayBuffer()) }
    }
    const { file, status } = await read('leg=agent-ear&fromMs=500&toMs=1500')
    expect(status).toBe(200)
    expect(file.toString('latin1', 0, 4) + file.toString('latin1', 8, 12)).toBe('RIFFWAVE')
    const format = file.indexOf('fmt ')
    expect(file.readUInt16LE(format + 8)).toBe(1)
    expect(file.readUInt16LE(format + 10)).toBe(1)
    expect(file.readUInt32LE(format + 12)).toBe(16_000)
    expect(file.readUInt16LE(format + 22)).toBe(16)
    expect(file.readUInt32LE(file.indexOf('data') + 4)).toBe(32_000)
    const soFarMs = Date.now() - Date.parse(call.startTime)
    const whole = await platform.doors.recording(call.id, 'agent-ear')
    const late = await platform.doors.recording(call.id, 'agent-ear', {
      fromMs: 0,
      toMs: 3_600_000,
    })
    for (const samples of [whole, late]) {
      expect(samples?.length ?? 0).toBeGreaterThan((soFarMs - 500) * 16)
      expect(samples?.length ?? 0).toBeLessThan((soFarMs + 1_500) * 16)
    }
    const beyond = await platform.doors.recording(call.id, 'agent-ear', { fromMs: 900_000 })
    expect(beyond).toHaveLength(0)
    for (const leg of [
      'external-ear',
      'second-agent-ear',
      'whisper-channel',
      'supervisor-ear',
      'external-channel',
      'nonsense',
    ])
      expect((await read(`leg=${leg}`)).status, leg).toBe(404)
    for (const query of ['leg=agent-ear&fromMs=x', 'leg=agent-ear&toMs=-5', ''])
      expect([400, 404], query).toContain((await read(query)).status)
    expect(
      (await fetch(`${platform.baseUrl}/_simulator/conversations/none/recording?leg=agent-ear`))
        .status,
    ).toBe(404)
  })

  it('[OC44] a call nobody sat at, and one that has ended, are recorded too', async () => {
    const { conversations } = await platform.doors.state()
    const background = conversations.find(
      ({ mediaType, state }) => mediaType === 'VOICE' && state === 'ACTIVE',
    )
    const legs = ['agent-channel', 'customer-ear'].map((leg) =>
      platform.doors.recording(background?.id ?? '', leg),
    )
    const [agent, customer] = await Promise.all(legs)
    expect(agent?.length ?? 0).toBeGreaterThan(16_000)
    expect(customer?.length ?? 0).toBeGreaterThan(16_000)
    const call = await startCall(platform)
    const { line } = await whisperInto(call, 0.5)
    await line.speak(whispered)
    await pause(300)
    await act(call, 'end')
    await pause(300)
    const kept = await platform.doors.recording(call.id, 'agent-ear')
    expect(hears(kept ?? new Int16Array())).toBe(true)
    const length = kept?.length
    await pause(1_000)
    expect((await platform.doors.recording(call.id, 'agent-ear'))?.length).toBe(length)
  })
})
