import { type AudioFrameSlot, createAudioFrameSlot } from '@sotto/audio'
import type { Clock } from '@sotto/kernel'
import { createFakeClock } from '@sotto/testkit'
import { describe, expect, it } from 'vitest'
import { createCounters } from '../live/counters.ts'
import { createReleaseClock } from './release-clock.ts'
import { createTalkPath } from './talk-path.ts'

function peakOf(frame: Int16Array): number {
  return frame.reduce((peak, sample) => Math.max(peak, Math.abs(sample)), 0)
}

function startTalk() {
  const clock = createFakeClock()
  const counters = createCounters()
  const sent: { readonly at: number; readonly value: number; readonly peak: number }[] = []
  const silences: number[] = []
  const state = { isOpen: true, hasRoom: true }
  const talk = createTalkPath({
    clock,
    counters,
    release: createReleaseClock(clock),
    preRollMs: 200,
    oldestSpeechMs: 1_000,
    silentMicrophoneMs: 60_000,
    onSilence: () => void silences.push(clock.monotonicNow()),
    isGateOpen: () => state.isOpen,
    send(frame) {
      if (!state.hasRoom) return false
      sent.push({ at: clock.monotonicNow(), value: frame[0] ?? 0, peak: peakOf(frame) })
      return true
    },
  })
  function frame(sequence: number, capturedAt: number): AudioFrameSlot {
    const slot = createAudioFrameSlot()
    slot.sequence = sequence
    slot.captureTimeMs = capturedAt
    slot.samples.fill(1_000 + sequence)
    return slot
  }
  return {
    clock,
    talk,
    sent,
    silences,
    state,
    frame,
    count: (name: string) => counters.read().find((counter) => counter.name === name)?.value,
    /** One frame every 20 ms, as a microphone gives them. */
    async speak(from: number, frames: number) {
      for (let index = 0; index < frames; index += 1) {
        talk.push(frame(from + index, clock.monotonicNow()))
        await clock.advance(20)
      }
    },
  }
}

describe('the way from the microphone', () => {
  it('[MD3] the first frame waits 200 ms, then one leaves every 20 ms, in order', async () => {
    const { talk, speak, sent, clock } = startTalk()
    talk.talk(true)
    await speak(0, 15)
    talk.talk(false)
    await clock.advance(400)
    expect(sent[0]?.at).toBeGreaterThanOrEqual(200)
    expect(sent[0]?.at).toBeLessThanOrEqual(220)
    expect(sent.map((frame) => frame.value)).toEqual(
      Array.from({ length: 15 }, (_, index) => 1_000 + index),
    )
    const gaps = sent.slice(1).map((frame, index) => frame.at - sent[index]!.at)
    expect(new Set(gaps)).toEqual(new Set([20]))
    expect(clock.pending).toBe(0)
  })

  it('[MD6] what comes outside a key press is dropped and counted', async () => {
    const { talk, speak, sent, count, clock } = startTalk()
    await speak(0, 10)
    expect(talk.refusedFrames).toBe(10)
    talk.talk(true)
    await speak(10, 15)
    talk.talk(false)
    await speak(25, 10)
    await clock.advance(1_000)
    expect(sent.map((frame) => frame.value)).toEqual(
      Array.from({ length: 15 }, (_, index) => 1_010 + index),
    )
    expect(talk.refusedFrames).toBe(20)
    expect(count('audio-frames-gated')).toBe(20)
  })

  it('[MD6] what was spoken before the key went up is still played, however short', async () => {
    const { talk, speak, sent, clock } = startTalk()
    talk.talk(true)
    await speak(0, 3)
    talk.talk(false)
    await clock.advance(500)
    expect(sent.map((frame) => frame.value)).toEqual([1_000, 1_001, 1_002])
  })

  it('[MD2] [MD43] a gate that shuts throws away what waits, and when it opens again the key must go down anew', async () => {
    const { talk, speak, sent, state, clock } = startTalk()
    talk.talk(true)
    await speak(0, 20)
    const before = sent.length
    expect(before).toBeGreaterThan(5)
    state.isOpen = false
    talk.cut()
    await speak(20, 20)
    expect(sent).toHaveLength(before)
    state.isOpen = true
    talk.talk(true)
    await speak(30, 10)
    expect(sent, 'a key that never went up').toHaveLength(before)
    talk.talk(false)
    talk.talk(true)
    await speak(40, 30)
    talk.talk(false)
    await clock.advance(1_000)
    const later = sent.slice(before).map((frame) => frame.value)
    expect(later[0]).toBe(1_040)
    expect(later.at(-1)).toBe(1_069)
    expect(Math.min(...later)).toBe(1_040)
    expect(talk.refusedFrames).toBeGreaterThanOrEqual(30)
  })

  it('[MD2] the gate is asked before every single frame, also without anybody telling of its change', async () => {
    const { talk, speak, sent, state, frame, clock } = startTalk()
    talk.talk(true)
    await speak(0, 12)
    const before = sent.length
    state.isOpen = false
    await clock.advance(500)
    expect(sent).toHaveLength(before)
    talk.push(frame(12, clock.monotonicNow()))
    expect(talk.refusedFrames).toBeGreaterThan(0)
  })

  it('[MD4] a late tick sends what has fallen due, but does not make up for a stall', () => {
    let now = 0
    let tick = () => {}
    const sent: number[] = []
    const clock: Clock = {
      wallNow: () => now,
      monotonicNow: () => now,
      schedule(_delayMs, run) {
        tick = run
        return () => {}
      },
    }
    const talk = createTalkPath({
      clock,
      release: createReleaseClock(clock),
      counters: createCounters(),
      preRollMs: 200,
      oldestSpeechMs: 1_000,
      silentMicrophoneMs: 60_000,
      onSilence: () => {},
      isGateOpen: () => true,
      send: () => sent.push(now) > 0,
    })
    const slot = createAudioFrameSlot()
    const push = (sequence: number, capturedAt: number) =>
      talk.push(Object.assign(slot, { sequence, captureTimeMs: capturedAt }))
    talk.talk(true)
    for (let sequence = 0; sequence < 10; sequence += 1) push(sequence, sequence * 20)
    now = 200
    tick()
    expect(sent).toEqual([200])
    sent.length = 0
    now = 320
    tick()
    expect(sent).toEqual([320, 320, 320, 320, 320, 320])
    now = 340
    tick()
    expect(sent).toHaveLength(7)
    for (let sequence = 10; sequence < 20; sequence += 1) push(sequence, sequence * 20)
    now = 5_000
    tick()
    expect(sent).toHaveLength(7)
  })

  it('[MD150] counts what leaves more than 20 ms after its turn, and the turns a stall has cost', () => {
    let now = 0
    let tick = () => {}
    const counters = createCounters()
    const behind = () =>
      counters.read().find(({ name }) => name === 'audio-frames-behind')?.value ?? NaN
    const clock: Clock = {
      wallNow: () => now,
      monotonicNow: () => now,
      schedule(_delayMs, run) {
        tick = run
        return () => {}
      },
    }
    const talk = createTalkPath({
      clock,
      release: createReleaseClock(clock),
      counters,
      preRollMs: 200,
      oldestSpeechMs: 1_000,
      silentMicrophoneMs: 60_000,
      onSilence: () => {},
      isGateOpen: () => true,
      send: () => true,
    })
    const tickAt = (at: number) => {
      now = at
      tick()
    }
    talk.talk(true)
    const slot = createAudioFrameSlot()
    for (let sequence = 0; sequence < 20; sequence += 1)
      talk.push(Object.assign(slot, { sequence, captureTimeMs: sequence * 20 }))
    tickAt(200)
    tickAt(240)
    expect(behind(), 'two at once, the first of them 20 ms after its turn').toBe(0)
    tickAt(301)
    expect(behind(), 'three at once, due at 260, 280 and 300').toBe(2)
    tickAt(1_401)
    expect(behind(), 'a stall of 55 frames').toBe(57)
  })

  it('[MD5] a frame older than a second, and one twice, are dropped and counted', async () => {
    const { talk, speak, sent, frame, count, clock } = startTalk()
    talk.talk(true)
    await speak(0, 60)
    talk.push(frame(60, clock.monotonicNow() - 1_500))
    expect(count('audio-frames-too-old')).toBe(1)
    talk.push(frame(61, clock.monotonicNow()))
    talk.push(frame(61, clock.monotonicNow()))
    expect(count('audio-frames-late')).toBe(1)
    talk.talk(false)
    await clock.advance(1_000)
    expect(sent.filter((one) => one.value === 1_060)).toEqual([])
  })

  it('[MD5] frames that changed places are played in order', async () => {
    const { talk, sent, frame, clock } = startTalk()
    talk.talk(true)
    for (const sequence of [0, 2, 1, 4, 3, 5]) talk.push(frame(sequence, sequence * 20))
    talk.talk(false)
    await clock.advance(500)
    expect(sent.map((one) => one.value)).toEqual([1_000, 1_001, 1_002, 1_003, 1_004, 1_005])
  })

  it('[MD13] on another line the key must go down again', async () => {
    const { talk, speak, sent, clock } = startTalk()
    talk.talk(true)
    await speak(0, 12)
    talk.reset()
    const before = sent.length
    await speak(12, 12)
    await clock.advance(500)
    expect(sent).toHaveLength(before)
    expect(talk.refusedFrames).toBe(12)
    expect(clock.pending).toBe(0)
  })

  it('[MD11] a frame the line has no room for is counted apart from those the gate refused', async () => {
    const { talk, speak, state, count } = startTalk()
    talk.talk(true)
    state.hasRoom = false
    await speak(0, 20)
    expect(count('audio-frames-unsent')).toBeGreaterThan(5)
    expect(talk.refusedFrames).toBe(0)
  })

  it('lets no timer run while nobody talks', async () => {
    const { talk, speak, clock } = startTalk()
    talk.talk(true)
    await speak(0, 5)
    talk.talk(false)
    await clock.advance(2_000)
    expect(clock.pending).toBe(0)
  })

  it('[MD17] a minute of silence into an open key closes it until the key goes up', async () => {
    const { talk, sent, silences, frame, clock, speak } = startTalk()
    talk.talk(true)
    for (let sequence = 0; sequence < 3_005; sequence += 1) {
      const quiet = frame(sequence, clock.monotonicNow())
      quiet.samples.fill(sequence % 2 === 0 ? 20 : -20)
      talk.push(quiet)
      await clock.advance(20)
    }
    expect(silences).toEqual([60_000])
    expect(talk.isSilenced).toBe(true)
    const before = sent.length
    await speak(3_005, 50)
    expect(sent).toHaveLength(before)
    talk.talk(false)
    talk.talk(true)
    await speak(3_055, 50)
    expect(sent.length).toBeGreaterThan(before)
    expect(silences).toHaveLength(1)
    talk.reset()
  })

  it('[MD18] what a panel without our limiter sends is held at −6 dBFS, and counted; ours passes bit for bit', async () => {
    const { talk, clock, count, frame, sent } = startTalk()
    const limit = Math.floor(32_768 * 10 ** (-6 / 20))
    talk.talk(true)
    for (let index = 0; index < 60; index += 1) {
      const slot = frame(index, clock.monotonicNow())
      const isSquare = index >= 30
      slot.samples.forEach((_, at) => {
        const height = isSquare ? 32_767 : limit
        slot.samples[at] = at % 80 < 40 ? height : -height - (isSquare ? 1 : 0)
      })
      talk.push(slot)
      await clock.advance(20)
    }
    talk.talk(false)
    await clock.advance(1_000)
    expect(sent.length).toBeGreaterThan(55)
    expect(Math.max(...sent.map(({ peak }) => peak))).toBe(limit)
    expect(sent.slice(0, 20).every(({ value }) => value === limit)).toBe(true)
    expect(count('audio-frames-limited')).toBeGreaterThan(25)
    expect(count('audio-frames-limited')).toBeLessThan(35)
  })

  it('[MD161] the gate is asked afresh in every turn, before anything leaves, and once', async () => {
    const clock = createFakeClock()
    const asked: number[] = []
    const sent: number[] = []
    const talk = createTalkPath({
      clock,
      release: createReleaseClock(clock),
      counters: createCounters(),
      preRollMs: 200,
      oldestSpeechMs: 1_000,
      silentMicrophoneMs: 60_000,
      onSilence: () => {},
      isGateOpen: () => asked.push(clock.monotonicNow()) > 0,
      send: () => sent.push(clock.monotonicNow()) > 0,
    })
    talk.talk(true)
    const slot = createAudioFrameSlot()
    for (let sequence = 0; sequence < 40; sequence += 1) {
      talk.push(Object.assign(slot, { sequence, captureTimeMs: clock.monotonicNow() }))
      await clock.advance(20)
    }
    expect(sent.length).toBeGreaterThan(25)
    for (const at of sent) expect(asked.filter((moment) => moment === at).length).toBe(1)
    // Two more: the first frame of the press came before any turn, and silence is looked at once a second.
    expect(asked.length).toBeLessThanOrEqual(40 + 2)
  })

  it('[MD161] what came in while the gate had shut unsaid is never played, though it opens again', async () => {
    const { talk, state, speak, sent, clock, count } = startTalk()
    talk.talk(true)
    await speak(0, 5)
    state.isOpen = false
    await speak(5, 1)
    state.isOpen = true
    await speak(6, 20)
    expect(sent).toEqual([])
    // A key that was down when the gate shut is dead until it goes up (MD43).
    expect(count('audio-frames-gated')).toBe(26)
    talk.talk(false)
    talk.talk(true)
    await speak(30, 20)
    expect(sent[0]?.value).toBe(1_030)
    talk.talk(false)
    await clock.advance(400)
    expect(clock.pending).toBe(0)
  })
})
