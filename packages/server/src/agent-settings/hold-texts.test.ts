import type { AgentSettingsRequest } from '@sotto/protocol'
import { describe, expect, it } from 'vitest'
import { type Story, type StoryOptions, startStory } from '../../test/coaching/story.ts'
import { applySettings } from './apply-settings.ts'
import { usualSettings } from './settings-book.ts'

const minuteMs = 60_000

async function start(options: StoryOptions = {}) {
  const story = startStory(options)
  const panel = story.connectPanel(story.sam)
  await story.settle()
  panel.show('c1')
  await story.settle()
  const supervisor = story.supervisor(story.sam)
  return {
    story,
    panel,
    async send(text = 'offer the refund') {
      const sending = story.commands.sendText(supervisor, 'c1', text)
      await story.settle()
      return sending
    },
    sent: () => story.platform.started.map(({ text }) => text),
  }
}

async function quiet(story: Story, wish: Exclude<AgentSettingsRequest['quiet'], undefined>) {
  await story.setQuiet('ana', wish)
  await story.settle()
}

describe('an agent who does not want to be disturbed by texts', () => {
  it('[AS34] is told of before anything is sent, until it is over, wherever the conversation is open', async () => {
    const { panel, story } = await start()
    expect(panel.detail()?.quiet).toBeUndefined()
    const now = story.clock.wallNow()
    await quiet(story, { kind: 'time', minutes: 15 })
    expect(panel.detail()?.quiet).toMatchObject({ kind: 'time', until: now + 15 * minuteMs })
    expect(panel.detail()?.allowed.coach).toEqual({ allowed: true })
    expect(panel.detail()?.allowed.whisperText).toEqual({ allowed: true })
    await story.settle(15 * minuteMs)
    expect(panel.detail()?.quiet).toBeUndefined()
  })

  it('[AS35] has a text held back: nothing goes to the platform, and its life says so, until it arrives', async () => {
    const { panel, send, sent, story } = await start()
    await quiet(story, { kind: 'time', minutes: 15 })
    const pressedAt = story.clock.wallNow()
    const id = await send()
    expect(sent()).toEqual([])
    expect(panel.control(id)).toMatchObject({
      control: { state: 'held-back', heldSince: pressedAt, text: 'offer the refund' },
    })
    // Neither silence nor age says anything of what was to wait.
    await story.settle(14 * minuteMs)
    expect(panel.states(id).at(-1)).toBe('held-back')
    expect(story.callsOf('startControl')).toHaveLength(0)
    await story.settle(minuteMs + 1_000)
    expect(sent()).toEqual(['offer the refund'])
    const { control } = panel.control(id) as Extract<
      ReturnType<typeof panel.control>,
      { kind: 'control' }
    >
    expect(control.heldSince).toBe(pressedAt)
    expect(control.submittedAt).toBeGreaterThanOrEqual(pressedAt + 14 * minuteMs)
    story.platform.changeControl(story.platform.control().id, { status: 'completed' })
    await story.settle()
    const states = panel.states(id)
    expect(states[0]).toBe('held-back')
    expect(states.at(-1)).toBe('completed')
    expect(states).not.toContain('expired')
    const acts = (await story.stores.controls.acts(id)).map(({ act }) => act)
    expect(acts).toEqual([
      'control-held-back',
      'control-submitted',
      'control-queued',
      'control-completed',
    ])
  })

  it('[AS35] waits five seconds for a word once it was let go, as for any other', async () => {
    const { panel, send, story } = await start()
    await quiet(story, { kind: 'hand' })
    const id = await send()
    await story.settle(10 * minuteMs)
    await quiet(story, null)
    expect(panel.states(id).at(-1)).toBe('queued')
    await story.settle(4_000)
    expect(panel.states(id).at(-1)).toBe('queued')
    await story.settle(2_000)
    expect(panel.states(id).at(-1)).toBe('pending-delivery')
  })

  it('[AS35] several texts arrive in the order in which they were sent, each once', async () => {
    const { send, sent, story } = await start()
    await quiet(story, { kind: 'hand' })
    for (const text of ['one', 'two', 'three']) await send(text)
    await quiet(story, null)
    await story.settle(10_000)
    expect(sent()).toEqual(['one', 'two', 'three'])
  })

  it('[AS36] a text that waits can be taken back, and is never sent', async () => {
    const { panel, send, sent, story } = await start()
    await quiet(story, { kind: 'hand' })
    const id = await send()
    const taking = story.commands.cancelControl(story.supervisor(story.sam), id)
    await story.settle()
    await taking
    expect(panel.control(id)).toMatchObject({
      control: { state: 'cancelled', reason: 'stopped-by-supervisor' },
    })
    await quiet(story, null)
    await story.settle(10_000)
    expect(sent()).toEqual([])
  })

  it('[AS36] a call that is over, or another agent’s by then, ends the waiting with its reason', async () => {
    const { panel, send, sent, story } = await start()
    await quiet(story, { kind: 'call', conversationId: 'c1' })
    expect(panel.detail()?.quiet).toMatchObject({ kind: 'call', conversationId: 'c1' })
    const id = await send()
    story.platform.setPhase('c1', 'ended')
    await story.settle(5_000)
    expect(panel.control(id)).toMatchObject({
      control: { state: 'cancelled', reason: 'conversation-ended' },
    })
    expect(sent()).toEqual([])
  })

  it('[AS37] wants texts again when the call is over that it was asked for, and not when another is', async () => {
    const { story } = await start()
    await quiet(story, { kind: 'call', conversationId: 'c1' })
    story.platform.setPhase('c2', 'ended')
    await story.settle()
    expect(story.quietOf('ana')).toMatchObject({ kind: 'call' })
    story.platform.setPhase('c1', 'ended')
    await story.settle()
    expect(story.quietOf('ana')).toBeUndefined()
    expect((await story.stores.agentSettings.byId('ana'))?.settings.quiet).toBeUndefined()
  })

  it('[AS37] who forgets it is asked again after a shift at the latest', async () => {
    const { story } = await start()
    const shiftMs = 12 * 60 * minuteMs
    const now = story.clock.wallNow()
    for (const wish of [{ kind: 'hand' }, { kind: 'call', conversationId: 'c1' }] as const)
      expect(applySettings(usualSettings, { quiet: wish }, now).quiet?.until).toBe(now + shiftMs)
    await quiet(story, { kind: 'time', minutes: 1 })
    await story.settle(minuteMs - 200)
    expect(story.quietOf('ana')).toMatchObject({ kind: 'time' })
    await story.settle(200)
    expect(story.quietOf('ana')).toBeUndefined()
  })

  it('[AS38] a card that is being read aloud keeps a text waiting, and takes none of them', async () => {
    const { panel, send, sent, story } = await start()
    await quiet(story, { kind: 'hand' })
    const id = await send()
    story.platform.change('c1', { recording: { state: 'paused', recordsSupervisor: false } })
    await quiet(story, null)
    await story.settle(10_000)
    expect(panel.states(id).at(-1)).toBe('held-back')
    story.platform.change('c1', { recording: { state: 'on', recordsSupervisor: false } })
    await story.settle(5_000)
    expect(sent()).toEqual(['offer the refund'])
  })

  it('[AS38] while the platform cannot be reached it waits, and goes when it can', async () => {
    const { send, sent, story } = await start()
    await quiet(story, { kind: 'hand' })
    await send()
    for (let times = 0; times < 3; times += 1)
      story.platform.failNext('conversation', 'unreachable')
    await quiet(story, null)
    await story.settle(20_000)
    expect(sent()).toEqual(['offer the refund'])
  })

  it('[AS38] while the database cannot say whether they take texts it waits, and goes when it can', async () => {
    const { send, sent, story } = await start()
    const { agentSettings } = story.stores
    await quiet(story, { kind: 'hand' })
    await send()
    const { byId } = agentSettings
    await quiet(story, { kind: 'time', minutes: 1 })
    Object.assign(agentSettings, {
      byId: async () => {
        throw new Error('the database is away')
      },
    })
    await story.settle(2 * minuteMs)
    expect(sent()).toEqual([])
    expect(story.count('store-failures')).toBeGreaterThan(0)
    Object.assign(agentSettings, { byId })
    await story.settle(5_000)
    expect(sent()).toEqual(['offer the refund'])
  })

  it('[AS39] on several servers it is the same: what one is told holds on the other, and who holds a text lets it go', async () => {
    const { send, sent, story } = await start()
    const other = startStory({ beside: story, seed: 2 })
    await story.settle()
    await quiet(other, { kind: 'hand' })
    expect(story.quietOf('ana')).toMatchObject({ kind: 'hand' })
    await send()
    expect(sent()).toEqual([])
    await quiet(other, null)
    await story.settle(1_000)
    expect(sent()).toEqual(['offer the refund'])
  })

  it('[AS39] what a server now gone has held back goes on waiting at the next, and is let go there', async () => {
    const { send, sent, story } = await start()
    await story.coaching.settle()
    await quiet(story, { kind: 'time', minutes: 1 })
    await send()
    const { clock, platform, stores } = story
    await story.coaching.close()
    const next = startStory({
      former: { clock, platform, stores },
      seed: 3,
      sessionOf: async () => story.sam,
    })
    await next.coaching.settle()
    await next.settle(10_000)
    expect(sent()).toEqual([])
    await next.settle(minuteMs)
    expect(sent()).toEqual(['offer the refund'])
  })

  it('[AS39] whose sender has signed out is not sent in anybody’s name', async () => {
    const { panel, send, sent, story } = await start()
    await quiet(story, { kind: 'hand' })
    const id = await send()
    story.endSession(story.sam.id)
    await story.settle(10_000)
    await quiet(story, null)
    await story.settle(5_000)
    expect(sent()).toEqual([])
    expect(panel.states(id)).not.toContain('completed')
    expect((await story.stores.controls.byId(id))?.record.state).toMatchObject({
      name: 'refused',
      code: 'signed-out',
    })
  })
})
