import { describe, expect, it } from 'vitest'
import type { Control } from '../shapes.ts'
import {
  act,
  agentOf,
  ask,
  current,
  now,
  openLine,
  refusalOf,
  renewBeforeEach,
  supervisors,
  told,
  whisperText,
} from '../testing/control-on-trial.ts'
import { maren, oskar } from '../testing/world-on-trial.ts'
import { controlTransitions, outcomeOf } from './control-transitions.ts'

renewBeforeEach()

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
      conversationId: current.call.id,
      supervisorId: current.trial.person(maren).id,
      targetUserId: agentOf(current.call),
      audioMixLevel: 0.65,
      createdAt: '2026-01-01T12:00:00.000Z',
      metadata: {},
    })
    current.trial.clock.advanceSync(29)
    expect(now(control).status).toBe('QUEUED')
    current.trial.clock.advanceSync(121)
    expect(now(control)).toMatchObject({ version: 2, status: 'EXECUTING' })
    expect(told('control.updated', control).map(({ status }) => status)).toEqual([
      'QUEUED',
      'EXECUTING',
    ])
    expect(current.trial.lines.get(control.id)).toEqual({
      controlId: control.id,
      conversationId: current.call.id,
      controlType: 'WHISPER',
      mixLevel: 0.65,
    })
  })

  it('[SW21] an omitted mix level is 1.0; a barge has none', () => {
    expect(ask({ audioMixLevel: undefined }).audioMixLevel).toBe(1)
    const barge = ask({ controlType: 'BARGE', audioMixLevel: undefined })
    expect('audioMixLevel' in barge).toBe(false)
    current.trial.clock.advanceSync(150)
    expect(current.trial.lines.get(barge.id)?.mixLevel).toBe(1)
  })

  it('[SW21] in a loaded media queue it takes 10 to 15 s', () => {
    const busy = current.trial.scenario({ scenario: 'busy' })
    const control = ask({}, busy)
    current.trial.clock.advanceSync(9_999)
    expect(now(control).status).toBe('QUEUED')
    current.trial.clock.advanceSync(5_001)
    expect(now(control).status).toBe('EXECUTING')
  })

  it('[SW21] the fault delays lines and texts alike', () => {
    current.trial.faults.merge({ mediaQueueDelayMs: 12_000 })
    const line = ask()
    const text = whisperText('hello')
    current.trial.clock.advanceSync(11_999)
    expect([now(line).status, now(text).status]).toEqual(['QUEUED', 'QUEUED'])
    current.trial.clock.advanceSync(1)
    expect([now(line).status, now(text).status]).toEqual(['EXECUTING', 'COMPLETED'])
  })

  it('[SW22] a text is COMPLETED when it is on the desk, and is never a line', () => {
    const control = whisperText('offer the refund')
    expect(control).toMatchObject({ status: 'QUEUED', text: 'offer the refund' })
    expect('audioMixLevel' in control).toBe(false)
    current.trial.clock.advanceSync(150)
    expect(now(control)).toMatchObject({ version: 2, status: 'COMPLETED' })
    expect(now(control).finishedAt).toBeDefined()
    expect(supervisors()).toEqual([])
    expect(current.trial.lines.size).toBe(0)
  })

  it.each([
    ['WHISPER', ['agent']],
    ['BARGE', ['agent', 'customer']],
    ['MONITOR', []],
  ] as const)('[SW23] an EXECUTING %s adds a supervisor heard by %j', (controlType, heardBy) => {
    const before = current.trial.conversation(current.call.id).version
    const control = openLine(controlType)
    expect(supervisors()).toEqual([
      { controlId: control.id, controlType, heardBy, state: 'CONNECTED' },
    ])
    expect(current.trial.conversation(current.call.id).version).toBe(before + 1)
    expect(told('conversation.updated').at(-1)).toMatchObject({
      version: before + 1,
      participants: [{}, {}, { controlId: control.id, heardBy }],
    })
    current.trial.world.lineFinished(control.id)
    expect(now(control).status).toBe('COMPLETED')
    expect(supervisors()).toEqual([])
    expect(current.trial.conversation(current.call.id).version).toBe(before + 2)
    expect(current.trial.lines.has(control.id)).toBe(false)
  })

  it('[SW24] without a socket within 10 s of EXECUTING it fails for want of media', () => {
    const control = ask()
    current.trial.clock.advanceSync(150)
    const executingAt = Date.parse(now(control).executingAt ?? '')
    current.trial.clock.advanceSync(executingAt + 9_999 - current.trial.clock.wallNow())
    expect(now(control).status).toBe('EXECUTING')
    current.trial.clock.advanceSync(1)
    expect(now(control)).toMatchObject({ status: 'FAILED', failureReason: 'NO_MEDIA' })
    expect(supervisors()).toEqual([])
  })

  it('[SW24] a socket opened while QUEUED counts', () => {
    const control = openLine()
    current.trial.clock.advanceSync(60_000)
    expect(now(control).status).toBe('EXECUTING')
  })

  it('[SW24] a socket opened and lost while QUEUED does not count', () => {
    const control = ask()
    current.trial.world.lineAttached(control.id)
    current.trial.world.lineLost(control.id)
    current.trial.clock.advanceSync(10_150)
    expect(now(control)).toMatchObject({ status: 'FAILED', failureReason: 'NO_MEDIA' })
  })

  it('[SW25] a lost socket may come back within 5 s, each time it is lost', () => {
    const control = openLine()
    for (let loss = 0; loss < 3; loss += 1) {
      current.trial.world.lineLost(control.id)
      current.trial.clock.advanceSync(4_999)
      expect(now(control).status).toBe('EXECUTING')
      current.trial.world.lineAttached(control.id)
      current.trial.clock.advanceSync(10_000)
      expect(now(control).status).toBe('EXECUTING')
    }
    current.trial.world.lineLost(control.id)
    current.trial.clock.advanceSync(5_000)
    expect(now(control)).toMatchObject({ status: 'FAILED', failureReason: 'NO_MEDIA' })
  })

  it('[SW26] close completes a line; while it is queued, it is given up', () => {
    const executing = openLine()
    current.trial.world.lineFinished(executing.id)
    expect(now(executing).status).toBe('COMPLETED')
    const queued = ask()
    current.trial.world.lineFinished(queued.id)
    expect(now(queued)).toMatchObject({ status: 'FAILED', failureReason: 'CANCELLED' })
    current.trial.clock.advanceSync(1_000)
    expect(now(queued).status).toBe('FAILED')
  })

  it('[SW26] a frame of the wrong shape fails it', () => {
    const control = openLine()
    current.trial.world.lineBroken(control.id)
    expect(now(control)).toMatchObject({ status: 'FAILED', failureReason: 'FORMAT' })
  })

  it('[SW26] what comes after the end of a control changes nothing', () => {
    const control = openLine()
    current.trial.world.lineFinished(control.id)
    const final = now(control)
    for (const late of [
      current.trial.world.lineAttached,
      current.trial.world.lineLost,
      current.trial.world.lineFinished,
      current.trial.world.lineBroken,
    ])
      late(control.id)
    act('end')
    current.trial.clock.advanceSync(60_000)
    expect(now(control)).toBe(final)
    for (const unknown of [current.trial.world.lineAttached, current.trial.world.lineLost])
      unknown('nothing')
    expect(current.trial.failures).toEqual([])
  })

  it('[SW27] on HOLD the platform goes on mixing whispers until they are cancelled', () => {
    const whisper = openLine()
    const barge = openLine('BARGE')
    act('hold')
    current.trial.clock.advanceSync(60_000)
    expect([now(whisper).status, now(barge).status]).toEqual(['EXECUTING', 'EXECUTING'])
    expect(current.trial.lines.size).toBe(2)
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
    current.trial.clock.advanceSync(150)
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
      current.trial.clock.advanceSync(9_999)
      expect(now(whisper).status).toBe('EXECUTING')
      current.trial.clock.advanceSync(1)
      expect(now(whisper)).toMatchObject({ status: 'FAILED', failureReason: 'PATH_SEVERED' })
      expect(now(barge)).toMatchObject({ status: 'FAILED', failureReason: 'PATH_SEVERED' })
      expect(now(monitor).status).toBe('EXECUTING')
    },
  )

  it('[SW28] back with the same agent within 10 s, the line lives on', () => {
    const whisper = openLine()
    act('transfer')
    current.trial.clock.advanceSync(9_000)
    act('cancel-transfer')
    current.trial.clock.advanceSync(60_000)
    expect(now(whisper).status).toBe('EXECUTING')
    expect(supervisors()).toMatchObject([{ heardBy: ['agent'] }])
  })

  it('[SW28] a path does not open while it is cut; it opens afterwards, or is severed', () => {
    const whisper = ask()
    current.trial.world.lineAttached(whisper.id)
    act('transfer')
    current.trial.clock.advanceSync(5_000)
    expect(now(whisper).status).toBe('QUEUED')
    act('cancel-transfer')
    expect(now(whisper).status).toBe('EXECUTING')
    const second = ask()
    act('conference')
    current.trial.clock.advanceSync(10_000)
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
      const before = current.trial.conversation(current.call.id).version
      current.trial.log.length = 0
      act(action)
      expect(now(whisper)).toMatchObject({ status: 'FAILED', failureReason: 'AGENT_LEFT' })
      expect(current.trial.log[0]).toBe(`close ${whisper.id}`)
      expect(current.trial.log).toHaveLength(2)
      expect(current.trial.conversation(current.call.id).version).toBe(before + 1)
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
    current.trial.world.controlBook.cancel(queued.id)
    expect(now(queued)).toMatchObject({ status: 'FAILED', failureReason: 'CANCELLED' })
    const executing = openLine()
    current.trial.world.controlBook.cancel(executing.id)
    expect(now(executing)).toMatchObject({ status: 'FAILED', failureReason: 'CANCELLED' })
    expect(current.trial.lines.size).toBe(0)
    expect(refusalOf(() => current.trial.world.controlBook.cancel(executing.id))).toMatchObject({
      status: 409,
      code: 'control.final',
    })
    expect(refusalOf(() => current.trial.world.controlBook.cancel('nothing'))).toMatchObject({
      status: 404,
    })
  })

  it('[SW37] the sixteenth line opens, the seventeenth fails for want of capacity', () => {
    const lines = Array.from({ length: 17 }, () => ask())
    current.trial.clock.advanceSync(150)
    const statuses = lines.map((line) => now(line))
    expect(statuses.filter(({ status }) => status === 'EXECUTING')).toHaveLength(16)
    expect(statuses.filter(({ failureReason }) => failureReason === 'CAPACITY')).toHaveLength(1)
  })

  it('[SW38] two supervisors may whisper at once: keeping them apart is not the platform’s work', () => {
    const first = openLine()
    const second = ask({}, current.call, oskar)
    current.trial.clock.advanceSync(150)
    expect([now(first).status, now(second).status]).toEqual(['EXECUTING', 'EXECUTING'])
    expect(supervisors()).toHaveLength(2)
  })
})
