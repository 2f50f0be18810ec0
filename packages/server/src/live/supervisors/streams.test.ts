import { describe, expect, it } from 'vitest'
import { makeConversation, makeMember, makeSupervisor } from '../../../test/coaching/people.ts'
import { startStory } from '../../../test/coaching/story.ts'

describe('supervisors and their streams', () => {
  it('[LV1] tabs of a session share one stream, which outlives the last of them by 10 s', async () => {
    const story = startStory()
    const first = story.connectPanel(story.sam, 'tab-00000001')
    const second = story.connectPanel(story.sam, 'tab-00000002')
    await story.settle()
    expect(story.platform.streams).toHaveLength(1)
    first.leave()
    await story.settle(60_000)
    expect(story.platform.streams[0]?.isClosed).toBe(false)
    second.leave()
    await story.settle(9_000)
    expect(story.platform.streams[0]?.isClosed).toBe(false)
    await story.settle(1_000)
    expect(story.platform.streams[0]?.isClosed).toBe(true)
  })

  it('[LV1] a tab that comes back in time keeps the stream', async () => {
    const story = startStory()
    const panel = story.connectPanel(story.sam)
    await story.settle()
    panel.leave()
    await story.settle(9_000)
    story.connectPanel(story.sam)
    await story.settle(60_000)
    expect(story.platform.streams).toHaveLength(1)
    expect(story.platform.streams[0]?.isClosed).toBe(false)
  })

  it('[LV1] one person in two browsers has two streams', async () => {
    const story = startStory()
    story.connectPanel(story.sam)
    story.connectPanel(story.session(makeSupervisor('sam'), 'session-elsewhere'))
    await story.settle()
    expect(story.platform.streams).toHaveLength(2)
  })

  it('[LV2] subscribes to its own queues only', async () => {
    const story = startStory()
    story.connectPanel(story.sam)
    await story.settle()
    expect(story.platform.streams[0]?.subscriptions).toEqual([
      { families: ['control'], supervisorIds: ['sam'] },
      {
        families: ['conversation-state', 'control', 'routing', 'conversation-metrics'],
        queueIds: ['q1'],
      },
    ])
  })

  it('[LV2] somebody without queues subscribes to nothing', async () => {
    const story = startStory()
    story.platform.addPerson(makeSupervisor('nell'), [])
    const panel = story.connectPanel(story.session(makeSupervisor('nell')))
    await story.settle()
    expect(story.platform.streams[0]?.subscriptions).toEqual([])
    expect(panel.rows()).toEqual([])
  })

  it('[LV3] the first look reads queues, members and the busy ones, and no conversation whole', async () => {
    const story = startStory()
    const panel = story.connectPanel(story.sam)
    await story.settle()
    expect(story.callsOf('members').map((call) => call.argument)).toEqual(['q1'])
    expect(story.callsOf('activeInteractions').map((call) => call.argument)).toEqual(['ana'])
    expect(story.callsOf('conversation')).toEqual([])
    expect(panel.rows()).toEqual(['c1'])
    expect(panel.row('c1')).toMatchObject({
      row: { agentName: 'Agent ana', queueName: 'Queue q1', phase: 'active' },
    })
  })

  it('[LV4] a queue another open stream keeps true is not browsed again', async () => {
    const story = startStory()
    story.connectPanel(story.sam)
    await story.settle()
    story.platform.addPerson(makeSupervisor('rita'), ['q1', 'q2'])
    const rita = story.connectPanel(story.session(makeSupervisor('rita')))
    await story.settle()
    expect(story.callsOf('members').map((call) => call.argument)).toEqual(['q1', 'q2'])
    expect(rita.rows()).toEqual(['c1', 'c2'])
  })

  it('[LV69] a queue that is being read is read once, however many come meanwhile', async () => {
    const story = startStory()
    const letGo = story.platform.holdBack('activeInteractions')
    const panels = Array.from({ length: 20 }, (_, index) => {
      const person = makeSupervisor(`super-${index}`)
      story.platform.addPerson(person, ['q1'])
      return story.connectPanel(story.session(person), `tab-super-${index}-x`)
    })
    await story.settle(1_000)
    expect(story.callsOf('members')).toHaveLength(1)
    letGo()
    await story.settle()
    expect(story.callsOf('members')).toHaveLength(1)
    expect(panels.map((panel) => panel.rows())).toEqual(panels.map(() => ['c1']))
  })

  it('[LV69] when the reading comes to nothing the next one reads, and everybody has their rows', async () => {
    const story = startStory()
    for (let index = 0; index < 5; index += 1) story.platform.failNext('members', 'unavailable')
    const panels = Array.from({ length: 5 }, (_, index) => {
      const person = makeSupervisor(`super-${index}`)
      story.platform.addPerson(person, ['q1'])
      return story.connectPanel(story.session(person), `tab-super-${index}-x`)
    })
    await story.settle(60_000)
    expect(panels.map((panel) => panel.rows())).toEqual(panels.map(() => ['c1']))
    expect(story.callsOf('members').length).toBeLessThanOrEqual(8)
  })

  it('[LV4] a stream that was interrupted covers nothing until it has browsed again', async () => {
    const story = startStory()
    story.connectPanel(story.sam)
    await story.settle()
    story.platform.tellState({ state: 'interrupted', reason: 'network', retryInMs: 60_000 })
    story.platform.addPerson(makeSupervisor('rita'), ['q1'])
    story.connectPanel(story.session(makeSupervisor('rita')))
    await story.settle()
    expect(story.callsOf('members')).toHaveLength(2)
  })

  it('[LV7] after a gap the opened conversation is read before any queue is browsed', async () => {
    const story = startStory()
    const panel = story.connectPanel(story.sam)
    await story.settle()
    panel.show('c1')
    await story.settle()
    story.platform.change('c1', { phase: 'held' }, 'silently')
    const before = story.platform.calls.length
    story.platform.tellState({ state: 'gap' })
    await story.settle()
    const methods = story.platform.calls.slice(before).map((call) => call.method)
    expect(methods.indexOf('conversation')).toBe(0)
    expect(methods).toContain('members')
    expect(panel.detail()?.phase).toBe('held')
    expect(panel.row('c1')).toMatchObject({ row: { phase: 'held' } })
  })

  it('[LV7] what began, changed and ended unseen is right after the stream has opened again', async () => {
    const story = startStory()
    const panel = story.connectPanel(story.sam)
    await story.settle()
    story.platform.setPhase('c1', 'active')
    story.platform.tellState({ state: 'interrupted', reason: 'network', retryInMs: 500 })
    await story.settle()
    story.platform.change('c1', { phase: 'ended' }, 'silently')
    story.platform.addMember('q1', makeMember('ivo'))
    story.platform.addConversation(makeConversation('c3', 'q1', 'ivo', story.clock.wallNow()))
    story.platform.tellState({ state: 'open' })
    await story.settle()
    expect(panel.row('c1')).toMatchObject({ row: { phase: 'ended' } })
    await story.settle(5_000)
    expect(panel.rows()).toEqual(['c3'])
  })

  it('[LV8] nothing is certain while the stream is down, nor before the platform has spoken anew', async () => {
    const story = startStory()
    const panel = story.connectPanel(story.sam)
    await story.settle()
    panel.show('c1')
    await story.settle()
    expect(panel.detail()?.truth.agent.certainty).toBe('confirmed')
    story.platform.tellState({ state: 'interrupted', reason: 'network', retryInMs: 500 })
    await story.settle()
    expect(panel.detail()?.truth.agent.certainty).toBe('unknown')
    const letGo = story.platform.holdBack('conversation')
    story.platform.tellState({ state: 'open' })
    await story.settle()
    expect(panel.detail()?.truth.agent.certainty).toBe('unknown')
    letGo()
    await story.settle()
    expect(panel.detail()?.truth.agent.certainty).toBe('confirmed')
  })

  it('[LV8] a reading that began before events were lost is not taken for the one after', async () => {
    const story = startStory()
    const panel = story.connectPanel(story.sam)
    await story.settle()
    const letGo = story.platform.holdBack('conversation')
    panel.show('c1')
    await story.settle()
    story.platform.tellState({ state: 'gap' })
    await story.settle()
    letGo()
    await story.settle()
    expect(story.callsOf('conversation')).toHaveLength(2)
    expect(panel.detail()?.truth.agent.certainty).toBe('confirmed')
  })

  it('[LV8] a late copy from before the break does not make anything certain', async () => {
    const story = startStory()
    const panel = story.connectPanel(story.sam)
    await story.settle()
    panel.show('c1')
    await story.settle()
    story.platform.tellState({ state: 'interrupted', reason: 'network', retryInMs: 500 })
    story.platform.holdBack('conversation')
    story.platform.tellState({ state: 'open' })
    story.platform.toEverybody({
      type: 'conversation-changed',
      conversation: story.platform.conversation('c1'),
    })
    await story.settle()
    expect(panel.detail()?.truth.agent.certainty).toBe('unknown')
  })

  it('[LV10] what one stream brings is shown only to those whose queues hold it', async () => {
    const story = startStory()
    story.platform.addPerson(makeSupervisor('rita'), ['q2'])
    const sam = story.connectPanel(story.sam)
    const rita = story.connectPanel(story.session(makeSupervisor('rita')))
    await story.settle()
    expect(sam.rows()).toEqual(['c1'])
    expect(rita.rows()).toEqual(['c2'])
    story.platform.setPhase('c2', 'held')
    await story.settle()
    expect(JSON.stringify(sam.received)).not.toContain('c2')
    expect(JSON.stringify(sam.received)).not.toContain('Agent eve')
  })

  it('[LV10] drops and counts what a stream tells of queues outside the own ones', async () => {
    const story = startStory()
    const panel = story.connectPanel(story.sam)
    await story.settle()
    const stray = makeConversation('c9', 'q9', 'zoe', story.clock.wallNow())
    story.platform.toEverybody({ type: 'conversation-changed', conversation: stray })
    story.platform.toEverybody({ type: 'member-changed', queueId: 'q9', member: makeMember('zoe') })
    story.platform.toEverybody({ type: 'unrecognised', rawType: 'weather.changed' })
    await story.settle()
    expect(panel.rows()).toEqual(['c1'])
    expect(story.count('facts-foreign')).toBe(2)
    expect(story.count('facts-unrecognised')).toBe(1)
  })

  it('[LV11] tells of idle agents and of who left the queue', async () => {
    const story = startStory()
    const panel = story.connectPanel(story.sam)
    await story.settle()
    const agents = () =>
      panel.changes().flatMap((change) => (change.kind === 'agent' ? [change.row] : []))
    expect(agents().map((row) => [row.id, row.routing])).toEqual([
      ['ana', 'interacting'],
      ['ivo', 'idle'],
    ])
    const member = makeMember('ivo', { routing: 'interacting' })
    story.platform.toEverybody({ type: 'member-changed', queueId: 'q1', member })
    await story.settle()
    expect(agents().at(-1)).toMatchObject({ id: 'ivo', routing: 'interacting' })
  })

  it('[LV12] a conversation the platform knows no more leaves the list', async () => {
    const story = startStory()
    const panel = story.connectPanel(story.sam)
    await story.settle()
    story.platform.removeConversation('c1')
    story.platform.tellState({ state: 'gap' })
    await story.settle()
    expect(story.callsOf('conversation').map((call) => call.argument)).toEqual(['c1'])
    expect(panel.rows()).toEqual([])
  })

  it('[LV13] rights and queues are read again after an interruption, and take effect', async () => {
    const story = startStory()
    const panel = story.connectPanel(story.sam)
    await story.settle()
    panel.show('c1')
    await story.settle()
    story.platform.addPerson(makeSupervisor('sam', { permissions: ['read-conversation'] }), ['q2'])
    story.platform.tellState({ state: 'interrupted', reason: 'right-removed', retryInMs: 100 })
    story.platform.tellState({ state: 'open' })
    await story.settle()
    expect(panel.rows()).toEqual(['c2'])
    expect(panel.changes().at(-1)).toBeDefined()
    expect(panel.changes()).toContainEqual({ kind: 'detail-gone', conversationId: 'c1' })
    expect(story.platform.streams[0]?.subscriptions.at(-1)?.queueIds).toEqual(['q2'])
    expect(story.supervisor(story.sam).person.permissions).toEqual(['read-conversation'])
  })

  it('[LV13] a right the token does not carry is none, whatever the platform says of the person', async () => {
    const story = startStory()
    const narrow = makeSupervisor('sam', { permissions: ['read-conversation', 'monitor'] })
    story.connectPanel(story.session(narrow))
    await story.settle()
    const supervisor = story.supervisor(story.session(narrow))
    expect(supervisor.person.permissions).toEqual(['read-conversation', 'monitor'])
  })

  it('[LV14] a queue nobody looks at is kept for six minutes and then forgotten', async () => {
    const story = startStory()
    const panel = story.connectPanel(story.sam)
    await story.settle()
    panel.leave()
    await story.settle(5 * 60_000)
    story.platform.opensStreams = false
    const back = story.connectPanel(story.sam, panel.tabId)
    // Kept, and shown once the platform has said anew whose it is.
    expect(back.rows()).toEqual([])
    await story.settle()
    expect(back.rows()).toEqual(['c1'])
    back.leave()
    story.platform.removeConversation('c1')
    await story.settle(6 * 60_000 + 11_000)
    const later = story.connectPanel(story.sam, 'tab-00000009')
    await story.settle()
    expect(later.rows()).toEqual([])
  })

  it('[LV15] opens anew, with back-off, a stream that its adapter has given up', async () => {
    const story = startStory()
    const panel = story.connectPanel(story.sam)
    await story.settle()
    story.platform.opensStreams = false
    story.platform.streams[0]?.state({ state: 'interrupted', reason: 'too-many-connections' })
    expect(story.platform.streams[0]?.isClosed).toBe(true)
    await story.settle(2_000)
    expect(story.platform.streams).toHaveLength(2)
    story.platform.streams[1]?.state({ state: 'interrupted', reason: 'too-many-connections' })
    await story.settle(900)
    expect(story.platform.streams).toHaveLength(2)
    story.platform.opensStreams = true
    await story.settle(4_000)
    expect(story.platform.streams).toHaveLength(3)
    expect(panel.changes().findLast((change) => change.kind === 'platform-link')).toMatchObject({
      link: { state: 'open' },
    })
    // What a closed stream still says counts for nobody.
    story.platform.streams[0]?.state({ state: 'interrupted', reason: 'network' })
    await story.settle()
    expect(story.supervisor(story.sam).link.state).toBe('open')
  })

  it('[LV15] a token that is no good for a while does not end the stream for good', async () => {
    const story = startStory()
    story.platform.failNext('queues', 'token-expired')
    const panel = story.connectPanel(story.sam)
    await story.settle(5_000)
    expect(panel.rows()).toEqual(['c1'])
  })

  it('[LV16] a reading that fails is repeated, not before the platform allows it', async () => {
    const story = startStory()
    story.platform.failNext('queues', 'unreachable')
    story.platform.failNext('members', 'unavailable')
    const panel = story.connectPanel(story.sam)
    await story.settle(20_000)
    expect(panel.rows()).toEqual(['c1'])
    expect(story.count('platform-failures')).toBe(2)
  })

  it('[LV16] one agent who cannot be read stops nobody else, and is tried again later', async () => {
    const story = startStory()
    story.platform.addMember('q1', makeMember('ivo'))
    story.platform.addConversation(makeConversation('c3', 'q1', 'ivo', story.clock.wallNow()))
    for (let attempt = 0; attempt < 6; attempt += 1)
      story.platform.failNext('activeInteractions', 'unexpected-answer')
    const panel = story.connectPanel(story.sam)
    await story.settle(60_000)
    expect(panel.rows()).toEqual(['c1', 'c3'])
  })

  it('[LV17] readers of the same conversation share one call', async () => {
    const story = startStory()
    const first = story.connectPanel(story.sam, 'tab-00000001')
    const second = story.connectPanel(story.sam, 'tab-00000002')
    await story.settle()
    first.show('c1')
    second.show('c1')
    await story.settle()
    expect(story.callsOf('conversation')).toHaveLength(1)
    expect(second.detail()?.id).toBe('c1')
  })

  it('[LV18] nothing is done in the name of a session that has ended', async () => {
    const story = startStory()
    const panel = story.connectPanel(story.sam)
    await story.settle()
    story.endSession(story.sam.id)
    await story.settle(5_000)
    expect(story.platform.streams[0]?.isClosed).toBe(true)
    const before = story.platform.calls.length
    await story.settle(10 * 60_000)
    expect(story.platform.calls.length).toBe(before)
    expect(panel.socket.closed).toBe(4401)
  })

  it('leaves no timer behind when the whole is closed', async () => {
    const story = startStory()
    const panel = story.connectPanel(story.sam)
    panel.show('c1')
    await story.settle()
    story.platform.tellState({ state: 'interrupted', reason: 'network' })
    await story.coaching.close()
    expect(story.clock.pending).toBe(0)
    expect(story.platform.streams.every((stream) => stream.isClosed)).toBe(true)
  })
})
