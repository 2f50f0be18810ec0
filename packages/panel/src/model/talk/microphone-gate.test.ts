import type { TruthLine } from '@sotto/domain'
import { describe, expect, it } from 'vitest'
import { coachingDetail, noon } from '../../../test/samples.ts'
import {
  type GateInput,
  gateConditions,
  microphoneGate,
  type ShutReason,
} from './microphone-gate.ts'

const { mode, truth } = coachingDetail()

const allHolds: GateInput = {
  hasLine: true,
  lineIsShown: true,
  liveFresh: true,
  platformOpen: true,
  changeAsked: false,
  mode,
  truth,
  recordingPaused: false,
  microphoneMayOpen: true,
  audioFresh: true,
  serverGateOpen: true,
  captureRunning: true,
}

function withTruth(change: Partial<TruthLine>): Partial<GateInput> {
  return { truth: { ...truth, ...change } }
}

const confirmed = { certainty: 'confirmed', at: noon } as const

/** Every way in which one single thing may be wrong, and what is then said. */
const broken: readonly (readonly [string, Partial<GateInput>, ShutReason])[] = [
  ['no line', { hasLine: false }, 'no-line'],
  ['another conversation shown', { lineIsShown: false }, 'other-conversation-shown'],
  ['silent panel socket', { liveFresh: false }, 'connection-stale'],
  ['platform interrupted', { platformOpen: false }, 'platform-interrupted'],
  ['recording paused', { recordingPaused: true }, 'recording-paused'],
  ['change asked', { changeAsked: true }, 'changing'],
  ['change on its way', { mode: { ...mode, switching: true } }, 'changing'],
  ['mode not known', { mode: undefined }, 'changing'],
  ['only listening', { mode: { ...mode, confirmed: 'monitor' } }, 'not-coaching'],
  ['not connected', { mode: { ...mode, confirmed: 'not-connected' } }, 'not-coaching'],
  ['barged in unasked', { mode: { ...mode, confirmed: 'barge' } }, 'not-coaching'],
  ['barge asked', { mode: { ...mode, wanted: 'barge' } }, 'not-coaching'],
  [
    'barge the customer does not hear',
    { mode: { wanted: 'barge', confirmed: 'barge', switching: false } },
    'customer-does-not-hear',
  ],
  ['coaching no longer wanted', { mode: { ...mode, wanted: 'monitor' } }, 'not-coaching'],
  ['truth not known', { truth: undefined }, 'agent-unknown'],
  [
    'agent unknown',
    withTruth({ agent: { hearsYou: true, certainty: 'unknown' } }),
    'agent-unknown',
  ],
  [
    'customer unknown',
    withTruth({ customer: { hearsYou: false, certainty: 'unknown' } }),
    'agent-unknown',
  ],
  [
    'agent pending',
    withTruth({ agent: { hearsYou: true, certainty: 'pending' } }),
    'agent-pending',
  ],
  ['agent deaf', withTruth({ agent: { hearsYou: false, ...confirmed } }), 'agent-does-not-hear'],
  [
    'customer hears',
    withTruth({ customer: { hearsYou: true, ...confirmed } }),
    'customer-not-excluded',
  ],
  [
    'customer pending',
    withTruth({ customer: { hearsYou: false, certainty: 'pending' } }),
    'customer-not-excluded',
  ],
  ['server says no', { microphoneMayOpen: false }, 'server-says-no'],
  ['silent audio socket', { audioFresh: false }, 'sound-connection-stale'],
  ['server gate shut', { serverGateOpen: false }, 'server-gate-shut'],
  ['microphone off', { captureRunning: false }, 'microphone-off'],
]

describe('the microphone gate', () => {
  it('[PA20] is open when everything holds', () => {
    expect(microphoneGate(allHolds)).toEqual({ open: true })
  })

  it.each(broken)('[PA20] is shut by this alone: %s', (_name, change, reason) => {
    expect(microphoneGate({ ...allHolds, ...change })).toEqual({ open: false, reason })
  })

  it('[PA20] every condition is the only one broken in some case above', () => {
    const covered = new Set(broken.map(([, , reason]) => reason))
    expect([...covered].sort()).toEqual(gateConditions.map(([reason]) => reason).sort())
  })

  const barging: GateInput = {
    ...allHolds,
    mode: { wanted: 'barge', confirmed: 'barge', switching: false },
    ...withTruth({
      agent: { hearsYou: true, ...confirmed },
      customer: { hearsYou: true, ...confirmed },
    }),
  }

  it('[PA83] is open for a barge only when agent and customer are both confirmed to hear', () => {
    expect(microphoneGate(barging)).toEqual({ open: true })
    for (const customer of [
      { hearsYou: false, ...confirmed },
      { hearsYou: true, certainty: 'pending' },
      { hearsYou: true, certainty: 'unknown' },
    ] as const)
      expect(
        microphoneGate({ ...barging, truth: { ...truth, agent: truth.agent, customer } }).open,
      ).toBe(false)
    expect(
      microphoneGate({
        ...barging,
        truth: {
          ...truth,
          agent: { hearsYou: false, ...confirmed },
          customer: { hearsYou: true, ...confirmed },
        },
      }),
    ).toEqual({ open: false, reason: 'agent-does-not-hear' })
  })

  it('[PA20] two things wrong never make it right', () => {
    for (const [, first] of broken)
      for (const [, second] of broken) {
        const both = { ...allHolds, ...first, ...second }
        // What is wrong with a whisper (the customer hears) is what a barge needs.
        const isHeardBarge = both.mode?.wanted === 'barge' && both.mode.confirmed === 'barge'
        expect(microphoneGate(both).open).toBe(
          isHeardBarge &&
            both.truth?.customer.hearsYou === true &&
            both.truth.customer.certainty === 'confirmed',
        )
      }
  })
})
