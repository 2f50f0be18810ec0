import { frameSamples } from '@sotto/audio'
import { describe, expect, it } from 'vitest'
import { samplesFromBytes } from './pcm-bytes.ts'
import {
  call,
  createStallingClock,
  createTrialSink,
  isSilent,
  noiseFrame,
  noiseVoice,
  startTrial,
  sumOf,
} from './testing/engine-on-trial.ts'

const second = 50

describe('a whisper', () => {
  it('[SM10] reaches the agent at its level, sample for sample', async () => {
    const { engine, line, speak, leg } = startTrial()
    engine.startCall(call('ACTIVE'))
    const { attachment } = line('WHISPER', 0.65)
    speak(attachment, second)
    const whisper = await leg('whisper-channel')
    expect(isSilent(whisper)).toBe(false)
    expect(await leg('agent-ear')).toEqual(
      sumOf({ samples: await leg('customer-channel') }, { samples: whisper, gain: 0.65 }),
    )
    expect(await leg('customer-ear')).toEqual(await leg('agent-channel'))
  })

  it('[SM10] two at once are both mixed: the platform keeps nobody apart', async () => {
    const { engine, line, leg, clock } = startTrial()
    engine.startCall(call('ACTIVE', ['agent']))
    const one = line('WHISPER', 0.5, 'one')
    const two = line('WHISPER', 1, 'two')
    for (let index = 0; index < second; index += 1) {
      one.attachment.receive(noiseFrame(7, index, 3_000))
      two.attachment.receive(noiseFrame(8, index, 3_000))
      clock.advanceSync(20)
    }
    expect(two.attachment.position()?.mixedSamples).toBe(one.attachment.position()?.mixedSamples)
    const first = new Int16Array(frameSamples)
    const other = new Int16Array(frameSamples)
    noiseVoice(7, 3_000).read(10 * frameSamples, first)
    noiseVoice(8, 3_000).read(10 * frameSamples, other)
    const heard = await leg('agent-ear', 12 * 20, 13 * 20)
    expect(heard).toEqual(sumOf({ samples: first, gain: 0.5 }, { samples: other }))
  })

  it('[SM10] a barge is heard by agent and customer as it is said', async () => {
    const { engine, line, speak, leg } = startTrial()
    engine.startCall(call('ACTIVE'))
    const { attachment } = line('BARGE')
    speak(attachment, second)
    const barge = await leg('supervisor-channel')
    expect(isSilent(barge)).toBe(false)
    for (const [ear, other] of [
      ['agent-ear', 'customer-channel'],
      ['customer-ear', 'agent-channel'],
    ] as const)
      expect(await leg(ear)).toEqual(sumOf({ samples: await leg(other) }, { samples: barge }))
  })

  it('[SM11] goes on being mixed on HOLD, where the customer hears nothing', async () => {
    const { engine, line, speak, leg } = startTrial()
    engine.startCall(call('ACTIVE'))
    const { attachment } = line('WHISPER', 1)
    speak(attachment, second)
    engine.changeCall(call('HOLD'))
    speak(attachment, second)
    expect(await leg('agent-ear', 1_000)).toEqual(await leg('whisper-channel', 1_000))
    expect(isSilent(await leg('customer-ear', 1_000))).toBe(true)
    expect(attachment.position()?.mixedSamples).toBe((2 * second - 2) * frameSamples)
  })

  it.each(['IN_TRANSFER', 'CONFERENCE'] as const)(
    '[SM12] [SM13] %s stops mixing at once and loses what was said meanwhile',
    async (state) => {
      const { engine, line, speak, leg, clock } = startTrial()
      engine.startCall(call('ACTIVE'))
      const { attachment } = line('WHISPER', 1)
      speak(attachment, second)
      const before = attachment.position()?.mixedSamples
      engine.changeCall(call(state, ['agent', 'customer', 'second-agent']))
      speak(attachment, second)
      expect(attachment.position()?.mixedSamples).toBe(before)
      expect(isSilent(await leg('whisper-channel', 1_000))).toBe(false)
      const others = [{ samples: await leg('customer-channel', 1_000) }]
      const ear = await leg('agent-ear', 1_000)
      const consulted = sumOf({ samples: secondAgent(ear.length, 1_000) })
      expect(ear).toEqual(
        state === 'IN_TRANSFER' ? consulted : sumOf({ samples: consulted }, ...others),
      )
      clock.advanceSync(200)
      engine.changeCall(call('ACTIVE'))
      clock.advanceSync(400)
      expect(await leg('agent-ear', 2_200)).toEqual(await leg('customer-channel', 2_200))
    },
  )

  it('[SM18] never moves to the agent who takes over', async () => {
    const { engine, line, speak, leg, clock } = startTrial()
    const ana = { agentUserId: 'ana' }
    engine.startCall(call('ACTIVE', ['agent', 'customer'], ana))
    const { attachment } = line('WHISPER', 1)
    const { sink } = line('MONITOR')
    const heard: Int16Array[] = []
    const seat = engine.sitAtDesk('call', (frame) => heard.push(frame))
    speak(attachment, second)
    const before = attachment.position()?.mixedSamples
    engine.changeCall(call('ACTIVE', ['agent', 'customer'], { agentUserId: 'jon' }))
    seat.speak(new Int16Array(frameSamples).fill(5))
    speak(attachment, second)
    clock.advanceSync(0)
    expect(attachment.position()?.mixedSamples).toBe(before)
    expect(await leg('agent-ear', 1_000)).toEqual(await leg('customer-channel', 1_000))
    expect(sink.frames).toHaveLength(second)
    expect(heard).toHaveLength(second)
    expect(isSilent(await leg('supervisor-ear', 1_000))).toBe(true)
  })

  it('[SM19] nothing is mixed before its line opened or after it closed', async () => {
    const { engine, clock, speak, leg } = startTrial()
    engine.startCall(call('ACTIVE'))
    listenAtDesk(engine)
    const sink = createTrialSink()
    const attachment = engine.attach('early', sink)
    if (attachment === undefined) throw new Error('taken')
    speak(attachment, 10)
    expect(attachment.receive(noiseFrame(9, 0, 9_000))).toBe('not-open')
    engine.openLine({
      controlId: 'early',
      conversationId: 'call',
      controlType: 'WHISPER',
      mixLevel: 1,
    })
    expect(sink.opens).toBe(1)
    clock.advanceSync(200)
    expect(await leg('agent-ear')).toEqual(await leg('customer-channel'))
    speak(attachment, 10)
    const end = clock.monotonicNow()
    engine.closeLine('early')
    expect(sink.closes).toBe(1)
    expect(attachment.receive(noiseFrame(9, 0, 9_000))).toBe('not-open')
    clock.advanceSync(200)
    expect(isSilent(await leg('whisper-channel', 0, end))).toBe(false)
    expect(await leg('agent-ear', end)).toEqual(await leg('customer-channel', end))
  })

  it('[SM19] a line opened while older frames are still owed has no part in them', async () => {
    const clock = createStallingClock()
    const { engine, line, leg } = startTrial({ clock })
    engine.startCall(call('ACTIVE'))
    listenAtDesk(engine)
    clock.advanceSync(200)
    clock.stall(1_000)
    const whisper = line('WHISPER', 1)
    const monitor = line('MONITOR')
    for (let index = 0; index < 3; index += 1)
      whisper.attachment.receive(noiseFrame(9, index, 9_000))
    clock.advanceSync(300)
    const said = await leg('whisper-channel')
    expect(isSilent(said.subarray(0, 1_200 * 16))).toBe(true)
    expect(isSilent(said.subarray(1_200 * 16))).toBe(false)
    expect(await leg('agent-ear', 0, 1_200)).toEqual(await leg('customer-channel', 0, 1_200))
    expect(monitor.sink.frames).toHaveLength(300 / 20)
  })

  it('[SM24] at level 1.0 it clips beside a loud customer and the line is told; lower is less', () => {
    const clippedAt = (mixLevel: number) => {
      const { engine, line, speak } = startTrial()
      const voices = { agent: noiseVoice(1, 9_000), customer: noiseVoice(2, 20_000) }
      engine.startCall(call('ACTIVE', [], { voices }))
      const { attachment, sink } = line('WHISPER', mixLevel)
      speak(attachment, 4 * second, 9, 30_000)
      expect(sink.positions.at(-1)).toEqual(attachment.position())
      return attachment.position()?.clippedSamples ?? 0
    }
    expect(clippedAt(1)).toBeGreaterThan(2_000)
    expect(clippedAt(0.65)).toBeLessThan(clippedAt(1))
    expect(clippedAt(0.65)).toBeGreaterThan(0)
    expect(clippedAt(0.4)).toBe(0)
  })

  it('[SM24] clipping is not counted for a line that is silent', () => {
    const { engine, line, speak, clock } = startTrial()
    engine.startCall(
      call('ACTIVE', [], {
        voices: { agent: noiseVoice(1, 30_000), customer: noiseVoice(2, 30_000) },
      }),
    )
    const silent = line('WHISPER', 1, 'silent')
    const loud = line('WHISPER', 1, 'loud')
    speak(loud.attachment, second, 9, 30_000)
    clock.advanceSync(100)
    expect(loud.attachment.position()?.clippedSamples).toBeGreaterThan(0)
    expect(silent.attachment.position()?.clippedSamples).toBe(0)
  })
})

function secondAgent(length: number, fromMs: number): Int16Array {
  const samples = new Int16Array(length)
  noiseVoice(4, 9_000).read(fromMs * 16, samples)
  return samples
}

/** Keeps the call live from its start, so that every frame below is mixed. */
function listenAtDesk(engine: ReturnType<typeof startTrial>['engine']): void {
  engine.sitAtDesk('call', () => {})
}

describe('a line', () => {
  it('[SM23] reports its position every 500 ms: what came, what was mixed, what was missing', () => {
    const { engine, line, speak, clock } = startTrial()
    engine.startCall(call('ACTIVE'))
    const { attachment, sink } = line('WHISPER')
    speak(attachment, 2 * second)
    expect(sink.positions).toHaveLength(4)
    expect(sink.positions[0]).toEqual({
      receivedSamples: 25 * frameSamples,
      mixedSamples: 23 * frameSamples,
      underrunSamples: 0,
      clippedSamples: expect.any(Number),
    })
    clock.advanceSync(2_000)
    expect(sink.positions).toHaveLength(8)
    expect(sink.positions.at(-1)).toMatchObject({
      receivedSamples: 2 * second * frameSamples,
      mixedSamples: 2 * second * frameSamples,
      underrunSamples: 0,
    })
  })

  it('[SM23] counts nothing as mixed while nobody holds the agent’s place', () => {
    const { engine, line, speak } = startTrial()
    engine.startCall(call('ACTIVE', ['customer']))
    const { attachment } = line('WHISPER')
    speak(attachment, second)
    expect(attachment.position()).toMatchObject({
      receivedSamples: second * frameSamples,
      mixedSamples: 0,
      clippedSamples: 0,
    })
  })

  it('[SM23] a stall gives one newest position, not a burst of old ones', () => {
    const { engine, line, clock } = startTrial()
    engine.startCall(call('ACTIVE'))
    const { sink } = line('WHISPER')
    clock.advanceSync(500)
    expect(sink.positions).toHaveLength(1)
    clock.advanceSync(499)
    expect(sink.positions).toHaveLength(1)
    clock.advanceSync(1)
    expect(sink.positions).toHaveLength(2)
  })

  it('[SM21] speech with a hole tells its underrun, speech with pauses none', () => {
    const { engine, line, speak, clock } = startTrial()
    engine.startCall(call('ACTIVE'))
    const { attachment } = line('WHISPER')
    speak(attachment, 20)
    clock.advanceSync(1_000)
    speak(attachment, 20)
    expect(attachment.position()?.underrunSamples).toBe(0)
    clock.advanceSync(100)
    speak(attachment, 20)
    expect(attachment.position()?.underrunSamples).toBe(5 * frameSamples)
  })

  it('[SM25] takes frames of 640 bytes only, and none from a monitor', () => {
    const { engine, line } = startTrial()
    engine.startCall(call('ACTIVE'))
    const { attachment } = line('WHISPER')
    for (const size of [0, 1, 639, 641, 1_280, 64_000])
      expect(attachment.receive(new Uint8Array(size))).toBe('wrong-size')
    expect(attachment.receive(new Uint8Array(640))).toBe('received')
    expect(line('MONITOR').attachment.receive(new Uint8Array(640))).toBe('receive-only')
    expect(attachment.position()?.receivedSamples).toBe(frameSamples)
  })

  it('[SM25] reads frames that begin anywhere in memory', async () => {
    const { engine, line, leg, clock } = startTrial()
    engine.startCall(call('ACTIVE', ['agent']))
    const { attachment } = line('WHISPER', 1)
    for (let index = 0; index < 5; index += 1) {
      const shifted = new Uint8Array(700)
      shifted.set(noiseFrame(9, index, 9_000), 13)
      attachment.receive(shifted.subarray(13, 653))
      clock.advanceSync(20)
    }
    const said = new Int16Array(frameSamples)
    noiseVoice(9, 9_000).read(0, said)
    expect(await leg('agent-ear', 40, 60)).toEqual(said)
  })

  it('[SM29] has one client at a time and outlives it: another may come and finds its counts', () => {
    const { engine, line, speak } = startTrial()
    engine.startCall(call('ACTIVE'))
    const { attachment, sink } = line('WHISPER')
    speak(attachment, second)
    attachment.detach()
    attachment.detach()
    expect(attachment.receive(noiseFrame(9, 0, 9_000))).toBe('not-open')
    const next = createTrialSink()
    const again = engine.attach('WHISPER', next)
    expect(next.opens).toBe(1)
    // The first client’s late goodbye must not push out the second.
    attachment.detach()
    speak(again, second)
    expect(again.position()?.receivedSamples).toBe(2 * second * frameSamples)
    expect(sink.positions).toHaveLength(2)
    expect(next.positions).toHaveLength(2)
  })

  it('[SM29] a newer client takes the place of one that is still there', () => {
    const { engine, line, speak } = startTrial()
    engine.startCall(call('ACTIVE'))
    const { attachment, sink } = line('WHISPER')
    speak(attachment, second)
    const next = createTrialSink()
    const again = engine.attach('WHISPER', next)
    expect([sink.replacements, sink.closes, next.opens]).toEqual([1, 0, 1])
    expect(attachment.receive(noiseFrame(9, 0, 9_000))).toBe('not-open')
    attachment.detach()
    speak(again, second)
    expect(again.position()?.receivedSamples).toBe(2 * second * frameSamples)
    expect([next.replacements, next.positions.length]).toEqual([0, 2])
  })

  it('[SM29] closing tells a waiting client, too, and twice is once', () => {
    const { engine, clock } = startTrial()
    engine.startCall(call('ACTIVE'))
    const sink = createTrialSink()
    engine.attach('queued', sink)
    engine.closeLine('queued')
    engine.closeLine('queued')
    expect(sink.closes).toBe(1)
    expect(sink.positions).toEqual([])
    expect(clock.pending).toBe(0)
  })

  it('[SM29] the end of the call closes it, with a last position', () => {
    const { engine, line, speak } = startTrial()
    engine.startCall(call('ACTIVE'))
    const { attachment, sink } = line('WHISPER')
    speak(attachment, 10)
    engine.endCall('call')
    expect(sink.closes).toBe(1)
    expect(sink.positions.at(-1)?.receivedSamples).toBe(10 * frameSamples)
    expect(attachment.position()).toBeUndefined()
  })

  it('[SM19] cannot be opened twice, without a call, or at a level that is none', () => {
    const { engine, line } = startTrial()
    engine.startCall(call('ACTIVE'))
    line('WHISPER')
    const opening = { controlId: 'x', conversationId: 'call', controlType: 'WHISPER' } as const
    expect(() => engine.openLine({ ...opening, controlId: 'WHISPER', mixLevel: 1 })).toThrow(
      /already/,
    )
    expect(() => engine.openLine({ ...opening, conversationId: 'no', mixLevel: 1 })).toThrow(
      /no call/,
    )
    for (const mixLevel of [-0.1, 1.1, Number.NaN, Number.POSITIVE_INFINITY])
      expect(() => engine.openLine({ ...opening, mixLevel })).toThrow(RangeError)
    expect(() => engine.startCall(call('ACTIVE'))).toThrow(/already/)
    expect(() => engine.sitAtDesk('no', () => {})).toThrow(/no call/)
    engine.changeCall({ ...call('ACTIVE'), conversationId: 'no' })
    engine.endCall('no')
    engine.closeLine('no')
  })
})

describe('faults', () => {
  it('[SM26] mediaLossRatio loses that share of a line’s frames before they are received', () => {
    const { engine, line, speak, faults } = startTrial()
    engine.startCall(call('ACTIVE'))
    const { attachment } = line('WHISPER')
    faults.merge({ mediaLossRatio: 0.2 })
    speak(attachment, 20 * second)
    const received = (attachment.position()?.receivedSamples ?? 0) / frameSamples
    expect(received).toBeGreaterThan(0.75 * 20 * second)
    expect(received).toBeLessThan(0.85 * 20 * second)
    expect(attachment.position()?.underrunSamples).toBeGreaterThan(0)
    expect(engine.audioQuality('call')?.supervisor.lossRatio).toBeGreaterThan(0.12)
    expect(engine.audioQuality('call')?.supervisor.lossRatio).toBeLessThan(0.28)
    faults.clear()
    speak(attachment, 20 * second)
    expect(engine.audioQuality('call')?.supervisor.lossRatio).toBe(0)
  })

  it('[SM26] a monitor loses them on the way out, and the ear was not handed them', async () => {
    const { engine, line, clock, faults, leg } = startTrial()
    engine.startCall(call('ACTIVE'))
    const { sink } = line('MONITOR')
    faults.merge({ mediaLossRatio: 1 })
    clock.advanceSync(1_000)
    expect(sink.frames).toHaveLength(0)
    expect(isSilent(await leg('supervisor-ear'))).toBe(true)
    expect(sink.positions.at(-1)).toMatchObject({
      mixedSamples: 0,
      underrunSamples: second * frameSamples,
    })
  })

  it('[SM27] mediaJitterMs delays frames, in order, both ways', () => {
    const { engine, line, speak, faults, clock } = startTrial()
    engine.startCall(call('ACTIVE'))
    const { attachment } = line('WHISPER')
    const { sink } = line('MONITOR')
    faults.merge({ mediaJitterMs: 150 })
    speak(attachment, 10 * second)
    expect(attachment.position()?.underrunSamples).toBeGreaterThan(0)
    expect(engine.audioQuality('call')?.supervisor.jitterMs).toBeGreaterThan(5)
    clock.advanceSync(200)
    expect(attachment.position()?.mixedSamples).toBe(10 * second * frameSamples)
    expect(sink.frames.length).toBeGreaterThan(10 * second - 10)
    faults.clear()
    clock.advanceSync(1_000)
    expect(sink.frames).toHaveLength(10 * second + 10 + second)
  })

  it('[SM27] frames held back keep their order when the fault ends, and are bounded', async () => {
    const { engine, line, faults, clock, leg } = startTrial()
    engine.startCall(call('ACTIVE'))
    const { sink } = line('MONITOR')
    faults.merge({ mediaJitterMs: 300 })
    clock.advanceSync(1_013)
    faults.clear()
    clock.advanceSync(987)
    const left = sink.frames.flatMap((frame) =>
      [...samplesFromBytes(frame)].filter((_, index) => index % 2 === 0),
    )
    expect(Int16Array.from(left)).toEqual(await leg('customer-channel'))
    faults.merge({ mediaJitterMs: 3_600_000 })
    clock.advanceSync(10_000)
    expect(sink.frames).toHaveLength(2 * second)
    // A second is held back, nine seconds were never handed.
    expect(sink.positions.at(-1)).toMatchObject({
      mixedSamples: 3 * second * frameSamples,
      underrunSamples: 9 * second * frameSamples,
    })
  })

  it('[SM27] [SM31] what was held back for one client is not given to the next, and nobody attached is not a slow reader', () => {
    const { engine, line, faults, clock } = startTrial()
    engine.startCall(call('ACTIVE'))
    const { attachment } = line('MONITOR')
    faults.merge({ mediaJitterMs: 100_000 })
    clock.advanceSync(600)
    attachment.detach()
    faults.clear()
    clock.advanceSync(600)
    const next = createTrialSink()
    const again = engine.attach('MONITOR', next)
    clock.advanceSync(100_000)
    expect(again?.position()?.underrunSamples).toBe(0)
    expect(next.frames.length).toBeLessThanOrEqual(5_000)
    const [first] = next.frames
    const expected = new Int16Array(frameSamples)
    noiseVoice(2, 9_000).read(60 * frameSamples, expected)
    const left = samplesFromBytes(first ?? new Uint8Array()).filter((_, index) => index % 2 === 0)
    expect(left).toEqual(expected)
  })

  it('[SM28] clippingRatio distorts that share of what the agent hears, and it is counted', async () => {
    const { engine, line, speak, faults, leg } = startTrial()
    engine.startCall(call('ACTIVE'))
    const { attachment } = line('WHISPER', 0.65)
    faults.merge({ clippingRatio: 0.5 })
    speak(attachment, 4 * second)
    expect(attachment.position()?.clippedSamples).toBeGreaterThan(4_000)
    expect(engine.audioQuality('call')?.agent.clippingRatio).toBeGreaterThan(0.1)
    expect(await leg('customer-ear')).toEqual(await leg('agent-channel'))
    const clean = sumOf(
      { samples: await leg('customer-channel') },
      { samples: await leg('whisper-channel'), gain: 0.65 },
    )
    expect(await leg('agent-ear')).not.toEqual(clean)
  })

  it('[SM50] quality is measured only while the call is live', () => {
    const { engine, line, clock } = startTrial()
    engine.startCall(call('ACTIVE'))
    expect(engine.audioQuality('call')).toBeUndefined()
    line('MONITOR')
    clock.advanceSync(1_000)
    expect(engine.audioQuality('call')).toEqual({
      agent: { clippingRatio: 0, lossRatio: 0, jitterMs: 0 },
      customer: { clippingRatio: 0, lossRatio: 0, jitterMs: 0 },
      supervisor: { clippingRatio: 0, lossRatio: 0, jitterMs: 0 },
    })
    engine.closeLine('MONITOR')
    expect(engine.audioQuality('call')).toBeUndefined()
    expect(engine.audioQuality('no')).toBeUndefined()
  })
})
