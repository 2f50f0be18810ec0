import { describe, expect, it } from 'vitest'
import { putOnTrial } from './testing/world-on-trial.ts'

const request = { reason: 'How much may I refund?', urgency: 'HIGH' } as const

describe('help', () => {
  it('[SW60] is asked for once, announced, and withdrawn', () => {
    const trial = putOnTrial()
    const { id, participants } = trial.scenario()
    const asked = trial.world.requestHelp(id, request)
    expect(asked).toMatchObject({ version: 1, conversationId: id, ...request })
    expect(asked.userId).toBe(participants[1]?.userId)
    expect(trial.world.helpRequests.get(asked.id)).toBe(asked)
    expect(() => trial.world.requestHelp(id, request)).toThrow('Help was asked for already.')
    trial.world.withdrawHelp(id)
    expect(trial.world.helpRequests.size).toBe(0)
    expect(() => trial.world.withdrawHelp(id)).toThrow('no such help request')
    const named = trial.events.filter(({ type }) => type === 'help')
    expect(named).toMatchObject([
      { name: 'help.requested', queueId: 'queue-billing', data: { id: asked.id, version: 1 } },
      { name: 'help.withdrawn', queueId: 'queue-billing', data: { id: asked.id, version: 2 } },
    ])
  })

  it.each([['end'], ['transfer', 'complete-transfer']] as const)(
    '[SW61] is withdrawn when the conversation ends or its agent leaves it (%s)',
    (...actions) => {
      const trial = putOnTrial()
      const { id } = trial.scenario()
      trial.world.requestHelp(id, request)
      for (const action of actions) trial.world.act(id, action)
      expect(trial.world.helpRequests.size).toBe(0)
      expect(trial.eventsNamed('help.withdrawn')).toHaveLength(1)
    },
  )

  it('[SW61] a hold changes nothing about it', () => {
    const trial = putOnTrial()
    const { id } = trial.scenario()
    trial.world.requestHelp(id, request)
    trial.world.act(id, 'hold')
    expect(trial.world.helpRequests.size).toBe(1)
  })

  it('[SW60] cannot be asked for when nobody talks any more, or nobody ever did', () => {
    const trial = putOnTrial()
    const { id } = trial.scenario()
    trial.world.act(id, 'end')
    expect(() => trial.world.requestHelp(id, request)).toThrow('The conversation is ENDED.')
    expect(() => trial.world.requestHelp('nothing', request)).toThrow('no such conversation')
  })
})
