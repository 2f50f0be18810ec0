import { agentRowSchema, conversationRowSchema } from '@sotto/protocol'
import { describe, expect, it } from 'vitest'
import { agentRow, conversationRow } from '../../../test/samples.ts'
import { renewedAgent, renewedConversation } from './renewed-row.ts'

const conversation = conversationRow({
  phaseSince: 7,
  coach: { by: 'Maren Brandt', since: 5, mine: false },
})
const agent = agentRow({ queueIds: ['queue-1', 'queue-2'], since: 7 })

/** One other value for each member there is; the schema's, so that a new one is not forgotten. */
const otherConversation = {
  agentUserId: 'agent-9',
  agentName: 'Kim Roy',
  queueId: 'queue-9',
  queueName: 'Complaints',
  media: 'chat',
  phase: 'ended',
  startedAt: 99,
  phaseSince: undefined,
  coach: { by: 'Maren Brandt', since: 5, mine: true },
} as const
const otherAgent = {
  name: 'Kim Roy',
  queueIds: ['queue-2', 'queue-1'],
  presence: 'away',
  routing: 'not-responding',
  since: undefined,
} as const

describe('a row after its next word', () => {
  it('[LV97] is the old one itself where the word says the same again', () => {
    expect(renewedConversation(conversation, structuredClone(conversation))).toBe(conversation)
    expect(renewedAgent(agent, structuredClone(agent))).toBe(agent)
    const bare = conversationRow()
    expect(renewedConversation(bare, structuredClone(bare))).toBe(bare)
  })

  it.each(Object.keys(conversationRowSchema.shape).filter((member) => member !== 'id'))(
    '[LV97] is another one with another %s of a conversation, and as it was told',
    (member) => {
      const other = Object.entries(otherConversation).find(([name]) => name === member)
      const told = { ...structuredClone(conversation), ...Object.fromEntries([other ?? []]) }
      const renewed = renewedConversation(conversation, told)
      expect(other).toBeDefined()
      expect(renewed).not.toBe(conversation)
      expect(renewed).toEqual(told)
    },
  )

  it.each(Object.keys(agentRowSchema.shape).filter((member) => member !== 'id'))(
    '[LV97] is another one with another %s of an agent, and as it was told',
    (member) => {
      const other = Object.entries(otherAgent).find(([name]) => name === member)
      const told = { ...structuredClone(agent), ...Object.fromEntries([other ?? []]) }
      const renewed = renewedAgent(agent, told)
      expect(other).toBeDefined()
      expect(renewed).not.toBe(agent)
      expect(renewed).toEqual(told)
    },
  )

  it('[LV97] keeps of the old one what is the same, so that no list need be compared again', () => {
    const { queueIds } = renewedAgent(agent, { ...structuredClone(agent), since: 8 })
    expect(queueIds).toBe(agent.queueIds)
    const { coach } = renewedConversation(conversation, {
      ...structuredClone(conversation),
      phase: 'held',
    })
    expect(coach).toBe(conversation.coach)
  })
})
