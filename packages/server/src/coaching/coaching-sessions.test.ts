import type { Person } from '@sotto/domain'
import { PlatformError } from '@sotto/platform'
import type { CoachingView } from '@sotto/protocol'
import { describe, expect, it } from 'vitest'
import { makeConversation, makeSupervisor } from '../../test/coaching/people.ts'
import { type Story, startStory } from '../../test/coaching/story.ts'
import { ApiRefusal } from '../http/api-refusal.ts'

const rights: Person['permissions'] = [
  'read-routing',
  'read-conversation',
  'whisper',
  'read-coaching',
  'write-coaching',
]
const request = { kind: 'real-time', tabId: 'tab-00000001' } as const

/** Sam, who may coach, with a panel that shows `c1`. */
async function startScene(part: Partial<Person> = {}) {
  const story = startStory()
  const sam = makeSupervisor('sam', { permissions: rights, ...part })
  story.platform.addPerson(sam, ['q1'])
  const session = story.session(sam)
  const panel = story.connectPanel(session)
  await story.settle()
  panel.show('c1')
  await story.settle()
  const supervisor = story.supervisor(session)
  const { desk } = story.coachings
  let starts = 0
  return {
    story,
    panel,
    supervisor,
    desk,
    session,
    start: (conversationId = 'c1', change: object = {}) => {
      starts += 1
      return desk.start(supervisor, conversationId, { ...request, ...change }, `record-${starts}`)
    },
    shown: (id = 'record-1'): CoachingView | undefined => shownOn(panel, id),
  }
}

function shownOn(panel: ReturnType<Story['connectPanel']>, id: string): CoachingView | undefined {
  const change = panel
    .changes()
    .findLast(
      (one) =>
        (one.kind === 'coaching' && one.coaching.id === id) ||
        (one.kind === 'coaching-gone' && one.id === id),
    )
  return change?.kind === 'coaching' ? change.coaching : undefined
}

async function refusalOf(doing: Promise<unknown>): Promise<Partial<ApiRefusal>> {
  try {
    await doing
  } catch (failure) {
    if (!(failure instanceof ApiRefusal)) throw failure
    const { bytes, by, code, coachingId, missing, status } = failure
    return { bytes, by, code, coachingId, missing, status }
  }
  throw new Error('it was not refused')
}

describe('starting a coaching session', () => {
  it('[CS10] asks for it as S4 has it, with ids and times only, and begins it', async () => {
    const { story, start, shown } = await startScene()
    const stored = await start('c1', { reference: 'QM-2026/17' })
    await story.settle()
    expect(story.platform.createdCoachings).toEqual([
      {
        conversationId: 'c1',
        agentUserId: 'ana',
        kind: 'real-time',
        metadata: {
          source: 'sotto-supervisor-panel',
          panelSessionId: 'tab-00000001',
          initiatedAt: new Date(stored.record.startedAt).toISOString(),
          recordId: 'record-1',
          coachingSessionId: stored.record.coachingSessionId,
          reference: 'QM-2026/17',
        },
      },
    ])
    expect(story.callsOf('changeCoaching')[0]?.argument).toBe('coaching-1 in-progress')
    expect(shown()).toMatchObject({
      state: 'in-progress',
      mine: true,
      agentName: 'Agent ana',
      reference: 'QM-2026/17',
      allowed: { begin: false, pause: true, resume: false, complete: true },
    })
  })

  it('[CS11] carries the session id under which the supervisor has whispered there before', async () => {
    const { story, start, supervisor } = await startScene()
    const sending = story.commands.sendText(supervisor, 'c1', 'offer the refund')
    await story.settle()
    await sending
    const whisper = await story.stores.controls.byConversation('c1', 'sam', 1)
    const { record } = await start()
    expect(record.coachingSessionId).toBe(whisper[0]?.record.coachingSessionId)
  })

  it.each([
    ['nobody sees', 'c2', {}, {}, { status: 404, code: 'not-found' }],
    ['is not there', 'c9', {}, {}, { status: 404, code: 'not-found' }],
    [
      'lives still',
      'c1',
      { kind: 'post-call' },
      {},
      { status: 409, code: 'conversation-not-ended' },
    ],
    [
      'a CX1 would coach live',
      'c1',
      {},
      { licence: 'cx1' },
      { status: 403, code: 'missing-licence', missing: 'CX2' },
    ],
    [
      'somebody without the right would coach',
      'c1',
      {},
      { permissions: ['read-conversation', 'read-coaching'] },
      { status: 403, code: 'missing-permission', missing: 'write-coaching' },
    ],
  ] as const)(
    '[CS12] is refused in a conversation that %s',
    async (_name, id, change, person, refusal) => {
      const { story, start } = await startScene(person)
      expect(await refusalOf(start(id, change))).toMatchObject(refusal)
      expect(story.platform.createdCoachings).toEqual([])
      expect(await story.stores.coachings.byId('record-1')).toBeUndefined()
    },
  )

  it('[CS12] is refused after the end, and taken then as a review of the call', async () => {
    const { story, start } = await startScene()
    const { participants } = story.platform.conversation('c1')
    story.platform.change('c1', {
      phase: 'ended',
      participants: participants.map((one) => ({ ...one, connection: 'disconnected' })),
    })
    expect(await refusalOf(start())).toMatchObject({ status: 409, code: 'conversation-ended' })
    const { record } = await start('c1', { kind: 'post-call' })
    expect(record).toMatchObject({ kind: 'post-call', agentUserId: 'ana' })
  })

  it('[CS13] the last byte of metadata that fits is sent; one more is refused before anything is written, with its size', async () => {
    const { story, start } = await startScene()
    const sizeOf = async (length: number) =>
      (await refusalOf(start('c1', { reference: 'x'.repeat(length) }))).bytes ?? 0
    const spare = 4_000 - (await sizeOf(4_000)) + 2_048
    expect(await refusalOf(start('c1', { reference: 'x'.repeat(spare + 1) }))).toMatchObject({
      status: 400,
      code: 'metadata-too-large',
      bytes: 2_049,
    })
    // A letter of two bytes counts as two.
    const umlauts = `${'ä'.repeat(Math.floor(spare / 2))}xx`.slice(0, Math.floor(spare / 2) + 1)
    expect(await refusalOf(start('c1', { reference: `${umlauts}x` }))).toMatchObject({
      code: 'metadata-too-large',
    })
    expect(story.platform.createdCoachings).toEqual([])
    expect(await story.stores.coachings.unfinishedOf('sam')).toEqual([])
    const { record } = await start('c1', { reference: 'x'.repeat(spare) })
    expect(record.state.name).toBe('in-progress')
  })

  it('[CS14] beside one’s own that goes on it names that one; beside a colleague’s, that and who holds it', async () => {
    const { story, start } = await startScene()
    await start()
    expect(await refusalOf(start())).toMatchObject({
      status: 409,
      code: 'coaching-exists',
      coachingId: 'record-1',
    })
    const mia = makeSupervisor('mia', { permissions: rights })
    story.platform.addPerson(mia, ['q1'])
    const supervisor = story.supervisor(story.session(mia))
    expect(
      await refusalOf(story.coachings.desk.start(supervisor, 'c1', request, 'record-of-mia')),
    ).toMatchObject({
      status: 409,
      code: 'coaching-exists',
      coachingId: 'record-1',
      by: 'Supervisor sam',
    })
    expect(story.platform.coachings.size).toBe(1)
  })

  it('[CS14] a session of another console that we know nothing of is found and opened', async () => {
    const { story, start, shown } = await startScene()
    story.platform.coachings.set('foreign', {
      id: 'foreign',
      version: 4,
      conversationId: 'c1',
      agentUserId: 'ana',
      supervisorId: 'sam',
      kind: 'real-time',
      status: 'paused',
      createdAt: story.clock.wallNow(),
    })
    expect(await refusalOf(start())).toMatchObject({
      code: 'coaching-exists',
      coachingId: 'platform-foreign',
    })
    await story.settle()
    expect(shown('platform-foreign')).toMatchObject({ state: 'paused', mine: true })
  })

  it.each([
    [
      { code: 'bad-request', field: 'userId', message: 'x' },
      { status: 400, code: 'coaching-refused' },
    ],
    [
      { code: 'conflict', reason: 'interaction.invalid' },
      { status: 409, code: 'interaction-invalid' },
    ],
    [
      { code: 'missing-permission', missing: 'queue' },
      { status: 403, missing: 'queue' },
    ],
    [
      { code: 'missing-licence', missing: 'CX2' },
      { status: 403, code: 'missing-licence', missing: 'CX2' },
    ],
  ] as const)(
    '[CS15] what the platform refuses (%j) is told in our codes, and the record says so',
    async (refusal, told) => {
      const { story, start } = await startScene()
      story.platform.refuseNext('createCoaching', refusal)
      expect(await refusalOf(start())).toMatchObject(told)
      expect((await story.stores.coachings.byId('record-1'))?.record.state).toMatchObject({
        name: 'refused',
      })
    },
  )

  it('[CS16] a start whose answer got lost is found by our id and goes on', async () => {
    const { story, start, shown } = await startScene()
    story.platform.failNext('createCoaching', 'timeout', 'done')
    await expect(start()).rejects.toBeInstanceOf(PlatformError)
    await story.settle(3_100)
    expect(shown()).toMatchObject({ state: 'started', allowed: { begin: true } })
  })

  it('[CS16] one that never arrived is refused after the time in which it could have', async () => {
    const { story, start, shown } = await startScene()
    story.platform.failNext('createCoaching', 'unreachable')
    await expect(start()).rejects.toBeInstanceOf(PlatformError)
    expect((await story.stores.coachings.byId('record-1'))?.record.state.name).toBe('starting')
    await story.settle(20_000)
    expect(shown()).toMatchObject({ state: 'refused', reason: 'not-arrived' })
  })

  it('[CS17] CX1 reviews a call after it ended, without metadata, and a reference is refused by name', async () => {
    const { story, start } = await startScene({ licence: 'cx1' })
    story.platform.setPhase('c1', 'ended')
    expect(await refusalOf(start('c1', { kind: 'post-call', reference: 'QM-1' }))).toMatchObject({
      code: 'missing-licence',
      missing: 'CX2',
    })
    await start('c1', { kind: 'post-call' })
    expect(story.platform.createdCoachings[0]).not.toHaveProperty('metadata')
  })
})

describe('a session that goes on', () => {
  it('[CS20] pauses, goes on and is completed, each by the platform’s word', async () => {
    const { story, start, desk, supervisor, shown } = await startScene()
    await start()
    const states: (string | undefined)[] = []
    for (const action of ['pause', 'resume', 'pause', 'complete'] as const) {
      await desk.act(supervisor, 'record-1', action)
      await story.settle()
      states.push(shown()?.state)
    }
    expect(states).toEqual(['paused', 'in-progress', 'paused', 'completed'])
    expect(await refusalOf(desk.act(supervisor, 'record-1', 'resume'))).toMatchObject({
      status: 409,
      code: 'coaching-over',
    })
  })

  it('[CS20] a step the platform does not take is told with how things stand, and an old screen with how they stand there', async () => {
    const { story, start, desk, supervisor, shown } = await startScene()
    await start()
    expect(await refusalOf(desk.act(supervisor, 'record-1', 'resume'))).toMatchObject({
      code: 'coaching-not-now',
    })
    story.platform.changeCoaching('coaching-1', { status: 'paused' }, 'silently')
    await desk.act(supervisor, 'record-1', 'resume')
    await story.settle()
    expect(shown()?.state).toBe('in-progress')
  })

  it('[CS21] is its holder’s alone: a colleague reads it, others do not find it', async () => {
    const { story, start } = await startScene()
    await start()
    const mia = makeSupervisor('mia', { permissions: rights })
    const sue = makeSupervisor('sue', { permissions: rights })
    const nia = makeSupervisor('nia', { permissions: ['read-conversation'] })
    story.platform.addPerson(mia, ['q1'])
    story.platform.addPerson(sue, ['q2'])
    story.platform.addPerson(nia, ['q1'])
    const { desk } = story.coachings
    const of = (person: Person) => story.supervisor(story.session(person))
    expect((await desk.read(of(mia), 'record-1')).record.id).toBe('record-1')
    expect(await refusalOf(desk.act(of(mia), 'record-1', 'pause'))).toMatchObject({
      status: 403,
      code: 'not-yours',
    })
    expect(await refusalOf(desk.read(of(sue), 'record-1'))).toMatchObject({ status: 404 })
    expect(await refusalOf(desk.read(of(mia), 'record-9'))).toMatchObject({ status: 404 })
    expect(await refusalOf(desk.read(of(nia), 'record-1'))).toMatchObject({
      status: 403,
      missing: 'read-coaching',
    })
    const panel = story.connectPanel(story.session(mia), 'tab-of-mia-1')
    panel.show('c1')
    await story.settle()
    expect(shownOn(panel, 'record-1')).toMatchObject({
      mine: false,
      supervisorName: 'Supervisor sam',
      allowed: { pause: false, complete: false },
    })
  })

  it('[CS22] the zombie is found by event: closed, told, and what was written is kept', async () => {
    const { story, start, desk, supervisor, shown } = await startScene()
    await start()
    await desk.saveDetails(supervisor, 'record-1', {
      revision: 1,
      notes: 'calm at the start',
      tags: [],
      moments: [],
    })
    story.platform.changeCoaching('coaching-1', { status: 'invalid' })
    await story.settle()
    expect(shown()).toMatchObject({
      state: 'invalid',
      details: { notes: 'calm at the start' },
      allowed: { pause: false, complete: false },
    })
  })

  it('[CS22] the zombie is found by check when its event got lost: after the start, after lost events, at the end of the call', async () => {
    for (const look of [
      (story: Story) => story.settle(3_100),
      (story: Story) => {
        story.platform.tellState({ state: 'gap' })
        return story.settle()
      },
      async (story: Story) => {
        await story.settle(60_000)
        story.platform.setPhase('c1', 'ended')
        await story.settle(3_100)
      },
    ]) {
      const { story, start, shown } = await startScene()
      await start()
      await story.settle()
      story.platform.changeCoaching('coaching-1', { status: 'invalid' }, 'silently')
      await look(story)
      expect(shown()?.state).toBe('invalid')
    }
  })

  it('[CS23] one that the platform knows no more has vanished, with its notes', async () => {
    const { story, start, desk, supervisor, shown } = await startScene()
    await start()
    story.platform.coachings.delete('coaching-1')
    expect(await refusalOf(desk.act(supervisor, 'record-1', 'pause'))).toMatchObject({
      status: 409,
      code: 'coaching-vanished',
    })
    await story.settle()
    expect(shown()?.state).toBe('vanished')
    const saved = await desk.saveDetails(supervisor, 'record-1', {
      revision: 1,
      notes: 'still mine',
      tags: [],
      moments: [],
    })
    expect(saved.record.details.notes).toBe('still mine')
  })

  it('[CS24] a check the platform does not answer is made again', async () => {
    const { story, start, shown } = await startScene()
    await start()
    story.platform.changeCoaching('coaching-1', { status: 'completed' }, 'silently')
    story.platform.failNext('coaching', 'unavailable')
    await story.settle(3_100)
    expect(shown()?.state).toBe('in-progress')
    await story.settle(5_100)
    expect(shown()?.state).toBe('completed')
  })

  it('[CS85] is asked after once a minute while it goes on, and never when it is over', async () => {
    const { story, start, shown } = await startScene()
    await start()
    await story.settle(5_000)
    const before = story.callsOf('coaching').length
    await story.settle(125_000)
    expect(story.callsOf('coaching').length - before).toBe(2)
    story.platform.coachings.delete('coaching-1')
    await story.settle(60_000)
    expect(shown()?.state).toBe('vanished')
    const after = story.callsOf('coaching').length
    await story.settle(300_000)
    expect(story.callsOf('coaching')).toHaveLength(after)
  })

  it('[CS25] is there again on another computer, whatever conversation it shows', async () => {
    const { story, start, session } = await startScene()
    await start()
    const other = story.connectPanel({ ...session, id: 'another-computer' }, 'tab-elsewhere')
    await story.settle()
    expect(shownOn(other, 'record-1')).toMatchObject({ state: 'in-progress', mine: true })
  })

  it('[CS25] is there again after the server was started anew, with what was done meanwhile', async () => {
    const { story, start } = await startScene()
    await start()
    story.platform.changeCoaching('coaching-1', { status: 'paused' }, 'silently')
    const fresh = startStory({ former: story })
    const panel = fresh.connectPanel(
      fresh.session(makeSupervisor('sam', { permissions: rights }), 'session-2'),
    )
    await fresh.settle(500)
    expect(shownOn(panel, 'record-1')).toMatchObject({ state: 'paused' })
  })

  it('[CS26] leaves the screen with its queue, and comes back with it', async () => {
    const { story, start, supervisor, panel, shown } = await startScene()
    await start()
    await story.settle()
    story.platform.setQueues('sam', [])
    supervisor.doubtRights()
    await story.settle()
    expect(shown()).toBeUndefined()
    expect(panel.changes().at(-1)).toBeDefined()
    story.platform.setQueues('sam', ['q1'])
    supervisor.doubtRights()
    await story.settle()
    expect(shown()).toMatchObject({ state: 'in-progress' })
  })
})

describe('what is written about a session', () => {
  const details = { notes: 'first', tags: ['empathy'], moments: [] }

  it('[CS30] is saved against what was read, told to every computer of its holder, and told as a conflict otherwise', async () => {
    const { story, start, desk, supervisor, session, shown } = await startScene()
    const other = story.connectPanel(session, 'tab-elsewhere')
    await start()
    await desk.saveDetails(supervisor, 'record-1', { revision: 1, ...details })
    await story.settle()
    for (const view of [shown(), shownOn(other, 'record-1')])
      expect(view).toMatchObject({ detailsRevision: 2, details })
    expect(
      await refusalOf(
        desk.saveDetails(supervisor, 'record-1', { revision: 1, ...details, notes: 'second' }),
      ),
    ).toMatchObject({ status: 409, code: 'edited-elsewhere' })
    expect((await desk.read(supervisor, 'record-1')).record.details.notes).toBe('first')
  })

  it('[CS30] is undone by no event and no change of state', async () => {
    const { story, start, desk, supervisor, shown } = await startScene()
    await start()
    await Promise.all([
      desk.saveDetails(supervisor, 'record-1', { revision: 1, ...details }),
      desk.act(supervisor, 'record-1', 'pause'),
    ])
    await story.settle()
    expect(shown()).toMatchObject({ state: 'paused', details })
  })
})

describe('what the agent is told', () => {
  it('[AS26] who holds a session of their conversation and how it stands, by the platform’s word; also when they come later', async () => {
    const { story, start, desk, supervisor } = await startScene()
    const strip = story.connectStrip()
    await story.settle()
    const session = (of = strip) => of.strip()?.conversations[0]?.session
    expect(session()).toBeUndefined()
    await start()
    await story.settle()
    expect(session()).toEqual({ state: 'running', by: 'Supervisor sam' })
    await desk.act(supervisor, 'record-1', 'pause')
    await story.settle()
    expect(session()).toMatchObject({ state: 'paused' })
    const late = story.connectStrip({ ...story.ana, id: 'later' }, 'tab-later-01')
    await story.settle()
    expect(session(late)).toMatchObject({ state: 'paused', by: 'Supervisor sam' })
    await desk.act(supervisor, 'record-1', 'complete')
    await story.settle()
    for (const of of [strip, late]) expect(session(of)).toMatchObject({ state: 'finished' })
    const eve = story.connectStrip(story.eve, 'tab-of-eve-1')
    await story.settle()
    expect(session(eve)).toBeUndefined()
  })

  it('[AS26] one that never came about is not told', async () => {
    const { story, start } = await startScene()
    const strip = story.connectStrip()
    await start()
    story.platform.changeCoaching('coaching-1', { status: 'invalid' })
    await story.settle()
    expect(strip.strip()?.conversations[0]).not.toHaveProperty('session')
  })
})

describe('calls that ended', () => {
  it('[CS40] are offered for review, newest first, of one’s own queues only', async () => {
    const { story, supervisor } = await startScene()
    const now = story.clock.wallNow()
    for (const [id, queueId] of [
      ['older', 'q1'],
      ['newer', 'q1'],
      ['foreign', 'q2'],
    ] as const) {
      story.platform.addConversation(makeConversation(id, queueId, 'ana', now))
      story.platform.setPhase(id, 'active')
      await story.settle(1_000)
      story.platform.setPhase(id, 'ended')
    }
    await story.settle(20_000)
    const conversations = await story.coachings.history.ended(supervisor)
    expect(conversations.map(({ id }) => id)).toEqual(['newer', 'older'])
    expect(conversations[0]).toMatchObject({ agentName: 'Agent ana', queueName: 'Queue q1' })
  })
})
