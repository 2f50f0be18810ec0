import { describe, expect, it } from 'vitest'
import { makeConversation, makeSupervisor } from '../../test/coaching/people.ts'
import { speak, startCoaching } from '../../test/coaching/start-coaching.ts'
import { type Story, startStory } from '../../test/coaching/story.ts'
import type { NewPolicy } from '../database/policy-store.ts'
import { ApiRefusal } from '../http/api-refusal.ts'

/** As an administrator on whichever server: written to the database, and told to everybody who listens. */
async function layDown(story: Story, rules: NewPolicy['rules'], queueId?: string): Promise<void> {
  const expected = (await story.stores.policies.versions(queueId, 1))[0]?.version ?? 0
  const policy: NewPolicy = {
    rules,
    changedAt: story.clock.wallNow(),
    changedBy: 'rafael',
    changedByName: 'Rafael Montoya',
    ...(queueId === undefined ? {} : { queueId }),
  }
  await story.stores.policies.append(policy, expected)
  await story.settle()
}

const protectsAna = {
  protectedAgents: [{ userId: 'ana', name: 'Agent ana', why: 'Works council, § 12.' }],
}

async function open(story: Story) {
  const panel = story.connectPanel(story.sam)
  await story.settle()
  panel.show('c1')
  await story.settle()
  const supervisor = story.supervisor(story.sam)
  return {
    panel,
    supervisor,
    change: (mode: 'monitor' | 'coach' | 'barge', reason?: string) =>
      story.commands
        .changeMode(supervisor, 'c1', {
          mode,
          tabId: panel.tabId,
          ...(reason === undefined ? {} : { reason }),
        })
        .then(
          () => 'accepted',
          (failure: unknown) => failure,
        ),
  }
}

describe('policies in force', () => {
  it('[CM110] a protected agent is neither monitored, coached nor barged in on, in the administrator’s words; a text goes through', async () => {
    const story = startStory()
    await layDown(story, protectsAna, 'q1')
    const { change, panel, supervisor } = await open(story)
    for (const mode of ['monitor', 'coach', 'barge'] as const) {
      const refusal = await change(mode)
      expect(refusal).toBeInstanceOf(ApiRefusal)
      expect(refusal).toMatchObject({
        status: 403,
        code: 'agent-never-monitored',
        words: 'Works council, § 12.',
      })
    }
    const refused = {
      allowed: false,
      reason: 'agent-never-monitored',
      words: 'Works council, § 12.',
    }
    expect(panel.detail()?.allowed).toMatchObject({
      monitor: refused,
      coach: refused,
      barge: refused,
      whisperText: { allowed: true },
    })
    await story.commands.sendText(supervisor, 'c1', 'well done')
    expect(story.callsOf('startControl')).toHaveLength(1)
    await expect(
      story.coaching.engines.leases.ask(supervisor, 'ana', panel.tabId, 'c1'),
    ).rejects.toMatchObject({ code: 'agent-never-monitored' })
  })

  it('[CM110] of another queue’s list nothing is refused, of the list for all queues it is', async () => {
    const story = startStory()
    await layDown(story, protectsAna, 'q2')
    const { change } = await open(story)
    expect(await change('monitor')).toBe('accepted')
    await story.settle()
    await layDown(story, { protectedCustomers: [{ customer: 'carla client' }] })
    expect(await change('coach')).toMatchObject({ code: 'customer-never-monitored' })
  })

  it('[CM111] an agent who comes onto the list while somebody listens and speaks: both lines are taken back, and it says why', async () => {
    const { audio, lineOf, panel, story } = await startCoaching()
    expect(panel.detail()?.mode).toMatchObject({ confirmed: 'coach' })
    await speak(story, audio, 5)
    const ear = lineOf('monitor').listener
    ear.onFrame(new Int16Array(640))
    const heard = audio.frames.length
    expect(heard).toBeGreaterThan(0)
    const asked = story.clock.monotonicNow()
    await layDown(story, protectsAna, 'q1')
    ear.onFrame(new Int16Array(640))
    await story.settle(300)
    expect(story.clock.monotonicNow() - asked).toBeLessThan(1_000)
    expect(audio.frames).toHaveLength(heard)
    expect(panel.detail()?.mode).toMatchObject({ wanted: 'off', reason: 'policy-forbids' })
    expect(panel.detail()?.microphoneMayOpen).toBe(false)
    expect([lineOf('monitor').isClosed, lineOf('whisper-audio').isClosed]).toEqual([true, true])
  })

  it('[CM111] a protected agent or customer who comes into the call ends the listening', async () => {
    const story = startStory()
    await layDown(story, { protectedCustomers: [{ customer: 'Vera Vip' }] })
    const { change, panel } = await open(story)
    expect(await change('monitor')).toBe('accepted')
    await story.settle()
    story.platform.openLine(story.platform.control().id)
    await story.settle()
    expect(panel.detail()?.mode.confirmed).toBe('monitor')
    const [customer, ...others] = makeConversation('c1', 'q1', 'ana', 0).participants
    story.platform.change('c1', { participants: [{ ...customer!, name: 'Vera Vip' }, ...others] })
    await story.settle(300)
    expect(panel.detail()?.mode).toMatchObject({ wanted: 'off', reason: 'policy-forbids' })
  })

  it('[CM112] a mode that asks for a reason is refused without one and keeps it with its act, personal data masked', async () => {
    const story = startStory()
    await layDown(story, { reasonRequired: { barge: true }, explanation: 'See the house rules.' })
    const { change, panel } = await open(story)
    expect(panel.detail()?.policy).toEqual({
      told: ['coach', 'barge'],
      needsReason: ['barge'],
      revealAllowed: true,
      explanation: 'See the house rules.',
    })
    expect(await change('barge')).toMatchObject({
      status: 409,
      code: 'reason-required',
      words: 'See the house rules.',
    })
    expect(story.callsOf('startControl')).toHaveLength(0)
    expect(await change('barge', 'complaint of card 4111 1111 1111 1111')).toBe('accepted')
    await story.settle()
    const controls = await story.stores.controls.byConversation('c1', 'sam', 10)
    const acts = await Promise.all(
      controls.map(({ record }) => story.stores.controls.acts(record.id)),
    )
    const submitted = acts.flat().filter(({ act }) => act === 'control-submitted')
    expect(submitted.length).toBeGreaterThan(0)
    for (const { statedReason } of submitted) {
      expect(statedReason).toContain('complaint of card')
      expect(statedReason).not.toContain('4111')
    }
  })

  it('[CM112] what already runs is not asked for again: listening with a reason goes on to coaching', async () => {
    const story = startStory()
    await layDown(story, { reasonRequired: { monitor: true } })
    const { change, panel } = await open(story)
    expect(await change('coach')).toMatchObject({ code: 'reason-required' })
    expect(await change('monitor', 'first week')).toBe('accepted')
    await story.settle()
    expect(panel.detail()?.policy?.needsReason).toEqual([])
    expect(await change('coach')).toBe('accepted')
  })

  it('[CM113] while the policies cannot be read nothing is begun, and texts wait for them, too', async () => {
    const story = startStory()
    const { change, supervisor } = await open(story)
    const blind = startStory({
      stores: {
        ...story.stores,
        policies: {
          ...story.stores.policies,
          newest: () => Promise.reject(new Error('the database is away')),
        },
      },
      clock: story.clock,
    })
    const beside = await open(blind)
    expect(await beside.change('monitor')).toBeInstanceOf(Error)
    await expect(blind.commands.sendText(beside.supervisor, 'c1', 'hello')).rejects.toThrow()
    expect(await change('monitor')).toBe('accepted')
    expect(supervisor.session.person.id).toBe('sam')
  })

  it('[PO12] another server goes by the new policy at once, and by the newest after its listening was lost', async () => {
    const story = startStory()
    const other = startStory({ beside: story })
    const { change } = await open(other)
    await layDown(story, protectsAna)
    expect(await change('monitor')).toMatchObject({ code: 'agent-never-monitored' })
    const lost: (() => void)[] = []
    const deaf = startStory({
      clock: story.clock,
      stores: {
        ...story.stores,
        policies: {
          ...story.stores.policies,
          async listen(_onNews, onLost) {
            lost.push(onLost)
            if (lost.length > 1) throw new Error('nobody to listen to')
            return async () => {}
          },
        },
      },
    })
    const { change: ask } = await open(deaf)
    lost[0]?.()
    await layDown(story, {})
    await story.clock.advance(1_000)
    expect(await ask('monitor')).toBe('accepted')
    expect(lost.length).toBeGreaterThan(1)
  })

  it('[AL104] what is read at the same revision with fewer names takes the place of what was known', async () => {
    const story = startStory()
    await layDown(story, protectsAna)
    let isErased = false
    const reading = startStory({
      clock: story.clock,
      stores: {
        ...story.stores,
        policies: {
          ...story.stores.policies,
          async newest() {
            const rows = await story.stores.policies.newest()
            if (!isErased) return rows
            return rows.map((row) => ({ ...row, rules: {}, changedByName: '[erased]' }))
          },
        },
      },
    })
    const { change } = await open(reading)
    expect(await change('monitor')).toMatchObject({ code: 'agent-never-monitored' })
    isErased = true
    await story.clock.advance(5_000)
    expect(await change('monitor')).toBe('accepted')
  })

  it('[PO13] a transcript of somebody nobody may listen to is closed with the reason, also while it is open', async () => {
    const story = startStory()
    const { panel } = await open(story)
    panel.openTranscript('c1')
    await story.settle()
    expect(panel.transcript().status?.read.state).not.toBe('refused')
    await layDown(story, protectsAna)
    await story.settle(300)
    expect(panel.transcript().status?.read).toMatchObject({
      state: 'refused',
      code: 'agent-never-monitored',
    })
    expect(panel.transcript().lines).toEqual([])
    panel.openTranscript('c1')
    await story.settle(300)
    expect(panel.transcript().status?.read).toMatchObject({ code: 'agent-never-monitored' })
  })

  it('[PO51] a refused transcript says what the administrator wrote for it', async () => {
    const story = startStory()
    const { panel } = await open(story)
    await layDown(story, protectsAna)
    panel.openTranscript('c1')
    await story.settle(300)
    expect(panel.transcript().status?.read).toEqual({
      state: 'refused',
      code: 'agent-never-monitored',
      words: 'Works council, § 12.',
    })
  })
})

describe('what the agent is told', () => {
  async function listen(story: Story) {
    const opened = await open(story)
    const strip = story.connectStrip()
    await opened.change('monitor')
    await story.settle()
    story.platform.openLine(story.platform.control().id)
    await story.settle()
    return { ...opened, told: () => strip.strip()?.conversations[0]?.coached }
  }
  const by = (...how: readonly string[]) => ({
    state: 'known',
    by: how.map((one) => ({ name: expect.any(String), how: one })),
  })

  it('[AS30] who listens is told once hidden listening is forbidden, and no more when it is allowed again', async () => {
    const story = startStory()
    const { panel, told } = await listen(story)
    expect(told()).toEqual(by())
    await layDown(story, { hiddenListening: false })
    expect(told()).toEqual(by('monitor'))
    expect(panel.detail()?.policy?.told).toEqual(['monitor', 'coach', 'barge'])
    await layDown(story, { hiddenListening: true })
    expect(told()).toEqual(by())
    await layDown(story, { notice: { monitor: true } }, 'q1')
    expect(told()).toEqual(by('monitor'))
  })

  it('[AS31] whoever coaches is told of once, as coaching; without that notice, of the listening if that is told', async () => {
    const story = startStory()
    await layDown(story, { hiddenListening: false })
    const { change, told } = await listen(story)
    await change('coach')
    await story.settle()
    story.platform.openLine(story.platform.control().id)
    await story.settle()
    expect(told()).toEqual(by('coach'))
    await layDown(story, { hiddenListening: false, notice: { coach: false } })
    expect(told()).toEqual(by('monitor'))
    await layDown(story, { notice: { coach: false } })
    expect(told()).toEqual(by())
  })

  it('[AS32] what is told follows the lines, not what was asked for', async () => {
    const story = startStory()
    await layDown(story, { hiddenListening: false })
    const { change } = await open(story)
    const strip = story.connectStrip()
    await change('monitor')
    await story.settle()
    expect(strip.strip()?.conversations[0]?.coached).toEqual(by())
    story.platform.openLine(story.platform.control().id)
    await story.settle()
    expect(strip.strip()?.conversations[0]?.coached).toEqual(by('monitor'))
  })
})

describe('administrators’ panels', () => {
  it('[PO14] are told that there are newer policies; nobody else is', async () => {
    const story = startStory()
    const rafael = makeSupervisor('rafael', {
      role: 'administrator',
      permissions: ['read-routing', 'read-conversation', 'manage-policies'],
    })
    story.platform.addPerson(rafael, ['q1'])
    const panel = story.connectPanel(story.session(rafael))
    const { panel: other } = await open(story)
    const revisions = () =>
      panel.changes().flatMap((change) => (change.kind === 'policies' ? [change.revision] : []))
    expect(revisions()).toEqual([0])
    await layDown(story, protectsAna)
    await layDown(story, {}, 'q2')
    expect(revisions().at(-1)).toBe(2)
    expect(other.changes().some(({ kind }) => kind === 'policies')).toBe(false)
  })
})

describe('the audit', () => {
  it('[AL5] tells under which policies something was done, and why', async () => {
    const story = startStory()
    await layDown(story, { reasonRequired: { barge: true } }, 'q1')
    const { change } = await open(story)
    await change('monitor')
    await story.settle()
    await change('barge', 'the customer asked for me')
    await story.settle()
    const entries = await story.stores.audit.page({}, 100)
    const told = entries.map(({ leaf, personal }) => ({ ...JSON.parse(leaf), ...personal?.values }))
    expect(told.at(-1)).toMatchObject({ act: 'policy-changed', subject: 'q1', policyVersion: 1 })
    const submitted = told.filter(({ act }) => act === 'control-submitted')
    expect(submitted).toMatchObject([
      { mode: 'barge', words: 'the customer asked for me', policyVersion: 1 },
      { mode: 'monitor', policyVersion: 1 },
    ])
  })
})
