import { describe, expect, it } from 'vitest'
import type { ControlRecord, ControlState } from '../controls/control-record.ts'
import type { Conversation, ParticipantPurpose } from '../conversation/conversation.ts'
import { computeTruthLine } from './compute-truth-line.ts'

const at = 5_000

function conversation(
  heardBy: readonly ParticipantPurpose[] | undefined,
  more: Partial<Conversation> = {},
): Conversation {
  return {
    id: 'conversation-1',
    version: 3,
    phase: 'active',
    media: 'voice',
    region: 'us-east-1',
    queueId: 'queue-1',
    startedAt: 0,
    phaseSince: 0,
    recording: { state: 'on', recordsSupervisor: false },
    participants:
      heardBy === undefined
        ? []
        : [
            {
              id: 'participant-9',
              purpose: 'supervisor',
              userId: 'supervisor-1',
              name: 'Supervisor',
              connection: 'connected',
              telephony: true,
              engagement: true,
              channels: [],
              supervising: { controlId: 'platform-1', kind: 'whisper-audio', heardBy },
            },
          ],
    audioQuality: {},
    ...more,
  }
}

function control(
  state: ControlState,
  kind: ControlRecord['kind'] = 'whisper-audio',
): ControlRecord {
  return {
    id: 'control-1',
    conversationId: 'conversation-1',
    kind,
    supervisorId: 'supervisor-1',
    agentUserId: 'agent-1',
    coachingSessionId: 'coaching-1',
    platformControlId: 'platform-1',
    platformVersion: 1,
    submittedAt: 0,
    state,
  }
}

const live: ControlState = { name: 'executing', evidence: 'event', at: 1 }

function truth(
  subject: Conversation | undefined,
  controls: readonly ControlRecord[],
  fresh = true,
): ReturnType<typeof computeTruthLine> {
  return computeTruthLine({
    conversation: subject,
    knownAt: at,
    fresh,
    supervisorId: 'supervisor-1',
    controls,
  })
}

describe('who hears you now', () => {
  it('[TR1] the platform’s participant says the agent hears, and the customer does not', () => {
    const line = truth(conversation(['agent']), [control(live)])
    expect(line.agent).toEqual({ hearsYou: true, certainty: 'confirmed', at })
    expect(line.customer).toEqual({ hearsYou: false, certainty: 'confirmed', at })
  })

  it('[TR2] nothing known, or a stream that is down: everything is unknown', () => {
    for (const line of [
      truth(undefined, []),
      truth(conversation(['agent']), [control(live)], false),
    ])
      for (const ear of [line.agent, line.customer, line.recording])
        expect(ear.certainty).toBe('unknown')
  })

  it('[TR3] a line on its way in or out is pending for the agent, and stays certain for the customer', () => {
    for (const state of [
      { name: 'submitted' },
      { name: 'queued' },
      { name: 'pending-delivery' },
      { name: 'cancelling', reason: 'stopped-by-supervisor' },
    ] satisfies ControlState[]) {
      const line = truth(conversation(undefined), [control(state)])
      expect(line.agent.certainty).toBe('pending')
      expect(line.customer.certainty).toBe('confirmed')
    }
  })

  it('[TR4] a barge on its way makes the customer pending too', () => {
    const line = truth(conversation(undefined), [control({ name: 'queued' }, 'barge')])
    expect(line.customer.certainty).toBe('pending')
  })

  it('[TR5] our registry alone proves nothing: live without the platform’s participant is pending', () => {
    expect(truth(conversation(undefined), [control(live)]).agent).toEqual({
      hearsYou: false,
      certainty: 'pending',
    })
  })

  it('[TR6] an ear the platform names is told even when no control of ours is known', () => {
    expect(truth(conversation(['agent', 'customer']), []).customer.hearsYou).toBe(true)
  })

  it('[TR7] listening alone is heard by nobody', () => {
    const line = truth(conversation([]), [control(live, 'monitor')])
    expect(line.agent).toEqual({ hearsYou: false, certainty: 'confirmed', at })
  })

  it('[TR8] the recording records the supervisor only if the platform does so, and is on', () => {
    const recorded = { recording: { state: 'on', recordsSupervisor: true } } as const
    const paused = { recording: { state: 'paused', recordsSupervisor: true } } as const
    expect(truth(conversation(['agent'], recorded), [control(live)]).recording.recordsYou).toBe(
      true,
    )
    expect(truth(conversation(['agent'], paused), [control(live)]).recording.recordsYou).toBe(false)
    expect(truth(conversation([], recorded), []).recording.recordsYou).toBe(false)
  })

  it('[TR9] in a conversation that is over nobody hears', () => {
    const line = truth(conversation(['agent'], { phase: 'ended' }), [])
    expect(line.agent).toEqual({ hearsYou: false, certainty: 'confirmed', at })
  })
})
