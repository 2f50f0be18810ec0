import type { TranscriptSegment } from '@sotto/domain'
import { describe, expect, it } from 'vitest'
import { makeConversation, makeMember, makeSupervisor } from '../../test/coaching/people.ts'
import { type Story, startStory } from '../../test/coaching/story.ts'
import { boundedText } from './redact-segment.ts'

let nextId = 0

function segment(text: string, part: Partial<TranscriptSegment> = {}): TranscriptSegment {
  nextId += 1
  const startMs = part.startMs ?? nextId * 1_000
  return {
    id: `s${nextId}`,
    participantId: 'customer-c1',
    purpose: 'customer',
    startMs,
    endMs: startMs + 900,
    text,
    isFinal: true,
    ...part,
  }
}

async function open(story: Story, of = story.sam, tabId = 'tab-00000001') {
  const panel = story.connectPanel(of, tabId)
  await story.settle()
  panel.show('c1')
  panel.openTranscript('c1')
  await story.settle(500)
  return panel
}

const followed = (story: Story) =>
  story.platform.streams.flatMap(({ isClosed, subscriptions }) =>
    isClosed ? [] : subscriptions.filter(({ families }) => families.includes('transcript')),
  )

const readings = (story: Story) => story.callsOf('transcript').length

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

describe('what is shown of it', () => {
  it('[TC20] masks a card before it leaves, and keeps its digits out of everything that is sent', async () => {
    const story = startStory()
    const panel = await open(story)
    story.platform.say('c1', segment('my card is 4111 1111 1111 1111 thanks'))
    await story.settle(500)
    expect(panel.transcript().texts).toEqual(['my card is [card •••• 1111] thanks'])
    expect(JSON.stringify(panel.received)).not.toMatch(/4111/)
  })

  it('[TC21] holds a number that may still become one, and opens it by a later version of the same line', async () => {
    const story = startStory()
    const panel = await open(story)
    story.platform.say('c1', segment('we are thirty seven', { id: 'x' }))
    await story.settle(100)
    const [held] = panel.transcript().lines
    expect(held?.text.pieces.at(-1)).toMatchObject({ type: 'mask', kind: 'held' })
    await story.settle(2_000)
    const [opened] = panel.transcript().lines
    expect(panel.transcript().texts).toEqual(['we are thirty seven'])
    expect(opened?.version).toBeGreaterThan(held?.version ?? Number.MAX_VALUE)
  })

  it('[TC21] masks backwards what was shown too early', async () => {
    const story = startStory()
    const panel = await open(story)
    const at = (startMs: number) => ({ startMs, endMs: startMs + 500 })
    story.platform.say(
      'c1',
      segment('it is four one one one one one one one', { id: 'a', ...at(0) }),
    )
    await story.settle(4_000)
    story.platform.say('c1', segment('one one one one one one one one', { id: 'b', ...at(600) }))
    await story.settle(3_000)
    const text = panel.transcript().texts.join(' / ')
    expect(text).not.toMatch(/one one/)
    expect(text).toMatch(/\[card/)
  })

  it('[TC22] partial texts take each other’s place, whatever comes late, twice or empty', async () => {
    const story = startStory()
    const panel = await open(story)
    const partial = (text: string, endMs: number, isFinal = false) =>
      segment(text, { id: 'p', startMs: 5_000, endMs, isFinal })
    for (const said of [
      partial('good', 5_200),
      partial('good morning', 5_600),
      partial('good', 5_200),
      partial('good morning all', 5_900, true),
      partial('good morning al', 5_800),
      partial('good morning all', 5_900, true),
    ])
      story.platform.say('c1', said)
    story.platform.say('c1', segment('   ', { id: 'nothing' }))
    await story.settle(500)
    expect(panel.transcript().texts).toEqual(['good morning all'])
    expect(panel.transcript().lines[0]).toMatchObject({ id: 'p', isFinal: true })
    story.platform.say('c1', segment('oh', { id: 'q', isFinal: false, startMs: 9_000 }))
    await story.settle(500)
    story.platform.say('c1', segment('', { id: 'q', isFinal: true, startMs: 9_000 }))
    await story.settle(500)
    expect(panel.transcript().texts).toEqual(['good morning all'])
  })

  it('[TC22] what came out of order stands and is read where it belongs', async () => {
    const story = startStory()
    const panel = await open(story)
    const at = (startMs: number) => ({ startMs, endMs: startMs + 500 })
    story.platform.say('c1', segment('one one one one one one one one', { id: 'b', ...at(2_000) }))
    story.platform.say('c1', segment('thank you', { id: 'c', ...at(4_000), purpose: 'agent' }))
    story.platform.say(
      'c1',
      segment('it is four one one one one one one one', { id: 'a', ...at(0) }),
    )
    await story.settle(4_000)
    expect(panel.transcript().lines.map(({ id }) => id)).toEqual(['a', 'b', 'c'])
    expect(panel.transcript().texts.join(' ')).not.toMatch(/one one/)
  })

  it('[TC22] 1 MB in one segment is cut, said to be, and gives nothing away at the cut', async () => {
    const story = startStory()
    const panel = await open(story)
    const filler = `${'well '.repeat(1_996)}my card `
    const text = `${filler}4111 1111 1111 1111 ${'blah '.repeat(200_000)}`
    expect(text.length).toBeGreaterThan(1_000_000)
    expect(boundedText(text).length).toBeLessThan(11_000)
    story.platform.say('c1', segment(text))
    await story.settle(500)
    const [line] = panel.transcript().lines
    expect(line?.cut).toBe('too-long')
    expect(panel.transcript().texts[0]).toMatch(/my card \[card •••• 1111\]/)
    expect(panel.transcript().texts[0]?.length).toBeLessThan(10_100)
  })

  it('[TC22] markup, right-to-left text, emoji and broken characters arrive as they are', async () => {
    const story = startStory()
    const panel = await open(story)
    const texts = [
      '<img src=x onerror=alert(1)>',
      'שלום, זה שיחה',
      '😀👩‍👩‍👧 great',
      'half \ud83d of a pair',
      '\u202Ebackwards',
      '{{constructor}} </script> %00',
    ]
    for (const text of texts) story.platform.say('c1', segment(text))
    await story.settle(2_500)
    expect(panel.transcript().texts).toEqual(texts)
  })

  it('[TC23] the customer’s own name is masked, the agent’s stays, also one who joins later', async () => {
    const story = startStory()
    const panel = await open(story)
    story.platform.say('c1', segment('thank you Carla Client for calling', { purpose: 'agent' }))
    await story.settle(500)
    expect(panel.transcript().texts[0]).not.toMatch(/Carla/)
    const { participants } = story.platform.conversation('c1')
    story.platform.say('c1', segment('a word with Zerlina Quux perhaps', { purpose: 'agent' }))
    story.platform.change('c1', {
      participants: [
        ...participants,
        { ...participants[0]!, id: 'external-1', purpose: 'external', name: 'Zerlina Quux' },
      ],
    })
    await story.settle(2_000)
    expect(panel.transcript().texts[1]).toMatch(/^a word with \[name\].* perhaps$/)
    expect(panel.transcript().texts[1]).not.toMatch(/Zerlina|Quux/)
  })
})

describe('while the recording is paused', () => {
  const pause = (story: Story, state: 'on' | 'paused') =>
    story.platform.change('c1', { recording: { state, recordsSupervisor: false } })

  it('[TC24] nothing is sent, and nothing said meanwhile is ever shown', async () => {
    const story = startStory()
    const panel = await open(story)
    story.platform.say('c1', segment('before', { startMs: 100, endMs: 400 }))
    await story.settle(500)
    pause(story, 'paused')
    await story.settle(50)
    const sent = panel.transcript().messages.length
    expect(panel.transcript().status).toMatchObject({ isPaused: true })
    story.platform.say('c1', segment('secret', { startMs: 1_100, endMs: 1_500 }))
    await story.settle(2_000)
    expect(panel.transcript().messages).toHaveLength(sent)
    story.platform.transcripts.set('c1', [
      segment('long before', { id: 'r1', startMs: -9_000, endMs: -8_000 }),
      segment('secret', { id: 'r2', startMs: 1_100, endMs: 1_500 }),
    ])
    pause(story, 'on')
    await story.settle(4_000)
    expect(panel.transcript().status).toMatchObject({
      isPaused: false,
      pauses: [{ fromMs: expect.any(Number), toMs: expect.any(Number) }],
    })
    story.platform.say('c1', segment('after', { startMs: 60_000 }))
    await story.settle(500)
    expect(JSON.stringify(panel.received)).not.toContain('secret')
    expect(panel.transcript().texts).toEqual(['long before', 'before', 'after'])
  })

  it('[TC24] what was being said when it paused stays as it was, held numbers stay masked, and its end never comes', async () => {
    const story = startStory()
    const panel = await open(story)
    const said = (text: string, endMs: number, isFinal: boolean) =>
      segment(text, { id: 'mid', startMs: 100, endMs, isFinal })
    story.platform.say('c1', said('my card is four one one one', 500, false))
    await story.settle(300)
    pause(story, 'paused')
    await story.settle(3_000)
    pause(story, 'on')
    story.platform.say('c1', said('my card is four one one one two two two two', 3_200, true))
    await story.settle(5_000)
    const [line] = panel.transcript().lines
    expect(line).toMatchObject({ id: 'mid', isFinal: true, cut: 'recording-paused' })
    expect(panel.transcript().texts[0]).toMatch(/^my card is \[(number|card)\]$/)
  })

  it('[TC24] who opens it then sees nothing of it until the recording goes on', async () => {
    const story = startStory()
    story.platform.transcripts.set('c1', [segment('before', { startMs: 10, endMs: 20 })])
    const first = await open(story)
    expect(first.transcript().texts).toEqual(['before'])
    pause(story, 'paused')
    await story.settle(100)
    const late = await open(story, story.sam, 'tab-00000002')
    expect(late.transcript()).toMatchObject({ lines: [], status: { isPaused: true } })
    pause(story, 'on')
    await story.settle(500)
    expect(late.transcript().texts).toEqual(['before'])
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
