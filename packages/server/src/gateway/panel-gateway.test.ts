import { describe, expect, it } from 'vitest'
import { makeMember, makeSupervisor } from '../../test/coaching/people.ts'
import { startStory } from '../../test/coaching/story.ts'

describe('the panel gateway', () => {
  it('[GW3] an event is on its way to the panel within 60 ms', async () => {
    const story = startStory()
    const panel = story.connectPanel(story.sam)
    await story.settle(1_000)
    story.platform.setPhase('c1', 'held')
    await story.clock.advance(60)
    expect(panel.row('c1')).toMatchObject({
      row: { phase: 'held', phaseSince: story.clock.wallNow() - 60 },
    })
  })

  it('[GW4] a conversation’s change that no row shows sends nothing', async () => {
    const story = startStory()
    const panel = story.connectPanel(story.sam)
    await story.settle()
    story.platform.change('c1', {})
    await story.settle()
    const before = panel.received.length
    story.platform.change('c1', {
      audioQuality: { agent: { clippingRatio: 1, lossRatio: 0, jitterMs: 4 } },
    })
    await story.settle()
    expect(panel.received).toHaveLength(before)
  })

  it('[GW5] a tab that comes back is told what changed while it was away, and nothing else', async () => {
    const story = startStory()
    const panel = story.connectPanel(story.sam)
    await story.settle()
    const welcome = panel.received.find((message) => message.type === 'welcome')!
    const last = panel.received.findLast((message) => message.type === 'frame')!
    panel.leave()
    story.platform.setPhase('c1', 'held')
    story.platform.setPhase('c1', 'active')
    story.platform.setPhase('c1', 'held')
    await story.settle(3_000)
    const back = story.connectPanel(story.sam, panel.tabId, {
      streamId: welcome.streamId,
      sequence: last.sequence,
    })
    await story.settle()
    expect(back.received[0]).toMatchObject({ type: 'welcome', resumed: true })
    expect(back.changes()).toMatchObject([{ kind: 'conversation', row: { phase: 'held' } }])
  })

  it('[GW5] after its stream was closed a tab still finds what changed, once it has been browsed', async () => {
    const story = startStory()
    const panel = story.connectPanel(story.sam)
    await story.settle()
    const welcome = panel.received.find((message) => message.type === 'welcome')!
    const last = panel.received.findLast((message) => message.type === 'frame')!
    panel.leave()
    await story.settle(60_000)
    story.platform.change('c1', { phase: 'ended' }, 'silently')
    const back = story.connectPanel(story.sam, panel.tabId, {
      streamId: welcome.streamId,
      sequence: last.sequence,
    })
    await story.settle()
    expect(back.received[0]).toMatchObject({ type: 'welcome', resumed: true })
    expect(back.row('c1')).toMatchObject({ row: { phase: 'ended' } })
    await story.settle(5_000)
    expect(back.changes()).toContainEqual({ kind: 'conversation-gone', id: 'c1' })
  })

  it('[GW11] the end of the session closes its sockets, and only its', async () => {
    const story = startStory()
    story.platform.addPerson(makeSupervisor('rita'), ['q1'])
    const sam = story.connectPanel(story.sam)
    const rita = story.connectPanel(story.session(makeSupervisor('rita')))
    const audio = story.connectAudio(story.sam)
    await story.settle()
    story.endSession(story.sam.id)
    expect(sam.socket.closed).toBe(4401)
    expect(audio.socket.closed).toBe(4401)
    expect(rita.socket.closed).toBeUndefined()
  })

  it('[GW11] a closing server says so', async () => {
    const story = startStory()
    const panel = story.connectPanel(story.sam)
    const audio = story.connectAudio(story.sam)
    await story.settle()
    await story.coaching.close()
    expect(panel.socket.closed).toBe(1012)
    expect(audio.socket.closed).toBe(1012)
    expect(story.clock.pending).toBe(0)
  })

  it('[GW13] the opened conversation is computed for this person and this tab', async () => {
    const story = startStory()
    story.platform.addPerson(
      makeSupervisor('rita', { permissions: ['read-conversation', 'monitor'] }),
      ['q1'],
    )
    const sam = story.connectPanel(story.sam)
    const other = story.connectPanel(story.sam, 'tab-00000002')
    const rita = story.connectPanel(story.session(makeSupervisor('rita')))
    await story.settle()
    for (const panel of [sam, other, rita]) panel.show('c1')
    const supervisor = story.supervisor(story.sam)
    await story.commands.changeMode(supervisor, 'c1', { mode: 'coach', tabId: sam.tabId })
    await story.settle()
    for (const control of story.platform.controls.values()) story.platform.openLine(control.id)
    await story.settle()
    expect(sam.detail()).toMatchObject({
      agentName: 'Agent ana',
      queueName: 'Queue q1',
      recording: 'on',
      mode: { confirmed: 'coach' },
      microphoneMayOpen: true,
      truth: { agent: { hearsYou: true }, customer: { hearsYou: false } },
    })
    expect(sam.detail()?.speakingControlId).toBeDefined()
    expect(sam.detail()?.listeningControlId).toBeDefined()
    // The same person in another tab is heard as well, but not from there.
    expect(other.detail()).toMatchObject({
      mode: { confirmed: 'not-connected' },
      microphoneMayOpen: false,
      truth: { agent: { hearsYou: true } },
    })
    expect(other.detail()).not.toHaveProperty('speakingControlId')
    expect(rita.detail()).toMatchObject({
      allowed: { coach: { allowed: false, reason: 'missing-permission', missing: 'whisper' } },
      truth: { agent: { hearsYou: false } },
    })
  })

  it('[GW14] what is outside one’s queues, or nowhere, is gone', async () => {
    const story = startStory()
    const panel = story.connectPanel(story.sam)
    await story.settle()
    for (const id of ['c2', 'never-was']) {
      panel.show(id)
      await story.settle(300)
      expect(panel.changes().at(-1)).toEqual({ kind: 'detail-gone', conversationId: id })
    }
    expect(JSON.stringify(panel.received)).not.toContain('Agent eve')
  })

  it('[GW14] a conversation another supervisor has opened is still not mine to see', async () => {
    const story = startStory()
    story.platform.addPerson(makeSupervisor('rita'), ['q2'])
    const rita = story.connectPanel(story.session(makeSupervisor('rita')))
    const sam = story.connectPanel(story.sam)
    await story.settle()
    rita.show('c2')
    await story.settle()
    expect(rita.detail()?.id).toBe('c2')
    sam.show('c2')
    await story.settle()
    expect(sam.detail()).toBeUndefined()
    expect(sam.changes().at(-1)).toEqual({ kind: 'detail-gone', conversationId: 'c2' })
  })

  it('[GW14] a conversation that moves out of my queues leaves list and screen', async () => {
    const story = startStory()
    const panel = story.connectPanel(story.sam)
    await story.settle()
    panel.show('c1')
    await story.settle()
    story.platform.toEverybody({
      type: 'conversation-changed',
      conversation: { ...story.platform.conversation('c1'), version: 9, queueId: 'q2' },
    })
    await story.settle()
    expect(panel.rows()).toEqual([])
    expect(panel.changes()).toContainEqual({ kind: 'detail-gone', conversationId: 'c1' })
  })

  it('[GW15] controls are told to their supervisor only, with those already there on opening', async () => {
    const story = startStory()
    story.platform.addPerson(makeSupervisor('rita'), ['q1'])
    const rita = story.connectPanel(story.session(makeSupervisor('rita')))
    const sam = story.connectPanel(story.sam)
    await story.settle()
    const supervisor = story.supervisor(story.sam)
    const before = await story.commands.sendText(supervisor, 'c1', 'before it was opened')
    await story.settle()
    expect(sam.control(before)).toBeUndefined()
    sam.show('c1')
    rita.show('c1')
    const after = await story.commands.sendText(supervisor, 'c1', 'afterwards')
    await story.settle()
    expect(sam.control(before)).toMatchObject({ control: { text: 'before it was opened' } })
    expect(sam.states(after)).toContain('queued')
    expect(rita.changes().some((change) => change.kind === 'control')).toBe(false)
  })

  it('[GW15] a tab hears of its own line also while it shows another conversation', async () => {
    const story = startStory()
    const panel = story.connectPanel(story.sam)
    await story.settle()
    panel.show('c1')
    await story.settle()
    const supervisor = story.supervisor(story.sam)
    await story.commands.changeMode(supervisor, 'c1', { mode: 'monitor', tabId: panel.tabId })
    await story.settle()
    panel.show(null)
    story.platform.openLine(story.platform.control().id)
    await story.settle()
    expect(panel.states(story.platform.control().requestKey!).at(-1)).toBe('executing')
    const fresh = story.connectPanel(story.sam, panel.tabId)
    expect(fresh.control(story.platform.control().requestKey!)).toMatchObject({
      control: { state: 'executing' },
    })
  })

  it('[GW16] one browser has at most 32 tabs; one that left gives way', async () => {
    const story = startStory()
    const panels = Array.from({ length: 32 }, (_, index) =>
      story.connectPanel(story.sam, `tab-${String(index).padStart(8, '0')}`),
    )
    expect(story.connectPanel(story.sam, 'tab-one-too-many').connection).toBeUndefined()
    panels[4]!.leave()
    expect(story.connectPanel(story.sam, 'tab-one-too-many').connection).toBeDefined()
    expect(story.gateway.connectedCount).toBe(32)
  })

  it('[GW17] an opened conversation that cannot be read is tried again until it can', async () => {
    const story = startStory()
    const panel = story.connectPanel(story.sam)
    await story.settle()
    for (let attempt = 0; attempt < 3; attempt += 1)
      story.platform.failNext('conversation', 'unreachable')
    panel.show('c1')
    await story.settle(3_900)
    expect(panel.detail()).toBeUndefined()
    await story.settle(2_200)
    expect(panel.detail()?.id).toBe('c1')
    const reads = story.callsOf('conversation').length
    await story.settle(60_000)
    expect(story.callsOf('conversation')).toHaveLength(reads)
  })

  it('[GW17] what is known already is shown at once, and read all the same', async () => {
    const story = startStory()
    const panel = story.connectPanel(story.sam)
    await story.settle()
    panel.show('c1')
    await story.settle()
    panel.show(null)
    // A stream that has been silent for so long may not have kept it true (LV61).
    story.platform.streams[0]!.lastWordAtMono = story.clock.monotonicNow()
    await story.settle(17_000)
    const letGo = story.platform.holdBack('conversation')
    panel.show('c1')
    const before = panel.received.length
    await story.settle()
    expect(panel.received.length).toBeGreaterThan(before)
    expect(story.callsOf('conversation')).toHaveLength(2)
    letGo()
  })

  it('[GW17] leafing through the list reads a few conversations a second, the last one always', async () => {
    const story = startStory()
    const panel = story.connectPanel(story.sam)
    await story.settle()
    for (let index = 0; index < 100; index += 1) {
      panel.show(`c${index + 10}`)
      await story.settle(10)
    }
    panel.show('c1')
    await story.settle(300)
    expect(story.callsOf('conversation').length).toBeLessThanOrEqual(7)
    expect(panel.detail()?.id).toBe('c1')
  })

  it('[GW18] tells how the server’s own link to the platform is, since when and why', async () => {
    const story = startStory()
    const panel = story.connectPanel(story.sam)
    await story.settle()
    const link = () => panel.changes().findLast((change) => change.kind === 'platform-link')?.link
    expect(link()).toMatchObject({ state: 'open' })
    const at = story.clock.wallNow()
    story.platform.tellState({ state: 'interrupted', reason: 'silent', retryInMs: 900 })
    story.platform.tellState({ state: 'connecting', attempt: 1 })
    await story.settle()
    expect(link()).toEqual({ state: 'interrupted', since: at, reason: 'silent' })
    story.platform.tellState({ state: 'open' })
    await story.settle()
    expect(link()?.state).toBe('open')
  })

  it('[LV11] an agent’s name reaches the rows that were there before it', async () => {
    const story = startStory()
    const panel = story.connectPanel(story.sam)
    await story.settle()
    const member = makeMember('ana', { name: 'Ana Silva' })
    story.platform.toEverybody({ type: 'member-changed', queueId: 'q1', member })
    await story.settle()
    expect(panel.row('c1')).toMatchObject({ row: { agentName: 'Ana Silva' } })
  })
})
