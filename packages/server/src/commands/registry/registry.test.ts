import type { ControlRecord } from '@sotto/domain'
import type { Logger } from '@sotto/kernel'
import { describe, expect, it } from 'vitest'
import { makeSupervisor } from '../../../test/coaching/people.ts'
import { type Story, type StoryOptions, startStory } from '../../../test/coaching/story.ts'

const text = 'offer the refund, code word aubergine'

/** A supervisor with `c1` opened, and a text or line on its way. */
async function openConversation(options: StoryOptions = {}) {
  const story = startStory(options)
  const panel = story.connectPanel(story.sam)
  await story.settle()
  panel.show('c1')
  await story.settle()
  const supervisor = story.supervisor(story.sam)
  return {
    story,
    panel,
    sendText: () => story.commands.sendText(supervisor, 'c1', text),
    listen: () =>
      story.commands.changeMode(supervisor, 'c1', { mode: 'monitor', tabId: panel.tabId }),
    coach: () => story.commands.changeMode(supervisor, 'c1', { mode: 'coach', tabId: panel.tabId }),
    off: () => story.commands.changeMode(supervisor, 'c1', { mode: 'off', tabId: panel.tabId }),
  }
}

async function recordOf(story: Story, controlId: string): Promise<ControlRecord> {
  return (await story.stores.controls.byId(controlId))!.record
}

function controlOfKind(story: Story, kind: string) {
  return [...story.platform.controls.values()].findLast((control) => control.kind === kind)!
}

describe('submitting', () => {
  it('[CM1] writes row and act before the platform is called', async () => {
    const { story, sendText } = await openConversation()
    const letGo = story.platform.holdBack('startControl')
    const id = await sendText()
    expect((await recordOf(story, id)).state.name).toBe('submitted')
    expect((await story.stores.controls.acts(id)).map((act) => act.act)).toEqual([
      'control-submitted',
    ])
    expect(story.platform.started).toEqual([])
    letGo()
    await story.settle()
    expect(story.platform.started).toMatchObject([
      { requestKey: id, supervisorId: 'sam', targetUserId: 'ana', text },
    ])
    expect((await recordOf(story, id)).state.name).toBe('queued')
  })

  it('[CM34] a row whose writing was not confirmed is called off, not left waiting', async () => {
    const { story, sendText } = await openConversation()
    const { insert } = story.stores.controls
    let id = ''
    story.stores.controls.insert = async (record, act) => {
      id = record.id
      await insert(record, act)
      throw new Error('the connection was lost')
    }
    await expect(sendText()).rejects.toThrow('the connection was lost')
    expect((await recordOf(story, id)).state.name).toBe('submitted')
    await story.settle(10_000)
    expect((await recordOf(story, id)).state.name).toBe('failed')
    expect(story.platform.started).toEqual([])
  })

  it('[CM35] what follows from a change is done also when the answer to its writing was lost', async () => {
    const { story, coach } = await openConversation()
    await coach()
    await story.settle()
    const whisper = controlOfKind(story, 'whisper-audio')
    story.platform.openLine(whisper.id)
    await story.settle()
    const { save } = story.stores.controls
    let lost = 0
    story.stores.controls.save = async (record, revision, act) => {
      const saved = await save(record, revision, act)
      if (record.state.name !== 'cancelling' || record.kind !== 'whisper-audio' || lost > 0)
        return saved
      lost += 1
      throw new Error('the connection was lost')
    }
    story.platform.setPhase('c1', 'held')
    await story.settle(3_000)
    expect(lost).toBe(1)
    expect(story.platform.controls.get(whisper.id)?.status).toBe('failed')
    expect((await recordOf(story, whisper.requestKey!)).state.name).toBe('cancelled')
  })

  it('[CM1] what cannot be written is not sent', async () => {
    const { story, sendText } = await openConversation()
    story.stores.controls.insert = () => Promise.reject(new Error('the disk is full'))
    await expect(sendText()).rejects.toThrow('the disk is full')
    await story.settle(60_000)
    expect(story.platform.started).toEqual([])
  })

  it('[CM3] a submit without an answer is looked up by our key, and goes on when found', async () => {
    const { story, sendText } = await openConversation()
    story.platform.failNext('startControl', 'timeout', 'done')
    const id = await sendText()
    await story.settle()
    expect(await recordOf(story, id)).toMatchObject({
      state: { name: 'queued' },
      platformControlId: 'platform-1',
    })
    expect(story.platform.started).toHaveLength(1)
  })

  it('[CM3] a submit that never arrived has failed ten seconds after the call, and is not sent again', async () => {
    const { story, sendText } = await openConversation()
    story.platform.failNext('startControl', 'unreachable')
    const id = await sendText()
    await story.settle(9_000)
    expect((await recordOf(story, id)).state.name).toBe('pending-delivery')
    await story.settle(4_000)
    expect((await recordOf(story, id)).state).toMatchObject({ name: 'failed' })
    expect(story.callsOf('startControl')).toHaveLength(1)
    await story.settle(60_000)
    expect(story.callsOf('controls').length).toBeLessThan(9)
  })

  it('[CM9] a submit the platform turned away is refused, and not looked up', async () => {
    const { story, sendText } = await openConversation()
    story.platform.failNext('startControl', 'rate-limited')
    const id = await sendText()
    await story.settle(30_000)
    expect((await recordOf(story, id)).state).toMatchObject({
      name: 'refused',
      code: 'rate-limited',
    })
    expect(story.callsOf('controls')).toEqual([])
  })

  it('[CM9] keeps the platform’s own reason of a refusal, and what is missing', async () => {
    const { story, sendText } = await openConversation()
    story.platform.refuseNext('startControl', {
      code: 'missing-permission',
      missing: 'Conversation:Control:Write',
    })
    const refused = await sendText()
    story.platform.refuseNext('startControl', {
      code: 'conflict',
      reason: 'conversation.not.active',
    })
    await story.settle()
    const conflicting = await sendText()
    await story.settle()
    expect((await recordOf(story, refused)).state).toMatchObject({
      code: 'missing-permission',
      missing: 'Conversation:Control:Write',
    })
    expect((await recordOf(story, conflicting)).state).toMatchObject({
      name: 'refused',
      code: 'conversation.not.active',
    })
  })

  it('[LV13] a refusal for want of a right makes the rights be read again', async () => {
    const { story, sendText } = await openConversation()
    story.platform.addPerson(makeSupervisor('sam', { permissions: ['monitor'] }), ['q1'])
    story.platform.refuseNext('startControl', { code: 'missing-permission', missing: 'x' })
    await sendText()
    await story.settle()
    expect(story.supervisor(story.sam).person.permissions).toEqual(['monitor'])
  })
})

describe('the platform’s word', () => {
  it('[CM4] five seconds of silence are pending delivery, asked after at once and every two seconds', async () => {
    const { story, panel, sendText } = await openConversation()
    const id = await sendText()
    await story.settle(4_999)
    expect(panel.states(id)).toEqual(['queued'])
    expect(story.callsOf('control')).toEqual([])
    await story.settle(60)
    expect(panel.states(id)).toEqual(['queued', 'pending-delivery'])
    expect(story.callsOf('control')).toHaveLength(1)
    await story.settle(4_000)
    expect(story.callsOf('control')).toHaveLength(3)
    expect(story.count('controls-pending')).toBe(1)
  })

  it('[CM5] a lost event is made good by the status check', async () => {
    const { story, panel, sendText } = await openConversation()
    const id = await sendText()
    await story.settle()
    story.platform.changeControl('platform-1', { status: 'completed' }, 'silently')
    await story.settle(5_200)
    expect(panel.control(id)).toMatchObject({
      control: { state: 'completed', evidence: 'status-check' },
    })
    const checks = story.callsOf('control').length
    await story.settle(60_000)
    expect(story.callsOf('control')).toHaveLength(checks)
  })

  it('[CM5] a late event settles what was pending', async () => {
    const { story, panel, sendText } = await openConversation()
    const id = await sendText()
    await story.settle(20_000)
    story.platform.changeControl('platform-1', { status: 'completed' })
    await story.settle()
    expect(panel.states(id).at(-1)).toBe('completed')
    expect(panel.control(id)).toMatchObject({ control: { evidence: 'event' } })
  })

  it('[CM5] an event that overtakes the answer is taken', async () => {
    const { story, panel, sendText } = await openConversation()
    story.platform.failNext('startControl', 'timeout', 'done')
    const letGo = story.platform.holdBack('controls')
    const id = await sendText()
    await story.settle()
    story.platform.changeControl('platform-1', { status: 'completed' })
    await story.settle()
    expect(panel.states(id).at(-1)).toBe('completed')
    letGo()
    await story.settle()
    expect(panel.states(id).at(-1)).toBe('completed')
  })

  it('[CM6] a text too old to help is taken back and has expired', async () => {
    const { story, panel, sendText } = await openConversation()
    const id = await sendText()
    await story.settle(59_000)
    expect(panel.states(id).at(-1)).toBe('pending-delivery')
    await story.settle(1_500)
    expect(panel.states(id).at(-1)).toBe('expired')
    expect(story.platform.controls.get('platform-1')?.failure).toBe('cancelled')
  })

  it('[AC20] the panel is told what may be offered for a line that never opened, and when nothing is left to offer', async () => {
    const { story, panel } = await openConversation()
    const sam = story.supervisor(story.sam)
    await story.commands.changeMode(sam, 'c1', { mode: 'coach', tabId: panel.tabId })
    await story.settle()
    const id = story.platform.started.find(({ kind }) => kind === 'whisper-audio')!.requestKey
    expect(panel.control(id)).not.toHaveProperty('control.offers')
    await story.settle(5_000)
    expect(panel.control(id)).toMatchObject({
      control: { state: 'pending-delivery', offers: ['retry', 'send-text'] },
    })
    await story.settle(4_000)
    expect(panel.control(id)).toMatchObject({
      control: { state: 'expired', offers: ['retry', 'send-text'] },
    })
    await story.commands.changeMode(sam, 'c1', { mode: 'monitor', tabId: panel.tabId })
    await story.settle()
    const listening = story.platform.control()
    story.platform.openLine(listening.id)
    await story.settle()
    expect(panel.control(listening.requestKey!)).not.toHaveProperty('control.offers')
  })

  it('[CM11] a forged key changes nothing', async () => {
    const { story, panel, sendText } = await openConversation()
    const id = await sendText()
    await story.settle()
    story.platform.addPerson(makeSupervisor('rita'), ['q1'])
    story.connectPanel(story.session(makeSupervisor('rita')))
    await story.settle()
    const real = story.platform.controls.get('platform-1')!
    const forgeries = [
      { ...real, id: 'platform-77', version: 90, supervisorId: 'rita' },
      { ...real, id: 'platform-78', version: 91 },
      { ...real, version: 92, conversationId: 'c2' },
      { ...real, version: 93, kind: 'barge' as const },
      { ...real, version: 94, supervisorId: 'nobody-here' },
      { ...real, id: 'platform-79', version: 95, requestKey: 'never-heard-of' },
    ]
    for (const control of forgeries)
      story.platform.toEverybody({
        type: 'control-changed',
        control: { ...control, status: 'completed' },
      })
    await story.settle()
    expect(panel.states(id)).toEqual(['queued'])
    expect(story.count('listener-failures')).toBe(0)
  })

  it('[CM11] a forged key changes nothing before the platform has named the control either', async () => {
    const { story, panel, sendText } = await openConversation()
    story.platform.addPerson(makeSupervisor('rita'), ['q1'])
    story.connectPanel(story.session(makeSupervisor('rita')))
    const letGo = story.platform.holdBack('startControl')
    const id = await sendText()
    await story.settle()
    story.platform.toEverybody({
      type: 'control-changed',
      control: {
        id: 'platform-66',
        version: 5,
        conversationId: 'c1',
        kind: 'whisper-text',
        status: 'completed',
        supervisorId: 'rita',
        targetUserId: 'ana',
        requestKey: id,
      },
    })
    await story.settle()
    expect(panel.states(id)).toEqual(['submitted'])
    letGo()
    await story.settle()
    expect(await recordOf(story, id)).toMatchObject({ platformControlId: 'platform-1' })
  })

  it('[CM5] knows its control by the platform’s id where the event carries no key', async () => {
    const { story, panel, sendText } = await openConversation()
    const id = await sendText()
    await story.settle()
    const { requestKey: _key, ...control } = story.platform.controls.get('platform-1')!
    story.platform.toEverybody({
      type: 'control-changed',
      control: { ...control, version: 2, status: 'completed' },
    })
    await story.settle()
    expect(panel.states(id).at(-1)).toBe('completed')
  })

  it('[CM5] keeps the agent’s receipt, with an act of its own', async () => {
    const { story, panel, sendText } = await openConversation()
    const id = await sendText()
    await story.settle()
    story.platform.changeControl('platform-1', { status: 'completed' })
    await story.settle()
    story.platform.changeControl('platform-1', { readAt: 7 })
    story.platform.changeControl('platform-1', { answer: 'got-it', answeredAt: 9 })
    await story.settle()
    expect(panel.control(id)).toMatchObject({ control: { seenAt: 7, answer: 'got-it' } })
    const acts = (await story.stores.controls.acts(id)).map((act) => act.act)
    expect(acts).toEqual([
      'control-submitted',
      'control-queued',
      'control-completed',
      'control-seen',
      'control-answered',
    ])
  })
})

describe('writing', () => {
  it('[CM2] another writer’s row is loaded and decided anew', async () => {
    const { story, panel, sendText } = await openConversation()
    const id = await sendText()
    await story.settle()
    // Another server has seen the receipt first.
    const stored = (await story.stores.controls.byId(id))!
    const act = (await story.stores.controls.acts(id))[0]!
    await story.stores.controls.save({ ...stored.record, seenAt: 5 }, stored.revision, act)
    story.platform.changeControl('platform-1', { status: 'completed' })
    await story.settle()
    expect(await recordOf(story, id)).toMatchObject({ seenAt: 5, state: { name: 'completed' } })
    expect(panel.control(id)).toMatchObject({ control: { seenAt: 5, state: 'completed' } })
    expect(story.count('save-conflicts')).toBe(1)
  })

  it('[CM27] facts wait while the database is away, and are not lost', async () => {
    const { story, panel, sendText } = await openConversation()
    const id = await sendText()
    await story.settle()
    const { save } = story.stores.controls
    story.stores.controls.save = () => Promise.reject(new Error('no connection'))
    story.platform.changeControl('platform-1', { status: 'executing' })
    story.platform.changeControl('platform-1', { status: 'completed' })
    await story.settle(3_000)
    expect(panel.states(id)).toEqual(['queued'])
    expect(story.count('store-failures')).toBeGreaterThan(1)
    story.stores.controls.save = save
    await story.settle(6_000)
    expect(panel.states(id).at(-1)).toBe('completed')
    expect((await story.stores.controls.acts(id)).map((act) => act.act)).toContain(
      'control-executing',
    )
  })

  it('[CM26] no word of a whisper stands in a log line or in an act', async () => {
    const lines: string[] = []
    const note = (event: string, fields?: unknown) =>
      void lines.push(`${event} ${JSON.stringify(fields)}`)
    const logger: Logger = { debug: note, info: note, warn: note, error: note }
    const { story, sendText } = await openConversation({ logger })
    story.platform.failNext('startControl', 'timeout', 'done')
    const id = await sendText()
    await story.settle(70_000)
    expect(lines.length).toBeGreaterThan(2)
    expect(lines.join('\n')).not.toContain('aubergine')
    expect(JSON.stringify(await story.stores.controls.acts(id))).not.toContain('aubergine')
    expect((await recordOf(story, id)).text).toBe(text)
  })
})

describe('taking back', () => {
  it('[CM7] hold, transfer, conference and the end take back a spoken line once, and never a text before the end', async () => {
    for (const [phase, reason] of [
      ['held', 'conversation-held'],
      ['in-transfer', 'conversation-in-transfer'],
      ['conference', 'conversation-in-conference'],
      ['ended', 'conversation-ended'],
    ] as const) {
      const { story, panel, coach, sendText } = await openConversation()
      await coach()
      const textId = await sendText()
      await story.settle()
      const whisper = controlOfKind(story, 'whisper-audio')
      const monitor = controlOfKind(story, 'monitor')
      story.platform.openLine(monitor.id)
      story.platform.openLine(whisper.id)
      await story.settle()
      story.platform.setPhase('c1', phase)
      story.platform.change('c1', {})
      await story.settle(5_000)
      const cancelled = story.callsOf('cancelControl').map((call) => call.argument)
      expect(cancelled.filter((id) => id === whisper.id)).toHaveLength(1)
      expect(panel.control(whisper.requestKey!)).toMatchObject({
        control: { state: 'cancelled', reason },
      })
      expect(cancelled.includes(monitor.id)).toBe(phase === 'ended')
      expect((await recordOf(story, textId)).state.name).toBe(
        phase === 'ended' ? 'cancelled' : 'pending-delivery',
      )
    }
  })

  it('[CM7] takes back all that went to an agent who has left', async () => {
    const { story, panel, coach } = await openConversation()
    await coach()
    await story.settle()
    for (const kind of ['monitor', 'whisper-audio'])
      story.platform.openLine(controlOfKind(story, kind).id)
    await story.settle()
    const { participants } = story.platform.conversation('c1')
    story.platform.change('c1', {
      participants: participants.map((one) =>
        one.purpose === 'agent' ? { ...one, userId: 'ivo', id: 'agent-2' } : one,
      ),
    })
    await story.settle()
    expect(story.callsOf('cancelControl')).toHaveLength(2)
    expect(panel.detail()?.mode).toMatchObject({ confirmed: 'not-connected', reason: 'agent-left' })
  })

  it('[CM7] a conflict is an answer: the cancellation is not repeated, the status is asked for', async () => {
    const { story, panel, coach } = await openConversation()
    await coach()
    await story.settle()
    story.platform.openLine(controlOfKind(story, 'monitor').id)
    const whisper = controlOfKind(story, 'whisper-audio')
    story.platform.openLine(whisper.id)
    await story.settle()
    story.platform.changeControl(whisper.id, { status: 'completed' }, 'silently')
    story.platform.setPhase('c1', 'held')
    await story.settle(20_000)
    expect(story.callsOf('cancelControl')).toHaveLength(1)
    expect(panel.control(whisper.requestKey!)).toMatchObject({
      control: { state: 'completed', evidence: 'status-check' },
    })
  })

  it('[CM7] a conversation held between the press and the answer takes the line back all the same', async () => {
    const { story, panel, coach } = await openConversation()
    const letGo = story.platform.holdBack('startControl')
    await coach()
    await story.settle()
    story.platform.setPhase('c1', 'held')
    await story.settle()
    letGo()
    await story.settle()
    const whisper = controlOfKind(story, 'whisper-audio')
    expect(story.platform.controls.get(whisper.id)?.status).toBe('failed')
    expect(panel.control(whisper.requestKey!)).toMatchObject({ control: { state: 'cancelled' } })
    expect(controlOfKind(story, 'monitor').status).toBe('queued')
  })

  it('[CM8] a cancellation that cannot reach the platform is repeated, with growing patience', async () => {
    const { story, panel, coach } = await openConversation()
    await coach()
    await story.settle()
    story.platform.openLine(controlOfKind(story, 'monitor').id)
    const whisper = controlOfKind(story, 'whisper-audio')
    story.platform.openLine(whisper.id)
    await story.settle()
    for (let attempt = 0; attempt < 4; attempt += 1)
      story.platform.failNext('cancelControl', 'unreachable')
    story.platform.setPhase('c1', 'held')
    const tries = () =>
      story.callsOf('cancelControl').filter((call) => call.argument === whisper.id).length
    await story.settle(900)
    expect(tries()).toBe(1)
    await story.settle(60_000)
    expect(tries()).toBe(5)
    expect(panel.states(whisper.requestKey!).at(-1)).toBe('cancelled')
  })

  it('[CM10] Stop says goodbye on the line, and a line that completes is not cancelled', async () => {
    const { story, panel, listen, off } = await openConversation()
    await listen()
    await story.settle()
    const monitor = controlOfKind(story, 'monitor')
    story.platform.openLine(monitor.id)
    await story.settle()
    await off()
    await story.settle()
    expect(story.platform.lines.get(monitor.id)?.isClosed).toBe(true)
    story.platform.endControl(monitor.id, { status: 'completed' })
    await story.settle(10_000)
    expect(story.callsOf('cancelControl')).toEqual([])
    expect(panel.control(monitor.requestKey!)).toMatchObject({ control: { state: 'completed' } })
    expect(panel.detail()?.mode).toEqual({
      wanted: 'off',
      confirmed: 'not-connected',
      switching: false,
    })
  })

  it('[CM10] a line that does not complete after its goodbye is cancelled', async () => {
    const { story, listen, off } = await openConversation()
    await listen()
    await story.settle()
    const monitor = controlOfKind(story, 'monitor')
    story.platform.openLine(monitor.id)
    await story.settle()
    await off()
    await story.settle(1_400)
    expect(story.callsOf('cancelControl')).toEqual([])
    await story.settle(200)
    expect(story.callsOf('cancelControl')).toHaveLength(1)
  })
})

describe('after a crash', () => {
  /** The same database and platform, a new process. */
  function restart(before: Story): Story {
    const after = startStory({ seed: 2 })
    Object.assign(after.stores.controls, before.stores.controls)
    for (const [id, control] of before.platform.controls) after.platform.controls.set(id, control)
    return after
  }

  it('[CM12] lines of the dead process are taken back, texts are asked after', async () => {
    const { story, coach, sendText } = await openConversation()
    await coach()
    const textId = await sendText()
    await story.settle()
    const monitor = controlOfKind(story, 'monitor')
    story.platform.openLine(monitor.id)
    await story.settle()
    await story.coaching.close()
    const after = restart(story)
    const textControl = controlOfKind(after, 'whisper-text')
    after.platform.changeControl(textControl.id, { status: 'completed' }, 'silently')
    after.supervisor(after.sam)
    await after.coaching.settle()
    await after.settle()
    expect((await recordOf(after, textId)).state).toMatchObject({ name: 'completed' })
    for (const kind of ['monitor', 'whisper-audio']) {
      const control = controlOfKind(after, kind)
      expect(control).toMatchObject({ status: 'failed', failure: 'cancelled' })
      expect((await recordOf(after, control.requestKey!)).state).toMatchObject({
        name: 'cancelled',
        reason: 'unsettled-at-start',
      })
    }
  })

  it('[CM12] a row whose call never went out, or whose answer was never written, is settled too', async () => {
    const { story, sendText } = await openConversation()
    const { save } = story.stores.controls
    story.platform.holdBack('startControl')
    const unsent = await sendText()
    await story.coaching.close()
    story.stores.controls.save = save
    const after = restart(story)
    after.supervisor(after.sam)
    await after.coaching.settle()
    await after.settle(30_000)
    expect((await recordOf(after, unsent)).state.name).toBe('failed')
    expect(after.platform.started).toEqual([])
  })

  it('[CM81] what was left is taken over also when the database fails at the start', async () => {
    const { story, listen } = await openConversation()
    await listen()
    await story.settle()
    const monitor = controlOfKind(story, 'monitor')
    story.platform.openLine(monitor.id)
    await story.settle()
    await story.coaching.close()
    const after = restart(story)
    const { takeOver } = after.stores.controls
    after.stores.controls.takeOver = () => Promise.reject(new Error('no connection'))
    after.supervisor(after.sam)
    await after.coaching.settle()
    await after.settle(3_000)
    expect(after.platform.controls.get(monitor.id)?.status).toBe('executing')
    after.stores.controls.takeOver = takeOver
    await after.settle(1_100)
    expect(after.platform.controls.get(monitor.id)?.status).toBe('failed')
    expect((await recordOf(after, monitor.requestKey!)).state.name).toBe('cancelled')
  })

  it('[CM13] what nobody is signed in to do waits for that supervisor', async () => {
    const { story, listen } = await openConversation()
    await listen()
    await story.settle()
    const monitor = controlOfKind(story, 'monitor')
    story.platform.openLine(monitor.id)
    await story.settle()
    await story.coaching.close()
    const after = restart(story)
    await after.coaching.settle()
    await after.settle(30_000)
    expect(after.platform.calls).toEqual([])
    expect((await recordOf(after, monitor.requestKey!)).state.name).toBe('cancelling')
    after.connectPanel(after.sam)
    await after.settle()
    expect(after.platform.controls.get(monitor.id)?.status).toBe('failed')
    expect((await recordOf(after, monitor.requestKey!)).state.name).toBe('cancelled')
  })
})

describe('two ways to the truth', () => {
  it('[CM28] a live line the conversation does not show makes the conversation be read', async () => {
    const { story, panel, coach } = await openConversation()
    await coach()
    await story.settle()
    const whisper = controlOfKind(story, 'whisper-audio')
    const conversation = story.platform.conversation('c1')
    // The control's event comes, the conversation's is lost.
    story.platform.changeControl(whisper.id, { status: 'executing' })
    const participant = {
      ...conversation.participants[1]!,
      id: 'me',
      purpose: 'supervisor' as const,
      userId: 'sam',
      channels: [],
      supervising: {
        controlId: whisper.id,
        kind: 'whisper-audio' as const,
        heardBy: ['agent' as const],
      },
    }
    story.platform.change(
      'c1',
      { participants: [...conversation.participants, participant] },
      'silently',
    )
    await story.settle(600)
    expect(panel.detail()?.truth.agent.certainty).toBe('pending')
    await story.settle(400)
    expect(panel.detail()?.truth.agent).toMatchObject({ certainty: 'confirmed', hearsYou: true })
  })

  it('[CM28] a line the conversation shows and no event confirmed is asked after at once', async () => {
    const { story, panel, coach } = await openConversation()
    await coach()
    await story.settle()
    const whisper = controlOfKind(story, 'whisper-audio')
    const executing = { ...whisper, version: 2, status: 'executing' as const }
    story.platform.controls.set(whisper.id, executing)
    const conversation = story.platform.conversation('c1')
    story.platform.change('c1', {
      participants: [
        ...conversation.participants,
        {
          ...conversation.participants[1]!,
          id: 'me',
          purpose: 'supervisor',
          userId: 'sam',
          supervising: { controlId: whisper.id, kind: 'whisper-audio', heardBy: ['agent'] },
        },
      ],
    })
    await story.settle()
    expect(panel.control(whisper.requestKey!)).toMatchObject({
      control: { state: 'executing', evidence: 'status-check' },
    })
  })

  it('[CM29] while the stream is interrupted what is unsettled is asked after every two seconds', async () => {
    const { story, panel, listen } = await openConversation()
    await listen()
    await story.settle()
    const monitor = controlOfKind(story, 'monitor')
    story.platform.openLine(monitor.id)
    await story.settle()
    const before = story.callsOf('control').length
    story.platform.tellState({ state: 'interrupted', reason: 'network', retryInMs: 60_000 })
    story.platform.changeControl(
      monitor.id,
      { status: 'failed', failure: 'agent-left' },
      'silently',
    )
    await story.settle(2_100)
    expect(story.callsOf('control').length - before).toBe(1)
    expect(panel.detail()?.mode).toMatchObject({ confirmed: 'not-connected', reason: 'agent-left' })
    await story.settle(10_000)
    expect(story.callsOf('control').length - before).toBe(1)
  })

  it('[LV7] unsettled controls are asked after when the stream has opened again', async () => {
    const { story, panel, listen } = await openConversation()
    await listen()
    await story.settle()
    const monitor = controlOfKind(story, 'monitor')
    story.platform.openLine(monitor.id)
    await story.settle()
    story.platform.changeControl(monitor.id, { status: 'failed', failure: 'no-media' }, 'silently')
    story.platform.tellState({ state: 'gap' })
    await story.settle()
    expect(panel.detail()?.mode.reason).toBe('media-lost')
  })
})
