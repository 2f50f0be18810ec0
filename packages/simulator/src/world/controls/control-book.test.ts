import { beforeEach, describe, expect, it } from 'vitest'
import { Refusal } from '../../api/refusal.ts'
import type { Control, ControlType, Conversation } from '../shapes.ts'
import { maren, oskar, putOnTrial, type WorldOnTrial } from '../testing/world-on-trial.ts'
import type { ConversationAction } from '../world.ts'
import type { ControlRequest } from './check-control.ts'
import { controlTransitions, outcomeOf } from './control-transitions.ts'

let trial: WorldOnTrial
let call: Conversation

beforeEach(() => {
  trial = putOnTrial()
  call = trial.scenario()
})

function agentOf({ participants }: Conversation): string {
  return participants.find(({ purpose }) => purpose === 'agent')?.userId ?? ''
}

function ask(
  request: Partial<ControlRequest> = {},
  conversation = call,
  supervisor = maren,
): Control {
  return trial.world.controlBook.request(conversation.id, trial.person(supervisor), {
    controlType: 'WHISPER',
    mediaType: 'AUDIO',
    targetUserId: agentOf(conversation),
    audioMixLevel: 0.65,
    ...request,
  })
}

function whisperText(text: string, conversation = call): Control {
  return ask({ mediaType: 'TEXT', text }, conversation)
}

function now(control: Control): Control {
  const current = trial.world.controls.get(control.id)
  if (current === undefined) throw new Error('the control is gone')
  return current
}

function supervisors(id = call.id): readonly unknown[] {
  return trial
    .conversation(id)
    .participants.filter(({ purpose }) => purpose === 'supervisor')
    .map(({ controlId, controlType, heardBy, state }) => ({
      controlId,
      controlType,
      heardBy,
      state,
    }))
}

function act(action: ConversationAction): void {
  expect(trial.world.act(call.id, action)).toMatchObject({ ok: true })
}

/** An EXECUTING line with its socket open. */
function openLine(controlType: ControlType = 'WHISPER'): Control {
  const control = ask({ controlType })
  trial.world.lineAttached(control.id)
  trial.clock.advanceSync(150)
  expect(now(control).status).toBe('EXECUTING')
  return control
}

function refusalOf(run: () => unknown): Partial<Refusal> {
  try {
    run()
  } catch (failure) {
    if (failure instanceof Refusal)
      return { status: failure.status, code: failure.code, details: failure.details }
    throw failure
  }
  throw new Error('it was not refused')
}

function told(name: 'control.updated' | 'conversation.updated', control?: Control) {
  return trial
    .eventsNamed(name)
    .map(({ data }) => data)
    .filter(({ id }) => control === undefined || id === control.id)
}

describe('the life of a control', () => {
  it('[SW20] each fact leads from each state where the table says, and nowhere else', () => {
    const executing = {
      'client-closed': 'COMPLETED',
      'conversation-ended': 'COMPLETED',
      cancelled: 'CANCELLED',
      'media-missing': 'NO_MEDIA',
      'path-severed': 'PATH_SEVERED',
      'format-broken': 'FORMAT',
      'agent-left': 'AGENT_LEFT',
    }
    const queued = {
      'path-opened': 'EXECUTING',
      'text-delivered': 'COMPLETED',
      'client-closed': 'CANCELLED',
      'conversation-ended': 'AGENT_LEFT',
      cancelled: 'CANCELLED',
      'path-severed': 'PATH_SEVERED',
      'format-broken': 'FORMAT',
      'agent-left': 'AGENT_LEFT',
      'capacity-reached': 'CAPACITY',
    }
    const facts = [
      ...new Set([
        ...Object.keys(controlTransitions.QUEUED),
        ...Object.keys(controlTransitions.EXECUTING),
      ]),
    ] as Parameters<typeof outcomeOf>[1][]
    const walk = (status: Control['status']) =>
      Object.fromEntries(
        facts.flatMap((fact) => {
          const outcome = outcomeOf(status, fact)
          return outcome === undefined ? [] : [[fact, outcome.failureReason ?? outcome.status]]
        }),
      )
    expect(walk('QUEUED')).toEqual(queued)
    expect(walk('EXECUTING')).toEqual(executing)
    expect(walk('COMPLETED')).toEqual({})
    expect(walk('FAILED')).toEqual({})
  })

  it('[SW21] a line is QUEUED at once and EXECUTING 30 to 150 ms later', () => {
    const control = ask()
    expect(control).toMatchObject({
      version: 1,
      status: 'QUEUED',
      conversationId: call.id,
      supervisorId: trial.person(maren).id,
      targetUserId: agentOf(call),
      audioMixLevel: 0.65,
      createdAt: '2026-01-01T12:00:00.000Z',
      metadata: {},
    })
    trial.clock.advanceSync(29)
    expect(now(control).status).toBe('QUEUED')
    trial.clock.advanceSync(121)
    expect(now(control)).toMatchObject({ version: 2, status: 'EXECUTING' })
    expect(told('control.updated', control).map(({ status }) => status)).toEqual([
      'QUEUED',
      'EXECUTING',
    ])
    expect(trial.lines.get(control.id)).toEqual({
      controlId: control.id,
      conversationId: call.id,
      controlType: 'WHISPER',
      mixLevel: 0.65,
    })
  })

  it('[SW21] an omitted mix level is 1.0; a barge has none', () => {
    expect(ask({ audioMixLevel: undefined }).audioMixLevel).toBe(1)
    const barge = ask({ controlType: 'BARGE', audioMixLevel: undefined })
    expect('audioMixLevel' in barge).toBe(false)
    trial.clock.advanceSync(150)
    expect(trial.lines.get(barge.id)?.mixLevel).toBe(1)
  })

  it('[SW21] in a loaded media queue it takes 10 to 15 s', () => {
    const busy = trial.scenario({ scenario: 'busy' })
    const control = ask({}, busy)
    trial.clock.advanceSync(9_999)
    expect(now(control).status).toBe('QUEUED')
    trial.clock.advanceSync(5_001)
    expect(now(control).status).toBe('EXECUTING')
  })

  it('[SW21] the fault delays lines and texts alike', () => {
    trial.faults.merge({ mediaQueueDelayMs: 12_000 })
    const line = ask()
    const text = whisperText('hello')
    trial.clock.advanceSync(11_999)
    expect([now(line).status, now(text).status]).toEqual(['QUEUED', 'QUEUED'])
    trial.clock.advanceSync(1)
    expect([now(line).status, now(text).status]).toEqual(['EXECUTING', 'COMPLETED'])
  })

  it('[SW22] a text is COMPLETED when it is on the desk, and is never a line', () => {
    const control = whisperText('offer the refund')
    expect(control).toMatchObject({ status: 'QUEUED', text: 'offer the refund' })
    expect('audioMixLevel' in control).toBe(false)
    trial.clock.advanceSync(150)
    expect(now(control)).toMatchObject({ version: 2, status: 'COMPLETED' })
    expect(now(control).finishedAt).toBeDefined()
    expect(supervisors()).toEqual([])
    expect(trial.lines.size).toBe(0)
  })

  it.each([
    ['WHISPER', ['agent']],
    ['BARGE', ['agent', 'customer']],
    ['MONITOR', []],
  ] as const)('[SW23] an EXECUTING %s adds a supervisor heard by %j', (controlType, heardBy) => {
    const before = trial.conversation(call.id).version
    const control = openLine(controlType)
    expect(supervisors()).toEqual([
      { controlId: control.id, controlType, heardBy, state: 'CONNECTED' },
    ])
    expect(trial.conversation(call.id).version).toBe(before + 1)
    expect(told('conversation.updated').at(-1)).toMatchObject({
      version: before + 1,
      participants: [{}, {}, { controlId: control.id, heardBy }],
    })
    trial.world.lineFinished(control.id)
    expect(now(control).status).toBe('COMPLETED')
    expect(supervisors()).toEqual([])
    expect(trial.conversation(call.id).version).toBe(before + 2)
    expect(trial.lines.has(control.id)).toBe(false)
  })

  it('[SW24] without a socket within 10 s of EXECUTING it fails for want of media', () => {
    const control = ask()
    trial.clock.advanceSync(150)
    const executingAt = Date.parse(now(control).executingAt ?? '')
    trial.clock.advanceSync(executingAt + 9_999 - trial.clock.wallNow())
    expect(now(control).status).toBe('EXECUTING')
    trial.clock.advanceSync(1)
    expect(now(control)).toMatchObject({ status: 'FAILED', failureReason: 'NO_MEDIA' })
    expect(supervisors()).toEqual([])
  })

  it('[SW24] a socket opened while QUEUED counts', () => {
    const control = openLine()
    trial.clock.advanceSync(60_000)
    expect(now(control).status).toBe('EXECUTING')
  })

  it('[SW24] a socket opened and lost while QUEUED does not count', () => {
    const control = ask()
    trial.world.lineAttached(control.id)
    trial.world.lineLost(control.id)
    trial.clock.advanceSync(10_150)
    expect(now(control)).toMatchObject({ status: 'FAILED', failureReason: 'NO_MEDIA' })
  })

  it('[SW25] a lost socket may come back within 5 s, each time it is lost', () => {
    const control = openLine()
    for (let loss = 0; loss < 3; loss += 1) {
      trial.world.lineLost(control.id)
      trial.clock.advanceSync(4_999)
      expect(now(control).status).toBe('EXECUTING')
      trial.world.lineAttached(control.id)
      trial.clock.advanceSync(10_000)
      expect(now(control).status).toBe('EXECUTING')
    }
    trial.world.lineLost(control.id)
    trial.clock.advanceSync(5_000)
    expect(now(control)).toMatchObject({ status: 'FAILED', failureReason: 'NO_MEDIA' })
  })

  it('[SW26] close completes a line; while it is queued, it is given up', () => {
    const executing = openLine()
    trial.world.lineFinished(executing.id)
    expect(now(executing).status).toBe('COMPLETED')
    const queued = ask()
    trial.world.lineFinished(queued.id)
    expect(now(queued)).toMatchObject({ status: 'FAILED', failureReason: 'CANCELLED' })
    trial.clock.advanceSync(1_000)
    expect(now(queued).status).toBe('FAILED')
  })

  it('[SW26] a frame of the wrong shape fails it', () => {
    const control = openLine()
    trial.world.lineBroken(control.id)
    expect(now(control)).toMatchObject({ status: 'FAILED', failureReason: 'FORMAT' })
  })

  it('[SW26] what comes after the end of a control changes nothing', () => {
    const control = openLine()
    trial.world.lineFinished(control.id)
    const final = now(control)
    for (const late of [
      trial.world.lineAttached,
      trial.world.lineLost,
      trial.world.lineFinished,
      trial.world.lineBroken,
    ])
      late(control.id)
    act('end')
    trial.clock.advanceSync(60_000)
    expect(now(control)).toBe(final)
    for (const unknown of [trial.world.lineAttached, trial.world.lineLost]) unknown('nothing')
    expect(trial.failures).toEqual([])
  })

  it('[SW27] on HOLD the platform goes on mixing whispers until they are cancelled', () => {
    const whisper = openLine()
    const barge = openLine('BARGE')
    act('hold')
    trial.clock.advanceSync(60_000)
    expect([now(whisper).status, now(barge).status]).toEqual(['EXECUTING', 'EXECUTING'])
    expect(trial.lines.size).toBe(2)
    expect(supervisors()).toMatchObject([{ heardBy: ['agent'] }, { heardBy: [] }])
    act('retrieve')
    expect(supervisors()).toMatchObject([
      { heardBy: ['agent'] },
      { heardBy: ['agent', 'customer'] },
    ])
  })

  it('[SW27] a whisper queued before the hold opens during it', () => {
    const whisper = ask()
    act('hold')
    trial.clock.advanceSync(150)
    expect(now(whisper).status).toBe('EXECUTING')
  })

  it.each(['transfer', 'conference'] as const)(
    '[SW28] %s: nobody hears the line at once, and after 10 s its path is severed',
    (action) => {
      const whisper = openLine()
      const barge = openLine('BARGE')
      const monitor = openLine('MONITOR')
      act(action)
      expect(supervisors()).toMatchObject([{ heardBy: [] }, { heardBy: [] }, { heardBy: [] }])
      trial.clock.advanceSync(9_999)
      expect(now(whisper).status).toBe('EXECUTING')
      trial.clock.advanceSync(1)
      expect(now(whisper)).toMatchObject({ status: 'FAILED', failureReason: 'PATH_SEVERED' })
      expect(now(barge)).toMatchObject({ status: 'FAILED', failureReason: 'PATH_SEVERED' })
      expect(now(monitor).status).toBe('EXECUTING')
    },
  )

  it('[SW28] back with the same agent within 10 s, the line lives on', () => {
    const whisper = openLine()
    act('transfer')
    trial.clock.advanceSync(9_000)
    act('cancel-transfer')
    trial.clock.advanceSync(60_000)
    expect(now(whisper).status).toBe('EXECUTING')
    expect(supervisors()).toMatchObject([{ heardBy: ['agent'] }])
  })

  it('[SW28] a path does not open while it is cut; it opens afterwards, or is severed', () => {
    const whisper = ask()
    trial.world.lineAttached(whisper.id)
    act('transfer')
    trial.clock.advanceSync(5_000)
    expect(now(whisper).status).toBe('QUEUED')
    act('cancel-transfer')
    expect(now(whisper).status).toBe('EXECUTING')
    const second = ask()
    act('conference')
    trial.clock.advanceSync(10_000)
    expect(now(second)).toMatchObject({ status: 'FAILED', failureReason: 'PATH_SEVERED' })
  })

  it('[SW29] a line never moves to another agent', () => {
    const whisper = openLine()
    const monitor = openLine('MONITOR')
    act('transfer')
    act('complete-transfer')
    expect(now(whisper)).toMatchObject({ status: 'FAILED', failureReason: 'AGENT_LEFT' })
    expect(now(monitor)).toMatchObject({ status: 'FAILED', failureReason: 'AGENT_LEFT' })
    expect(supervisors()).toEqual([])
  })

  it.each(['drop-agent', 'end'] as const)(
    '[SW29] %s cuts the line before the call changes, in one version',
    (action) => {
      const whisper = openLine()
      const before = trial.conversation(call.id).version
      trial.log.length = 0
      act(action)
      expect(now(whisper)).toMatchObject({ status: 'FAILED', failureReason: 'AGENT_LEFT' })
      expect(trial.log[0]).toBe(`close ${whisper.id}`)
      expect(trial.log).toHaveLength(2)
      expect(trial.conversation(call.id).version).toBe(before + 1)
      expect(supervisors()).toEqual([])
    },
  )

  it('[SW29] listening completes with the conversation; a queued text fails', () => {
    const monitor = openLine('MONITOR')
    const text = whisperText('too late')
    act('end')
    expect(now(monitor).status).toBe('COMPLETED')
    expect(now(text)).toMatchObject({ status: 'FAILED', failureReason: 'AGENT_LEFT' })
  })

  it('[SW30] a cancelled control is FAILED CANCELLED, whether queued or executing', () => {
    const queued = ask()
    trial.world.controlBook.cancel(queued.id)
    expect(now(queued)).toMatchObject({ status: 'FAILED', failureReason: 'CANCELLED' })
    const executing = openLine()
    trial.world.controlBook.cancel(executing.id)
    expect(now(executing)).toMatchObject({ status: 'FAILED', failureReason: 'CANCELLED' })
    expect(trial.lines.size).toBe(0)
    expect(refusalOf(() => trial.world.controlBook.cancel(executing.id))).toMatchObject({
      status: 409,
      code: 'control.final',
    })
    expect(refusalOf(() => trial.world.controlBook.cancel('nothing'))).toMatchObject({
      status: 404,
    })
  })

  it('[SW37] the sixteenth line opens, the seventeenth fails for want of capacity', () => {
    const lines = Array.from({ length: 17 }, () => ask())
    trial.clock.advanceSync(150)
    const statuses = lines.map((line) => now(line))
    expect(statuses.filter(({ status }) => status === 'EXECUTING')).toHaveLength(16)
    expect(statuses.filter(({ failureReason }) => failureReason === 'CAPACITY')).toHaveLength(1)
  })

  it('[SW38] two supervisors may whisper at once: keeping them apart is not the platform’s work', () => {
    const first = openLine()
    const second = ask({}, call, oskar)
    trial.clock.advanceSync(150)
    expect([now(first).status, now(second).status]).toEqual(['EXECUTING', 'EXECUTING'])
    expect(supervisors()).toHaveLength(2)
  })
})

describe('what the platform refuses', () => {
  const taken = {
    WHISPER_AUDIO: ['ACTIVE'],
    BARGE_AUDIO: ['ACTIVE'],
    MONITOR_AUDIO: ['ACTIVE', 'HOLD', 'IN_TRANSFER', 'CONFERENCE'],
    WHISPER_TEXT: ['ACTIVE', 'HOLD', 'IN_TRANSFER', 'CONFERENCE'],
  }
  const acts = {
    ACTIVE: [],
    HOLD: ['hold'],
    IN_TRANSFER: ['transfer'],
    CONFERENCE: ['conference'],
    ENDED: ['end'],
    WRAPPED_UP: ['end', 'wrap-up'],
  } as const

  for (const [kind, states] of Object.entries(taken))
    for (const [state, way] of Object.entries(acts))
      it(`[SW31] ${kind} in ${state}: ${states.includes(state) ? 'taken' : '409'}`, () => {
        for (const action of way) act(action)
        const [controlType, mediaType] = kind.split('_')
        const request = { controlType, mediaType, text: 'hello' } as ControlRequest
        if (states.includes(state)) expect(ask(request).status).toBe('QUEUED')
        else
          expect(refusalOf(() => ask(request))).toMatchObject({
            status: 409,
            code: 'conversation.not.active',
          })
      })

  it.each([
    ['both targets', { targetParticipantId: 'p' }, 'targetUserId'],
    ['no target', { targetUserId: undefined }, 'targetUserId'],
    ['a stranger', { targetUserId: 'user-nobody' }, 'targetUserId'],
    ['a level above 1', { audioMixLevel: 1.01 }, 'audioMixLevel'],
    ['a level below 0', { audioMixLevel: -0.01 }, 'audioMixLevel'],
    ['no number', { audioMixLevel: Number.NaN }, 'audioMixLevel'],
    ['a written barge', { controlType: 'BARGE', mediaType: 'TEXT', text: 'x' }, 'mediaType'],
    ['a written monitor', { controlType: 'MONITOR', mediaType: 'TEXT', text: 'x' }, 'mediaType'],
    ['no text', { mediaType: 'TEXT' }, 'text'],
    ['an empty text', { mediaType: 'TEXT', text: '' }, 'text'],
    ['1,001 code points', { mediaType: 'TEXT', text: '🙂'.repeat(1_001) }, 'text'],
  ] as const)('[SW32] %s: 400', (_name, request, field) => {
    expect(refusalOf(() => ask(request))).toMatchObject({
      status: 400,
      code: 'bad.request',
      details: { field },
    })
  })

  it('[SW32] a text of 1,000 code points is taken, whatever their size', () => {
    expect(whisperText('🙂'.repeat(1_000)).status).toBe('QUEUED')
  })

  it('[SW32] the edges of the mix level are taken', () => {
    expect(ask({ audioMixLevel: 0 }).audioMixLevel).toBe(0)
    expect(ask({ audioMixLevel: 1 }).audioMixLevel).toBe(1)
  })

  it('[SW32] the customer is no target; the agent’s participant is', () => {
    const [customer, agent] = call.participants
    const byParticipant = (id: string | undefined) =>
      ask({ targetUserId: undefined, targetParticipantId: id })
    expect(refusalOf(() => byParticipant(customer?.participantId))).toMatchObject({
      status: 400,
      details: { field: 'targetParticipantId' },
    })
    expect(byParticipant(agent?.participantId).targetUserId).toBe(agent?.userId)
  })

  it('[SW32] an agent who dropped out is no target any more', () => {
    act('drop-agent')
    expect(refusalOf(() => ask())).toMatchObject({ status: 400 })
  })

  it('[SW32] while the agent consults, texts and listening reach either agent', () => {
    act('transfer')
    const second = trial.conversation(call.id).participants[2]?.userId
    expect(ask({ mediaType: 'TEXT', text: 'x', targetUserId: second }).targetUserId).toBe(second)
    expect(whisperText('y').targetUserId).toBe(agentOf(call))
  })

  it('[SW32] sound needs a channel of sound, and one that supports whispers', () => {
    const chat = trial.scenario({ scenario: 'chat' })
    expect(refusalOf(() => ask({}, chat))).toMatchObject({
      status: 400,
      details: { field: 'mediaType' },
    })
    expect(whisperText('on a chat', chat).status).toBe('QUEUED')
    const deaf = trial.scenario({ scenario: 'no-whisper-support' })
    expect(refusalOf(() => ask({}, deaf))).toMatchObject({ status: 400 })
    expect(ask({ controlType: 'MONITOR' }, deaf).status).toBe('QUEUED')
    expect(whisperText('still readable', deaf).status).toBe('QUEUED')
  })

  it('[SW32] a whisper needs the licence of its medium on both sides', () => {
    expect(refusalOf(() => ask({}, call, 'Henrik Aalto'))).toMatchObject({
      status: 403,
      code: 'missing.licence',
      details: { missing: 'telephony' },
    })
    expect(ask({ controlType: 'MONITOR' }, call, 'Henrik Aalto').status).toBe('QUEUED')
    const withoutText = [...trial.world.people.values()].find(
      ({ role, engagement }) => role === 'agent' && !engagement,
    )
    const theirs = trial.scenario({ agentUserId: withoutText?.id })
    expect(refusalOf(() => whisperText('x', theirs))).toMatchObject({
      status: 403,
      code: 'missing.licence',
      details: { missing: 'engagement' },
    })
    expect(ask({}, theirs).status).toBe('QUEUED')
  })

  it('[SW32] a conversation that is not there is 404', () => {
    expect(refusalOf(() => ask({}, { ...call, id: 'nothing' }))).toMatchObject({ status: 404 })
  })
})

describe('receipts', () => {
  function delivered(): Control {
    const control = whisperText('hello')
    trial.clock.advanceSync(150)
    return control
  }

  it('[SW33] seen sets readAt once, and is announced', () => {
    trial.world.deskOccupied(agentOf(call), true)
    const control = delivered()
    trial.clock.advanceSync(1_000)
    const read = trial.world.recordReceipt(control.id, { seen: true })
    expect(read).toMatchObject({ version: 3, readAt: '2026-01-01T12:00:01.150Z' })
    trial.clock.advanceSync(1_000)
    expect(trial.world.recordReceipt(control.id, { seen: true })).toBe(read)
    expect(told('control.updated', control)).toHaveLength(3)
  })

  it('[SW33] an answer says it was read; another answer replaces it', () => {
    trial.world.deskOccupied(agentOf(call), true)
    const control = delivered()
    expect(trial.world.recordReceipt(control.id, { answer: 'NOT_NOW' })).toMatchObject({
      readAt: '2026-01-01T12:00:00.150Z',
      answer: 'NOT_NOW',
      answeredAt: '2026-01-01T12:00:00.150Z',
    })
    trial.clock.advanceSync(1_000)
    expect(trial.world.recordReceipt(control.id, { answer: 'GOT_IT' })).toMatchObject({
      readAt: '2026-01-01T12:00:00.150Z',
      answer: 'GOT_IT',
      answeredAt: '2026-01-01T12:00:01.150Z',
    })
  })

  it('[SW33] only a delivered text has receipts', () => {
    const notYet = whisperText('hello')
    expect(refusalOf(() => trial.world.recordReceipt(notYet.id, { seen: true }))).toMatchObject({
      status: 409,
    })
    const line = openLine()
    expect(refusalOf(() => trial.world.recordReceipt(line.id, { seen: true }))).toMatchObject({
      status: 409,
    })
    expect(refusalOf(() => trial.world.recordReceipt('nothing', { seen: true }))).toMatchObject({
      status: 404,
    })
  })

  it('[SW34] a scripted agent reads after 2 to 6 s', () => {
    const control = delivered()
    const deliveredAt = Date.parse(now(control).finishedAt ?? '')
    trial.clock.advanceSync(deliveredAt + 1_999 - trial.clock.wallNow())
    expect(now(control).readAt).toBeUndefined()
    trial.clock.advanceSync(4_001)
    expect(Date.parse(now(control).readAt ?? '') - deliveredAt).toBeGreaterThanOrEqual(2_000)
    expect(now(control).answer).toBeUndefined()
  })

  it('[SW34] nobody reads for somebody who sits at the desk, until the seat is empty again', () => {
    const control = delivered()
    trial.world.deskOccupied(agentOf(call), true)
    trial.clock.advanceSync(60_000)
    expect(now(control).readAt).toBeUndefined()
    trial.world.deskOccupied(agentOf(call), false)
    trial.clock.advanceSync(6_000)
    expect(now(control).readAt).toBeDefined()
  })
})

describe('silent control events', () => {
  it('[SW35] "events": no control event ever, but GET and the conversation tell the truth', () => {
    trial.faults.merge({ controlEventsSilent: 'events' })
    const control = openLine()
    expect(told('control.updated')).toEqual([])
    expect(trial.world.announcedControl(control.id)?.status).toBe('EXECUTING')
    expect(trial.world.announcedConversation(call.id)?.participants).toHaveLength(3)
    expect(told('conversation.updated').at(-1)?.participants).toHaveLength(3)
    trial.faults.clear()
    trial.clock.advanceSync(60_000)
    expect(told('control.updated')).toEqual([])
  })

  it('[SW36] "all": control and conversation stay as announced, to everybody who asks', () => {
    const before = told('conversation.updated').length
    trial.faults.merge({ controlEventsSilent: 'all' })
    const control = openLine()
    expect(trial.world.announcedControl(control.id)).toMatchObject({ status: 'QUEUED', version: 1 })
    expect(trial.world.announcedConversation(call.id)?.participants).toHaveLength(2)
    expect(told('conversation.updated')).toHaveLength(before)
    expect(told('control.updated')).toEqual([])
    // The truth goes on all the same.
    expect(trial.lines.has(control.id)).toBe(true)
    expect(supervisors()).toHaveLength(1)
    act('hold')
    expect(told('conversation.updated').at(-1)).toMatchObject({ state: 'HOLD' })
    expect(told('conversation.updated').at(-1)?.participants).toHaveLength(2)
  })

  it('[SW36] a supervisor announced before stays announced, though gone', () => {
    const control = openLine()
    trial.faults.merge({ controlEventsSilent: 'all' })
    trial.world.controlBook.cancel(control.id)
    expect(supervisors()).toEqual([])
    expect(trial.world.announcedConversation(call.id)?.participants).toHaveLength(3)
    expect(trial.world.announcedControl(control.id)?.status).toBe('EXECUTING')
  })

  it.each([{ controlEventsSilent: null }, { controlEventsSilent: 'events' as const }])(
    '[SW36] when it is over (%j) the present state is announced under a version of its own',
    (next) => {
      trial.faults.merge({ controlEventsSilent: 'all' })
      const control = openLine()
      const seen = trial.world.announcedConversation(call.id)?.version ?? 0
      trial.faults.merge(next)
      expect(trial.world.announcedControl(control.id)?.status).toBe('EXECUTING')
      const last = told('conversation.updated').at(-1)
      expect(last?.participants).toHaveLength(3)
      expect(Number(last?.version)).toBeGreaterThan(seen)
      const announcements = told('control.updated', control).map(({ status }) => status)
      expect(announcements).toEqual(next.controlEventsSilent === null ? ['EXECUTING'] : [])
    },
  )

  it('[SW36] conversations in which nothing was kept back are not announced again', () => {
    trial.faults.merge({ controlEventsSilent: 'all' })
    const before = trial.events.length
    trial.faults.clear()
    expect(trial.events).toHaveLength(before)
  })
})
