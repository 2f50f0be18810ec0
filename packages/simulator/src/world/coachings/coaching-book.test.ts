import { beforeEach, describe, expect, it } from 'vitest'
import { Refusal } from '../../api/refusal.ts'
import type { Coaching, CoachingStatus, Conversation } from '../shapes.ts'
import { maren, oskar, putOnTrial, type WorldOnTrial } from '../testing/world-on-trial.ts'
import type { CoachingRequest } from './coaching-book.ts'

let trial: WorldOnTrial
let call: Conversation

beforeEach(() => {
  trial = putOnTrial()
  call = trial.scenario()
})

function create(request: Partial<CoachingRequest> = {}, supervisor = maren): Coaching {
  return trial.world.coachingBook.create(trial.person(supervisor), {
    interactionId: call.id,
    userId: call.participants[1]?.userId ?? '',
    coachingType: 'REAL_TIME',
    metadata: { source: 'test' },
    ...request,
  })
}

function change(coaching: Coaching, status: CoachingStatus, supervisor = maren): Coaching {
  return trial.world.coachingBook.change(trial.person(supervisor), coaching.id, { status })
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

describe('coaching', () => {
  it('[SW40] a coaching begins STARTED and is announced', () => {
    const coaching = create()
    expect(coaching).toMatchObject({
      version: 1,
      status: 'STARTED',
      interactionId: call.id,
      supervisorId: trial.person(maren).id,
      metadata: { source: 'test' },
      createdAt: '2026-01-01T12:00:00.000Z',
    })
    expect(trial.eventsNamed('coaching.created')).toMatchObject([
      {
        conversationId: call.id,
        queueId: 'queue-billing',
        userId: coaching.userId,
        supervisorId: coaching.supervisorId,
        data: { id: coaching.id, version: 1 },
      },
    ])
  })

  const ways: Record<CoachingStatus, readonly CoachingStatus[]> = {
    STARTED: [],
    IN_PROGRESS: ['IN_PROGRESS'],
    PAUSED: ['IN_PROGRESS', 'PAUSED'],
    COMPLETED: ['IN_PROGRESS', 'COMPLETED'],
    INVALID: [],
  }
  const allowed: Record<CoachingStatus, readonly CoachingStatus[]> = {
    STARTED: ['IN_PROGRESS'],
    IN_PROGRESS: ['PAUSED', 'COMPLETED'],
    PAUSED: ['IN_PROGRESS', 'COMPLETED'],
    COMPLETED: [],
    INVALID: [],
  }
  const statuses = Object.keys(ways) as CoachingStatus[]
  for (const from of statuses)
    for (const to of statuses)
      it(`[SW41] ${from} to ${to}: ${allowed[from].includes(to) ? 'yes' : '400'}`, () => {
        if (from === 'INVALID') trial.world.act(call.id, 'end')
        const coaching = create()
        if (from === 'INVALID') trial.clock.advanceSync(1_000)
        for (const status of ways[from]) change(coaching, status)
        expect(trial.world.coachings.get(coaching.id)?.status).toBe(from)
        if (allowed[from].includes(to))
          expect(change(coaching, to)).toMatchObject({ status: to, version: ways[from].length + 2 })
        else
          expect(refusalOf(() => change(coaching, to))).toMatchObject({
            status: 400,
            details: { field: 'status' },
          })
      })

  it('[SW41] metadata is replaced whole, and not on a final record', () => {
    const coaching = create()
    const notes = trial.world.coachingBook.change(trial.person(maren), coaching.id, {
      metadata: { notes: 'good' },
    })
    expect(notes).toMatchObject({ version: 2, status: 'STARTED', metadata: { notes: 'good' } })
    expect('source' in notes.metadata).toBe(false)
    change(coaching, 'IN_PROGRESS')
    change(coaching, 'COMPLETED')
    expect(
      refusalOf(() =>
        trial.world.coachingBook.change(trial.person(maren), coaching.id, { metadata: {} }),
      ),
    ).toMatchObject({ status: 400 })
  })

  it('[SW42] one that is not final per interaction, whoever holds it', () => {
    const first = create()
    expect(refusalOf(() => create({}, oskar))).toMatchObject({
      status: 409,
      code: 'coaching.exists',
      details: { coachingId: first.id },
    })
    change(first, 'IN_PROGRESS')
    change(first, 'COMPLETED')
    expect(create({}, oskar).status).toBe('STARTED')
  })

  it('[SW42] sessions without an interaction are not counted against one another', () => {
    create({ interactionId: undefined })
    const general = create({ interactionId: undefined })
    expect('interactionId' in general).toBe(false)
    expect(trial.eventsNamed('coaching.created').at(-1)?.queueId).toBe('queue-billing')
  })

  it('[SW43] only its creator finds it', () => {
    const coaching = create()
    const { read } = trial.world.coachingBook
    expect(read(trial.person(maren), coaching.id)).toBe(coaching)
    expect(refusalOf(() => read(trial.person(oskar), coaching.id))).toMatchObject({ status: 404 })
    expect(refusalOf(() => change(coaching, 'IN_PROGRESS', oskar))).toMatchObject({ status: 404 })
  })

  it.each(['hold', 'transfer', 'conference'] as const)(
    '[SW44] REAL_TIME is for live interactions, POST_CALL for ended ones: %s',
    (action) => {
      trial.world.act(call.id, action)
      expect(refusalOf(() => create({ coachingType: 'POST_CALL' }))).toMatchObject({
        status: 409,
        code: 'interaction.invalid',
      })
      expect(create().status).toBe('STARTED')
    },
  )

  it('[SW44] POST_CALL in ENDED, WRAPPED_UP and COMPLETED', () => {
    trial.world.act(call.id, 'end')
    const states: string[] = []
    for (const action of ['wrap-up', undefined, undefined] as const) {
      states.push(trial.conversation(call.id).state)
      const coaching = create({ coachingType: 'POST_CALL' })
      change(coaching, 'IN_PROGRESS')
      change(coaching, 'COMPLETED')
      if (action !== undefined) trial.world.act(call.id, action)
      else trial.clock.advanceSync(5_000)
    }
    expect(states).toEqual(['ENDED', 'WRAPPED_UP', 'COMPLETED'])
  })

  it('[SW45] the zombie: less than 2 s after the end it is taken, and found INVALID by event', () => {
    trial.world.act(call.id, 'end')
    trial.clock.advanceSync(1_999)
    const coaching = create()
    expect(coaching.status).toBe('STARTED')
    trial.clock.advanceSync(1_000)
    expect(trial.world.coachings.get(coaching.id)).toMatchObject({ status: 'INVALID', version: 2 })
    expect(trial.eventsNamed('coaching.updated')).toHaveLength(1)
  })

  it('[SW45] 2 s after the end it is 409', () => {
    trial.world.act(call.id, 'end')
    trial.clock.advanceSync(2_000)
    expect(refusalOf(() => create())).toMatchObject({ status: 409, code: 'interaction.invalid' })
  })

  it('[SW45] a zombie does not keep another coaching away', () => {
    trial.world.act(call.id, 'end')
    create()
    trial.clock.advanceSync(1_000)
    expect(create({ coachingType: 'POST_CALL' }).status).toBe('STARTED')
  })

  it.each([
    ['absent', { interactionId: 'nothing' }],
    ['another agent’s', { userId: 'other' }],
  ])('[SW46] an interaction that is %s is invalid', (_name, request) => {
    const other = [...trial.world.people.values()].find(
      ({ role, queueIds, id }) =>
        role === 'agent' && queueIds[0] === 'queue-billing' && id !== call.participants[1]?.userId,
    )
    const userId = 'userId' in request ? (other?.id ?? '') : (call.participants[1]?.userId ?? '')
    expect(refusalOf(() => create({ ...request, userId }))).toMatchObject({
      status: 409,
      code: 'interaction.invalid',
    })
  })

  it('[SW46] an agent outside one’s queues is 403, whether there is one or not', () => {
    const outside = [...trial.world.people.values()].find(
      ({ role, queueIds }) => role === 'agent' && !queueIds.includes('queue-billing'),
    )
    for (const userId of [outside?.id ?? '', 'nobody', trial.person(oskar).id])
      expect(refusalOf(() => create({ userId, interactionId: undefined }))).toMatchObject({
        status: 403,
        details: { missing: 'queue' },
      })
  })

  it('[SW47] metadata of 2,048 bytes of JSON is taken, one byte more is not', () => {
    const fitting = { text: 'x'.repeat(2_048 - '{"text":""}'.length) }
    expect(create({ metadata: fitting }).metadata).toEqual(fitting)
    expect(refusalOf(() => create({ metadata: { text: `${fitting.text}x` } }))).toMatchObject({
      status: 400,
      details: { field: 'metadata' },
    })
  })

  it('[SW48] CX1 has neither real-time coaching nor metadata', () => {
    const licence = { status: 403, code: 'missing.licence', details: { missing: 'CX2' } }
    const cx1 = 'Colette Dubois'
    expect(refusalOf(() => create({ metadata: {} }, cx1))).toMatchObject(licence)
    trial.world.act(call.id, 'end')
    expect(refusalOf(() => create({ coachingType: 'POST_CALL' }, cx1))).toMatchObject(licence)
    const plain = create({ coachingType: 'POST_CALL', metadata: undefined }, cx1)
    expect(plain.status).toBe('STARTED')
    expect(
      refusalOf(() =>
        trial.world.coachingBook.change(trial.person(cx1), plain.id, { metadata: { a: 1 } }),
      ),
    ).toMatchObject(licence)
  })
})
