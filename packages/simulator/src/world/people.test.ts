import { describe, expect, it } from 'vitest'
import { maren, putOnTrial } from './testing/world-on-trial.ts'

describe('people', () => {
  it('[SW65] a change of rights holds at once and is told to those who watch', () => {
    const trial = putOnTrial()
    const seen: unknown[] = []
    trial.world.onPersonChanged((person) => seen.push(person))
    const { id } = trial.person(maren)
    const changed = trial.world.changePerson(id, { permissions: [], queueIds: ['queue-sales'] })
    expect(trial.world.people.get(id)).toBe(changed)
    expect(seen).toEqual([changed])
    expect(trial.world.mayViewQueue(changed, 'queue-billing')).toBe(false)
    expect(trial.world.mayViewQueue(changed, 'queue-sales')).toBe(true)
    expect(() => trial.world.changePerson('nobody', {})).toThrow('no such person')
  })

  it('[SW65] what belongs to no queue is the director’s alone', () => {
    const trial = putOnTrial()
    expect(trial.world.mayViewQueue(trial.person(maren), undefined)).toBe(false)
    expect(trial.world.mayViewQueue(trial.person('Beatrix Holloway'), undefined)).toBe(true)
  })

  it('[SW66] an agent’s status follows their conversations, told to each of their queues', () => {
    const trial = putOnTrial()
    const { id, participants } = trial.scenario()
    const userId = participants[1]?.userId ?? ''
    expect(trial.world.people.get(userId)).toMatchObject({
      routingStatus: 'INTERACTING',
      presence: 'BUSY',
    })
    trial.world.act(id, 'end')
    expect(trial.world.people.get(userId)).toMatchObject({
      routingStatus: 'IDLE',
      presence: 'AVAILABLE',
    })
    const told = trial.eventsNamed('routing.member').filter((event) => event.userId === userId)
    expect(told.map(({ queueId, data }) => [queueId, data.routingStatus])).toEqual([
      ['queue-billing', 'INTERACTING'],
      ['queue-billing', 'IDLE'],
    ])
    expect(Number(told[1]?.data.version)).toBeGreaterThan(Number(told[0]?.data.version))
  })

  it('[SW66] an agent out of service is no member, and takes nothing', () => {
    const trial = putOnTrial()
    const [agent] = trial.world.roster.free('queue-billing', 'VOICE')
    if (agent === undefined) throw new Error('nobody is free')
    trial.world.changePerson(agent.id, { active: false })
    expect(trial.world.roster.members('queue-billing')).not.toContainEqual(
      expect.objectContaining({ id: agent.id }),
    )
    expect(() => trial.scenario({ agentUserId: agent.id })).toThrow('cannot take')
  })

  it('[SW66] an agent who moves is announced to the queues left and joined', () => {
    const trial = putOnTrial()
    const [agent] = trial.world.roster.free('queue-billing', 'VOICE')
    if (agent === undefined) throw new Error('nobody is free')
    trial.world.changePerson(agent.id, { queueIds: ['queue-sales'] })
    const told = trial.eventsNamed('routing.member').map(({ queueId }) => queueId)
    expect(told.sort()).toEqual(['queue-billing', 'queue-sales'])
  })
})
