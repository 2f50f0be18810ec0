import { beforeEach, describe, expect, it } from 'vitest'
import { maren, oskar } from '../../world/testing/world-on-trial.ts'
import { lastingFaults } from '../catalogue/lasting-faults.ts'
import { type PanelOnTrial, putPanelOnTrial } from '../testing/panel-on-trial.ts'

let panel: PanelOnTrial

beforeEach(async () => {
  panel = await putPanelOnTrial()
})

async function inForce(): Promise<readonly string[]> {
  const { inForce: faults } = await panel.view()
  return faults.map(({ name, amount }: { name: string; amount: string }) => `${name}: ${amount}`)
}

describe('what is in force', () => {
  it('[SF20] is told in words, whoever set it, until it is cleared', async () => {
    expect(await inForce()).toEqual([])
    await panel.call('POST', '/_simulator/faults', {
      body: { mediaQueueDelayMs: 12_000, restLatencyMs: 250, loseEvents: 0.333 },
    })
    panel.faults.merge({ rateLimit: 5, loseTokenAnswers: 2, leakWhisperToCustomer: -12.5 })
    panel.faults.merge({ controlEventsSilent: 'all' })
    expect(await inForce()).toEqual([
      'Media queue delay: 12 s',
      'Silence about controls: Events and answers keep the last state',
      'Slow answers: 250 ms',
      'Tighter request limit: 5 requests per second',
      'Lost events: 33.3 %',
      'Leak the whisper to the customer: at -12.5 dB',
      'Lost token answers: 2 to come',
    ])
    await panel.call('DELETE', '/_simulator/faults')
    expect(await inForce()).toEqual([])
  })

  it('[SF20] leaves no fault out, and calls nothing a fault that changes nothing', async () => {
    panel.faults.merge({ leakWhisperToCustomer: 0, controlEventsSilent: 'events', loseEvents: 0 })
    expect(await inForce()).toEqual([
      'Silence about controls: Their events are lost for ever',
      'Leak the whisper to the customer: at 0 dB',
    ])
    for (const [key, { kind }] of Object.entries(lastingFaults)) {
      panel.faults.clear()
      panel.faults.merge({ [key]: kind === 'choice' ? 'all' : 1 })
      const { inForce: faults, faults: raw } = await panel.view()
      expect(faults).toEqual([expect.objectContaining({ key })])
      expect(raw[key]).toBe(kind === 'choice' ? 'all' : 1)
    }
  })

  it('[SF21] includes what struck once, the newest first, the last five', async () => {
    for (const closesInMs of [1, 2, 3, 4]) {
      panel.faults.strike({ type: 'rotate-event-streams', closesInMs })
      panel.clock.advanceSync(1_000)
    }
    await panel.call('POST', '/_simulator/faults', { body: { dropMediaSockets: true } })
    await panel.call('POST', '/_simulator/faults', { body: { expireTokens: true } })
    const { strikes } = await panel.view()
    expect(strikes.map(({ words }: { words: string }) => words)).toEqual([
      'Access tokens expired',
      'Media sockets dropped',
      'Event streams told to rotate, closing after 4 ms',
      'Event streams told to rotate, closing after 3 ms',
      'Event streams told to rotate, closing after 2 ms',
    ])
    const [newest, , older] = strikes
    expect(Date.parse(newest.at) - Date.parse(older.at)).toBe(1_000)
  })

  it('[SF22] is told even while the platform fails every request', async () => {
    const faults = { restErrorRate: 1, rateLimit: 1, restLatencyMs: 60_000 }
    await panel.call('POST', '/_simulator/faults', { body: faults })
    for (let time = 0; time < 5; time += 1) expect(await inForce()).toHaveLength(3)
  })
})

describe('the rights of people', () => {
  it('[SF30] are told as they are, with what was taken and given since the start', async () => {
    const { id, permissions, queueIds } = panel.person(maren)
    expect((await panel.view({ personId: id })).changedPeople).toEqual([])
    await panel.call('PATCH', `/_simulator/people/${id}`, {
      body: {
        permissions: ['Agent:Self', ...permissions.slice(1)],
        queueIds: ['queue-support'],
        licence: 'CX1',
      },
    })
    await panel.call('PATCH', `/_simulator/people/${panel.person(oskar).id}`, {
      body: { active: false },
    })
    const { person, changedPeople } = await panel.view({ personId: id })
    expect(person).toMatchObject({ name: maren, queueIds: ['queue-support'], licence: 'CX1' })
    expect(changedPeople).toMatchObject([
      {
        name: maren,
        changes: [
          'taken: Routing:Queue:Read, queue Billing',
          'given: Agent:Self, queue Support',
          'licence CX1, was CX3',
        ],
        original: { permissions, queueIds, licence: 'CX3', active: true },
      },
      { name: oskar, changes: ['taken: the whole login'] },
    ])
  })

  it('[SF31] can be given back whole, whatever was changed in between', async () => {
    const before = panel.person(maren)
    const url = `/_simulator/people/${before.id}`
    await panel.call('PATCH', url, { body: { permissions: [], active: false } })
    await panel.call('PATCH', url, { body: { queueIds: [], licence: 'CX2' } })
    await panel.call('DELETE', '/_simulator/faults')
    const [changed] = (await panel.view()).changedPeople
    const answer = await panel.call('PATCH', url, { body: changed.original })
    expect(answer.status).toBe(200)
    expect(panel.person(maren)).toEqual(before)
    expect((await panel.view()).changedPeople).toEqual([])
  })

  it('[SF32] of a director say that every queue is seen', async () => {
    const director = await panel.view({ personId: panel.person('Beatrix Holloway').id })
    const other = await panel.view({ personId: panel.person(maren).id })
    expect([director.person.director, other.person.director]).toEqual([true, false])
  })
})

describe('conversations', () => {
  const ids = async (conversationId?: string) => {
    const query = conversationId === undefined ? {} : { conversationId }
    const { conversations } = await panel.view(query)
    return conversations.map(({ id }: { id: string }) => id)
  }

  it('[SF40] asked for stand on top, the newest first, then the others by name', async () => {
    panel.world.start()
    panel.clock.advanceSync(1_000)
    const first = panel.scenario()
    const second = panel.scenario({ scenario: 'chat', queueId: 'queue-support' })
    const { conversations } = await panel.view()
    expect((await ids()).slice(0, 2)).toEqual([second.id, first.id])
    expect(conversations[0]).toMatchObject({
      scenario: 'chat',
      mediaType: 'CHAT',
      queueName: 'Support',
      state: 'ACTIVE',
    })
    const names = conversations.slice(2).map(({ agentName }: { agentName: string }) => agentName)
    expect(names.length).toBeGreaterThan(5)
    expect(names).toEqual(names.toSorted())
  })

  it('[SF41] stay listed until they are written up, the chosen one also after that', async () => {
    const { id } = panel.scenario()
    panel.world.act(id, 'end')
    expect(await ids()).toEqual([id])
    panel.world.act(id, 'wrap-up')
    expect(await ids()).toEqual([])
    expect(await ids(id)).toEqual([id])
    panel.clock.advanceSync(2 * 60 * 60_000)
    expect(await ids(id)).toEqual([])
  })

  it('[SF42] are shown with which acts their state allows, and the others are refused in words', async () => {
    const { id } = panel.scenario()
    panel.world.act(id, 'hold')
    const { conversation } = await panel.view({ conversationId: id })
    expect(conversation).toMatchObject({ state: 'HOLD', recording: 'ON', region: 'us-east-1' })
    expect(conversation.possible).toContain('retrieve')
    expect(conversation.possible).not.toContain('hold')
    const refused = await panel.call('POST', `/_simulator/conversations/${id}/act`, {
      body: { action: 'hold' },
    })
    expect(refused).toMatchObject({
      status: 409,
      body: { message: 'hold is not possible while HOLD.' },
    })
  })

  it('[SF43] show the truth about who hears and what became of controls, even when clients are not told', async () => {
    const call = panel.scenario()
    panel.faults.merge({ controlEventsSilent: 'all' })
    const control = panel.world.controlBook.request(call.id, panel.person(maren), {
      controlType: 'WHISPER',
      mediaType: 'AUDIO',
      targetUserId: call.participants.find(({ purpose }) => purpose === 'agent')?.userId ?? '',
      audioMixLevel: 0.65,
    })
    panel.world.lineAttached(control.id)
    panel.clock.advanceSync(200)
    expect(panel.world.announcedControl(control.id)?.status).toBe('QUEUED')
    const truth = async () => (await panel.view({ conversationId: call.id })).conversation
    expect(await truth()).toMatchObject({
      parties: expect.arrayContaining([
        `${maren} (supervisor): whisper · connected · heard by agent`,
      ]),
      controls: [{ id: control.id, words: `WHISPER AUDIO by ${maren}: EXECUTING` }],
    })
    panel.world.act(call.id, 'drop-agent')
    expect((await truth()).controls[0].words).toBe(`WHISPER AUDIO by ${maren}: FAILED (AGENT_LEFT)`)
  })

  it('[SF43] tell of a listener that nobody hears them', async () => {
    const call = panel.scenario()
    const control = panel.world.controlBook.request(call.id, panel.person(maren), {
      controlType: 'MONITOR',
      mediaType: 'AUDIO',
      targetUserId: call.participants.find(({ purpose }) => purpose === 'agent')?.userId ?? '',
    })
    panel.world.lineAttached(control.id)
    panel.clock.advanceSync(200)
    const { conversation } = await panel.view({ conversationId: call.id })
    expect(conversation.parties).toContain(
      `${maren} (supervisor): monitor · connected · heard by nobody`,
    )
  })
})
