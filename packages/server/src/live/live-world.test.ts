import { createScope } from '@sotto/kernel'
import { createFakeClock } from '@sotto/testkit'
import { describe, expect, it } from 'vitest'
import { makeConversation, makeMember } from '../../test/coaching/people.ts'
import { createCounters } from './counters.ts'
import { createLiveWorld, type WorldChange } from './live-world.ts'

function startWorld() {
  const clock = createFakeClock()
  const counters = createCounters()
  const scope = createScope()
  const world = createLiveWorld({
    clock,
    scope,
    counters,
    endedRowMs: 5_000,
    onFailure: (failure) => {
      throw failure
    },
  })
  const changes: WorldChange[] = []
  world.onChange((change) => changes.push(change))
  const conversation = makeConversation('c1', 'q1', 'ana', clock.wallNow(), { version: 7 })
  const event = () => ({ by: 'event', atMono: clock.monotonicNow() }) as const
  const reading = () => ({ by: 'reading', atMono: clock.monotonicNow() }) as const
  const count = (name: string) => counters.read().find((counter) => counter.name === name)?.value
  return { clock, world, changes, conversation, event, reading, count, scope }
}

describe('the live world', () => {
  it('[LV5] takes a higher version and drops copies and older states, counting them', () => {
    const { world, conversation, event, count } = startWorld()
    expect(world.takeConversation(conversation, event())).toBe(true)
    expect(world.takeConversation({ ...conversation, phase: 'held' }, event())).toBe(false)
    expect(world.takeConversation({ ...conversation, version: 6 }, event())).toBe(false)
    expect(world.takeConversation({ ...conversation, version: 9 }, event())).toBe(true)
    expect(world.takeConversation({ ...conversation, version: 8 }, event())).toBe(false)
    expect(world.conversation('c1')?.full?.version).toBe(9)
    expect(world.conversation('c1')?.summary.phase).toBe('active')
    expect(count('facts-taken')).toBe(2)
    expect(count('facts-stale')).toBe(3)
  })

  it('[LV6] a reading of the known version confirms it, a late copy of an event does not', async () => {
    const { clock, world, conversation, event, reading } = startWorld()
    world.takeConversation(conversation, event())
    await clock.advance(1_000)
    world.takeConversation(conversation, event())
    expect(world.conversation('c1')?.knownAtMono).toBe(0)
    world.takeConversation(conversation, reading())
    expect(world.conversation('c1')?.knownAtMono).toBe(1_000)
    expect(world.conversation('c1')?.knownAt).toBe(clock.wallNow())
    world.takeConversation({ ...conversation, version: 3 }, reading())
    expect(world.conversation('c1')?.full?.version).toBe(7)
  })

  it('[LV6] a reading counts from when it was asked for, and never takes certainty back', async () => {
    const { clock, world, conversation, reading } = startWorld()
    await clock.advance(500)
    world.takeConversation(conversation, { by: 'reading', atMono: 200 })
    expect(world.conversation('c1')?.knownAtMono).toBe(200)
    world.takeConversation({ ...conversation, version: 8 }, reading())
    world.takeConversation({ ...conversation, version: 8 }, { by: 'reading', atMono: 300 })
    expect(world.conversation('c1')?.knownAtMono).toBe(500)
  })

  it('[LV9] an ended conversation leaves the list after 5 s and no late event brings it back', async () => {
    const { clock, world, conversation, event, changes } = startWorld()
    world.takeConversation(conversation, event())
    world.takeConversation({ ...conversation, version: 8, phase: 'ended' }, event())
    await clock.advance(4_999)
    expect(world.conversation('c1')?.listed).toBe(true)
    await clock.advance(1)
    expect(world.conversation('c1')?.listed).toBe(false)
    expect(changes.at(-1)).toEqual({ type: 'conversation', id: 'c1', queueIds: ['q1'] })
    world.takeConversation(conversation, event())
    expect(world.conversation('c1')).toMatchObject({ listed: false, summary: { phase: 'ended' } })
    // Wrapped up: still over, still not listed, and no second retirement is planned.
    world.takeConversation({ ...conversation, version: 9, phase: 'ended' }, event())
    expect(world.conversation('c1')?.listed).toBe(false)
    expect(clock.pending).toBe(0)
  })

  it('[LV9] a conversation first heard of when it was over never enters the list', () => {
    const { world, conversation, event } = startWorld()
    world.takeConversation({ ...conversation, phase: 'ended' }, event())
    expect(world.conversation('c1')?.listed).toBe(false)
  })

  it('[LV9] forgets the oldest of very many ended conversations', () => {
    const { world, conversation, event } = startWorld()
    for (let index = 0; index <= 2_000; index += 1)
      world.takeConversation({ ...conversation, id: `old-${index}`, phase: 'ended' }, event())
    expect(world.conversation('old-0')).toBeUndefined()
    expect(world.conversation('old-1')).toBeDefined()
  })

  it('[LV5] a whole conversation is not overwritten by what a browse says of it', () => {
    const { world, conversation, event } = startWorld()
    const summary = {
      id: 'c1',
      media: 'voice',
      phase: 'active',
      queueId: 'q1',
      agentUserId: 'ana',
      startedAt: 1,
    } as const
    world.takeSummary(summary, 0)
    expect(world.conversation('c1')?.full).toBeUndefined()
    world.takeConversation({ ...conversation, phase: 'held' }, event())
    world.takeSummary(summary, 0)
    expect(world.conversation('c1')?.summary.phase).toBe('held')
  })

  it('[LV10] tells of both queues when a conversation moves, and lists it in the new one only', () => {
    const { world, conversation, event, changes } = startWorld()
    world.takeConversation(conversation, event())
    world.takeConversation({ ...conversation, version: 8, queueId: 'q2' }, event())
    expect(changes.at(-1)?.queueIds).toEqual(['q2', 'q1'])
    expect([...world.conversationIds('q1')]).toEqual([])
    expect([...world.conversationIds('q2')]).toEqual(['c1'])
  })

  it('[LV11] knows idle agents, and takes who is no longer on the list out of that queue only', () => {
    const { world, changes } = startWorld()
    const ivo = makeMember('ivo', { routing: 'idle' })
    world.takeMembers('q1', [ivo, makeMember('ana')])
    world.takeMembers('q2', [ivo])
    expect([...world.memberIds('q1')]).toEqual(['ivo', 'ana'])
    world.takeMembers('q1', [makeMember('ana')])
    expect([...world.memberIds('q1')]).toEqual(['ana'])
    expect([...(world.member('ivo')?.queueIds ?? [])]).toEqual(['q2'])
    world.takeMembers('q2', [])
    expect(world.member('ivo')).toBeUndefined()
    expect(changes.at(-1)).toEqual({ type: 'member', id: 'ivo', queueIds: ['q2'] })
  })

  it('[LV5] an agent told of twice in the same words is no news', () => {
    const { world, changes } = startWorld()
    world.takeMember('q1', makeMember('ana'))
    const before = changes.length
    world.takeMember('q1', makeMember('ana'))
    expect(changes.length).toBe(before)
    world.takeMember('q1', makeMember('ana', { routing: 'idle' }))
    expect(changes.length).toBe(before + 1)
  })

  it('[LV63] an agent is as they are since it was seen to begin, in whichever queue it was told', () => {
    const { world, clock } = startWorld()
    world.takeMembers('q1', [makeMember('ana')])
    expect(world.member('ana')?.since).toBeUndefined()
    const idle = makeMember('ana', { routing: 'idle', presence: 'available' })
    const at = clock.wallNow()
    world.takeMember('q1', idle, { version: 4 })
    void clock.advance(30_000)
    world.takeMember('q2', idle, { version: 4 })
    world.takeMembers('q1', [{ ...idle, name: 'Ana by another name' }])
    expect(world.member('ana')).toMatchObject({ since: at, queueIds: new Set(['q1', 'q2']) })
    // A list that finds them otherwise cannot say since when.
    world.takeMembers('q1', [makeMember('ana')])
    expect(world.member('ana')?.since).toBeUndefined()
  })

  it('[LV63] a late event brings back neither a state nor a queue', () => {
    const { world } = startWorld()
    world.takeMember('q1', makeMember('ana', { routing: 'idle' }), { version: 9 })
    world.takeMember('q1', makeMember('ana'), { version: 8 })
    world.takeMember('q2', makeMember('ana'), { version: 8 })
    expect(world.member('ana')?.member.routing).toBe('idle')
    expect([...world.memberIds('q2')]).toEqual([])
  })

  it('[LV14] a forgotten queue takes its rows and agents with it', () => {
    const { world, conversation, event } = startWorld()
    world.takeConversation(conversation, event())
    world.takeMember('q1', makeMember('ana'))
    world.forgetQueue('q1')
    expect(world.conversation('c1')).toBeUndefined()
    expect(world.member('ana')).toBeUndefined()
  })

  it('keeps the agent named after they have left', () => {
    const { world, conversation, event } = startWorld()
    world.takeConversation(conversation, event())
    world.takeConversation(
      { ...conversation, version: 8, phase: 'ended', participants: [] },
      event(),
    )
    expect(world.conversation('c1')?.summary.agentUserId).toBe('ana')
  })
})
