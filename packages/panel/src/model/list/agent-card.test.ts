import { err, ok, type Result } from '@sotto/kernel'
import type { AgentQueues } from '@sotto/protocol'
import { describe, expect, it } from 'vitest'
import { agentRow } from '../../../test/samples.ts'
import type { CallFailure } from '../commands/server-calls.ts'
import { createLiveStore } from '../live/live-store.ts'
import { createAgentCard } from './agent-card.ts'

function start() {
  const store = createLiveStore((failure) => {
    throw failure
  })
  const asked: string[] = []
  const answers: ((answer: Result<AgentQueues, CallFailure>) => void)[] = []
  const card = createAgentCard({
    store,
    commands: {
      agentQueues(agentId) {
        asked.push(agentId)
        return new Promise((resolve) => answers.push(resolve))
      },
    },
  })
  const answer = async (index: number, name: string) => {
    answers[index]!(ok({ queues: [{ id: name, name }] }))
    await Promise.resolve()
  }
  store.apply([{ kind: 'agent', row: agentRow() }], true)
  return { store, card, asked, answers, answer, state: () => card.state.getState() }
}

describe('the card of an agent', () => {
  it('[PA173] asks only when it is opened, and again when the agent changes', async () => {
    const { store, card, asked, answer, state } = start()
    expect(asked).toEqual([])
    card.toggle('agent-1')
    expect(state()).toEqual({ state: 'awaited', agentId: 'agent-1' })
    await answer(0, 'Billing')
    expect(state()).toMatchObject({ state: 'known', queues: [{ name: 'Billing' }] })
    store.apply([{ kind: 'agent', row: agentRow({ routing: 'off-queue' }) }], false)
    expect(asked).toEqual(['agent-1', 'agent-1'])
    expect(state()).toMatchObject({ state: 'known', queues: [{ name: 'Billing' }] })
    await answer(1, 'Sales')
    expect(state()).toMatchObject({ queues: [{ name: 'Sales' }] })
  })

  it('[PA173] an answer to an earlier question, or to a closed card, is dropped', async () => {
    const { card, answer, state } = start()
    card.toggle('agent-1')
    card.toggle('agent-2')
    await answer(0, 'Billing')
    expect(state()).toEqual({ state: 'awaited', agentId: 'agent-2' })
    card.toggle('agent-2')
    await answer(1, 'Sales')
    expect(state()).toEqual({ state: 'closed' })
  })

  it('[PA173] closes when the agent has left, and says when it could not be read', async () => {
    const { store, card, answers, state } = start()
    card.toggle('agent-1')
    answers[0]!(err({ code: 'unreachable', message: '' } as never))
    await Promise.resolve()
    expect(state()).toEqual({ state: 'failed', agentId: 'agent-1' })
    store.apply([{ kind: 'agent-gone', id: 'agent-1' }], false)
    expect(state()).toEqual({ state: 'closed' })
  })
})
