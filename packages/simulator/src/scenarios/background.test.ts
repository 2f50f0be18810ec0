import { describe, expect, it } from 'vitest'
import type { PlatformEvent } from '../world/shapes.ts'
import {
  makeDialogue,
  makeTurn,
  maren,
  putOnTrial,
  trialBank,
} from '../world/testing/world-on-trial.ts'

const tenMinutesMs = 10 * 60_000

function essence({ name, conversationId, data }: PlatformEvent): string {
  return [name, conversationId, data.version, data.state, data.text].join(' ')
}

describe('the background', () => {
  it('[SW1] the same seed gives the same world, event by event', () => {
    const run = (seed: number) => {
      const trial = putOnTrial({}, seed)
      trial.world.start()
      trial.clock.advanceSync(tenMinutesMs)
      expect(trial.failures).toEqual([])
      return trial.events.map(essence)
    }
    const first = run(3)
    expect(first.length).toBeGreaterThan(1_000)
    expect(run(3)).toEqual(first)
    expect(run(4)).not.toEqual(first)
  })

  it('[SW1] what a client does with one conversation does not change the life of the others', () => {
    const run = (meddle: boolean) => {
      const trial = putOnTrial({ callsPerMinute: 0 })
      trial.world.start()
      const [meddled] = [...trial.world.records.values()]
      const id = meddled?.conversation.id ?? ''
      if (meddle)
        for (let count = 0; count < 5; count += 1)
          trial.world.controlBook.request(id, trial.person(maren), {
            controlType: 'WHISPER',
            mediaType: 'AUDIO',
            targetUserId: meddled?.agentUserId,
          })
      trial.clock.advanceSync(tenMinutesMs)
      return trial.events.filter((event) => event.conversationId !== id).map(essence)
    }
    expect(run(true)).toEqual(run(false))
  })

  it.each([12, 24, 40, 50, 200])(
    '[SW3] at "ready" %i agents are in at least eight ACTIVE calls, most in the shared queue',
    (agents) => {
      const trial = putOnTrial({ agents })
      trial.world.start()
      const all = [...trial.world.conversations.values()]
      const calls = all.filter(
        ({ mediaType, state }) => mediaType === 'VOICE' && state === 'ACTIVE',
      )
      expect(calls.length).toBeGreaterThanOrEqual(8)
      const shared = calls.filter(({ queueId }) => queueId === 'queue-billing')
      expect(shared.length).toBeGreaterThanOrEqual(calls.length / 2 - 1)
      expect(all.some(({ mediaType }) => mediaType === 'CHAT')).toBe(true)
      expect(all.some(({ mediaType }) => mediaType === 'EMAIL')).toBe(true)
      expect(trial.failures).toEqual([])
    },
  )

  it('[SW3] at "ready" agents of the shared queue are free for conversations that are asked for', () => {
    const trial = putOnTrial()
    trial.world.start()
    expect(trial.world.roster.free('queue-billing', 'VOICE').length).toBeGreaterThanOrEqual(2)
  })

  it('[SW4] within an hour every state is lived through and the centre never falls silent', () => {
    const trial = putOnTrial({}, 11, longTalks)
    trial.world.start()
    let fewest = Number.POSITIVE_INFINITY
    for (let minute = 0; minute < 60; minute += 1) {
      trial.clock.advanceSync(60_000)
      const calls = [...trial.world.conversations.values()].filter(
        ({ mediaType, state }) => mediaType === 'VOICE' && (state === 'ACTIVE' || state === 'HOLD'),
      )
      fewest = Math.min(fewest, calls.length)
    }
    const states = new Set(trial.eventsNamed('conversation.updated').map(({ data }) => data.state))
    expect([...states].sort()).toEqual([
      'ACTIVE',
      'COMPLETED',
      'CONFERENCE',
      'ENDED',
      'HOLD',
      'IN_TRANSFER',
      'WRAPPED_UP',
    ])
    expect(fewest).toBeGreaterThanOrEqual(5)
    expect(trial.eventsNamed('help.requested').length).toBeGreaterThan(0)
    const routing = trial.eventsNamed('routing.member').map(({ data }) => data.routingStatus)
    expect(new Set(routing)).toEqual(new Set(['IDLE', 'INTERACTING', 'NOT_RESPONDING']))
    expect(trial.failures).toEqual([])
  })

  it('[SW4] no agent is ever in two calls', () => {
    const trial = putOnTrial({ callsPerMinute: 60 })
    trial.world.start()
    for (let second = 0; second < 600; second += 5) {
      trial.clock.advanceSync(5_000)
      for (const { id, role } of trial.world.people.values()) {
        if (role !== 'agent') continue
        const calls = trial.world.roster
          .liveOf(id)
          .filter(({ conversation }) => conversation.mediaType === 'VOICE')
        expect(calls.length).toBeLessThanOrEqual(1)
      }
    }
  })

  it('[SW4] while somebody sits at the desk, that person decides', () => {
    const trial = putOnTrial({ callsPerMinute: 0 })
    trial.world.start()
    const [record] = [...trial.world.records.values()]
    if (record === undefined) throw new Error('no call')
    trial.world.deskOccupied(record.agentUserId, true)
    trial.clock.advanceSync(tenMinutesMs)
    expect(record.conversation.state).toBe('ACTIVE')
    trial.world.deskOccupied(record.agentUserId, false)
    trial.clock.advanceSync(tenMinutesMs)
    expect(record.conversation.state).toBe('COMPLETED')
  })

  it('[SW5] without arrivals the conversations of "ready" live to their end and nothing follows', () => {
    const trial = putOnTrial({ callsPerMinute: 0 })
    trial.world.start()
    const { size } = trial.world.conversations
    trial.clock.advanceSync(30 * 60_000)
    expect(trial.world.conversations.size).toBe(size)
    const states = [...trial.world.conversations.values()].map(({ state }) => state)
    expect(new Set(states)).toEqual(new Set(['COMPLETED']))
  })

  it('[SW6] background load comes at its rate, from queues of its own', () => {
    const trial = putOnTrial({ eventsPerSecond: 500, callsPerMinute: 0 })
    trial.world.start()
    const before = trial.events.length
    trial.clock.advanceSync(10_000)
    const load = trial.events
      .slice(before)
      .filter(({ queueId }) => queueId === 'queue-claims' || queueId === 'queue-dispatch')
    // Besides, these calls are transcribed and measured like any other.
    const own = load.filter(({ name }) => name.startsWith('conversation.'))
    expect(own.length).toBeGreaterThanOrEqual(5_000)
    expect(own.length).toBeLessThan(5_100)
    expect(trial.world.mayViewQueue(trial.person(maren), 'queue-claims')).toBe(false)
    expect(trial.world.mayViewQueue(trial.person('Beatrix Holloway'), 'queue-claims')).toBe(true)
  })

  it('[SW7] closing ends everything that was planned', () => {
    const trial = putOnTrial({ eventsPerSecond: 10 })
    trial.world.start()
    trial.clock.advanceSync(30_000)
    trial.world.close()
    expect(trial.clock.pending).toBe(0)
    const { length } = trial.events
    trial.clock.advanceSync(60_000)
    expect(trial.events).toHaveLength(length)
  })
})

/** Talks long enough to be interrupted. */
const longTalks = trialBank(
  ['billing', 'support', 'sales', 'returns'].map((topic) => ({
    ...makeDialogue(
      `long-${topic}`,
      topic,
      80_000,
      Array.from({ length: 20 }, (_, index) =>
        makeTurn(index % 2 === 0 ? 'agent' : 'customer', index * 4_000, 'one two three four five'),
      ),
    ),
    mood: topic === 'returns' ? ('angry' as const) : ('tense' as const),
  })),
)
