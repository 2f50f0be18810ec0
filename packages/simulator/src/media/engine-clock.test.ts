import { frameSamples } from '@sotto/audio'
import { seededRandom, silentLogger } from '@sotto/kernel'
import { createFakeClock, type FakeClock } from '@sotto/testkit'
import { describe, expect, it } from 'vitest'
import { noFaults } from '../faults/faults.ts'
import { framesElapsed, framesOwed } from './call-history.ts'
import { createMediaEngine } from './create-media-engine.ts'
import {
  call,
  createStallingClock,
  noiseVoice,
  readLeg,
  startTrial,
  sumOf,
} from './testing/engine-on-trial.ts'
import { silentVoice } from './voice/voice-sum.ts'

const hourMs = 3_600_000

/** A machine under load: every timer comes up to `mostLateMs` late. */
function lateClock(clock: FakeClock, mostLateMs: number, seed: number): FakeClock {
  const random = seededRandom(seed)
  return {
    ...clock,
    schedule: (delayMs, run) => clock.schedule(delayMs + random.next() * mostLateMs, run),
    get pending() {
      return clock.pending
    },
  }
}

describe('a clock that owes samples', () => {
  it('[SM1] owes the whole 20 ms since the call began, less what was done', () => {
    expect(framesElapsed(1_000.5, 1_020.4)).toBe(0)
    expect(framesElapsed(1_000.5, 1_020.5)).toBe(1)
    expect(framesElapsed(1_000, 900)).toBe(0)
    expect(framesOwed(framesElapsed(0, hourMs), 100, 10_000_000)).toBe(180_000 - 100)
  })

  it('[SM2] mixes no more than a second at once, and the rest stays owed', () => {
    expect(framesOwed(500, 100, 50)).toBe(50)
    expect(framesOwed(120, 100, 50)).toBe(20)
    expect(framesOwed(100, 100, 50)).toBe(0)
  })

  it('[SM2] after a stall of ten seconds every frame is handed over, in order, none twice', () => {
    const clock = createStallingClock()
    const { engine, line } = startTrial({ clock })
    engine.startCall(call('ACTIVE'))
    const { sink } = line('MONITOR')
    clock.advanceSync(1_000)
    expect(sink.frames).toHaveLength(50)
    clock.stall(10_000)
    clock.advanceSync(20)
    // One bounded helping, and at once a second one: the timer is late by ten seconds, too.
    expect(sink.frames).toHaveLength(50 + 2 * 50)
    clock.advanceSync(980)
    expect(sink.frames).toHaveLength(12_000 / 20)
    const expected = new Int16Array(frameSamples)
    noiseVoice(2, 9_000).read(599 * frameSamples, expected)
    const last = sink.frames[599] ?? new Uint8Array()
    const view = new DataView(last.buffer, last.byteOffset)
    for (let index = 0; index < frameSamples; index += 1)
      expect(view.getInt16(index * 4, true)).toBe(expected[index])
  })

  it('[SM3] through an hour of timers up to 190 ms late, every tick brings the sound to within 20 ms of the clock', () => {
    const clock = createFakeClock()
    const { engine } = startTrial({ clock: lateClock(clock, 190, 3) })
    clock.advanceSync(12_345.678)
    const startedAt = clock.monotonicNow()
    engine.startCall(call('ACTIVE', [], { voices: { agent: silentVoice } }))
    let handed = 0
    let worstMs = 0
    let behindMs = 0
    let tickAt = 0
    engine.sitAtDesk('call', () => {
      if (clock.monotonicNow() !== tickAt) worstMs = Math.max(worstMs, behindMs)
      tickAt = clock.monotonicNow()
      handed += 1
      behindMs = tickAt - startedAt - handed * 20
    })
    clock.advanceSync(hourMs)
    expect(worstMs).toBeLessThan(20)
    expect(behindMs).toBeGreaterThanOrEqual(0)
    expect(handed).toBeGreaterThan((hourMs - 210) / 20)
  })

  it('[SM4] a change holds from the frame in which it happens, mixed live or rendered', async () => {
    const run = async (live: boolean) => {
      const { engine, line, clock, leg } = startTrial()
      engine.startCall(call('ACTIVE'))
      if (live) line('MONITOR')
      clock.advanceSync(109)
      engine.changeCall(call('HOLD'))
      clock.advanceSync(92)
      engine.changeCall(call('ACTIVE'))
      clock.advanceSync(199)
      return leg('customer-ear')
    }
    const live = await run(true)
    expect(await run(false)).toEqual(live)
    expect(live).toHaveLength(400 * 16)
    const agent = new Int16Array(400 * 16)
    noiseVoice(1, 9_000).read(0, agent)
    agent.fill(0, 100 * 16, 200 * 16)
    expect(live).toEqual(agent)
  })

  it('[SM4] of two changes in one frame the later holds', async () => {
    const { engine, clock, leg } = startTrial()
    engine.startCall(call('ACTIVE'))
    engine.changeCall(call('HOLD'))
    clock.advanceSync(5)
    engine.changeCall(call('ACTIVE'))
    clock.advanceSync(35)
    expect(await leg('customer-ear')).toEqual(await leg('agent-channel'))
  })

  it('[SM5] runs only while some call is listened to, and leaves nothing planned', async () => {
    const { engine, clock, line } = startTrial()
    engine.startCall(call('ACTIVE'))
    expect(clock.pending).toBe(0)
    line('MONITOR')
    expect(clock.pending).toBe(1)
    engine.closeLine('MONITOR')
    expect(clock.pending).toBe(0)
    line('WHISPER')
    engine.endCall('call')
    expect(clock.pending).toBe(1)
    await engine.close()
    expect(clock.pending).toBe(0)
  })
})

describe('what must not stop the sound', () => {
  it('[SM6] a listener that throws is reported, and the others hear every frame', () => {
    const { engine, clock, line, failures } = startTrial()
    engine.startCall(call('ACTIVE'))
    const bad = line('MONITOR', 1, 'bad')
    bad.sink.deliver = () => {
      throw new Error('deaf')
    }
    bad.sink.position = () => {
      throw new Error('deaf')
    }
    const good = line('MONITOR', 1, 'good')
    engine.sitAtDesk('call', () => {
      throw new Error('left')
    })
    clock.advanceSync(600)
    expect(good.sink.frames).toHaveLength(30)
    expect(good.sink.positions).toHaveLength(1)
    expect(failures.length).toBeGreaterThan(0)
  })

  it('[SM6] a voice that throws is reported once and silent; position and other voices go on', async () => {
    const { engine, clock, line, leg, failures } = startTrial()
    const broken = {
      read() {
        throw new Error('no such sound')
      },
    }
    const customer = noiseVoice(2, 9_000)
    engine.startCall(call('ACTIVE', [], { voices: { agent: broken, customer } }))
    line('MONITOR')
    clock.advanceSync(400)
    expect(await leg('customer-ear')).toEqual(new Int16Array(400 * 16))
    expect(await leg('agent-ear')).toEqual(sumOf({ samples: await leg('customer-channel') }))
    expect(failures).toHaveLength(1)
  })

  it('[SM6] a frame that fails as a whole is reported; the next one stands where it belongs', async () => {
    const clock = createFakeClock()
    const failures: unknown[] = []
    let broken = false
    const engine = createMediaEngine({
      clock,
      faults: {
        get current() {
          if (broken) throw new Error('no board')
          return noFaults
        },
      },
      directory: null,
      logger: silentLogger,
      onFailure: (failure) => failures.push(failure),
    })
    engine.startCall(call('ACTIVE'))
    engine.sitAtDesk('call', () => {})
    clock.advanceSync(200)
    broken = true
    clock.advanceSync(60)
    broken = false
    clock.advanceSync(200)
    expect(failures).toHaveLength(3)
    const ear = await readLeg(engine, 'call', 'customer-ear')
    const expected = new Int16Array(460 * 16)
    noiseVoice(1, 9_000).read(0, expected)
    expected.fill(0, 200 * 16, 260 * 16)
    expect(ear).toEqual(expected)
  })

  it('[SM6] calls do not disturb each other', async () => {
    const { engine, clock, line } = startTrial()
    engine.startCall(call('ACTIVE'))
    clock.advanceSync(7)
    engine.startCall({ ...call('ACTIVE'), conversationId: 'other' })
    line('MONITOR')
    clock.advanceSync(1_000)
    expect(await readLeg(engine, 'other', 'agent-ear')).toHaveLength(1_000 * 16)
    expect(await readLeg(engine, 'call', 'agent-ear')).toHaveLength(1_000 * 16)
  })
})
