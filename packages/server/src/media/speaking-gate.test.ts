import type { Certainty, ConversationPhase } from '@sotto/domain'
import { describe, expect, it } from 'vitest'
import { decideGate, type GateInput } from './speaking-gate.ts'

const phases = ['active', 'held', 'in-transfer', 'conference', 'ended', undefined] as const
const certainties: readonly Certainty[] = [
  { certainty: 'confirmed', at: 1 },
  { certainty: 'pending' },
  { certainty: 'unknown' },
]
const booleans = [true, false] as const

/** Every input there can be. */
function* allInputs(): Iterable<GateInput> {
  for (const panelPresent of booleans)
    for (const holdsLine of booleans)
      for (const leaseHolds of booleans)
        for (const modeIsSettled of booleans)
          for (const lineIsLive of booleans)
            for (const mediaIsOpen of booleans)
              for (const phase of phases)
                for (const recordingPaused of booleans)
                  for (const customerMustHear of booleans)
                    for (const agent of certainties)
                      for (const customer of certainties)
                        for (const agentHears of booleans)
                          for (const customerHears of booleans)
                            for (const agentIsThere of booleans)
                              yield {
                                agentIsThere,
                                panelPresent,
                                holdsLine,
                                leaseHolds,
                                modeIsSettled,
                                lineIsLive,
                                mediaIsOpen,
                                phase,
                                recordingPaused,
                                customerMustHear,
                                truth: {
                                  agent: { hearsYou: agentHears, ...agent },
                                  customer: { hearsYou: customerHears, ...customer },
                                },
                              }
}

const open: GateInput = {
  agentIsThere: true,
  leaseHolds: true,
  panelPresent: true,
  holdsLine: true,
  modeIsSettled: true,
  lineIsLive: true,
  mediaIsOpen: true,
  phase: 'active',
  recordingPaused: false,
  customerMustHear: false,
  truth: {
    agent: { hearsYou: true, certainty: 'confirmed', at: 1 },
    customer: { hearsYou: false, certainty: 'confirmed', at: 1 },
  },
}

describe('the speaking gate', () => {
  it('[MD1] is open in exactly one case of a whisper and one of a barge, of all there are', () => {
    const inputs = [...allInputs()]
    const opened = inputs.filter((input) => decideGate(input).open)
    expect(inputs).toHaveLength(2 ** 7 * 6 * 2 * 2 * 3 * 3 * 2 * 2)
    expect(opened).toHaveLength(2)
    for (const input of opened)
      expect(input).toMatchObject({
        agentIsThere: true,
        panelPresent: true,
        holdsLine: true,
        leaseHolds: true,
        modeIsSettled: true,
        lineIsLive: true,
        mediaIsOpen: true,
        phase: 'active',
        recordingPaused: false,
        truth: {
          agent: { hearsYou: true, certainty: 'confirmed' },
          customer: { certainty: 'confirmed' },
        },
      })
    expect(opened.filter((input) => input.truth.customer.hearsYou)).toMatchObject([
      { customerMustHear: true },
    ])
  })

  const phaseReasons = {
    active: undefined,
    held: 'conversation-held',
    'in-transfer': 'conversation-in-transfer',
    conference: 'conversation-in-conference',
    ended: 'conversation-ended',
  } as const satisfies Record<ConversationPhase, string | undefined>

  const truthWith = (
    agent: Partial<GateInput['truth']['agent']>,
    customer: Partial<GateInput['truth']['customer']> = {},
  ): GateInput['truth'] =>
    ({
      agent: { ...open.truth.agent, ...agent },
      customer: { ...open.truth.customer, ...customer },
    }) as GateInput['truth']

  it.each([
    [{ panelPresent: false }, 'panel-gone'],
    [{ holdsLine: false }, 'no-line'],
    [{ leaseHolds: false }, 'lease-lost'],
    [{ lineIsLive: false }, 'line-not-live'],
    [{ modeIsSettled: false }, 'mode-switching'],
    [{ mediaIsOpen: false }, 'media-not-open'],
    [{ agentIsThere: false }, 'agent-does-not-hear'],
    [{ recordingPaused: true }, 'recording-paused'],
    [{ phase: undefined }, 'conversation-unknown'],
    ...Object.entries(phaseReasons).flatMap(([phase, reason]) =>
      reason === undefined ? [] : [[{ phase: phase as ConversationPhase }, reason] as const],
    ),
    [{ truth: truthWith({ certainty: 'unknown' }) }, 'hearing-unknown'],
    [{ truth: truthWith({ certainty: 'pending' }) }, 'hearing-pending'],
    [{ truth: truthWith({}, { certainty: 'unknown' }) }, 'hearing-unknown'],
    [{ truth: truthWith({}, { certainty: 'pending' }) }, 'hearing-pending'],
    [{ truth: truthWith({}, { hearsYou: true }) }, 'customer-hears'],
    [{ truth: truthWith({ hearsYou: false }) }, 'agent-does-not-hear'],
    [{ customerMustHear: true }, 'customer-does-not-hear'],
  ] as const)('[MD1] %j alone shuts it: %s', (part, reason) => {
    expect(decideGate({ ...open, ...part })).toEqual({ open: false, reason })
  })
})
