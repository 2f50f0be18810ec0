import type { Person } from '@sotto/domain'
import type { CoachingView } from '@sotto/protocol'
import { describe, expect, it } from 'vitest'
import { makeSupervisor } from '../../test/coaching/people.ts'
import { type Story, startStory } from '../../test/coaching/story.ts'
import type { CoachingNews } from '../database/coaching-store.ts'

const rights: Person['permissions'] = [
  'read-routing',
  'read-conversation',
  'whisper',
  'read-coaching',
  'write-coaching',
]
const request = { kind: 'real-time', tabId: 'tab-00000001' } as const
const sam = makeSupervisor('sam', { permissions: rights })
const mia = makeSupervisor('mia', { permissions: rights })

function shownOn(panel: ReturnType<Story['connectPanel']>): CoachingView | undefined {
  const change = panel.changes().findLast(({ kind }) => kind === 'coaching')
  return change?.kind === 'coaching' ? change.coaching : undefined
}

/** The way of one server to the database's news, which a test may cut. */
function withNewsOf(story: Story) {
  const { coachings } = story.stores
  const way = { isOpen: true, listening: 0, lost: () => {}, reads: 0 }
  const stores = {
    ...story.stores,
    coachings: {
      ...coachings,
      async byId(id: string) {
        way.reads += 1
        return coachings.byId(id)
      },
      async listen(news: CoachingNews) {
        if (!way.isOpen) throw new Error('the database is away')
        const stop = await coachings.listen({
          ...news,
          onSaved: (row) => way.isOpen && news.onSaved(row),
        })
        way.listening += 1
        way.lost = () => {
          stop()
          news.onLost()
        }
        return stop
      },
    },
  }
  return { way, stores }
}

/** Sam on two servers and Mia on the second, all with `c1` open. */
async function startTwoServers() {
  const story = startStory()
  for (const person of [sam, mia]) story.platform.addPerson(person, ['q1'])
  const { stores, way } = withNewsOf(story)
  const other = startStory({ former: { clock: story.clock, platform: story.platform, stores } })
  const panels = {
    here: story.connectPanel(story.session(sam)),
    there: other.connectPanel(other.session(sam, 'session-2'), 'tab-00000002'),
    colleague: other.connectPanel(other.session(mia), 'tab-00000003'),
  }
  await story.settle()
  for (const panel of Object.values(panels)) panel.show('c1')
  await story.settle()
  const supervisor = story.supervisor(story.session(sam))
  const { desk } = story.coachings
  await desk.start(supervisor, 'c1', request, 'record-1')
  await story.settle()
  const write = async (revision: number, notes: string) => {
    await desk.saveDetails(supervisor, 'record-1', {
      revision,
      notes,
      tags: ['empathy'],
      rating: 4,
      moments: [{ id: 'moment-1', atMs: 1_000, label: 'here' }],
    })
  }
  return { story, other, way, panels, supervisor, desk, write }
}

describe('what another server has saved', () => {
  it('[CS80] notes, tags, rating and moments are on every panel of every server at once', async () => {
    const { story, panels, write } = await startTwoServers()
    await write(1, 'calm at the start')
    await story.settle(60)
    const details = { notes: 'calm at the start', tags: ['empathy'], rating: 4 }
    for (const panel of Object.values(panels))
      expect(shownOn(panel)).toMatchObject({ details, detailsRevision: 2 })
    expect(shownOn(panels.colleague)?.mine).toBe(false)
  })

  it('[CS80] so are its state and its end, also when the platform’s event never comes there', async () => {
    const { story, desk, panels, supervisor } = await startTwoServers()
    for (const stream of story.platform.streams) stream.subscriptions = []
    for (const [action, state] of [
      ['pause', 'paused'],
      ['resume', 'in-progress'],
      ['complete', 'completed'],
    ] as const) {
      await desk.act(supervisor, 'record-1', action)
      await story.settle(60)
      for (const panel of Object.values(panels)) expect(shownOn(panel)?.state).toBe(state)
    }
  })

  it('[CS80] is read once however often it is told, not at all by who knows it, and not told to who may not see it', async () => {
    const { story, other, panels, way, write } = await startTwoServers()
    const eve = makeSupervisor('eve', { permissions: rights })
    story.platform.addPerson(eve, ['q2'])
    const stranger = other.connectPanel(other.session(eve), 'tab-00000004')
    await story.settle()
    way.reads = 0
    await write(1, 'one')
    await write(2, 'two')
    await story.settle(60)
    expect(way.reads).toBeLessThanOrEqual(2)
    expect(shownOn(panels.there)?.details.notes).toBe('two')
    expect(JSON.stringify(stranger.received)).not.toContain('record-1')
  })

  it('[CS81] a way that was cut is opened again by itself, and what was missed is read', async () => {
    const { story, panels, way, write } = await startTwoServers()
    way.isOpen = false
    way.lost()
    await write(1, 'written meanwhile')
    await story.settle(20_000)
    expect(shownOn(panels.there)?.details.notes).toBe('')
    way.isOpen = true
    await story.settle(16_000)
    expect(way.listening).toBe(2)
    expect(shownOn(panels.there)?.details.notes).toBe('written meanwhile')
    await write(2, 'and after')
    await story.settle(60)
    expect(shownOn(panels.colleague)?.details.notes).toBe('and after')
  })

  it('[CS81] a row that cannot be read just then is read a second later', async () => {
    const { story, other, panels, write } = await startTwoServers()
    const { coachings } = other.stores
    const byId = coachings.byId
    let failures = 1
    Object.assign(coachings, {
      byId: async (id: string) => {
        failures -= 1
        if (failures >= 0) throw new Error('the database is away')
        return byId(id)
      },
    })
    await write(1, 'kept')
    await story.settle(60)
    expect(shownOn(panels.there)?.details.notes).toBe('')
    await story.settle(1_100)
    expect(shownOn(panels.there)?.details.notes).toBe('kept')
  })
})
