import { describe, expect, it } from 'vitest'
import { allowedActions } from '../actions/allowed-actions.ts'
import { judgeRights } from '../actions/authority.ts'
import type { Conversation, Participant } from '../conversation/conversation.ts'
import type { Person } from '../conversation/people.ts'
import { judgePolicy, judgeReason, modesThatNeedReason } from './judge-policy.ts'
import { effectivePolicy } from './policy.ts'

function participant(change: Partial<Participant>): Participant {
  return {
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
    ...change,
  }
}

const customer: Participant = {
  id: 'participant-2',
  purpose: 'customer',
  name: 'Jonas  Weber',
  connection: 'connected',
  telephony: true,
  engagement: true,
  channels: [],
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
  participants: [participant({}), customer],
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
const idle = { listening: false, speaking: undefined }

describe('the policy in force', () => {
  it('[PO20] where nobody has laid down anything, listening may be hidden and the agent hears of coaching and barging in', () => {
    expect(effectivePolicy()).toEqual({
      hiddenListening: true,
      told: { monitor: false, coach: true, barge: true },
      reasonRequired: { monitor: false, coach: false, barge: false },
      protectedAgents: [],
      protectedCustomers: [],
      factDays: undefined,
      coachingDays: undefined,
      revealAllowed: true,
      keptKinds: [],
      explanation: undefined,
    })
  })

  it('[PO21] what a queue leaves open is as for all queues, also mode by mode', () => {
    const policy = effectivePolicy(
      { hiddenListening: false, notice: { coach: false }, revealAllowed: false, keptKinds: ['ip'] },
      { notice: { barge: false }, reasonRequired: { barge: true }, keptKinds: [] },
    )
    expect(policy.told).toEqual({ monitor: true, coach: false, barge: false })
    expect(policy.reasonRequired).toEqual({ monitor: false, coach: false, barge: true })
    expect(policy).toMatchObject({ revealAllowed: false, keptKinds: [] })
    expect(effectivePolicy({ hiddenListening: false }, { hiddenListening: true })).toMatchObject({
      told: { monitor: false },
    })
  })

  it('[PO22] without hidden listening the agent is told of Monitor, whatever stands beside it', () => {
    const rules = { hiddenListening: false, notice: { monitor: false } }
    expect(effectivePolicy(rules).told.monitor).toBe(true)
    expect(effectivePolicy({ notice: { monitor: true } }).told.monitor).toBe(true)
  })

  it('[PO23] whoever is protected for all queues or in this one is protected, and the shorter time counts', () => {
    const policy = effectivePolicy(
      { protectedAgents: [{ userId: 'a', name: 'A' }], factDays: 30, coachingDays: 90 },
      { protectedAgents: [{ userId: 'b', name: 'B' }], factDays: 90 },
    )
    expect(policy.protectedAgents.map(({ userId }) => userId)).toEqual(['b', 'a'])
    expect(policy).toMatchObject({ factDays: 30, coachingDays: 90 })
  })
})

describe('what a policy forbids', () => {
  const protectsAna = effectivePolicy({
    protectedAgents: [{ userId: 'agent-1', name: 'Ana Silva', why: 'Works council, § 12.' }],
  })

  it('[PO24] nobody monitors, coaches, barges in on or reads along with a protected agent, in the administrator’s own words', () => {
    for (const act of ['monitor', 'coach', 'barge', 'read-transcript', 'reveal-sensitive'] as const)
      expect(judgePolicy(act, protectsAna, conversation)).toEqual({
        kind: 'refused',
        reason: 'agent-never-monitored',
        words: 'Works council, § 12.',
      })
    for (const act of ['view', 'whisper-text', 'read-coaching', 'write-coaching'] as const)
      expect(judgePolicy(act, protectsAna, conversation)).toEqual({ kind: 'allowed' })
  })

  it('[PO24] an agent who has left the call keeps nobody out but of its transcript, one who is consulted does', () => {
    const left = { ...participant({}), connection: 'disconnected' as const }
    const beside = participant({ id: 'participant-3', userId: 'agent-2', name: 'Tom Ode' })
    expect(judgePolicy('monitor', protectsAna, { participants: [left, beside] }).kind).toBe(
      'allowed',
    )
    // What they said stays said.
    expect(judgePolicy('read-transcript', protectsAna, { participants: [left, beside] }).kind).toBe(
      'refused',
    )
    const consulted = { participants: [beside, participant({})] }
    expect(judgePolicy('monitor', protectsAna, consulted).kind).toBe('refused')
  })

  it.each([
    ['Jonas Weber', 'Jonas  Weber'],
    ['  jonas weber ', 'Jonas Weber'],
    ['+49 30 123-456', '+4930123456'],
    ['participant-2', 'Somebody'],
  ])('[PO25] a protected customer "%s" is found as "%s"', (listed, name) => {
    const policy = effectivePolicy({ protectedCustomers: [{ customer: listed }] })
    const subject = { participants: [participant({}), { ...customer, name }] }
    expect(judgePolicy('monitor', policy, subject)).toEqual({
      kind: 'refused',
      reason: 'customer-never-monitored',
    })
  })

  it('[PO25] an agent or a stranger of the same name is nobody’s protected customer', () => {
    const policy = effectivePolicy({
      protectedCustomers: [{ customer: 'Ana Silva' }, { customer: '' }, { customer: '12345' }],
      explanation: 'Ask the data protection officer.',
    })
    expect(judgePolicy('monitor', policy, conversation)).toEqual({ kind: 'allowed' })
    const other = { participants: [{ ...customer, name: '123456' }] }
    expect(judgePolicy('monitor', policy, other)).toEqual({ kind: 'allowed' })
  })

  it('[PO26] revealing is refused where the policy does not allow it, to whoever has the right', () => {
    const policy = effectivePolicy({ revealAllowed: false, explanation: 'Ask Rafael.' })
    expect(judgePolicy('reveal-sensitive', policy, conversation)).toEqual({
      kind: 'refused',
      reason: 'reveal-forbidden',
      words: 'Ask Rafael.',
    })
  })

  it('[PO27] a mode asks for its reason once, and one that listens asks for the reason of listening, too', () => {
    const policy = effectivePolicy({ reasonRequired: { monitor: true, barge: true } })
    expect(modesThatNeedReason(policy, idle)).toEqual(['monitor', 'coach', 'barge'])
    const listening = { listening: true, speaking: undefined }
    expect(modesThatNeedReason(policy, listening)).toEqual(['barge'])
    expect(modesThatNeedReason(policy, { listening: true, speaking: 'barge' })).toEqual([])
    expect(judgeReason('barge', policy, listening, undefined)).toMatchObject({
      reason: 'reason-required',
    })
    expect(judgeReason('barge', policy, listening, 'a threat')).toEqual({ kind: 'allowed' })
    expect(judgeReason('coach', policy, listening, undefined)).toEqual({ kind: 'allowed' })
    expect(modesThatNeedReason(effectivePolicy(), idle)).toEqual([])
  })

  it('[AC21] what may be done says what a policy forbids, after the rights and before the state; text stays open', () => {
    const refused = {
      allowed: false,
      reason: 'agent-never-monitored',
      words: 'Works council, § 12.',
    }
    const held: Conversation = { ...conversation, phase: 'held' }
    expect(allowedActions(held, supervisor, undefined, protectsAna)).toEqual({
      monitor: refused,
      coach: refused,
      barge: refused,
      whisperText: { allowed: true },
    })
    const nobody: Person = { ...supervisor, permissions: ['read-conversation'] }
    expect(allowedActions(held, nobody, undefined, protectsAna).monitor).toMatchObject({
      reason: 'missing-permission',
    })
    expect(allowedActions(conversation, supervisor, undefined, effectivePolicy())).toEqual(
      allowedActions(conversation, supervisor),
    )
  })

  it('[AC22] laying down policies is a right of its own', () => {
    expect(judgeRights(supervisor, 'manage-policies')).toMatchObject({
      reason: 'missing-permission',
      missing: 'manage-policies',
    })
    const administrator: Person = { ...supervisor, permissions: ['manage-policies'] }
    expect(judgeRights(administrator, 'manage-policies')).toEqual({ kind: 'allowed' })
  })
})
