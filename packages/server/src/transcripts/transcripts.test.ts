import { describe, expect, it } from 'vitest'
import { makeConversation, makeMember, makeSupervisor } from '../../test/coaching/people.ts'
import { startStory } from '../../test/coaching/story.ts'
import { followed, open, readings, segment } from '../../test/coaching/transcript-story.ts'

describe('a transcript that is open', () => {
  it('[TC10] costs one reading and one subscription, however many supervisors watch', async () => {
    const story = startStory()
    story.platform.transcripts.set('c1', [segment('hello there')])
    const panels = [await open(story)]
    for (const name of ['rita', 'oleg', 'mina']) {
      story.platform.addPerson(makeSupervisor(name), ['q1'])
      panels.push(await open(story, story.session(makeSupervisor(name))))
    }
    story.platform.say('c1', segment('and this is new'))
    await story.settle(500)
    expect(readings(story)).toBe(1)
    expect(followed(story)).toEqual([{ families: ['transcript'], conversationIds: ['c1'] }])
    for (const panel of panels)
      expect(panel.transcript().texts).toEqual(['hello there', 'and this is new'])
  })

  it('[TC10] is carried on by another viewer when the one whose stream brought it leaves', async () => {
    const story = startStory()
    story.platform.transcripts.set('c1', [segment('hello')])
    const sam = await open(story)
    story.platform.addPerson(makeSupervisor('rita'), ['q1'])
    const rita = await open(story, story.session(makeSupervisor('rita')))
    sam.openTranscript(null)
    await story.settle(500)
    expect(followed(story)).toHaveLength(1)
    story.platform.say('c1', segment('still here'))
    await story.settle(500)
    expect(rita.transcript().texts).toContain('still here')
    // What was said while hands changed can be had by reading only.
    expect(readings(story)).toBe(2)
  })

  it('[TC11] is asked for by nobody until it is opened, and forgotten when nobody has it open', async () => {
    const story = startStory()
    story.platform.transcripts.set('c1', [segment('hello')])
    const panel = story.connectPanel(story.sam)
    await story.settle()
    panel.show('c1')
    await story.settle(5_000)
    expect(readings(story)).toBe(0)
    expect(followed(story)).toEqual([])
    panel.openTranscript('c1')
    await story.settle(500)
    expect(story.transcripts.openCount).toBe(1)
    panel.leave()
    expect(followed(story)).toEqual([])
    await story.settle(2_000)
    expect(story.transcripts.openCount).toBe(0)
  })

  it('[TC11] says nothing more to a panel that has closed it', async () => {
    const story = startStory()
    const panel = await open(story)
    panel.openTranscript(null)
    const before = panel.transcript().messages.length
    story.platform.toEverybody({
      type: 'transcript-segment',
      conversationId: 'c1',
      segment: segment('too late'),
    })
    await story.settle(1_000)
    expect(panel.transcript().messages).toHaveLength(before)
  })

  it('[TC12] is not there for whoever may not see the conversation, and refused by name without the right', async () => {
    const story = startStory()
    story.platform.transcripts.set('c1', [segment('hello')])
    story.platform.addPerson(makeSupervisor('eva'), ['q2'])
    story.platform.addPerson(makeSupervisor('ulf', { permissions: ['read-conversation'] }), ['q1'])
    const eva = await open(story, story.session(makeSupervisor('eva')))
    const ulf = await open(
      story,
      story.session(makeSupervisor('ulf', { permissions: ['read-conversation'] })),
    )
    expect(eva.transcript()).toMatchObject({ lines: [], status: { read: { state: 'gone' } } })
    expect(ulf.transcript()).toMatchObject({
      lines: [],
      status: { read: { state: 'refused', missing: 'read-transcript' } },
    })
    expect(readings(story)).toBe(0)
  })

  it('[TC12] is taken away when the conversation moves to a queue that is not theirs', async () => {
    const story = startStory()
    story.platform.transcripts.set('c1', [segment('hello')])
    const panel = await open(story)
    expect(panel.transcript().texts).toEqual(['hello'])
    story.platform.change('c1', { queueId: 'q2' }, 'silently')
    story.platform.toEverybody({
      type: 'conversation-changed',
      conversation: story.platform.conversation('c1'),
    })
    await story.settle(2_500)
    expect(panel.transcript()).toMatchObject({ lines: [], status: { read: { state: 'gone' } } })
    expect(story.transcripts.openCount).toBe(0)
  })

  it('[TC12] is refused as soon as the right is gone', async () => {
    const story = startStory()
    story.platform.transcripts.set('c1', [segment('hello')])
    const panel = await open(story)
    expect(panel.transcript().texts).toEqual(['hello'])
    story.platform.addPerson(makeSupervisor('sam', { permissions: ['read-conversation'] }), ['q1'])
    story.platform.tellState({ state: 'interrupted', reason: 'right-removed', retryInMs: 10 })
    story.platform.tellState({ state: 'open' })
    await story.settle(2_500)
    expect(panel.transcript()).toMatchObject({ lines: [], status: { read: { state: 'refused' } } })
    expect(followed(story)).toEqual([])
    expect(story.transcripts.openCount).toBe(0)
  })

  it('[TC75] comes back by itself when the right does, from the beginning', async () => {
    const story = startStory()
    story.platform.transcripts.set('c1', [segment('hello')])
    const panel = await open(story)
    async function become(person: ReturnType<typeof makeSupervisor>) {
      story.platform.addPerson(person, ['q1'])
      story.platform.tellState({ state: 'interrupted', reason: 'right-removed', retryInMs: 10 })
      story.platform.tellState({ state: 'open' })
      await story.settle(2_500)
    }
    await become(makeSupervisor('sam', { permissions: ['read-conversation'] }))
    expect(panel.transcript()).toMatchObject({ lines: [], status: { read: { state: 'refused' } } })
    await become(makeSupervisor('sam'))
    expect(panel.transcript().texts).toEqual(['hello'])
    // Opened, refused, opened.
    expect(panel.transcript().messages.filter(({ restart }) => restart)).toHaveLength(3)
    panel.openTranscript(null)
    await become(makeSupervisor('sam', { permissions: ['read-conversation'] }))
    await become(makeSupervisor('sam'))
    expect(story.transcripts.openCount).toBe(0)
  })

  it('[TC14] is pending while the platform has it not ready, tried again as the schedule says, and live meanwhile', async () => {
    const story = startStory()
    const panel = await open(story)
    expect(panel.transcript().status).toMatchObject({
      read: { state: 'pending', attempt: 1, attempts: 10 },
      isCrossRegion: false,
    })
    story.platform.say('c1', segment('live already', { startMs: 60_000 }))
    await story.settle(2_000)
    expect(panel.transcript().texts).toEqual(['live already'])
    expect(readings(story)).toBe(1)
    story.platform.transcripts.set('c1', [segment('from before', { startMs: 10 })])
    await story.settle(1_500)
    expect(readings(story)).toBe(2)
    expect(panel.transcript()).toMatchObject({
      texts: ['from before', 'live already'],
      status: { read: { state: 'available' } },
    })
  })

  it('[TC14] is unavailable after the tenth try, and read anew when somebody asks', async () => {
    const story = startStory()
    const panel = await open(story)
    await story.settle(136_000)
    expect(readings(story)).toBe(10)
    expect(panel.transcript().status?.read).toEqual({ state: 'unavailable' })
    story.platform.transcripts.set('c1', [segment('at last')])
    panel.refreshTranscript()
    panel.refreshTranscript()
    await story.settle(500)
    expect(readings(story)).toBe(11)
    expect(panel.transcript().texts).toEqual(['at last'])
  })

  it('[TC15] of another region has twice the patience, and says so', async () => {
    const story = startStory()
    const far = makeSupervisor('sam', { region: 'ap-south-1' })
    story.platform.addPerson(far, ['q1'])
    const panel = await open(story, story.session(far))
    expect(panel.transcript().status).toMatchObject({
      read: { state: 'pending', attempts: 20 },
      isCrossRegion: true,
    })
    await story.settle(6_000)
    expect(readings(story)).toBe(2)
    await story.settle(1_140_000)
    expect(readings(story)).toBe(20)
    expect(panel.transcript().status?.read.state).toBe('unavailable')
  })

  it('[TC16] is read again after events were lost, and not otherwise', async () => {
    const story = startStory()
    const first = segment('hello')
    story.platform.transcripts.set('c1', [first])
    const panel = await open(story)
    await story.settle(60_000)
    expect(readings(story)).toBe(1)
    story.platform.transcripts.set('c1', [first, segment('what was missed')])
    story.platform.tellState({ state: 'gap' })
    await story.settle(500)
    expect(readings(story)).toBe(2)
    expect(panel.transcript().texts).toEqual(['hello', 'what was missed'])
  })

  it('[TC17] starts anew on a new connection', async () => {
    const story = startStory()
    story.platform.transcripts.set('c1', [segment('hello')])
    const panel = await open(story)
    panel.leave()
    const back = await open(story)
    expect(back.transcript().messages[0]).toMatchObject({ restart: true })
    expect(back.transcript().texts).toEqual(['hello'])
    // Nothing of it lies among the frames that are kept to be sent again.
    const frames = back.received.filter(({ type }) => type === 'frame')
    expect(JSON.stringify(frames)).not.toContain('hello')
  })

  it('[TC18] a panel that does not read is told nothing until it does', async () => {
    const story = startStory()
    const panel = await open(story)
    panel.socket.bufferedBytes = 10_000_000
    for (let count = 0; count < 20; count += 1)
      story.platform.say('c1', segment(`line ${count}`, { isFinal: count % 2 === 0 }))
    await story.settle(2_000)
    expect(panel.transcript().lines).toEqual([])
    panel.socket.bufferedBytes = 0
    await story.settle(500)
    expect(panel.transcript().lines).toHaveLength(20)
  })
})

describe('conversations one after the other', () => {
  it('[TC11] opening another one ends the one before', async () => {
    const story = startStory()
    story.platform.addMember('q1', makeMember('zoe'))
    story.platform.addConversation(makeConversation('c3', 'q1', 'zoe', story.clock.wallNow()))
    story.platform.transcripts.set('c1', [segment('of the first')])
    story.platform.transcripts.set('c3', [segment('of the third')])
    const panel = await open(story)
    panel.openTranscript('c3')
    await story.settle(500)
    expect(panel.transcript().texts).toEqual(['of the third'])
    expect(followed(story)).toEqual([{ families: ['transcript'], conversationIds: ['c3'] }])
  })
})
