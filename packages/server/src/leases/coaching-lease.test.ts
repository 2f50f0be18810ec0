import { describe, expect, it } from 'vitest'
import { makeSupervisor } from '../../test/coaching/people.ts'
import { startStory } from '../../test/coaching/story.ts'

const samTab = 'tab-00000001'
const miaTab = 'tab-00000002'

/** Two supervisors of one team, both looking at `ana` in `c1`. */
async function start() {
  const story = startStory()
  const { platform } = story
  const mia = story.session(makeSupervisor('mia'))
  platform.addPerson(mia.person, ['q1'])
  const seats = {
    sam: { session: story.sam, tabId: samTab, panel: story.connectPanel(story.sam, samTab) },
    mia: { session: mia, tabId: miaTab, panel: story.connectPanel(mia, miaTab) },
  }
  await story.settle()
  for (const { panel } of Object.values(seats)) panel.show('c1')
  await story.settle()
  type Name = keyof typeof seats
  const supervisor = (name: Name) => story.supervisor(seats[name].session)
  const mode = (name: Name, wanted: 'off' | 'monitor' | 'coach') =>
    story.commands.changeMode(supervisor(name), 'c1', { mode: wanted, tabId: seats[name].tabId })
  const openAll = async () => {
    await story.settle()
    for (const control of [...platform.controls.values()])
      if (control.status === 'queued') platform.openLine(control.id)
    await story.settle()
  }
  const coach = async (name: Name) => {
    await mode(name, 'coach')
    await openAll()
  }
  const lines = (status: string) =>
    [...platform.controls.values()].filter(
      (control) => control.kind === 'whisper-audio' && control.status === status,
    )
  const detail = (name: Name) => seats[name].panel.detail()
  const ask = (name: Name) => story.leases.ask(supervisor(name), 'ana', seats[name].tabId, 'c1')
  const stored = async () => (await story.stores.leases.byAgents(['ana']))[0]
  return { story, platform, seats, supervisor, mode, openAll, coach, lines, detail, ask, stored }
}

describe('one coach per agent', () => {
  it('[LE13] of two who press Coach at once exactly one gets the line, the other is told who and since when', async () => {
    const { mode, openAll, lines, detail } = await start()
    const outcomes = await Promise.allSettled([mode('sam', 'coach'), mode('mia', 'coach')])
    await openAll()
    const refused = outcomes.filter((outcome) => outcome.status === 'rejected')
    expect(refused).toHaveLength(1)
    expect(refused[0]?.reason).toMatchObject({ status: 409, code: 'being-coached' })
    expect(lines('executing')).toHaveLength(1)
    const winner = lines('executing')[0]?.supervisorId === 'sam' ? 'sam' : 'mia'
    const loser = winner === 'sam' ? 'mia' : 'sam'
    expect(refused[0]?.reason.by).toBe(`Supervisor ${winner}`)
    expect(detail(winner)).toMatchObject({ microphoneMayOpen: true, lease: { mine: true } })
    expect(detail(loser)).toMatchObject({
      microphoneMayOpen: false,
      mode: { confirmed: 'monitor', reason: 'being-coached' },
      lease: { mine: false, by: `Supervisor ${winner}` },
    })
  })

  it('[CM80] who is refused has an answer, and nothing has failed', async () => {
    const { coach, mode, story } = await start()
    await coach('sam')
    await expect(mode('mia', 'coach')).rejects.toMatchObject({ code: 'being-coached' })
    await story.settle()
    expect(story.count('listener-failures')).toBe(0)
  })

  it('[LE14] everybody of the team sees at once who coaches; Coach is refused with the name, text stays open', async () => {
    const { coach, detail, mode, seats, story } = await start()
    await coach('sam')
    const { allowed, lease } = detail('mia')!
    expect(allowed.coach).toEqual({
      allowed: false,
      reason: 'being-coached',
      by: 'Supervisor sam',
      since: lease?.since,
    })
    expect(allowed.whisperText).toEqual({ allowed: true })
    expect(detail('sam')?.allowed.coach).toEqual({ allowed: true })
    expect(seats.mia.panel.row('c1')).toMatchObject({
      row: { coach: { by: 'Supervisor sam', mine: false } },
    })
    await expect(mode('mia', 'coach')).rejects.toMatchObject({
      code: 'being-coached',
      by: 'Supervisor sam',
    })
    await mode('sam', 'off')
    await story.settle(2_000)
    expect(detail('mia')?.allowed.coach).toEqual({ allowed: true })
    expect(detail('mia')).not.toHaveProperty('lease')
  })

  it('[LE24] a supervisor’s other tab is told that the holder is another tab of theirs, and nobody else is', async () => {
    const { coach, detail, seats, story } = await start()
    await coach('sam')
    const otherTab = story.connectPanel(seats.sam.session, 'tab-00000003')
    await story.settle()
    otherTab.show('c1')
    await story.settle()
    expect(otherTab.detail()?.lease).toMatchObject({ mine: false, inOtherTab: true })
    expect(detail('sam')?.lease).not.toHaveProperty('inOtherTab')
    expect(detail('mia')?.lease).not.toHaveProperty('inOtherTab')
  })

  it('[LE15] it is kept by heartbeat and given back only when the line is over on the platform', async () => {
    const { coach, lines, mode, platform, story, stored } = await start()
    await coach('sam')
    await story.settle(20_000)
    expect(await stored()).toMatchObject({ lease: { fence: 1, holder: { supervisorId: 'sam' } } })
    const letGo = platform.holdBack('cancelControl')
    await mode('sam', 'monitor')
    await story.settle(8_000)
    expect(lines('executing')).toHaveLength(1)
    expect((await stored())?.remainingMs).toBeGreaterThan(0)
    letGo()
    await story.settle(500)
    expect(lines('executing')).toHaveLength(0)
    expect(await stored()).toMatchObject({ remainingMs: 0, lease: { holder: undefined } })
  })

  it('[LE15] a line whose row cannot be written keeps the agent from nobody', async () => {
    const { mode, story, stored } = await start()
    const controls = story.stores.controls
    const insert = controls.insert
    Object.assign(controls, {
      insert: (...row: Parameters<typeof insert>) =>
        row[0].kind === 'whisper-audio' ? Promise.reject(new Error('down')) : insert(...row),
    })
    await expect(mode('sam', 'coach')).rejects.toThrow('down')
    await story.settle()
    expect((await stored())?.lease.holder).toBeUndefined()
  })

  it('[LE16] while the database is silent the gate shuts before the lease ends; mode and control say why', async () => {
    const { coach, detail, platform, story } = await start()
    await coach('sam')
    const leases = story.stores.leases
    Object.assign(leases, { renew: () => Promise.reject(new Error('down')) })
    await story.settle(2_900)
    expect(detail('sam')?.microphoneMayOpen).toBe(true)
    await story.settle(1_700)
    expect(detail('sam')).toMatchObject({
      microphoneMayOpen: false,
      mode: { wanted: 'monitor', reason: 'lease-lost' },
    })
    const control = [...platform.controls.values()].at(-1)
    expect(control).toMatchObject({ status: 'failed', failure: 'cancelled' })
    const ours = await story.stores.controls.byPlatformId(control!.id)
    expect(ours?.record.state).toMatchObject({ name: 'cancelled', reason: 'lease-lost' })
    expect(ours?.record.leaseFence).toBe(1)
  })

  it('[LE17] overtaken, a holder loses the line at the next heartbeat, and a late command never reaches the platform', async () => {
    const { coach, detail, mode, platform, story } = await start()
    await coach('sam')
    const leases = story.stores.leases
    const other = { supervisorId: 'else', tabId: 'tab-x', name: 'Else' }
    await leases.release({ agentUserId: 'ana', fence: 1 })
    await leases.acquire({ agentUserId: 'ana', holder: other, ttlMs: 60_000 })
    await story.settle(1_700)
    expect(detail('sam')).toMatchObject({
      microphoneMayOpen: false,
      mode: { confirmed: 'monitor', reason: 'lease-lost' },
      allowed: { coach: { reason: 'being-coached', by: 'Else' } },
    })
    const started = platform.started.length
    await expect(mode('sam', 'coach')).rejects.toMatchObject({ by: 'Else' })
    await story.settle()
    expect(platform.started).toHaveLength(started)
  })
})

describe('the path on the platform', () => {
  it('[LE18] who takes over first takes the overtaken line back; until it is gone nobody opens another', async () => {
    const { coach, lines, mode, openAll, platform, story, stored } = await start()
    await coach('sam')
    const leases = story.stores.leases
    // As if sam's server were asleep: the row is free, its line goes on.
    await leases.release({ agentUserId: 'ana', fence: 1 })
    Object.assign(leases, { renew: () => new Promise(() => {}) })
    await story.settle(1_100)
    const old = lines('executing')[0]!
    const pressed = mode('mia', 'coach')
    await story.settle(600)
    await pressed
    expect(platform.controls.get(old.id)?.status).toBe('failed')
    await openAll()
    expect(lines('executing').map((control) => control.supervisorId)).toEqual(['mia'])
    expect((await stored())?.lease.fence).toBe(2)
  })

  it('[LE18] when the platform cannot be read nobody may talk, and the lease is given back', async () => {
    const { mode, platform, story, stored } = await start()
    platform.failNext('controls', 'timeout')
    await expect(mode('sam', 'coach')).rejects.toMatchObject({ status: 503, code: 'lease-unknown' })
    await story.settle()
    expect(platform.started.map(({ kind }) => kind)).toEqual(['monitor'])
    expect((await stored())?.lease.holder).toBeUndefined()
  })

  it('[LE19] another console’s line counts as a holder, until the platform says it is over', async () => {
    const { detail, mode, platform, story } = await start()
    const control = {
      id: 'foreign-1',
      version: 1,
      conversationId: 'c1',
      kind: 'whisper-audio',
      status: 'executing',
      supervisorId: 'somebody',
      targetUserId: 'ana',
      executingAt: story.clock.wallNow(),
    } as const
    platform.controls.set(control.id, control)
    // Before any event has told of it.
    await expect(mode('sam', 'coach')).rejects.toMatchObject({ by: 'another console' })
    platform.changeControl(control.id, {})
    await story.settle()
    expect(detail('mia')?.allowed.coach).toMatchObject({
      reason: 'being-coached',
      by: 'another console',
      since: control.executingAt,
    })
    platform.changeControl(control.id, { status: 'completed' }, 'silently')
    await story.settle(2_500)
    expect(detail('mia')?.allowed.coach).toEqual({ allowed: true })
  })
})

describe('asking and handing over', () => {
  const handOver = (
    { story, supervisor }: Awaited<ReturnType<typeof start>>,
    fence: number,
    supervisorId = 'mia',
  ) => story.leases.handOver(supervisor('sam'), 'ana', { tabId: samTab, fence, supervisorId })

  it('[LE20] who asks is seen by the holder; handed over, the old line is closed before the other may speak', async () => {
    const scene = await start()
    const { ask, coach, detail, lines, story } = scene
    await coach('sam')
    await ask('mia')
    await story.settle()
    expect(detail('sam')?.lease?.wishes).toMatchObject([
      { supervisorId: 'mia', name: 'Supervisor mia' },
    ])
    expect(detail('mia')?.lease).toMatchObject({ asked: true, mine: false })
    const passing = handOver(scene, 1)
    await story.settle(2_000)
    await passing
    expect(lines('executing')).toHaveLength(0)
    expect(detail('sam')).toMatchObject({ mode: { confirmed: 'monitor', reason: 'handed-over' } })
    expect(detail('mia')?.lease).toMatchObject({ fence: 2, mine: true, wishes: [] })
    await coach('mia')
    expect(lines('executing').map((control) => control.supervisorId)).toEqual(['mia'])
    await story.settle(30_000)
    expect(detail('mia')?.microphoneMayOpen).toBe(true)
  })

  it('[LE20] a lease that was handed over and is not used is given back after a while', async () => {
    const scene = await start()
    await scene.coach('sam')
    await scene.ask('mia')
    const passing = handOver(scene, 1)
    await scene.story.settle(2_000)
    await passing
    await scene.story.settle(10_000)
    expect((await scene.stored())?.lease.holder?.supervisorId).toBe('mia')
    await scene.story.settle(5_000)
    expect((await scene.stored())?.lease.holder).toBeUndefined()
  })

  it('[LE21] a forged fence, a hand-over to one who did not ask or by one who does not hold it: refused, nothing disturbed', async () => {
    const scene = await start()
    const { ask, coach, lines, story, supervisor } = scene
    await expect(ask('mia')).rejects.toMatchObject({ code: 'nothing-to-ask-for' })
    await coach('sam')
    await expect(handOver(scene, 1)).rejects.toMatchObject({ code: 'not-asked' })
    await ask('mia')
    await expect(handOver(scene, 2)).rejects.toMatchObject({ code: 'stale-fence' })
    const forged = { tabId: miaTab, fence: 1, supervisorId: 'mia' }
    await expect(story.leases.handOver(supervisor('mia'), 'ana', forged)).rejects.toMatchObject({
      code: 'stale-fence',
    })
    await expect(
      story.leases.withdraw(supervisor('mia'), 'ana', miaTab, 'sam'),
    ).rejects.toMatchObject({ code: 'stale-fence' })
    await expect(story.leases.ask(supervisor('mia'), 'eve', miaTab, 'c1')).rejects.toMatchObject({
      status: 404,
    })
    await story.settle()
    expect(lines('executing').map((control) => control.supervisorId)).toEqual(['sam'])
  })

  it('[LE22] a wish can be withdrawn, answered with "not now", and ends with its tab', async () => {
    const { ask, coach, detail, seats, story, supervisor } = await start()
    const wishes = () => detail('sam')?.lease?.wishes
    await coach('sam')
    await ask('mia')
    await story.leases.withdraw(supervisor('mia'), 'ana', miaTab, undefined)
    await story.settle()
    expect(wishes()).toEqual([])
    await ask('mia')
    await story.leases.withdraw(supervisor('sam'), 'ana', samTab, 'mia')
    await story.settle()
    expect(detail('mia')?.lease?.asked).toBe(false)
    await ask('mia')
    await story.settle()
    expect(wishes()).toHaveLength(1)
    seats.mia.panel.leave()
    await story.settle(6_000)
    expect(wishes()).toEqual([])
  })
})
