import type { Person } from '@sotto/domain'
import type { CoachingView } from '@sotto/protocol'
import { describe, expect, it } from 'vitest'
import { makeSupervisor } from '../../test/coaching/people.ts'
import { type Story, startStory } from '../../test/coaching/story.ts'

const rights: Person['permissions'] = [
  'read-routing',
  'read-conversation',
  'whisper',
  'read-coaching',
  'write-coaching',
]
const sam = makeSupervisor('sam', { permissions: rights })
const removed = { state: 'interrupted', reason: 'right-removed', retryInMs: 1_000 } as const
const notes = { revision: 1, notes: 'calm at the start', tags: [], moments: [] }

async function startScene() {
  const story = startStory()
  story.platform.addPerson(sam, ['q1'])
  const session = story.session(sam)
  const panel = story.connectPanel(session)
  await story.settle()
  panel.show('c1')
  await story.settle()
  const supervisor = story.supervisor(session)
  const { desk } = story.coachings
  await desk.start(supervisor, 'c1', { kind: 'real-time', tabId: panel.tabId }, 'record-1')
  await desk.saveDetails(supervisor, 'record-1', notes)
  await story.settle()
  async function setQueues(queueIds: readonly string[], how: 'told' | 'untold' = 'told') {
    story.platform.setQueues('sam', queueIds)
    if (how === 'told') story.platform.tellState(removed)
    await story.settle(1_200)
  }
  return {
    story,
    panel,
    session,
    supervisor,
    desk,
    setQueues,
    record: async () => (await story.stores.coachings.byId('record-1'))?.record,
    platformStatus: () => story.platform.coachings.get('coaching-1')?.status,
    steps: () => story.callsOf('changeCoaching').map(({ argument }) => argument),
  }
}

function shownOn(panel: ReturnType<Story['connectPanel']>): CoachingView | undefined {
  const change = panel
    .changes()
    .findLast(({ kind }) => kind === 'coaching' || kind === 'coaching-gone')
  return change?.kind === 'coaching' ? change.coaching : undefined
}

describe('a queue that is taken while a session goes on', () => {
  it('[CS82] completes it on the platform five seconds later, with the reason and the notes kept here', async () => {
    const { story, panel, platformStatus, record, setQueues } = await startScene()
    await setQueues([])
    await story.settle(3_000)
    expect(platformStatus()).toBe('in-progress')
    await story.settle(2_500)
    expect(platformStatus()).toBe('completed')
    expect(await record()).toMatchObject({
      state: { name: 'completed', reason: 'queue-taken' },
      details: { notes: 'calm at the start' },
    })
    await setQueues(['q1'])
    await story.settle(60_000)
    expect(shownOn(panel)).toMatchObject({ state: 'completed', reason: 'queue-taken' })
  })

  it('[CS82] leaves it alone when the queue is back by then, and asks the platform rather than itself', async () => {
    const { story, platformStatus, setQueues } = await startScene()
    await setQueues([])
    await setQueues(['q1'], 'untold')
    await story.settle(60_000)
    expect(platformStatus()).toBe('in-progress')
  })

  it('[CS82] begins one that had only been started, since the platform completes no other', async () => {
    const { story, platformStatus, record, setQueues, steps } = await startScene()
    story.platform.coachings.set('coaching-1', {
      ...story.platform.coachings.get('coaching-1')!,
      status: 'started',
    })
    const stored = await story.stores.coachings.byId('record-1')
    const started = { ...stored!.record, state: { name: 'started', at: 1 } } as const
    await story.stores.coachings.saveState(started, stored!.revision)
    await setQueues([])
    await story.settle(10_000)
    expect(steps()).toEqual([
      'coaching-1 in-progress',
      'coaching-1 in-progress',
      'coaching-1 completed',
    ])
    expect(platformStatus()).toBe('completed')
    expect((await record())?.state).toMatchObject({ name: 'completed', reason: 'queue-taken' })
  })

  it('[CS82] whoever was signed in nowhere meanwhile: when they come', async () => {
    const { story, panel, platformStatus, session, record } = await startScene()
    panel.leave()
    story.endSession(session.id)
    await story.settle(60_000)
    story.platform.setQueues('sam', [])
    await story.settle(60_000)
    expect(platformStatus()).toBe('in-progress')
    story.connectPanel(story.session(sam, 'session-2'), 'tab-elsewhere')
    await story.settle(10_000)
    expect((await record())?.state).toMatchObject({ name: 'completed', reason: 'queue-taken' })
  })

  it.each(['done', undefined] as const)(
    '[CS83] is tried again where no answer came (%s), and keeps its reason',
    async (after) => {
      const { story, platformStatus, record, setQueues } = await startScene()
      story.platform.failNext('changeCoaching', 'timeout', after)
      await setQueues([])
      await story.settle(5_000)
      await story.settle(6_000)
      expect(platformStatus()).toBe('completed')
      expect((await record())?.state).toMatchObject({ name: 'completed', reason: 'queue-taken' })
    },
  )

  it('[CS83] stands as the platform says where it refuses', async () => {
    const { story, platformStatus, record, setQueues, steps } = await startScene()
    story.platform.refuseNext('changeCoaching', {
      code: 'missing-permission',
      missing: 'Coaching:Coaching:Write',
    })
    await setQueues([])
    await story.settle(20_000)
    expect(steps()).toHaveLength(2)
    expect(platformStatus()).toBe('in-progress')
    expect((await record())?.state.name).toBe('in-progress')
  })
})

describe('a queue with another name', () => {
  it('[CS84] is told by it in list, page, session and history, with nothing lost; gone, by its last one', async () => {
    const { story, panel, desk, session, supervisor, setQueues } = await startScene()
    const { history } = story.coachings
    story.platform.renameQueue('q1', 'Billing, new')
    await story.settle(70_000)
    expect(shownOn(panel)).toMatchObject({
      queueName: 'Billing, new',
      state: 'in-progress',
      details: { notes: 'calm at the start' },
    })
    expect(panel.detail()?.queueName).toBe('Billing, new')
    expect(panel.row('c1')).toMatchObject({ row: { queueName: 'Billing, new' } })
    const page = await history.page(supervisor, { pageSize: 10 })
    expect(page.coachings[0]?.queueName).toBe('Billing, new')
    await desk.act(supervisor, 'record-1', 'pause')
    expect((await desk.read(supervisor, 'record-1')).record.state.name).toBe('paused')
    await setQueues([])
    expect((await history.page(story.supervisor(session), { pageSize: 10 })).coachings).toEqual([])
    await setQueues(['q1'])
    await story.settle(60_000)
    const back = await history.page(story.supervisor(session), { pageSize: 10 })
    expect(back.coachings[0]).toMatchObject({ id: 'record-1', queueName: 'Billing, new' })
  })
})
