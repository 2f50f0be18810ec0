import { describe, expect, it } from 'vitest'
import { makeConversation, makeMember, makeSupervisor } from '../../test/coaching/people.ts'
import { startStory } from '../../test/coaching/story.ts'

async function start() {
  const story = startStory()
  story.platform.addMember('q1', makeMember('ivo'))
  story.platform.addConversation(makeConversation('c3', 'q1', 'ivo', story.clock.wallNow()))
  const panel = story.connectPanel(story.sam)
  await story.settle()
  panel.show('c1')
  await story.settle()
  const supervisor = story.supervisor(story.sam)
  const mode = (
    wanted: 'off' | 'monitor' | 'coach' | 'barge',
    conversationId = 'c1',
    mixLevel?: number,
    tabId = panel.tabId,
  ) =>
    story.commands.changeMode(supervisor, conversationId, {
      mode: wanted,
      tabId,
      ...(mixLevel === undefined ? {} : { mixLevel }),
    })
  const controls = (kind?: string) =>
    [...story.platform.controls.values()].filter(
      (control) => kind === undefined || control.kind === kind,
    )
  const openAll = async () => {
    await story.settle()
    for (const control of controls())
      if (control.status === 'queued') story.platform.openLine(control.id)
    await story.settle()
  }
  const last = (kind: string) => controls(kind).at(-1)!
  const shown = () => panel.detail()?.mode
  return { story, panel, mode, controls, openAll, last, shown }
}

describe('modes of a tab', () => {
  it('[CM15] Coach is a listening and a speaking line, confirmed by the platform’s word alone', async () => {
    const { story, mode, openAll, last, shown, controls } = await start()
    await mode('coach')
    await story.settle()
    expect(controls().map((control) => control.kind)).toEqual(['monitor', 'whisper-audio'])
    expect(shown()).toEqual({ wanted: 'coach', confirmed: 'not-connected', switching: true })
    story.platform.openLine(last('monitor').id)
    await story.settle()
    expect(shown()).toEqual({ wanted: 'coach', confirmed: 'monitor', switching: true })
    await openAll()
    expect(shown()).toEqual({ wanted: 'coach', confirmed: 'coach', switching: false })
    expect(story.platform.started.at(-1)).toMatchObject({ kind: 'whisper-audio', mixLevel: 0.65 })
    expect(story.platform.started[0]).not.toHaveProperty('mixLevel')
  })

  it('[CM15] changing between Monitor and Coach never interrupts listening', async () => {
    const { mode, openAll, story, last, shown, controls } = await start()
    await mode('monitor')
    await openAll()
    await mode('coach')
    await openAll()
    await mode('monitor')
    await story.settle()
    story.platform.endControl(last('whisper-audio').id, { status: 'completed' })
    await story.settle()
    expect(shown()).toEqual({ wanted: 'monitor', confirmed: 'monitor', switching: false })
    expect(controls('monitor')).toHaveLength(1)
    expect(last('monitor').status).toBe('executing')
    expect(story.platform.lines.get(last('monitor').id)?.isClosed).toBe(false)
  })

  it('[CM15] the same wish again opens nothing twice', async () => {
    const { mode, openAll, controls } = await start()
    await Promise.all([mode('coach'), mode('coach'), mode('coach')])
    await openAll()
    await mode('coach')
    await openAll()
    expect(controls()).toHaveLength(2)
  })

  it('[CM15] a wish taken back while its lines are being opened leaves nothing behind', async () => {
    const { mode, story, controls, shown } = await start()
    const letGo = story.platform.holdBack('startControl')
    await mode('coach')
    await mode('off')
    letGo()
    await story.settle(5_000)
    expect(controls().every((control) => control.status === 'failed')).toBe(true)
    expect(shown()).toEqual({ wanted: 'off', confirmed: 'not-connected', switching: false })
  })

  it('[CM16] a refused speaking line falls back to Monitor and says so', async () => {
    const { mode, story, openAll, shown } = await start()
    await mode('monitor')
    await openAll()
    story.platform.refuseNext('startControl', { code: 'conflict', reason: 'busy' })
    await mode('coach')
    await openAll()
    expect(shown()).toEqual({
      wanted: 'monitor',
      confirmed: 'monitor',
      switching: false,
      reason: 'line-refused',
    })
  })

  it('[CM16] a lost listening line ends everything', async () => {
    const { mode, story, openAll, last, shown } = await start()
    await mode('coach')
    await openAll()
    story.platform.endControl(last('monitor').id, { status: 'failed', failure: 'no-media' })
    await story.settle(3_000)
    expect(shown()).toEqual({
      wanted: 'off',
      confirmed: 'not-connected',
      switching: false,
      reason: 'media-lost',
    })
    expect(last('whisper-audio').status).toBe('failed')
  })

  it('[CM16] a speaking line that never opens expires, and Monitor stays', async () => {
    const { mode, story, last, shown } = await start()
    await mode('coach')
    await story.settle()
    story.platform.openLine(last('monitor').id)
    await story.settle(31_000)
    expect(shown()).toMatchObject({ confirmed: 'monitor', reason: 'expired', switching: false })
    expect(last('whisper-audio').status).toBe('failed')
  })

  it('[CM16] what was lost may be asked for again, and the reason goes', async () => {
    const { mode, story, openAll, shown } = await start()
    await mode('coach')
    await openAll()
    story.platform.setPhase('c1', 'held')
    await story.settle()
    expect(shown()).toMatchObject({ wanted: 'monitor', reason: 'conversation-held' })
    story.platform.setPhase('c1', 'active')
    await story.settle()
    expect(shown()).toMatchObject({ wanted: 'monitor', confirmed: 'monitor' })
    await mode('coach')
    await openAll()
    expect(shown()).toEqual({ wanted: 'coach', confirmed: 'coach', switching: false })
  })

  it('[CM17] another mix level closes the speaking line first and opens the next when it is gone', async () => {
    const { mode, story, openAll, controls, last, shown } = await start()
    await mode('coach')
    await openAll()
    const first = last('whisper-audio')
    await mode('coach', 'c1', 0.5)
    await story.settle()
    expect(story.platform.controls.get(first.id)?.status).toBe('failed')
    expect(controls('whisper-audio')).toHaveLength(2)
    expect(story.platform.started.at(-1)?.mixLevel).toBe(0.5)
    await openAll()
    expect(shown()).toEqual({ wanted: 'coach', confirmed: 'coach', switching: false })
  })

  it('[CM17] while the old line will not go, no second one is opened', async () => {
    const { mode, story, openAll, controls } = await start()
    await mode('coach')
    await openAll()
    const letGo = story.platform.holdBack('cancelControl')
    await mode('coach', 'c1', 0.5)
    await story.settle(5_000)
    expect(controls('whisper-audio')).toHaveLength(1)
    letGo()
    await story.settle()
    expect(controls('whisper-audio')).toHaveLength(2)
  })

  it('[CM14] a line elsewhere ends the former ones', async () => {
    const { mode, story, openAll, controls, panel } = await start()
    await mode('coach')
    await openAll()
    await mode('monitor', 'c3')
    await openAll()
    const former = controls().filter((control) => control.conversationId === 'c1')
    expect(former.map((control) => control.status)).toEqual(['failed', 'failed'])
    expect(panel.control(former[0]!.requestKey!)).toMatchObject({
      control: { state: 'cancelled', reason: 'replaced' },
    })
    panel.show('c3')
    await story.settle()
    expect(panel.detail()?.mode.confirmed).toBe('monitor')
  })

  it('[CM14] `off` in a conversation the tab has left ends nothing', async () => {
    const { mode, openAll, last } = await start()
    await mode('monitor')
    await openAll()
    await mode('off', 'c3')
    await openAll()
    expect(last('monitor').status).toBe('executing')
  })

  it('[CM14] tabs of one supervisor do not disturb each other', async () => {
    const { mode, story, openAll, controls } = await start()
    story.connectPanel(story.sam, 'tab-00000002')
    await mode('monitor')
    await mode('monitor', 'c3', undefined, 'tab-00000002')
    await openAll()
    expect(controls().map((control) => control.status)).toEqual(['executing', 'executing'])
  })

  it('[CM18] keeps a reloading tab’s lines for 5 s, with the microphone cut', async () => {
    const { mode, story, openAll, panel, last } = await start()
    await mode('coach')
    await openAll()
    expect(panel.detail()?.microphoneMayOpen).toBe(true)
    panel.leave()
    await story.settle(4_900)
    expect(last('whisper-audio').status).toBe('executing')
    const back = story.connectPanel(story.sam)
    back.show('c1')
    await story.settle(10_000)
    expect(last('whisper-audio').status).toBe('executing')
    expect(back.detail()?.mode).toEqual({ wanted: 'coach', confirmed: 'coach', switching: false })
  })

  it('[CM18] takes the lines of a tab back that does not return', async () => {
    const { mode, story, openAll, panel, controls } = await start()
    await mode('coach')
    await openAll()
    panel.leave()
    await story.settle(5_100)
    expect(controls().map((control) => control.status)).toEqual(['failed', 'failed'])
    const record = (await story.stores.controls.byId(controls()[0]!.requestKey!))?.record
    expect(record?.state).toMatchObject({ name: 'cancelled', reason: 'panel-gone' })
  })

  it('[CM19] the end of the session takes all lines back', async () => {
    const { mode, story, openAll, controls } = await start()
    await mode('coach')
    await openAll()
    story.endSession(story.sam.id)
    await story.settle()
    expect([...story.platform.lines.values()].every((line) => line.isClosed)).toBe(true)
    expect(controls().map((control) => control.status)).toEqual(['failed', 'failed'])
    const record = (await story.stores.controls.byId(controls()[0]!.requestKey!))?.record
    expect(record?.state).toMatchObject({ name: 'cancelled', reason: 'signed-out' })
  })

  it('[CM20] a line whose sound is lost is given up after a second without a better word', async () => {
    const { mode, story, openAll, last, panel, shown } = await start()
    await mode('coach')
    await openAll()
    const whisper = last('whisper-audio')
    story.platform.lines.get(whisper.id)!.listener.onState({ state: 'closed', reason: 'lost' })
    await story.settle()
    expect(panel.detail()?.microphoneMayOpen).toBe(false)
    expect(shown()?.confirmed).toBe('coach')
    await story.settle(1_000)
    await story.settle(2_000)
    expect(shown()).toEqual({
      wanted: 'monitor',
      confirmed: 'monitor',
      switching: false,
      reason: 'media-lost',
    })
    expect(story.platform.controls.get(whisper.id)?.status).toBe('failed')
  })

  it('[CM20] where the platform explains the loss, its word stands', async () => {
    const { mode, story, openAll, last, shown } = await start()
    await mode('monitor')
    await openAll()
    const monitor = last('monitor')
    story.platform.lines.get(monitor.id)!.listener.onState({ state: 'closed', reason: 'lost' })
    story.platform.endControl(monitor.id, { status: 'failed', failure: 'agent-left' })
    await story.settle(3_000)
    expect(shown()?.reason).toBe('agent-left')
  })

  it.each([
    ['the right to whisper', ['read-conversation', 'monitor'] as const, ['q1'], 'monitor'],
    ['the right to listen', ['read-conversation', 'whisper'] as const, ['q1'], 'not-connected'],
    ['the queue', ['read-conversation', 'monitor', 'whisper'] as const, ['q2'], undefined],
  ])(
    '[CM32] %s taken away ends what it allowed',
    async (_name, permissions, queueIds, confirmed) => {
      const { mode, story, openAll, shown, controls } = await start()
      await mode('coach')
      await openAll()
      story.platform.addPerson(makeSupervisor('sam', { permissions }), queueIds)
      story.platform.tellState({ state: 'interrupted', reason: 'right-removed', retryInMs: 100 })
      story.platform.tellState({ state: 'open' })
      await story.settle(5_000)
      if (confirmed !== undefined)
        expect(shown()).toMatchObject({ confirmed, switching: false, reason: 'right-removed' })
      expect(controls('whisper-audio').at(-1)?.status).toBe('failed')
      expect(controls('monitor').at(-1)?.status).toBe(
        confirmed === 'monitor' ? 'executing' : 'failed',
      )
    },
  )

  it('[CM1] a line whose row cannot be written is not opened, and the mode says so', async () => {
    const { mode, story, controls, shown } = await start()
    const { insert } = story.stores.controls
    story.stores.controls.insert = () => Promise.reject(new Error('no connection'))
    await expect(mode('monitor')).rejects.toThrow('no connection')
    await story.settle()
    expect(controls()).toEqual([])
    expect(shown()).toMatchObject({ wanted: 'off', reason: 'line-failed', switching: false })
    story.stores.controls.insert = insert
    await mode('monitor')
    await story.settle()
    expect(controls()).toHaveLength(1)
  })

  it('[CM15] a wish that comes while the server closes neither hangs nor leaves a timer', async () => {
    const { mode, story, openAll } = await start()
    await mode('coach')
    await openAll()
    await story.coaching.close()
    await mode('off')
    await story.settle(10_000)
    expect(story.clock.pending).toBe(0)
  })

  it('[CM30] one coaching session id for one supervisor in one conversation, also after a restart', async () => {
    const { mode, story, openAll } = await start()
    await mode('coach')
    await openAll()
    await story.commands.sendText(story.supervisor(story.sam), 'c1', 'well done')
    await mode('monitor', 'c3')
    await story.settle()
    const [monitor, whisper, text, elsewhere] = story.platform.started
    expect(whisper?.coachingSessionId).toBe(monitor?.coachingSessionId)
    expect(text?.coachingSessionId).toBe(monitor?.coachingSessionId)
    expect(elsewhere?.coachingSessionId).not.toBe(monitor?.coachingSessionId)
    const after = startStory({ seed: 9 })
    Object.assign(after.stores.controls, story.stores.controls)
    after.connectPanel(after.sam)
    await after.settle()
    await after.commands.sendText(after.supervisor(after.sam), 'c1', 'again')
    await after.settle()
    expect(after.platform.started[0]?.coachingSessionId).toBe(monitor?.coachingSessionId)
  })
})

describe('lines that do not open', () => {
  it('[CM6] both lines of Coach have expired after eight seconds, and none says it was stopped', async () => {
    const { mode, story, panel, controls, shown } = await start()
    await mode('coach')
    await story.settle(9_000)
    expect(controls().map(({ status }) => status)).toEqual(['failed', 'failed'])
    for (const { requestKey } of controls())
      expect(panel.states(requestKey!).at(-1)).toBe('expired')
    expect(shown()).toMatchObject({ wanted: 'off', confirmed: 'not-connected', reason: 'expired' })
  })
})

describe('secure pause', () => {
  const recording = (state: 'on' | 'paused') => ({ recording: { state, recordsSupervisor: false } })

  it('[CM38] takes back listening, speaking and waiting texts, and allows nothing until it is over', async () => {
    const { mode, openAll, story, panel, shown, controls } = await start()
    await mode('coach')
    await openAll()
    await story.commands.sendText(story.supervisor(story.sam), 'c1', 'offer the refund')
    await story.settle()
    story.platform.change('c1', recording('paused'))
    await story.settle(3_000)
    expect(controls().map(({ kind, status }) => [kind, status])).toEqual([
      ['monitor', 'failed'],
      ['whisper-audio', 'failed'],
      ['whisper-text', 'failed'],
    ])
    expect(shown()).toEqual({
      wanted: 'off',
      confirmed: 'not-connected',
      switching: false,
      reason: 'recording-paused',
    })
    await expect(mode('monitor')).rejects.toMatchObject({ code: 'recording-paused' })
    story.platform.change('c1', recording('on'))
    await story.settle()
    expect(panel.detail()?.allowed.coach).toEqual({ allowed: true })
    await mode('coach')
    await openAll()
    expect(shown()).toEqual({ wanted: 'coach', confirmed: 'coach', switching: false })
  })
})

describe('Barge in', () => {
  it('[CM39] replaces the whisper by a line of its own, never two at once, and goes back again', async () => {
    const { mode, openAll, story, last, shown, controls } = await start()
    await mode('coach')
    await openAll()
    await mode('barge')
    await story.settle()
    expect(controls('barge')).toHaveLength(0)
    story.platform.endControl(last('whisper-audio').id, { status: 'completed' })
    await openAll()
    expect(shown()).toEqual({ wanted: 'barge', confirmed: 'barge', switching: false })
    expect(story.platform.started.at(-1)).not.toHaveProperty('mixLevel')
    await mode('monitor')
    await story.settle()
    story.platform.endControl(last('barge').id, { status: 'completed' })
    await story.settle()
    expect(shown()).toEqual({ wanted: 'monitor', confirmed: 'monitor', switching: false })
    expect(controls('monitor')).toHaveLength(1)
  })

  it.each(['held', 'in-transfer', 'conference'] as const)(
    '[CM39] is taken back when the call is %s, and falls to Monitor',
    async (phase) => {
      const { mode, openAll, story, last, shown } = await start()
      await mode('barge')
      await openAll()
      story.platform.setPhase('c1', phase)
      await story.settle(3_000)
      expect(last('barge').status).toBe('failed')
      expect(shown()).toMatchObject({ wanted: 'monitor', confirmed: 'monitor', switching: false })
    },
  )

  it('[CM39] is refused while the call is held', async () => {
    const { story, mode } = await start()
    story.platform.change('c1', { phase: 'held' })
    await story.settle()
    await expect(mode('barge')).rejects.toMatchObject({ code: 'conversation-held' })
  })
})
