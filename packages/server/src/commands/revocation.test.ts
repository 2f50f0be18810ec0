import type { ControlKind, ConversationPhase } from '@sotto/domain'
import { describe, expect, it } from 'vitest'
import { makeConversation } from '../../test/coaching/people.ts'
import { revocationReason } from './revocation.ts'

const spoken = {
  active: undefined,
  held: 'conversation-held',
  'in-transfer': 'conversation-in-transfer',
  conference: 'conversation-in-conference',
  ended: 'conversation-ended',
} as const satisfies Record<ConversationPhase, string | undefined>

const unspoken = {
  active: undefined,
  held: undefined,
  'in-transfer': undefined,
  conference: undefined,
  ended: 'conversation-ended',
} as const satisfies Record<ConversationPhase, string | undefined>

const expected = {
  'whisper-audio': spoken,
  barge: spoken,
  monitor: unspoken,
  'whisper-text': unspoken,
} as const satisfies Record<ControlKind, unknown>

describe('what may not go on', () => {
  it.each(
    Object.entries(expected).flatMap(([kind, byPhase]) =>
      Object.entries(byPhase).map(([phase, reason]) => ({ kind, phase, reason })),
    ),
  )('[CM7] a $kind while the conversation is $phase: $reason', ({ kind, phase, reason }) => {
    const conversation = {
      ...makeConversation('c1', 'q1', 'ana', 0),
      phase: phase as ConversationPhase,
    }
    const record = { kind: kind as ControlKind, agentUserId: 'ana' }
    expect(revocationReason(record, conversation)).toBe(reason)
    const elsewhere = revocationReason({ ...record, agentUserId: 'ivo' }, conversation)
    expect(elsewhere).toBe(reason ?? 'agent-left')
  })

  it.each(Object.keys(expected))('[CM38] a %s while the platform pauses recording', (kind) => {
    const conversation = makeConversation('c1', 'q1', 'ana', 0)
    const paused = { ...conversation, recording: { ...conversation.recording, state: 'paused' } }
    const record = { kind: kind as ControlKind, agentUserId: 'ana' }
    expect(revocationReason(record, paused as typeof conversation)).toBe('recording-paused')
    expect(revocationReason(record, { ...paused, phase: 'ended' } as typeof conversation)).toBe(
      'conversation-ended',
    )
  })
})
