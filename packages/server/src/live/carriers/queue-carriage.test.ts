import { describe, expect, it } from 'vitest'
import { makeConversation, makeMember, makeSupervisor } from '../../../test/coaching/people.ts'
import { startCoaching } from '../../../test/coaching/start-coaching.ts'
import { type Story, startStory } from '../../../test/coaching/story.ts'

const lost = { state: 'interrupted', reason: 'network', retryInMs: 60_000 } as const

/** Sam, who carries `q1`, and Rita, who looks at it, too. */
async function startTwo(ritasQueues: readonly string[] = ['q1']) {
  const story = startStory()
  story.platform.addPerson(makeSupervisor('rita'), ritasQueues)
  const sam = story.connectPanel(story.sam)
  await story.settle()
  const rita = story.connectPanel(story.session(makeSupervisor('rita')))
  await story.settle()
  const [samsStream, ritasStream] = story.platform.streams
  return { story, sam, rita, samsStream: samsStream!, ritasStream: ritasStream! }
}

function carriedBy(story: Story): readonly (readonly string[])[] {
  return story.platform.streams.map(({ subscriptions }) =>
    subscriptions.flatMap(({ queueIds }) => queueIds ?? []),
  )
}

const linkOf = (panel: Awaited<ReturnType<typeof startTwo>>['rita']) =>
  panel.changes().findLast((change) => change.kind === 'platform-link')?.link

describe('one stream for each queue', () => {
  it('[LV80] [LV68] the others are not subscribed to it, and are shown what it brings', async () => {
    const { story, rita, ritasStream } = await startTwo(['q1', 'q2'])
    expect(carriedBy(story)).toEqual([['q1'], ['q2']])
    expect(ritasStream.subscriptions.map(({ families }) => families)).toEqual([
      ['control'],
      ['conversation-state', 'control', 'routing', 'conversation-metrics'],
    ])
    story.platform.setPhase('c1', 'held')
    await story.settle()
    expect(rita.row('c1')).toMatchObject({ row: { phase: 'held' } })
  })

  it('[LV81] another takes over at once when it breaks, and what happened meanwhile is read', async () => {
    const { story, rita, samsStream, ritasStream } = await startTwo()
    const before = story.callsOf('members').length
    story.platform.change('c1', { phase: 'held' }, 'silently')
    samsStream.state(lost)
    expect(carriedBy(story)[1]).toEqual(['q1'])
    expect(ritasStream.wordsAsked).toContain(3_000)
    await story.settle()
    expect(story.callsOf('members').slice(before)).toMatchObject([{ personId: 'rita' }])
    expect(rita.row('c1')).toMatchObject({ row: { phase: 'held' } })
    // The one that comes back brings nothing any more.
    samsStream.state({ state: 'open' })
    await story.settle()
    expect(carriedBy(story)).toEqual([[], ['q1']])
    expect(story.callsOf('members')).toHaveLength(before + 1)
  })

  it('[LV81] the rows are read when the platform says that it serves the queue, and not before', async () => {
    const { story, rita, samsStream, ritasStream } = await startTwo()
    const before = story.callsOf('members').length
    ritasStream.isSlow = true
    samsStream.state(lost)
    await story.settle(500)
    expect(story.callsOf('members')).toHaveLength(before)
    story.platform.change('c1', { phase: 'held' }, 'silently')
    ritasStream.serve()
    await story.settle()
    expect(story.callsOf('members')).toHaveLength(before + 1)
    expect(rita.row('c1')).toMatchObject({ row: { phase: 'held' } })
  })

  it('[LV81] a gap on the carrier’s stream is read, and nobody else’s gap costs a list', async () => {
    const { story, sam, rita, samsStream, ritasStream } = await startTwo()
    const before = story.callsOf('members').length
    ritasStream.state({ state: 'gap' })
    await story.settle()
    expect(story.callsOf('members')).toHaveLength(before)
    story.platform.change('c1', { phase: 'held' }, 'silently')
    samsStream.state({ state: 'gap' })
    await story.settle()
    expect(story.callsOf('members')).toHaveLength(before + 1)
    for (const panel of [sam, rita])
      expect(panel.row('c1')).toMatchObject({ row: { phase: 'held' } })
  })

  it.each(['a queue', 'a right'])(
    '[LV81] [LV83] a carrier who loses %s brings nothing to the others any more, and they go on',
    async (what) => {
      const { story, sam, rita, samsStream } = await startTwo()
      if (what === 'a queue') story.platform.setQueues('sam', [])
      else
        story.platform.addPerson(makeSupervisor('sam', { permissions: ['read-routing'] }), ['q1'])
      samsStream.state({ state: 'interrupted', reason: 'right-removed', retryInMs: 500 })
      await story.settle()
      samsStream.state({ state: 'open' })
      await story.settle()
      expect(carriedBy(story)).toEqual([[], ['q1']])
      story.platform.setPhase('c1', 'held')
      await story.settle()
      expect(rita.row('c1')).toMatchObject({ row: { phase: 'held' } })
      expect(sam.rows()).toEqual([])
    },
  )

  it('[LV81] a carrier who signs out leaves no hole', async () => {
    const { story, rita } = await startTwo()
    story.endSession(story.sam.id)
    await story.settle()
    expect(carriedBy(story)[1]).toEqual(['q1'])
    await story.settle(5_000)
    story.platform.setPhase('c1', 'held')
    await story.settle()
    expect(rita.row('c1')).toMatchObject({ row: { phase: 'held' } })
  })

  it('[LV82] a carrier who leaves goes on until the next one is heard and has read', async () => {
    const { story, sam, rita, samsStream, ritasStream } = await startTwo()
    const letGo = story.platform.holdBack('members')
    ritasStream.isSlow = true
    sam.leave()
    await story.settle(500)
    expect(carriedBy(story)).toEqual([['q1'], ['q1']])
    ritasStream.serve()
    await story.settle(500)
    expect(carriedBy(story)).toEqual([['q1'], ['q1']])
    story.platform.setPhase('c1', 'held')
    letGo()
    await story.settle()
    expect(carriedBy(story)).toEqual([[], ['q1']])
    expect(samsStream.isClosed).toBe(false)
    expect(rita.row('c1')).toMatchObject({ row: { phase: 'held' } })
    await story.settle(20_000)
    expect(linkOf(rita)?.listOldSince).toBeUndefined()
  })

  it('[LV83] what a carrier brings of a queue is for nobody who is not given that queue', async () => {
    const { story, sam } = await startTwo(['q1', 'q2'])
    story.platform.addMember('q2', makeMember('zoe'))
    story.platform.addConversation(makeConversation('c9', 'q2', 'zoe', story.clock.wallNow()))
    story.platform.setPhase('c2', 'held')
    story.platform.setPhase('c9', 'held')
    sam.show('c2')
    await story.settle()
    expect(sam.rows()).toEqual(['c1'])
    expect(JSON.stringify(sam.received)).not.toContain('c9')
    expect(JSON.stringify(sam.received)).not.toContain('Agent zoe')
    expect(sam.detail()).toBeUndefined()
  })

  it('[LV83] who may see agents only carries for those who may see conversations only until one comes', async () => {
    const story = startStory()
    const blind = makeSupervisor('blind', { permissions: ['read-routing'] })
    story.platform.addPerson(blind, ['q1'])
    const agentsOnly = story.connectPanel(story.session(blind), 'tab-blind-001')
    await story.settle()
    expect(carriedBy(story)).toEqual([['q1']])
    const sam = story.connectPanel(story.sam)
    await story.settle()
    expect(carriedBy(story)).toEqual([[], ['q1']])
    expect(sam.rows()).toEqual(['c1'])
    expect(agentsOnly.rows()).toEqual([])
  })

  it('[LV84] while nobody brings a queue its conversations are uncertain, and after a second people are told', async () => {
    const { story, sam, rita, samsStream, ritasStream } = await startTwo()
    rita.show('c1')
    await story.settle()
    expect(rita.detail()?.truth.agent.certainty).toBe('confirmed')
    rita.show(null)
    await story.settle()
    ritasStream.isSlow = true
    const since = story.clock.wallNow()
    samsStream.state(lost)
    await story.settle(900)
    rita.show('c1')
    await story.settle(90)
    expect(rita.detail()?.truth.agent.certainty).toBe('unknown')
    expect(linkOf(rita)?.listOldSince).toBeUndefined()
    await story.settle(200)
    expect(linkOf(rita)).toMatchObject({ state: 'open', listOldSince: since })
    expect(linkOf(sam)).toMatchObject({ state: 'interrupted' })
    ritasStream.serve()
    await story.settle()
    expect(linkOf(rita)).toMatchObject({ state: 'open' })
    expect(linkOf(rita)?.listOldSince).toBeUndefined()
    expect(rita.detail()?.truth.agent.certainty).toBe('confirmed')
  })

  it('[LV26] what broke one stream makes each carrier prove that it lives, at most once a second', async () => {
    const { story, samsStream, ritasStream } = await startTwo()
    ritasStream.state({ state: 'interrupted', reason: 'silent', retryInMs: 0 })
    ritasStream.state({ state: 'open' })
    expect(samsStream.wordsAsked).toEqual([3_000])
    for (let again = 0; again < 20; again += 1) {
      ritasStream.state({ state: 'gap' })
      await story.settle(10)
    }
    expect(samsStream.wordsAsked).toEqual([3_000])
    await story.settle(1_000)
    expect(samsStream.wordsAsked).toEqual([3_000, 3_000])
    ritasStream.state({ state: 'interrupted', reason: 'token-expired', retryInMs: 0 })
    expect(samsStream.wordsAsked).toHaveLength(2)
  })

  it('[LV69] a reading that fails is repeated in another’s name', async () => {
    const { story, rita, samsStream } = await startTwo()
    const before = story.callsOf('members').length
    for (let attempt = 0; attempt < 5; attempt += 1)
      story.platform.failNext('members', 'unavailable')
    story.platform.change('c1', { phase: 'held' }, 'silently')
    samsStream.state({ state: 'gap' })
    await story.settle(60_000)
    const askers = story.callsOf('members').slice(before)
    expect(askers.map(({ personId }) => personId)).toEqual([...Array(5).fill('sam'), 'rita'])
    expect(rita.row('c1')).toMatchObject({ row: { phase: 'held' } })
  })

  it('[LV88] one who is refused what is not theirs any more takes it from nobody’s list', async () => {
    const { story, sam, rita } = await startTwo()
    story.platform.setQueues('sam', [])
    const supervisor = story.supervisor(story.sam)
    supervisor.doubtRights()
    expect(await story.reader.read(supervisor, 'c1', 'act')).toBeUndefined()
    await story.settle()
    expect(rita.rows()).toEqual(['c1'])
    expect(sam.rows()).toEqual([])
  })
})

describe('what is a supervisor’s own', () => {
  it('[LV85] comes on their own stream: what they opened, and with a control its metrics', async () => {
    const { story, rita, ritasStream } = await startTwo()
    rita.show('c1')
    await story.settle()
    const topicsOfCall = () =>
      ritasStream.subscriptions.flatMap(({ conversationIds, families }) =>
        conversationIds?.includes('c1') === true ? families : [],
      )
    expect(topicsOfCall()).toEqual(['conversation-state'])
    const supervisor = story.supervisor(rita.session)
    await story.commands.changeMode(supervisor, 'c1', { mode: 'monitor', tabId: rita.tabId })
    await story.settle()
    expect(topicsOfCall()).toEqual(['conversation-state', 'conversation-metrics'])
    await story.commands.changeMode(supervisor, 'c1', { mode: 'off', tabId: rita.tabId })
    await story.settle()
    expect(topicsOfCall()).toEqual(['conversation-state'])
    rita.show(null)
    await story.settle()
    expect(topicsOfCall()).toEqual([])
  })

  it('[LV85] a colleague’s stream that breaks cuts nobody’s microphone and makes no truth unknown', async () => {
    const { story, panel, audio } = await startCoaching({}, async (begun) => {
      begun.platform.addPerson(makeSupervisor('rita'), ['q1'])
      begun.connectPanel(begun.session(makeSupervisor('rita')), 'tab-rita-0001')
      await begun.settle()
    })
    const [ritas, sams] = story.platform.streams
    expect(carriedBy(story)).toEqual([['q1'], []])
    expect(audio.gate()).toMatchObject({ open: true })
    sams!.isSlow = true
    ritas!.state(lost)
    await story.settle(3_000)
    expect(audio.gate()).toMatchObject({ open: true })
    expect(panel.detail()?.truth.agent).toMatchObject({ certainty: 'confirmed', hearsYou: true })
    // And what comes on the own stream alone still counts.
    story.platform.setPhase('c1', 'held')
    expect(audio.gate()).toMatchObject({ open: false })
  })

  it('[LV85] the own stream that breaks cuts the microphone, whatever a colleague’s still brings', async () => {
    const { story, panel, audio } = await startCoaching({}, async (begun) => {
      begun.platform.addPerson(makeSupervisor('rita'), ['q1'])
      begun.connectPanel(begun.session(makeSupervisor('rita')), 'tab-rita-0001')
      await begun.settle()
    })
    story.platform.streams[1]!.state(lost)
    expect(audio.gate()).toMatchObject({ open: false, reason: 'hearing-unknown' })
    await story.settle()
    expect(panel.detail()?.truth.agent.certainty).toBe('unknown')
  })

  it('[LV86] a line taken before the own stream tells of its call has the call read once more', async () => {
    const { story, rita, ritasStream } = await startTwo()
    ritasStream.isSlow = true
    const supervisor = story.supervisor(rita.session)
    await story.commands.changeMode(supervisor, 'c1', { mode: 'monitor', tabId: rita.tabId })
    await story.settle(50)
    const known = () => story.world.conversation('c1')!.knownAtMono
    expect(supervisor.isFresh('c1', known())).toBe(false)
    const before = story.callsOf('conversation').length
    ritasStream.serve()
    await story.settle(50)
    expect(story.callsOf('conversation')).toHaveLength(before + 1)
    expect(supervisor.isFresh('c1', known())).toBe(true)
  })

  it('[LV87] what fifty have opened in a queue that is heard anew is read once', async () => {
    const story = startStory()
    const panels = Array.from({ length: 50 }, (_, index) => {
      const person = makeSupervisor(`super-${index}`)
      story.platform.addPerson(person, ['q1'])
      return story.connectPanel(story.session(person), `tab-super-${index}-x`)
    })
    await story.settle(2_000)
    for (const panel of panels) panel.show('c1')
    await story.settle(2_000)
    const before = story.callsOf('conversation').length
    story.platform.change('c1', { phase: 'held' }, 'silently')
    for (const stream of story.platform.streams)
      if (stream.subscriptions.some(({ queueIds }) => queueIds !== undefined))
        stream.state({ state: 'gap' })
    await story.settle()
    expect(story.callsOf('conversation').length - before).toBe(1)
    expect(panels.every((panel) => panel.detail()?.phase === 'held')).toBe(true)
  })
})
