import { seededRandom } from '@sotto/kernel'
import { describe, expect, it } from 'vitest'
import { frameMs, frameSamples } from '../frame/audio-format.ts'
import { synthesizeSpeech } from '../testing/synthetic-speech.ts'
import { createTalkBalance } from './talk-balance.ts'
import { createGapLight, createGapWait } from './talk-gap.ts'
import { createVoiceActivity } from './voice-activity.ts'

const durationMs = 6_000
const turn = (seed: number, pauseShare: number) =>
  synthesizeSpeech({ random: seededRandom(seed), durationMs, pauseShare })
const quiet = (seed: number) =>
  synthesizeSpeech({ random: seededRandom(seed), durationMs, pauseShare: 1 })

/** Agent and customer by turns, then both at once, then nobody: six seconds each. */
function call() {
  const agent = [turn(1, 0.05), quiet(2), turn(3, 0.05), quiet(4)]
  const customer = [quiet(5), turn(6, 0.05), turn(7, 0.05), quiet(8)]
  const frameOf = (sides: readonly Int16Array[], index: number) => {
    const perTurn = durationMs / frameMs
    const sound = sides[Math.floor(index / perTurn)] ?? quiet(9)
    const start = (index % perTurn) * frameSamples
    return sound.subarray(start, start + frameSamples)
  }
  return { frameOf: (index: number) => [frameOf(agent, index), frameOf(customer, index)] as const }
}

describe('speaking in the gap', () => {
  it('[AU44] on synthetic speech: who talks, who talks over whom, and the light only when nobody does', () => {
    const { frameOf } = call()
    const agent = createVoiceActivity()
    const customer = createVoiceActivity()
    const balance = createTalkBalance()
    const light = createGapLight()
    const lit: number[] = []
    const overlapAtTurns: number[] = []
    for (let index = 0; index < (4 * durationMs) / frameMs; index += 1) {
      const [said, answered] = frameOf(index)
      const speaking = [agent.push(said), customer.push(answered)] as const
      balance.push(...speaking)
      if (light.push(...speaking)) lit.push(index * frameMs)
      if ((index + 1) % (durationMs / frameMs) === 0) overlapAtTurns.push(balance.overlapMs)
    }
    const turnOf = (ms: number) => Math.floor(ms / durationMs)
    expect(overlapAtTurns[1]).toBeLessThan(400)
    expect((overlapAtTurns[2] ?? 0) - (overlapAtTurns[1] ?? 0)).toBeGreaterThan(5_000)
    expect(balance.agentShare).toBeGreaterThan(0.4)
    expect(balance.agentShare).toBeLessThan(0.6)
    // 200 ms that the voice activity holds, 120 ms of quiet, and then to the end.
    const inQuiet = lit.filter((ms) => turnOf(ms) === 3)
    expect(inQuiet.length * frameMs).toBeGreaterThan(durationMs - 600)
    expect(lit.filter((ms) => turnOf(ms) === 2)).toEqual([])
    expect(lit.filter((ms) => turnOf(ms) < 2).length * frameMs).toBeLessThan(1_500)
  })

  it('[AU44] the light needs 120 ms of quiet, goes out with the first voice, and is off before anything was heard', () => {
    const light = createGapLight()
    expect(light.isGap).toBe(false)
    const steps = Array.from({ length: 7 }, () => light.push(false, false))
    expect(steps).toEqual([false, false, false, false, false, true, true])
    expect(light.push(false, true)).toBe(false)
    expect(light.isGap).toBe(false)
    for (let count = 0; count < 6; count += 1) light.push(false, false)
    expect(light.isGap).toBe(true)
    light.reset()
    expect(light.isGap).toBe(false)
  })

  it('[AU45] a press waits for the gap, at most as long as it is told, and says why it opened', () => {
    const wait = createGapWait({ limitMs: 3_000 })
    expect(wait.press(true)).toEqual({ kind: 'open', because: 'gap' })
    expect(wait.step(false)).toEqual({ kind: 'open', because: 'gap' })
    expect(wait.release()).toEqual({ kind: 'closed' })
    expect(wait.press(false)).toEqual({ kind: 'waiting' })
    for (let count = 0; count < 20; count += 1) wait.step(false)
    expect(wait.state).toEqual({ kind: 'waiting' })
    expect(wait.step(true)).toEqual({ kind: 'open', because: 'gap' })
    wait.release()
    expect(wait.step(true)).toEqual({ kind: 'closed' })
    wait.press(false)
    const states = Array.from({ length: 150 }, () => wait.step(false).kind)
    expect(states.indexOf('open')).toBe(149)
    expect(wait.state).toEqual({ kind: 'open', because: 'waited' })
    // A key that repeats does not begin again.
    expect(wait.press(false)).toEqual({ kind: 'open', because: 'waited' })
  })

  it('[AU45] without a wait it opens at once; a wait past three seconds is refused', () => {
    expect(createGapWait({ limitMs: 0 }).press(false)).toEqual({ kind: 'open', because: 'at-once' })
    for (const limitMs of [-1, 3_001, Number.NaN])
      expect(() => createGapWait({ limitMs })).toThrow(RangeError)
  })
})
