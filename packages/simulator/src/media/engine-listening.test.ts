import { frameSamples } from '@sotto/audio'
import { describe, expect, it } from 'vitest'
import { samplesFromBytes } from './pcm-bytes.ts'
import {
  call,
  createStallingClock,
  isSilent,
  noiseFrame,
  noiseVoice,
  startTrial,
  sumOf,
} from './testing/engine-on-trial.ts'

function side(frames: readonly Uint8Array[], offset: 0 | 1): Int16Array {
  const samples = frames.flatMap((frame) =>
    [...samplesFromBytes(frame)].filter((_, index) => index % 2 === offset),
  )
  return Int16Array.from(samples)
}

describe('a monitor', () => {
  it('[SM30] gets 1,280 bytes every 20 ms: customer left, agent right, whatever the state', async () => {
    const { engine, line, clock, leg } = startTrial()
    engine.startCall(call('ACTIVE'))
    const { sink } = line('MONITOR')
    for (const state of ['HOLD', 'ACTIVE'] as const) {
      clock.advanceSync(200)
      engine.changeCall(call(state))
    }
    clock.advanceSync(200)
    expect(sink.frames).toHaveLength(30)
    for (const frame of sink.frames) expect(frame).toHaveLength(1_280)
    expect(side(sink.frames, 0)).toEqual(await leg('customer-channel'))
    expect(side(sink.frames, 1)).toEqual(await leg('agent-channel'))
    expect(await leg('supervisor-ear')).toEqual(
      sumOf({ samples: side(sink.frames, 0) }, { samples: side(sink.frames, 1) }),
    )
  })

  it('[SM30] is sent silence, too: a listener can tell it from loss', () => {
    const { engine, line, clock } = startTrial()
    engine.startCall(call('ACTIVE', []))
    const { sink } = line('MONITOR')
    clock.advanceSync(1_000)
    expect(sink.frames).toHaveLength(50)
    expect(sink.frames.every((frame) => frame.every((byte) => byte === 0))).toBe(true)
  })

  it('[SM30] hears a third party on the customer’s side, a second agent on the agent’s', () => {
    const { engine, line, clock } = startTrial()
    engine.startCall(call('CONFERENCE', ['agent', 'customer', 'external', 'second-agent']))
    const { sink } = line('MONITOR')
    clock.advanceSync(20)
    const voice = (seed: number) => {
      const samples = new Int16Array(frameSamples)
      noiseVoice(seed, 9_000).read(0, samples)
      return { samples }
    }
    expect(side(sink.frames, 0)).toEqual(sumOf(voice(2), voice(3)))
    expect(side(sink.frames, 1)).toEqual(sumOf(voice(1), voice(4)))
  })

  it('[SM32] never hears a supervisor’s line', async () => {
    const { engine, line, speak, leg } = startTrial()
    engine.startCall(call('ACTIVE'))
    const { sink } = line('MONITOR')
    const whisper = line('WHISPER', 1)
    speak(whisper.attachment, 20)
    const barge = line('BARGE')
    speak(barge.attachment, 20)
    expect(side(sink.frames, 0)).toEqual(await leg('customer-channel'))
    expect(side(sink.frames, 1)).toEqual(await leg('agent-channel'))
  })

  it('[SM31] a slow reader misses frames instead of growing a queue, and its ear was not handed them', async () => {
    const { engine, line, clock, leg } = startTrial()
    engine.startCall(call('ACTIVE'))
    const { sink } = line('MONITOR')
    clock.advanceSync(200)
    sink.isReady = false
    clock.advanceSync(200)
    sink.isReady = true
    clock.advanceSync(200)
    expect(sink.frames).toHaveLength(20)
    const ear = await leg('supervisor-ear')
    expect(isSilent(ear.subarray(0, 200 * 16))).toBe(false)
    expect(isSilent(ear.subarray(200 * 16, 400 * 16))).toBe(true)
    expect(isSilent(ear.subarray(400 * 16))).toBe(false)
    clock.advanceSync(400)
    expect(sink.positions.at(-1)).toEqual({
      receivedSamples: 0,
      mixedSamples: 40 * frameSamples,
      underrunSamples: 10 * frameSamples,
      clippedSamples: 0,
    })
  })

  it('[SM41] before its client came and after it left, its ear was handed nothing', async () => {
    const { engine, line, clock, leg } = startTrial()
    engine.startCall(call('ACTIVE'))
    engine.openLine({
      controlId: 'quiet',
      conversationId: 'call',
      controlType: 'MONITOR',
      mixLevel: 1,
    })
    clock.advanceSync(200)
    expect(isSilent(await leg('supervisor-ear'))).toBe(true)
    const { attachment, sink } = line('MONITOR')
    clock.advanceSync(200)
    attachment.detach()
    clock.advanceSync(200)
    expect(sink.frames).toHaveLength(10)
    const ear = await leg('supervisor-ear')
    expect(isSilent(ear.subarray(200 * 16, 400 * 16))).toBe(false)
    expect(isSilent(ear.subarray(400 * 16))).toBe(true)
  })
})

describe('somebody at the desk', () => {
  it('[SM35] hears the agent’s ear, frame by frame, theirs to keep', async () => {
    const { engine, line, speak, leg } = startTrial()
    engine.startCall(call('ACTIVE'))
    const heard: number[] = []
    const seat = engine.sitAtDesk('call', (frame) => {
      heard.push(...frame)
      frame.fill(0)
    })
    engine.sitAtDesk('call', (frame) => frame.fill(1))
    const { attachment } = line('WHISPER')
    speak(attachment, 30)
    expect(Int16Array.from(heard)).toEqual(await leg('agent-ear'))
    seat.leave()
    seat.leave()
    speak(attachment, 5)
    expect(heard).toHaveLength(30 * frameSamples)
  })

  it('[AS45] gets the coach apart while a whisper sounds, and the ear that is recorded stays as it was', async () => {
    const { engine, line, speak, leg } = startTrial()
    engine.startCall(call('ACTIVE'))
    const sums: number[] = []
    let apart = 0
    engine.sitAtDesk('call', (ear, parts) => {
      if (parts !== undefined) apart += 1
      const { others, coach } = parts ?? { others: ear, coach: new Int16Array(frameSamples) }
      for (let index = 0; index < frameSamples; index += 1)
        sums.push((others[index] ?? 0) + (coach[index] ?? 0))
    })
    const { attachment } = line('WHISPER')
    speak(attachment, 30)
    expect(apart).toBeGreaterThan(15)
    expect(Int16Array.from(sums)).toEqual(await leg('agent-ear'))
  })

  it('[SM36] takes the scripted agent’s place from the first word until they leave', async () => {
    const { engine, clock, leg } = startTrial()
    engine.startCall(call('ACTIVE'))
    const seat = engine.sitAtDesk('call', () => {})
    clock.advanceSync(200)
    for (let index = 0; index < 10; index += 1) {
      seat.speak(samplesFromBytes(noiseFrame(9, index, 5_000)))
      clock.advanceSync(20)
    }
    clock.advanceSync(200)
    seat.leave()
    clock.advanceSync(200)
    const channel = await leg('agent-channel')
    const script = new Int16Array(channel.length)
    noiseVoice(1, 9_000).read(0, script)
    const spoken = new Int16Array(10 * frameSamples)
    noiseVoice(9, 5_000).read(0, spoken)
    const started = 240 * 16
    expect(channel.subarray(0, started)).toEqual(script.subarray(0, started))
    expect(channel.subarray(started, started + spoken.length)).toEqual(spoken)
    expect(isSilent(channel.subarray(started + spoken.length, 600 * 16))).toBe(true)
    expect(channel.subarray(600 * 16)).toEqual(script.subarray(600 * 16))
    expect(await leg('customer-ear')).toEqual(channel)
  })

  it('[SM37] a frame of another length is dropped, and what is spoken later is not touched by its owner', async () => {
    const { engine, clock, leg } = startTrial()
    engine.startCall(call('ACTIVE'))
    const seat = engine.sitAtDesk('call', () => {})
    seat.speak(new Int16Array(0))
    seat.speak(new Int16Array(321).fill(9))
    const reused = new Int16Array(frameSamples).fill(4)
    for (let index = 0; index < 3; index += 1) seat.speak(reused)
    reused.fill(5)
    clock.advanceSync(60)
    expect(await leg('agent-channel')).toEqual(new Int16Array(60 * 16).fill(4))
  })

  it('[SM35] may leave while hearing, come back, and the recording has no seam', async () => {
    const clock = createStallingClock()
    const { engine, leg, failures } = startTrial({ clock })
    engine.startCall(call('ACTIVE'))
    for (let visit = 0; visit < 4; visit += 1) {
      let heard = 0
      const seat = engine.sitAtDesk('call', () => {
        heard += 1
        if (heard === 3) seat.leave()
      })
      clock.advanceSync(100)
      clock.stall(500)
      clock.advanceSync(1_300)
      expect(heard).toBe(3)
    }
    const ear = await leg('agent-ear')
    const expected = new Int16Array(ear.length)
    noiseVoice(2, 9_000).read(0, expected)
    expect(ear).toEqual(expected)
    expect(ear).toHaveLength(4 * 1_900 * 16)
    expect(failures).toEqual([])
  })

  it('[SM35] ends with the call, without harm', () => {
    const { engine, clock } = startTrial()
    engine.startCall(call('ACTIVE'))
    let heard = 0
    const seat = engine.sitAtDesk('call', () => {
      heard += 1
    })
    clock.advanceSync(100)
    engine.endCall('call')
    clock.advanceSync(100)
    seat.speak(new Int16Array(frameSamples))
    seat.leave()
    expect(heard).toBe(5)
    engine.sitAtDesk('call', () => {}).leave()
  })
})
