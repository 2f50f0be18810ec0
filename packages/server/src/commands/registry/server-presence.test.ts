import { describe, expect, it } from 'vitest'
import { speak, startCoaching } from '../../../test/coaching/start-coaching.ts'
import { type Story, type StoryOptions, startStory } from '../../../test/coaching/story.ts'
import type { Session } from '../../sessions/session.ts'

/** Sam coaches Ana on the first server; the other one, beside it, can act for Sam, too, unless it has to look for a session. */
async function startTwo(sessionOf?: StoryOptions['sessionOf']) {
  const scene = await startCoaching({ settings: { leaseTtlMs: 60_000 } })
  const { story } = scene
  const other = startStory({
    seed: 2,
    beside: story,
    ...(sessionOf === undefined ? {} : { sessionOf }),
  })
  if (sessionOf === undefined) other.supervisor(other.sam)
  await story.coaching.settle()
  await other.coaching.settle()
  await story.settle(1_500)
  const control = (kind: string) =>
    [...story.platform.controls.values()].findLast((one) => one.kind === kind)!
  const stateOf = async (kind: string) =>
    (await story.stores.controls.byId(control(kind).requestKey!))!.record.state
  return { ...scene, other, control, stateOf }
}

/** Nothing this server says reaches the database, until the answered function is called. */
function cutOff({ stores }: Story): () => void {
  const { beat } = stores.servers
  const { takeOver } = stores.controls
  const away = () => Promise.reject(new Error('no connection'))
  Object.assign(stores.servers, { beat: away })
  Object.assign(stores.controls, { takeOver: away })
  return () => {
    Object.assign(stores.servers, { beat })
    Object.assign(stores.controls, { takeOver })
  }
}

const takenBack = { name: 'cancelled', reason: 'unsettled-at-start' }

describe('servers beside each other', () => {
  it('[CM100] a server that starts or looks takes nothing over from one that lives', async () => {
    const { audio, control, lineOf, other, stateOf, story } = await startTwo()
    await story.settle(20_000)
    audio.talk('c1', true)
    await speak(story, audio, 30)
    expect(control('monitor').status).toBe('executing')
    expect((await stateOf('whisper-audio')).name).toBe('executing')
    expect(lineOf('whisper-audio').sent.length).toBeGreaterThan(15)
    expect(other.count('controls-inherited')).toBe(0)
  })

  it('[CM100] a look that the database is slow with makes no heartbeat wait', async () => {
    const { control, other, story } = await startTwo()
    story.stores.controls.takeOver = () => new Promise(() => {})
    await story.settle(20_000)
    expect(control('monitor').status).toBe('executing')
    expect(other.count('controls-inherited')).toBe(0)
  })

  it('[CM100] one that dies is followed when its last heartbeat is over, within 3 s', async () => {
    const { control, other, stateOf, story } = await startTwo()
    cutOff(story)
    await story.settle(1_400)
    expect(control('monitor').status).toBe('executing')
    await story.settle(1_500)
    for (const kind of ['monitor', 'whisper-audio']) {
      expect(control(kind)).toMatchObject({ status: 'failed', failure: 'cancelled' })
      expect(await stateOf(kind)).toMatchObject(takenBack)
    }
    expect(other.count('controls-inherited')).toBe(2)
  })

  it('[CM101] one that closes in order is followed at once', async () => {
    const { control, other, stateOf, story } = await startTwo()
    await story.coaching.close()
    await story.settle(1_100)
    expect(control('monitor').status).toBe('failed')
    expect(await stateOf('monitor')).toMatchObject(takenBack)
    expect(other.count('controls-inherited')).toBe(2)
  })

  it('[CM102] one that wakes shuts what was taken over from it, and the other’s word stands', async () => {
    const { audio, lineOf, stateOf, story } = await startTwo()
    const letGo = story.platform.holdBack('cancelControl')
    const wake = cutOff(story)
    await story.settle(5_000)
    audio.talk('c1', true)
    expect(audio.gate()).toMatchObject({ open: true })
    wake()
    await story.settle(300)
    expect(audio.gate()).toMatchObject({ open: false })
    const { sent } = lineOf('whisper-audio')
    const before = sent.length
    await speak(story, audio, 30)
    expect(sent).toHaveLength(before)
    expect(story.count('controls-lost')).toBe(2)
    expect(await stateOf('whisper-audio')).toEqual({
      name: 'cancelling',
      reason: 'unsettled-at-start',
    })
    letGo()
    await story.settle(5_000)
    expect(await stateOf('whisper-audio')).toMatchObject(takenBack)
    expect(await stateOf('monitor')).toMatchObject(takenBack)
  })

  it.each([
    ['before its answer', 'still away'],
    ['after its answer', 'awake'],
  ])('[CM103] what was written before such a sleep is not sent %s', async (_when, how) => {
    const { other, story, supervisor } = await startTwo()
    const started = story.platform.started.length
    const { insert } = story.stores.controls
    let answer = () => {}
    const answered = new Promise<void>((resolve) => {
      answer = resolve
    })
    story.stores.controls.insert = async (...row) => {
      const stored = await insert(...row)
      await answered
      return stored
    }
    const sent = story.commands.sendText(supervisor, 'c1', 'offer the refund')
    await story.settle()
    const wake = cutOff(story)
    await story.settle(20_000)
    if (how === 'awake') wake()
    await story.settle(2_000)
    answer()
    const id = await sent
    await story.settle(2_000)
    expect(story.platform.started).toHaveLength(started)
    expect((await story.stores.controls.byId(id))?.record.state.name).toBe('failed')
    expect(other.count('controls-inherited')).toBe(3)
  })

  it('[CM104] after the database was away for all, nobody is taken over', async () => {
    const { control, other, story } = await startTwo()
    const wakes = [cutOff(story), cutOff(other)]
    await story.settle(10_000)
    for (const wake of wakes.reverse()) {
      wake()
      await story.settle(1_000)
    }
    await story.settle(20_000)
    expect(control('monitor').status).toBe('executing')
    expect(other.count('controls-inherited') + story.count('controls-inherited')).toBe(0)
  })

  it('[CM105] what was taken over and its answer lost is settled at the next look', async () => {
    const { other, stateOf, story } = await startTwo()
    const { takeOver } = other.stores.controls
    let lost = 0
    other.stores.controls.takeOver = async (request) => {
      const found = await takeOver(request)
      if (found.length === 0 || lost > 0) return found
      lost += 1
      throw new Error('no answer')
    }
    cutOff(story)
    await story.settle(6_000)
    expect(lost).toBe(1)
    expect(await stateOf('monitor')).toMatchObject(takenBack)
    expect(other.count('controls-inherited')).toBe(2)
  })

  it('[CM105] what a server now gone has called off is seen to its end by its owner', async () => {
    const { control, stateOf, story } = await startTwo()
    const id = control('monitor').requestKey!
    const { record, revision } = (await story.stores.controls.byId(id))!
    await story.stores.controls.save(
      { ...record, state: { name: 'cancelling', reason: 'lease-lost' } },
      revision,
      { ...record, at: 0, controlId: id, act: 'control-cancelling' },
    )
    await story.settle(3_000)
    expect(control('monitor').status).toBe('failed')
    expect(await stateOf('monitor')).toMatchObject({ name: 'cancelled', reason: 'lease-lost' })
  })

  it('[CM105] what another was faster to call off is asked of the platform by its owner', async () => {
    const { control, stateOf, story } = await startTwo()
    const { save } = story.stores.controls
    let faster = 0
    story.stores.controls.save = async (record, revision, act) => {
      if (record.state.name === 'cancelling' && faster === 0) {
        faster += 1
        await save(record, revision, act)
      }
      return save(record, revision, act)
    }
    story.platform.setPhase('c1', 'held')
    await story.settle(500)
    expect(faster).toBe(1)
    expect(control('whisper-audio').status).toBe('executing')
    await story.settle(1_000)
    expect(control('whisper-audio').status).toBe('failed')
    expect(await stateOf('whisper-audio')).toMatchObject({ reason: 'conversation-held' })
    expect(story.callsOf('cancelControl')).toHaveLength(1)
  })

  it('[CM105] what another has named is cancelled by its owner, who could not name it', async () => {
    const { story, supervisor } = await startTwo()
    const letGo = story.platform.holdBack('startControl')
    const id = await story.commands.sendText(supervisor, 'c1', 'offer the refund')
    await story.settle()
    await story.commands.cancelControl(supervisor, id)
    const { record, revision } = (await story.stores.controls.byId(id))!
    expect(record).toMatchObject({ state: { name: 'cancelling' } })
    // The newest control after those of the two lines.
    const named = { ...record, platformControlId: 'platform-3', platformVersion: 100 }
    const act = { ...record, at: 0, controlId: id, act: 'control-cancelling' }
    expect(await story.stores.controls.save(named, revision, act)).toBeDefined()
    await story.settle(1_000)
    story.platform.failNext('startControl', 'timeout', 'done')
    letGo()
    await story.settle()
    expect(story.platform.control(id).id).toBe('platform-3')
    await story.settle(3_000)
    expect(story.platform.control(id).status).toBe('failed')
    expect((await story.stores.controls.byId(id))!.record.state.name).toBe('cancelled')
  })

  it('[CM105] who does not own it asks the platform once, and leaves the rest to its owner', async () => {
    const { other, story, supervisor } = await startTwo()
    const id = await story.commands.sendText(supervisor, 'c1', 'offer the refund')
    await story.settle()
    const { save } = other.stores.controls
    const saved: string[] = []
    other.stores.controls.save = (record, ...rest) => {
      saved.push(record.state.name)
      return save(record, ...rest)
    }
    story.platform.failNext('cancelControl', 'timeout')
    await other.commands.cancelControl(other.supervisor(other.sam), id)
    await story.settle(20_000)
    expect(story.callsOf('cancelControl')).toHaveLength(2)
    expect(saved).toEqual(['cancelling'])
    expect((await story.stores.controls.byId(id))!.record.state.name).toBe('cancelled')
  })

  it('[CM106] what nobody can act for is done as soon as its supervisor has a session anywhere', async () => {
    let session: Session | undefined
    const { control, other, stateOf, story } = await startTwo(async () => session)
    cutOff(story)
    await story.settle(10_000)
    expect(other.count('controls-inherited')).toBe(2)
    expect(control('monitor').status).toBe('executing')
    session = other.session(other.sam.person, 'session-begun-elsewhere')
    await story.settle(3_000)
    expect(control('monitor').status).toBe('failed')
    expect(await stateOf('monitor')).toMatchObject(takenBack)
  })

  it('[CM106] a session that was ended elsewhere does not stand in the way of a newer one', async () => {
    const { other, stateOf, story } = await startTwo(async () =>
      other.session(other.sam.person, 'session-begun-elsewhere'),
    )
    other.supervisor(other.session(other.sam.person, 'session-ended-elsewhere'))
    cutOff(story)
    await story.settle(3_000)
    expect(await stateOf('monitor')).toMatchObject(takenBack)
    expect(other.supervisors.byPerson('sam')?.session.id).toBe('session-begun-elsewhere')
  })

  it('[CM107] a line is opened by the server that began it, and by no other', async () => {
    const { other, story } = await startTwo()
    const panel = other.connectPanel(other.sam, 'tab-00000002')
    panel.show('c1')
    await story.settle(2_000)
    expect(story.callsOf('openMediaLine')).toHaveLength(2)
    cutOff(story)
    await story.settle(4_000)
    expect(other.count('controls-inherited')).toBe(2)
    expect(story.callsOf('openMediaLine')).toHaveLength(2)
  })

  it('[CM105] a panel is told what another server has made of a control it shows', async () => {
    const { other, story, supervisor } = await startTwo()
    const id = await story.commands.sendText(supervisor, 'c1', 'offer the refund')
    await story.settle()
    const panel = other.connectPanel(other.sam, 'tab-00000002')
    panel.show('c1')
    await story.settle(500)
    const { record, revision } = (await story.stores.controls.byId(id))!
    await story.stores.controls.save(
      { ...record, state: { name: 'completed', evidence: 'status-check', at: 0 } },
      revision,
      { ...record, at: 0, controlId: id, act: 'control-completed' },
    )
    await story.settle(1_500)
    expect(panel.states(id).at(-1)).toBe('completed')
  })
})
