import { closeCodes } from '@sotto/protocol'
import { describe, expect, it } from 'vitest'
import { makeConversation, makeSupervisor } from '../../test/coaching/people.ts'
import { type Story, startStory } from '../../test/coaching/story.ts'

/** Sends a text as `sam` and puts it on the agent's desk. Answers the platform's id of it. */
async function deliver(story: Story, conversationId: string, text: string): Promise<string> {
  const supervisor = story.supervisor(story.sam)
  await story.settle()
  const sending = story.commands.sendText(supervisor, conversationId, text)
  await story.settle()
  await sending
  const { id } = story.platform.control()
  story.platform.changeControl(id, { status: 'completed', finishedAt: story.clock.wallNow() })
  await story.settle()
  return id
}

describe('the agent’s strip', () => {
  it('[AS1] shows a text on the desk with who sent it and when, the newest first', async () => {
    const story = startStory()
    story.connectPanel(story.sam)
    const strip = story.connectStrip()
    const first = await deliver(story, 'c1', 'slow down')
    await story.settle(1_000)
    const second = await deliver(story, 'c1', 'offer the refund')
    expect(strip.strip()?.whispers).toMatchObject([
      { id: second, text: 'offer the refund', from: 'Supervisor sam', conversationId: 'c1' },
      { id: first, text: 'slow down', sentAt: expect.any(Number) },
    ])
    story.platform.changeControl(first, { readAt: 5, answer: 'not-now', answeredAt: 6 })
    await story.settle()
    expect(strip.strip()?.whispers[1]).toMatchObject({ seenAt: 5, reply: 'not-now', repliedAt: 6 })
  })

  it('[AS1] keeps thirty, and nothing that is still on its way or failed', async () => {
    const story = startStory()
    story.connectPanel(story.sam)
    const strip = story.connectStrip()
    for (let count = 0; count < 31; count += 1) await deliver(story, 'c1', `text ${count}`)
    const supervisor = story.supervisor(story.sam)
    const queued = story.commands.sendText(supervisor, 'c1', 'still queued')
    await story.settle()
    await queued
    const texts = strip.strip()?.whispers.map(({ text }) => text)
    expect(texts).toHaveLength(30)
    expect(texts?.[0]).toBe('text 30')
    expect(texts).not.toContain('text 0')
  })

  it('[AS2] tells nothing of colleagues, on any kind of change', async () => {
    const story = startStory()
    story.platform.addPerson(makeSupervisor('sue'), ['q2'])
    story.connectPanel(story.sam)
    const panel = story.connectPanel(story.session(makeSupervisor('sue')))
    const strip = story.connectStrip()
    await story.settle()
    panel.show('c2')
    strip.connection?.show('c2')
    story.platform.setPhase('c2', 'held')
    await deliver(story, 'c1', 'for ana')
    story.platform.toEverybody({
      type: 'control-changed',
      control: { ...story.platform.control(), id: 'other', targetUserId: 'eve', version: 9 },
    })
    await story.settle(1_000)
    expect(new Set(strip.changes().map(({ kind }) => kind))).toEqual(
      new Set(['platform-link', 'agent-strip']),
    )
    expect(strip.strip()?.conversations.map(({ id }) => id)).toEqual(['c1'])
    expect(strip.strip()?.whispers.map(({ text }) => text)).toEqual(['for ana'])
  })

  it('[AS3] names who is heard by the agent, and nobody who only listens', async () => {
    const story = startStory()
    const panel = story.connectPanel(story.sam)
    const strip = story.connectStrip()
    await story.settle()
    panel.show('c1')
    await story.settle()
    const coached = () => strip.strip()?.conversations[0]?.coached
    const supervisor = story.supervisor(story.sam)
    await story.commands.changeMode(supervisor, 'c1', { mode: 'monitor', tabId: panel.tabId })
    await story.settle()
    story.platform.openLine(story.platform.control().id)
    await story.settle()
    expect(coached()).toEqual({ state: 'known', by: [] })
    await story.commands.changeMode(supervisor, 'c1', { mode: 'coach', tabId: panel.tabId })
    await story.settle()
    const line = story.platform.control()
    expect(line.kind).toBe('whisper-audio')
    story.platform.openLine(line.id)
    await story.settle()
    expect(coached()).toEqual({ state: 'known', by: [{ name: 'Supervisor sam', how: 'coach' }] })
    story.platform.endControl(line.id, { status: 'completed' })
    await story.settle()
    expect(coached()).toEqual({ state: 'known', by: [] })
  })

  it('[AS3] does not know who coaches after events were lost, until the next word', async () => {
    const story = startStory()
    const strip = story.connectStrip()
    await story.settle()
    story.platform.change('c1', {})
    await story.settle()
    expect(strip.strip()?.conversations[0]?.coached).toEqual({ state: 'known', by: [] })
    story.platform.tellState({ state: 'gap' })
    await story.settle()
    expect(strip.strip()?.conversations[0]?.coached).toEqual({ state: 'unknown' })
    story.platform.change('c1', {})
    await story.settle()
    expect(strip.strip()?.conversations[0]?.coached).toEqual({ state: 'known', by: [] })
  })

  it('[AS4] a late or repeated word takes no answer back', async () => {
    const story = startStory()
    story.connectPanel(story.sam)
    const strip = story.connectStrip()
    const id = await deliver(story, 'c1', 'slow down')
    const before = story.platform.control()
    story.platform.changeControl(id, { readAt: 5, answer: 'got-it', answeredAt: 6 })
    story.platform.toEverybody({ type: 'control-changed', control: before })
    await story.settle()
    expect(strip.strip()?.whispers[0]?.reply).toBe('got-it')
  })

  it('[AS5] a strip that comes later, or whose events were lost, has what was sent before', async () => {
    const story = startStory()
    story.connectPanel(story.sam)
    const id = await deliver(story, 'c1', 'before you came')
    const strip = story.connectStrip()
    await story.settle()
    expect(strip.strip()?.whispers).toMatchObject([{ id, text: 'before you came' }])
    strip.leave()
    await story.settle(60_000)
    await deliver(story, 'c1', 'while you were away')
    const back = story.connectStrip()
    await story.settle()
    expect(back.strip()?.whispers.map(({ text }) => text)).toEqual([
      'while you were away',
      'before you came',
    ])
  })

  it('[AS6] a strip that returns is told what changed and no more', async () => {
    const story = startStory()
    story.connectPanel(story.sam)
    const strip = story.connectStrip()
    await deliver(story, 'c1', 'one')
    const welcome = strip.received.find((message) => message.type === 'welcome')!
    const last = strip.received.findLast((message) => message.type === 'frame')!
    strip.leave()
    await deliver(story, 'c1', 'two')
    const back = story.connectStrip(story.ana, 'tab-agent-01', {
      streamId: welcome.streamId,
      sequence: last.sequence,
    })
    await story.settle()
    expect(back.received[0]).toMatchObject({ type: 'welcome', resumed: true })
    expect(back.strip()?.whispers.map(({ text }) => text)).toEqual(['two', 'one'])
  })

  it('[AS7] a conversation handed on leaves when its signs of life stop', async () => {
    const story = startStory()
    const strip = story.connectStrip()
    await story.settle()
    story.platform.change('c1', {})
    const sign = () =>
      story.platform.toEverybody({
        type: 'conversation-metrics',
        conversationId: 'c1',
        metrics: {
          silenceMs: 0,
          overlapMs: 0,
          talkShare: { agent: 0, customer: 0 },
          negativeRun: 0,
          keywords: [],
        },
      })
    for (let count = 0; count < 12; count += 1) {
      sign()
      await story.settle(5_000)
    }
    expect(strip.strip()?.conversations).toHaveLength(1)
    await story.settle(30_000)
    expect(strip.strip()?.conversations).toEqual([])
  })

  it('[AS7] one that was ended or left by the agent goes at once', async () => {
    const story = startStory()
    const strip = story.connectStrip()
    await story.settle()
    story.platform.addConversation(makeConversation('c3', 'q1', 'ana', 1))
    story.platform.change('c1', {})
    story.platform.change('c3', {})
    await story.settle()
    expect(strip.strip()?.conversations).toHaveLength(2)
    story.platform.setPhase('c3', 'ended')
    await story.settle()
    expect(strip.strip()?.conversations.map(({ id }) => id)).toEqual(['c1'])
  })

  it('[AS9] the event stream is narrow, outlives the last tab by a moment and ends with the session', async () => {
    const story = startStory()
    const strip = story.connectStrip()
    await story.settle()
    const own = () => story.platform.streams.filter(({ personId }) => personId === 'ana')
    expect(own()).toHaveLength(1)
    expect(own()[0]?.subscriptions).toEqual([
      { families: ['conversation', 'control', 'coaching'], agentUserIds: ['ana'] },
    ])
    strip.leave()
    await story.settle(5_000)
    expect(own()[0]?.isClosed).toBe(false)
    await story.settle(60_000)
    expect(own()[0]?.isClosed).toBe(true)
    const back = story.connectStrip()
    await story.settle()
    story.endSession(story.ana.id)
    expect(back.socket.closed).toBe(closeCodes.signedOut)
    await story.settle()
    expect(own().every(({ isClosed }) => isClosed)).toBe(true)
  })

  it('[AS9] a stream that will not come back by itself is opened again', async () => {
    const story = startStory()
    const strip = story.connectStrip()
    await story.settle()
    story.platform.tellState({ state: 'interrupted', reason: 'right-removed' })
    await story.settle()
    expect(strip.changes().findLast(({ kind }) => kind === 'platform-link')).toMatchObject({
      link: { state: 'interrupted' },
    })
    await story.settle(60_000)
    expect(strip.changes().findLast(({ kind }) => kind === 'platform-link')).toMatchObject({
      link: { state: 'open' },
    })
  })

  it('[AS9] more tabs than a person has are refused', async () => {
    const story = startStory()
    for (let count = 0; count < 16; count += 1)
      expect(story.connectStrip(story.ana, `tab-agent-${count}`).connection).toBeDefined()
    expect(story.connectStrip(story.ana, 'tab-agent-99').connection).toBeUndefined()
  })
})
