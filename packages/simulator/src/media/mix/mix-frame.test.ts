import { frameSamples } from '@sotto/audio'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { heardBy } from '../../world/conversations/participants.ts'
import type { ConversationState } from '../../world/shapes.ts'
import { type Party, parties } from '../media-engine.ts'
import { partiesThatHear } from './ears.ts'
import { type FrameInputs, mixFrame, sumSaturating } from './mix-frame.ts'

const states = [
  'ACTIVE',
  'HOLD',
  'IN_TRANSFER',
  'CONFERENCE',
  'ENDED',
  'WRAPPED_UP',
  'COMPLETED',
] as const satisfies readonly ConversationState[]

function level(value: number): Int16Array {
  return new Int16Array(frameSamples).fill(value)
}

/** Each source has a bit of its own, so that a sum tells who is in it. */
const everybody: FrameInputs = {
  state: 'ACTIVE',
  channels: {
    agent: level(1),
    customer: level(2),
    external: level(4),
    'second-agent': level(8),
  },
  whispers: [{ frame: level(32), gain: 0.5 }],
  barges: [{ frame: level(64), gain: 1 }],
  leakGain: 0,
}

function heard(state: ConversationState, inputs: Partial<FrameInputs> = {}) {
  const mixed = mixFrame({ ...everybody, ...inputs, state })
  return Object.fromEntries(parties.map((party) => [party, mixed[party]?.frame[0]]))
}

describe('who hears whom', () => {
  it('[SM10] ACTIVE: the agent hears customer, whispers at their level and barge; the customer hears agent and barge', () => {
    expect(heard('ACTIVE')).toEqual({
      agent: 2 + 16 + 64,
      customer: 1 + 64,
      external: 0,
      'second-agent': 0,
    })
  })

  it('[SM11] HOLD: the agent hears whispers still open, nobody else hears anything', () => {
    expect(heard('HOLD')).toEqual({ agent: 16, customer: 0, external: 0, 'second-agent': 0 })
  })

  it('[SM12] IN_TRANSFER: those who consult hear each other, the customer hears silence, no line is mixed', () => {
    expect(heard('IN_TRANSFER')).toEqual({
      agent: 8 + 4,
      customer: 0,
      external: 1 + 8,
      'second-agent': 1 + 4,
    })
  })

  it('[SM13] CONFERENCE: everybody hears all the others, no line is mixed', () => {
    expect(heard('CONFERENCE')).toEqual({
      agent: 2 + 4 + 8,
      customer: 1 + 4 + 8,
      external: 1 + 2 + 8,
      'second-agent': 1 + 2 + 4,
    })
  })

  it.each(['ENDED', 'WRAPPED_UP', 'COMPLETED'] as const)('[SM14] %s: silence for all', (state) => {
    expect(heard(state)).toEqual({ agent: 0, customer: 0, external: 0, 'second-agent': 0 })
  })

  it.each(states)('[SM15] %s: a whisper changes no ear but the agent’s', (state) => {
    const without = heard(state, { whispers: [] })
    const loud = heard(state, {
      whispers: [
        { frame: level(32_767), gain: 1 },
        { frame: level(9_999), gain: 0.3 },
      ],
    })
    for (const party of ['customer', 'external', 'second-agent'] as const)
      expect(loud[party]).toBe(without[party])
  })

  it.each(states)('[SM15] %s: the world announces as heard by whom it is mixed to', (state) => {
    for (const controlType of ['WHISPER', 'BARGE', 'MONITOR'] as const) {
      const marked = mixFrame({
        ...everybody,
        state,
        whispers: controlType === 'WHISPER' ? [{ frame: level(1_000), gain: 1 }] : [],
        barges: controlType === 'BARGE' ? [{ frame: level(1_000), gain: 1 }] : [],
      })
      const hearing = parties.filter((party) => (marked[party]?.frame[0] ?? 0) >= 1_000)
      expect(hearing).toEqual(heardBy(controlType, state))
      expect(hearing).toEqual(partiesThatHear(controlType, state))
    }
  })

  it('[SM14] who is absent has no ear and is heard by nobody', () => {
    const mixed = mixFrame({ ...everybody, state: 'CONFERENCE', channels: { agent: level(1) } })
    expect(Object.keys(mixed)).toEqual(['agent'])
    expect(mixed.agent?.frame[0]).toBe(0)
  })

  it('[SM17] the planted leak adds every whisper, before its level, to the customer’s ear and no other', () => {
    const leaking = heard('ACTIVE', { leakGain: 0.25 })
    expect(leaking).toEqual({ ...heard('ACTIVE'), customer: 1 + 64 + 8 })
    expect(heard('HOLD', { leakGain: 0.25 }).customer).toBe(8)
    expect(heard('CONFERENCE', { leakGain: 0.25 }).customer).toBe(1 + 4 + 8 + 8)
  })
})

describe('the sum', () => {
  it('[SM16] saturates once, after adding in full width, and counts what did not fit', () => {
    const loud = { frame: level(30_000), gain: 1 }
    const opposite = { frame: level(-30_000), gain: 1 }
    expect(sumSaturating([loud, loud, opposite]).frame[0]).toBe(30_000)
    const clipped = sumSaturating([loud, loud])
    expect(clipped.frame[0]).toBe(32_767)
    expect(clipped.saturatedSamples).toBe(frameSamples)
    expect(sumSaturating([opposite, opposite]).frame[0]).toBe(-32_768)
  })

  it('[SM16] rounds each contribution by itself, halves upwards', () => {
    expect(sumSaturating([{ frame: level(3), gain: 0.5 }]).frame[0]).toBe(2)
    expect(sumSaturating([{ frame: level(-3), gain: 0.5 }]).frame[0]).toBe(-1)
    const half = { frame: level(1), gain: 0.5 }
    expect(sumSaturating([half, half]).frame[0]).toBe(2)
  })

  it('[SM16] does not write into what it was given', () => {
    const only = level(7)
    const { frame } = sumSaturating([{ frame: only, gain: 1 }])
    frame.fill(0)
    expect(only[0]).toBe(7)
  })

  it('[SM16] is the clamped sum for any samples', () => {
    const sample = fc.integer({ min: -32_768, max: 32_767 })
    fc.assert(
      fc.property(fc.array(sample, { minLength: 1, maxLength: 5 }), (samples) => {
        const mixed = sumSaturating(samples.map((value) => ({ frame: level(value), gain: 1 })))
        const sum = samples.reduce((total, value) => total + value, 0)
        expect(mixed.frame[319]).toBe(Math.max(-32_768, Math.min(32_767, sum)))
        expect(mixed.saturatedSamples > 0).toBe(sum > 32_767 || sum < -32_768)
      }),
    )
  })
})

it('[SM14] every party of the contract is known to the table', () => {
  const known: readonly Party[] = ['agent', 'customer', 'external', 'second-agent']
  expect([...parties]).toEqual(known)
})
