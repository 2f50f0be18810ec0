import type { ConversationFact } from '@sotto/domain'
import { describe, expect, it } from 'vitest'
import { makeSupervisor } from '../../test/coaching/people.ts'
import { type Story, startStory } from '../../test/coaching/story.ts'
import type { MetricsEvent } from './facts-of-events.ts'

const always = { fromAt: 0, toAt: Number.MAX_SAFE_INTEGER / 2 }
const kept = (story: Story, conversationId = 'c1') =>
  story.stores.facts.ofConversation(conversationId, always)
const said = (facts: readonly ConversationFact[]) =>
  facts.map((fact) => (fact.kind === 'phase' ? fact.phase : fact.sourceKey))
const interventions = (story: Story) => story.stores.interventions.ofConversation('c1')

function report(story: Story, eventId: string, change: Partial<MetricsEvent['metrics']> = {}) {
  const event: MetricsEvent = {
    type: 'conversation-metrics',
    conversationId: 'c1',
    eventId,
    measuredAt: story.clock.wallNow(),
    metrics: {
      silenceMs: 0,
      overlapMs: 100,
      talkShare: { agent: 0.5, customer: 0.25 },
      negativeRun: 2,
      keywords: ['refund'],
      ...change,
    },
  }
  story.platform.toEverybody(event)
}

/** Reports every five seconds, as the platform does. */
async function reportFor(story: Story, seconds: number, negativeRun: number): Promise<void> {
  for (let passed = 0; passed < seconds; passed += 5) {
    await story.settle(5_000)
    report(story, `event-${story.clock.wallNow()}`, { negativeRun })
  }
}

async function startWatched(): Promise<Story> {
  const story = startStory()
  story.connectPanel(story.sam)
  await story.settle()
  story.platform.change('c1', {})
  await story.settle(2_000)
  return story
}

describe('facts of conversations', () => {
  it('[FC3] every phase is kept once with the platform’s time, every report with its figures', async () => {
    const story = await startWatched()
    const heldAt = story.clock.wallNow()
    story.platform.setPhase('c1', 'held')
    story.platform.change('c1', { recording: { state: 'paused', recordsSupervisor: false } })
    await story.settle(5_000)
    report(story, 'event-1')
    await story.settle(1_000)
    const { participants } = story.platform.conversation('c1')
    story.platform.change('c1', {
      participants: participants.map((one) => ({ ...one, connection: 'disconnected' as const })),
    })
    story.platform.setPhase('c1', 'ended')
    await story.settle(2_000)
    const facts = await kept(story)
    expect(said(facts)).toEqual(['active', 'held', 'event-1', 'ended'])
    expect(facts[1]).toMatchObject({
      at: heldAt,
      media: 'voice',
      queueId: 'q1',
      agentUserId: 'ana',
    })
    expect(facts[2]).toMatchObject({
      at: heldAt + 5_000,
      figures: {
        silenceMs: 0,
        overlapMs: 100,
        agentShare: 0.5,
        customerShare: 0.25,
        negativeRun: 2,
        keywords: ['refund'],
      },
    })
    // The agent has left, and it is still theirs.
    expect(facts[3]).toMatchObject({ agentUserId: 'ana' })
  })

  it('[FC3] it ends once, whatever words the platform has for what comes then', async () => {
    const story = await startWatched()
    story.platform.setPhase('c1', 'ended')
    await story.settle(3_000)
    story.platform.change('c1', { phaseSince: story.clock.wallNow() })
    await story.settle(2_000)
    expect(said(await kept(story))).toEqual(['active', 'ended'])
  })

  it('[FC4] many streams, doubles and a second server make one fact; a report without a name makes none', async () => {
    const story = startStory()
    story.platform.addPerson(makeSupervisor('rita'), ['q1'])
    story.connectPanel(story.sam)
    story.connectPanel(story.session(makeSupervisor('rita')))
    const other = startStory({ stores: story.stores })
    other.connectPanel(other.sam)
    await story.settle()
    await other.settle()
    for (const server of [story, other]) {
      server.platform.change('c1', {})
      report(server, 'event-1')
      report(server, 'event-1')
      const { eventId: _, ...nameless } = eventOf(server)
      server.platform.toEverybody(nameless)
    }
    await story.settle(2_000)
    await other.settle(2_000)
    expect(said(await kept(story))).toEqual(['active', 'event-1'])
    expect(story.count('conversation-facts-kept')).toBe(2)
    expect(other.count('conversation-facts-kept')).toBe(0)
    expect(story.count('conversation-facts-unnamed')).toBe(2)
  })

  it('[FC5] nothing somebody said, and nothing out of bounds, is written down', async () => {
    const story = await startWatched()
    const keywords = ['refund', 'my card is 4111', '<b>', 'a'.repeat(41), '4111-ok', '', 'né']
    report(story, 'event-1', {
      keywords,
      silenceMs: 1e300,
      overlapMs: -5,
      negativeRun: 2.6,
      talkShare: { agent: 7, customer: Number.NEGATIVE_INFINITY },
    })
    for (const eventId of ['', 'one two', 'null\u0000', 'x'.repeat(129), 'é'])
      report(story, eventId)
    story.platform.toEverybody({ ...eventOf(story), conversationId: 'call with Ana' })
    story.platform.toEverybody({ ...eventOf(story), eventId: 'ahead', measuredAt: 8e15 })
    report(story, 'event-2')
    const now = story.clock.wallNow()
    await story.settle(2_000)
    const facts = await kept(story)
    expect(said(facts)).toEqual(['active', 'ahead', 'event-1', 'event-2'])
    expect(facts[1]?.at).toBe(now)
    expect(facts[2]).toMatchObject({
      figures: {
        keywords: ['refund', '4111-ok'],
        silenceMs: 86_400_000,
        overlapMs: 0,
        negativeRun: 3,
        agentShare: 1,
        customerShare: 0,
      },
    })
    expect(story.count('conversation-facts-unnamed')).toBe(6)
  })

  it('[FC6] a database that is away for minutes loses nothing, and is not asked for every fact', async () => {
    const story = await startWatched()
    const { append } = story.stores.facts
    let asked = 0
    story.stores.facts.append = () => {
      asked += 1
      return Promise.reject(new Error('away'))
    }
    await reportFor(story, 180, 1)
    expect(asked).toBeGreaterThan(3)
    expect(asked).toBeLessThan(30)
    story.stores.facts.append = append
    await story.settle(31_000)
    expect(await kept(story)).toHaveLength(37)
    expect(story.count('conversation-facts-lost')).toBe(0)
  })
})

describe('interventions', () => {
  async function sendText(story: Story): Promise<string> {
    const sam = story.supervisor(story.sam)
    await story.commands.sendText(sam, 'c1', 'Offer the refund.')
    await story.settle(50)
    const control = story.platform.control()
    story.platform.changeControl(control.id, { status: 'completed' })
    await story.settle(200)
    return control.id
  }

  it('[FC8] a text is one when it is on the desk, however often it is told; one that never arrived is none', async () => {
    const story = await startWatched()
    const platformId = await sendText(story)
    const beganAt = story.clock.wallNow() - 200
    await story.settle(3_000)
    story.platform.changeControl(platformId, { readAt: story.clock.wallNow() })
    await story.settle(1_000)
    story.platform.changeControl(platformId, { answer: 'got-it' })
    const sam = story.supervisor(story.sam)
    await story.commands.sendText(sam, 'c1', 'Too late.')
    await story.settle(50)
    const late = story.platform.control()
    story.platform.changeControl(late.id, { status: 'failed', failure: 'agent-left' })
    await story.settle(1_000)
    expect(await interventions(story)).toEqual([
      {
        intervention: {
          id: expect.any(String),
          kind: 'whisper-text',
          conversationId: 'c1',
          agentUserId: 'ana',
          supervisorId: 'sam',
          beganAt,
          endedAt: beganAt,
        },
      },
    ])
  })

  it('[FC8] a line is one from going live to its end, and listening is none', async () => {
    const story = startStory()
    const panel = story.connectPanel(story.sam)
    await story.settle()
    const sam = story.supervisor(story.sam)
    await story.commands.changeMode(sam, 'c1', { mode: 'coach', tabId: panel.tabId })
    await story.settle(3_000)
    const line = story.platform.started.find(({ kind }) => kind === 'whisper-audio')
    const control = story.platform.control(line?.requestKey)
    expect(await interventions(story)).toEqual([])
    story.platform.openLine(control.id)
    const beganAt = story.clock.wallNow()
    await story.settle(3_000)
    story.platform.endControl(control.id, { status: 'failed', failure: 'no-media' })
    const endedAt = story.clock.wallNow()
    await story.settle(1_000)
    expect(await interventions(story)).toMatchObject([
      { intervention: { kind: 'whisper-audio', beganAt, endedAt } },
    ])
  })

  it('[FC9] the outcome is written once, when the window after is complete', async () => {
    const story = await startWatched()
    await reportFor(story, 120, 6)
    await sendText(story)
    await reportFor(story, 120, 1)
    expect((await interventions(story))[0]).not.toHaveProperty('outcome')
    await reportFor(story, 60, 9)
    const [stored] = await interventions(story)
    expect(stored?.outcome).toMatchObject({
      queueId: 'q1',
      media: 'voice',
      isWhole: true,
      before: { negativeRun: { highest: 6, last: 6 }, talkShare: { agent: 0.5, customer: 0.25 } },
      after: { negativeRun: { highest: 1, last: 1 }, holds: { begun: 0, totalMs: 0 } },
    })
    expect(story.count('outcomes-written')).toBe(1)
  })

  it('[FC9] it is written soon when the conversation ends before that', async () => {
    const story = await startWatched()
    await reportFor(story, 60, 3)
    await sendText(story)
    const { beganAt } = (await interventions(story))[0]!.intervention
    await reportFor(story, 40, 2)
    story.platform.setPhase('c1', 'ended')
    const endedAt = story.clock.wallNow()
    await story.settle(50_000)
    expect((await interventions(story))[0]?.outcome).toMatchObject({
      isWhole: false,
      after: { fromAt: beganAt, toAt: endedAt, negativeRun: { highest: 2 } },
    })
  })

  it('[FC9] hundreds that are due at once are settled at once, past one that cannot be', async () => {
    const story = await startWatched()
    const { facts, interventions: store } = story.stores
    const { ofConversation } = facts
    facts.ofConversation = (conversationId, reports) =>
      conversationId === 'broken'
        ? Promise.reject(new Error('cannot be read'))
        : ofConversation(conversationId, reports)
    const beganAt = story.clock.wallNow()
    for (let count = 0; count < 180; count += 1)
      await store.begin(
        {
          id: `control-${count}`,
          kind: 'whisper-text',
          conversationId: count === 0 ? 'broken' : 'c9',
          agentUserId: 'ana',
          supervisorId: 'sam',
          beganAt,
          endedAt: beganAt,
        },
        beganAt,
      )
    await story.settle(60_000)
    expect(story.count('outcomes-written')).toBe(179)
    expect(story.count('store-failures')).toBeGreaterThan(0)
  })

  it('[FC10] a restart in either window changes nothing', async () => {
    const story = await startWatched()
    await reportFor(story, 120, 6)
    await sendText(story)
    await story.coaching.close()
    const next = startStory({ stores: story.stores, clock: story.clock })
    next.connectPanel(next.sam)
    await next.settle()
    await reportFor(next, 120, 1)
    await next.coaching.close()
    const last = startStory({ stores: story.stores, clock: story.clock })
    await last.settle(60_000)
    expect((await interventions(story))[0]?.outcome).toMatchObject({
      isWhole: true,
      before: { negativeRun: { highest: 6 } },
      after: { negativeRun: { highest: 1 } },
    })
    expect(last.count('outcomes-written')).toBe(1)
  })

  it('[FC9, FC10] of two servers one writes it; what nobody ended is settled after a day', async () => {
    const story = await startWatched()
    const other = startStory({ stores: story.stores, clock: story.clock })
    await sendText(story)
    await story.stores.interventions.begin(
      {
        id: 'endless',
        kind: 'coaching',
        conversationId: 'c1',
        agentUserId: 'ana',
        supervisorId: 'sam',
        beganAt: story.clock.wallNow(),
      },
      story.clock.wallNow() + 86_400_000,
    )
    await story.settle(200_000)
    expect(story.count('outcomes-written') + other.count('outcomes-written')).toBe(1)
    expect((await interventions(story)).map(({ outcome }) => outcome !== undefined)).toEqual([
      true,
      false,
    ])
  })
})

describe('figures of a call that can only be followed', () => {
  it('[FC12] are told on hold, with what was held before, and not at other times', async () => {
    const story = startStory()
    const panel = story.connectPanel(story.sam)
    panel.show('c1')
    await story.settle()
    report(story, 'event-1')
    await story.settle()
    expect(panel.detail()).not.toHaveProperty('figures')
    story.platform.setPhase('c1', 'held')
    await story.settle(4_000)
    story.platform.setPhase('c1', 'active')
    await story.settle()
    expect(panel.detail()).not.toHaveProperty('figures')
    const heldSince = story.clock.wallNow()
    story.platform.setPhase('c1', 'held')
    await story.settle()
    report(story, 'event-2', { talkShare: { agent: 0.7, customer: 0 }, silenceMs: 900 })
    const measuredAt = story.clock.wallNow()
    await story.settle()
    const figures = {
      holds: { begun: 2, endedMs: 4_000, heldSince },
      talk: { agent: 0.7, customer: 0, silenceMs: 900, measuredAt },
    }
    expect(panel.detail()?.figures).toEqual(figures)
    await story.settle(31_000)
    story.platform.change('c1', {})
    await story.settle()
    expect(panel.detail()?.figures).toEqual({ holds: figures.holds })
  })

  it('[FC12] a server that comes later tells of the holds before it', async () => {
    const story = await startWatched()
    story.platform.setPhase('c1', 'held')
    await story.settle(6_000)
    story.platform.setPhase('c1', 'active')
    await story.settle(3_000)
    const later = startStory({ stores: story.stores, clock: story.clock })
    const panel = later.connectPanel(later.sam)
    panel.show('c1')
    await later.settle()
    later.platform.setPhase('c1', 'conference')
    await later.settle()
    expect(panel.detail()?.figures).toEqual({ holds: { begun: 1, endedMs: 6_000 } })
  })

  it('[FC12] a database that is away hides nothing that was seen here', async () => {
    const story = startStory()
    story.stores.facts.ofConversation = () => Promise.reject(new Error('away'))
    const panel = story.connectPanel(story.sam)
    panel.show('c1')
    await story.settle()
    story.platform.setPhase('c1', 'in-transfer')
    await story.settle()
    expect(panel.detail()?.figures).toEqual({ holds: { begun: 0, endedMs: 0 } })
  })
})

function eventOf(story: Story): MetricsEvent {
  return {
    type: 'conversation-metrics',
    conversationId: 'c1',
    eventId: 'event-x',
    measuredAt: story.clock.wallNow(),
    metrics: {
      silenceMs: 0,
      overlapMs: 0,
      talkShare: { agent: 0, customer: 0 },
      negativeRun: 0,
      keywords: [],
    },
  }
}
