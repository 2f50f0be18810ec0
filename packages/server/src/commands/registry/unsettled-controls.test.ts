import type { ControlRecord, ControlState } from '@sotto/domain'
import { describe, expect, it } from 'vitest'
import { createUnsettledControls } from './unsettled-controls.ts'

function record(id: string, state: ControlState): ControlRecord {
  return {
    id,
    conversationId: 'c1',
    kind: 'whisper-audio',
    supervisorId: 'sam',
    agentUserId: 'ana',
    coachingSessionId: 'coaching',
    platformVersion: 1,
    submittedAt: 0,
    state,
  }
}

const entryOf = (of: ControlRecord) => ({
  stored: { record: of, revision: 1 },
  turn: Promise.resolve(),
  submittedAtMono: 0,
})

describe('what is not over yet', () => {
  it('[MD151] is one list until something in it has changed', () => {
    const unsettled = createUnsettledControls()
    expect(unsettled.inConversation('c1')).toEqual([])
    const first = entryOf(record('first', { name: 'submitted' }))
    const second = entryOf(record('second', { name: 'submitted' }))
    unsettled.note(first)
    unsettled.note(second)
    const before = unsettled.inConversation('c1')
    expect(before.map(({ id }) => id)).toEqual(['first', 'second'])
    expect(unsettled.inConversation('c1')).toBe(before)
    expect(unsettled.ofSupervisor('sam')).toEqual(before)
    first.stored = { record: record('first', { name: 'queued' }), revision: 2 }
    unsettled.note(first)
    expect(unsettled.inConversation('c1')).not.toBe(before)
    expect(unsettled.inConversation('c1')[0]?.state.name).toBe('queued')
    for (const entry of [first, second]) {
      entry.stored = {
        record: record(entry.stored.record.id, { name: 'expired', at: 2 }),
        revision: 3,
      }
      unsettled.note(entry)
    }
    expect(unsettled.inConversation('c1')).toEqual([])
    expect(unsettled.ofSupervisor('sam')).toEqual([])
  })
})
