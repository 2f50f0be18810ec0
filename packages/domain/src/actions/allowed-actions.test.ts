import { describe, expect, it } from 'vitest'
import type { Conversation, ConversationPhase, Participant } from '../conversation/conversation.ts'
import type { Person } from '../conversation/people.ts'
import { allowedActions } from './allowed-actions.ts'

const agent: Participant = {
  id: 'participant-1',
  purpose: 'agent',
  userId: 'agent-1',
  name: 'Ana Silva',
  connection: 'connected',
  telephony: true,
  engagement: true,
  channels: [
    { id: 'a', media: 'audio', active: true, whisperSupported: true, codecs: ['PCMU'] },
    { id: 't', media: 'text', active: true, whisperSupported: true, codecs: [] },
  ],
}

const conversation: Conversation = {
  id: 'conversation-1',
  version: 1,
  phase: 'active',
  media: 'voice',
  region: 'us-east-1',
  queueId: 'queue-1',
  startedAt: 0,
  phaseSince: 0,
  recording: { state: 'on', recordsSupervisor: false },
  participants: [agent],
  audioQuality: {},
}

const supervisor: Person = {
  id: 'supervisor-1',
  name: 'Marta Blom',
  email: 'marta@example.org',
  region: 'us-east-1',
  role: 'supervisor',
  licence: 'cx2',
  telephony: true,
  engagement: true,
  permissions: ['read-conversation', 'whisper', 'monitor', 'barge'],
}

function withAgent(change: Partial<Participant>): Conversation {
  return { ...conversation, participants: [{ ...agent, ...change }] }
}

describe('allowed actions', () => {
  it('[AC1] in an active voice call with every right, everything is allowed', () => {
    const actions = allowedActions(conversation, supervisor)
    expect(Object.values(actions)).toEqual(Array(4).fill({ allowed: true }))
  })

  it('[AC2] hold, transfer and conference revoke speaking and leave listening and text', () => {
    const reasons = {
      held: 'conversation-held',
      'in-transfer': 'conversation-in-transfer',
      conference: 'conversation-in-conference',
    } as const
    for (const phase of ['held', 'in-transfer', 'conference'] as const) {
      const actions = allowedActions({ ...conversation, phase }, supervisor)
      expect(actions.coach).toEqual({ allowed: false, reason: reasons[phase] })
      expect(actions.barge).toEqual({ allowed: false, reason: reasons[phase] })
      expect(actions.monitor.allowed).toBe(true)
      expect(actions.whisperText.allowed).toBe(true)
    }
  })

  it('[AC3] after the end, and of an unknown conversation, nothing is allowed', () => {
    const ended: ConversationPhase = 'ended'
    for (const subject of [{ ...conversation, phase: ended }, undefined])
      for (const action of Object.values(allowedActions(subject, supervisor)))
        expect(action.allowed).toBe(false)
  })

  it('[AC4] a missing permission is named', () => {
    const actions = allowedActions(conversation, {
      ...supervisor,
      permissions: ['read-conversation', 'monitor'],
    })
    expect(actions.coach).toEqual({
      allowed: false,
      reason: 'missing-permission',
      missing: 'whisper',
    })
    expect(actions.monitor.allowed).toBe(true)
  })

  it('[AC5] voice needs telephony of both sides, text engagement of both', () => {
    expect(allowedActions(conversation, { ...supervisor, telephony: false }).coach).toMatchObject({
      reason: 'missing-telephony',
    })
    expect(allowedActions(withAgent({ telephony: false }), supervisor).coach).toMatchObject({
      reason: 'agent-missing-telephony',
    })
    expect(
      allowedActions(conversation, { ...supervisor, engagement: false }).whisperText,
    ).toMatchObject({ reason: 'missing-engagement' })
    expect(allowedActions(withAgent({ engagement: false }), supervisor).whisperText).toMatchObject({
      reason: 'agent-missing-engagement',
    })
  })

  it('[AC6] no agent, no channel, a channel without whisper: each refused by its own name', () => {
    const without = { ...conversation, participants: [] }
    expect(allowedActions(without, supervisor).coach).toMatchObject({ reason: 'no-agent' })
    expect(allowedActions(without, supervisor).whisperText).toMatchObject({ reason: 'no-agent' })
    expect(allowedActions(withAgent({ channels: [] }), supervisor).coach).toMatchObject({
      reason: 'no-audio-channel',
    })
    expect(allowedActions(withAgent({ channels: [] }), supervisor).whisperText).toMatchObject({
      reason: 'no-text-channel',
    })
    const deaf = withAgent({
      channels: agent.channels.map((channel) => ({ ...channel, whisperSupported: false })),
    })
    expect(allowedActions(deaf, supervisor).coach).toMatchObject({
      reason: 'whisper-not-supported',
    })
    expect(allowedActions(deaf, supervisor).monitor.allowed).toBe(true)
  })

  it('[AC7] chat and e-mail take text and nothing spoken', () => {
    const actions = allowedActions({ ...conversation, media: 'chat' }, supervisor)
    expect(actions.coach).toMatchObject({ reason: 'no-audio-channel' })
    expect(actions.monitor).toMatchObject({ reason: 'no-audio-channel' })
    expect(actions.whisperText.allowed).toBe(true)
  })

  it('[AC9] while somebody else coaches the agent nobody speaks, and is told who; listening and text stay', () => {
    const coach = { by: 'Oskar Lindqvist', since: 5 }
    const refused = { allowed: false, reason: 'being-coached', ...coach }
    const actions = allowedActions(conversation, supervisor, coach)
    expect(actions).toEqual({
      monitor: { allowed: true },
      coach: refused,
      barge: refused,
      whisperText: { allowed: true },
    })
    const held = allowedActions({ ...conversation, phase: 'held' }, supervisor, coach)
    expect(held.coach).toEqual({ allowed: false, reason: 'conversation-held' })
  })

  it('[AC8] while the recording is paused nothing is allowed', () => {
    const paused = {
      ...conversation,
      recording: { state: 'paused', recordsSupervisor: false },
    } as const
    for (const action of Object.values(allowedActions(paused, supervisor)))
      expect(action).toEqual({ allowed: false, reason: 'recording-paused' })
  })
})
