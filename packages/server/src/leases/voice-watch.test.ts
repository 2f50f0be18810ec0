import type { ControlRecord, PlatformControl } from '@sotto/domain'
import { describe, expect, it } from 'vitest'
import { makeConversation } from '../../test/coaching/people.ts'
import { startCoaching } from '../../test/coaching/start-coaching.ts'
import { type Story, startStory } from '../../test/coaching/story.ts'

function platformVoice(id: string, part: Partial<PlatformControl> = {}): PlatformControl {
  return {
    id,
    version: 1,
    conversationId: 'c1',
    kind: 'whisper-audio',
    status: 'executing',
    supervisorId: 'mia',
    targetUserId: 'ana',
    ...part,
  }
}

/** The line of a server that slept through the end of its lease: its row is there, and no event tells of it. */
async function wakeSleeper(story: Story, leaseFence: number, conversationId = 'c1') {
  const record: ControlRecord = {
    id: 'row-of-the-sleeper',
    conversationId,
    kind: 'whisper-audio',
    supervisorId: 'mia',
    agentUserId: 'ana',
    coachingSessionId: 'coaching-9',
    tabId: 'tab-00000009',
    leaseFence,
    platformVersion: 0,
    submittedAt: story.clock.wallNow(),
    state: { name: 'submitted' },
  }
  await story.stores.controls.insert(record, {
    at: record.submittedAt,
    controlId: record.id,
    conversationId,
    supervisorId: 'mia',
    agentUserId: 'ana',
    act: 'control-submitted',
  })
  const control = platformVoice('woken', { conversationId, requestKey: record.id })
  story.platform.controls.set(control.id, control)
}

const executing = (story: Story) =>
  [...story.platform.controls.values()].filter(
    ({ kind, status }) => kind === 'whisper-audio' && status === 'executing',
  )

/** Sam coaches under fence 2: somebody had the lease before. */
async function startOvertaking() {
  const holder = { supervisorId: 'mia', tabId: 'tab-00000009', name: 'Mia' }
  return startCoaching({}, async ({ stores }) => {
    await stores.leases.acquire({ agentUserId: 'ana', holder, ttlMs: 1_000 })
    await stores.leases.release({ agentUserId: 'ana', fence: 1 })
  })
}

describe('what else speaks to the agent while somebody here does', () => {
  it('[LE41] a line that a sleeping holder left is found within a second without any event, and taken back', async () => {
    const { story, audio } = await startOvertaking()
    expect(audio.gate()).toMatchObject({ open: true })
    await wakeSleeper(story, 1)
    expect(executing(story)).toHaveLength(2)
    await story.settle(1_000)
    expect(executing(story).map(({ supervisorId }) => supervisorId)).toEqual(['sam'])
    expect(story.platform.controls.get('woken')).toMatchObject({ failure: 'cancelled' })
    const row = await story.stores.controls.byId('row-of-the-sleeper')
    expect(row?.record.state).toMatchObject({ reason: 'lease-lost' })
    expect(audio.gate()).toMatchObject({ open: true })
  })

  it('[LE41] it is asked for once; where that could not be, again at the next reading', async () => {
    const { story } = await startOvertaking()
    await wakeSleeper(story, 1)
    story.platform.failNext('cancelControl', 'unreachable')
    await story.settle(2_500)
    expect(executing(story)).toHaveLength(1)
    const asked = story.callsOf('cancelControl').filter(({ argument }) => argument === 'woken')
    expect(asked).toHaveLength(2)
  })

  it('[LE41] found in another call of the same agent as well', async () => {
    const { story } = await startOvertaking()
    story.platform.addConversation(makeConversation('c5', 'q1', 'ana', story.clock.wallNow()))
    story.platform.change('c5', {})
    await story.settle()
    await wakeSleeper(story, 1, 'c5')
    await story.settle(1_000)
    expect(executing(story).map(({ conversationId }) => conversationId)).toEqual(['c1'])
  })

  it('[LE42] another console’s line is found without any event, is never taken back, and is shown by name', async () => {
    const { story, panel, supervisor } = await startCoaching()
    const voice = platformVoice('foreign', { executingAt: story.clock.wallNow() })
    story.platform.controls.set(voice.id, voice)
    const { participants } = story.platform.conversation('c1')
    const own = participants.find(({ purpose }) => purpose === 'supervisor')!
    const shown = {
      ...own,
      id: 'participant-foreign',
      userId: 'mia',
      name: 'Mia Moor',
      supervising: { controlId: 'foreign', kind: 'whisper-audio', heardBy: ['agent'] },
    } as const
    story.platform.change('c1', { participants: [...participants, shown] })
    await story.settle(1_000)
    expect(story.platform.controls.get('foreign')?.status).toBe('executing')
    await story.commands.changeMode(supervisor, 'c1', { mode: 'monitor', tabId: panel.tabId })
    await story.settle(3_000)
    expect(panel.detail()?.allowed.coach).toMatchObject({
      reason: 'being-coached',
      by: 'Mia Moor (another console)',
    })
  })

  it('[LE43] a call is read once a second however many speak in it, and not at all while nobody speaks', async () => {
    const { story, panel, supervisor } = await startCoaching()
    const before = story.callsOf('controls').length
    await story.settle(8_000)
    const readings = story.callsOf('controls').length - before
    expect(readings).toBeGreaterThanOrEqual(8)
    expect(readings).toBeLessThanOrEqual(11)
    await story.commands.changeMode(supervisor, 'c1', { mode: 'monitor', tabId: panel.tabId })
    await story.settle(5_000)
    const after = story.callsOf('controls').length
    await story.settle(20_000)
    expect(story.callsOf('controls')).toHaveLength(after)
  })
})

describe('clearing the path over all calls of the agent', () => {
  async function startWithSecondCall() {
    const story = startStory()
    story.platform.addConversation(makeConversation('c5', 'q1', 'ana', story.clock.wallNow()))
    const panel = story.connectPanel(story.sam)
    await story.settle()
    const coach = () =>
      story.commands.changeMode(story.supervisor(story.sam), 'c1', {
        mode: 'coach',
        tabId: panel.tabId,
      })
    return { story, coach }
  }

  it('[LE44] an overtaken line in another call is taken back before the next opens', async () => {
    const { story, coach } = await startWithSecondCall()
    const holder = { supervisorId: 'mia', tabId: 'tab-00000009', name: 'Mia' }
    await story.stores.leases.acquire({ agentUserId: 'ana', holder, ttlMs: 1 })
    await story.settle(10)
    await wakeSleeper(story, 1, 'c5')
    const pressed = coach()
    await story.settle(1_000)
    await pressed
    expect(story.platform.controls.get('woken')?.status).toBe('failed')
    expect(story.platform.started.map(({ kind }) => kind)).toEqual(['monitor', 'whisper-audio'])
  })

  it('[LE44] another console’s line in another call stands in the way', async () => {
    const { story, coach } = await startWithSecondCall()
    story.platform.controls.set('foreign', platformVoice('foreign', { conversationId: 'c5' }))
    await expect(coach()).rejects.toMatchObject({ code: 'being-coached', by: 'another console' })
  })

  it('[LE44] where the agent’s calls cannot be read nobody may talk', async () => {
    const { story, coach } = await startWithSecondCall()
    story.platform.failNext('activeInteractions', 'timeout')
    await expect(coach()).rejects.toMatchObject({ code: 'lease-unknown' })
  })
})
