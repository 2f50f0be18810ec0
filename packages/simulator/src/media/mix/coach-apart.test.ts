import { frameSamples } from '@sotto/audio'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { coachApart } from './coach-apart.ts'
import { type FrameInputs, mixFrame } from './mix-frame.ts'

const level = (value: number) => new Int16Array(frameSamples).fill(value)

const call: FrameInputs = {
  state: 'ACTIVE',
  channels: { agent: level(1), customer: level(2_000) },
  whispers: [{ frame: level(10_000), gain: 0.5 }],
  barges: [{ frame: level(300), gain: 1 }],
  leakGain: 0,
}

it('[AS45] the coach is what is whispered, at its level; who barges in is one of the others', () => {
  const apart = coachApart(call)
  expect([apart?.coach[0], apart?.others[0]]).toEqual([5_000, 2_300])
  const held = coachApart({ ...call, state: 'HOLD' })
  expect([held?.coach[0], held?.others[0]]).toEqual([5_000, 0])
})

it('[AS45] nothing is apart while the agent hears no whisper', () => {
  expect(coachApart({ ...call, whispers: [] })).toBeUndefined()
  expect(coachApart({ ...call, state: 'CONFERENCE' })).toBeUndefined()
})

it('[AS45] both parts together are the agent’s ear, to the bit', () => {
  const sample = fc.integer({ min: -32_768, max: 32_767 })
  fc.assert(
    fc.property(sample, sample, fc.double({ min: 0, max: 1, noNaN: true }), (said, heard, gain) => {
      const inputs: FrameInputs = {
        ...call,
        channels: { agent: level(1), customer: level(heard) },
        whispers: [{ frame: level(said), gain }],
        barges: [],
      }
      const apart = coachApart(inputs)
      const sum = (apart?.others[7] ?? 0) + (apart?.coach[7] ?? 0)
      const ear = mixFrame(inputs).agent?.frame[7]
      expect(Math.max(-32_768, Math.min(32_767, sum))).toBe(ear)
    }),
  )
})
