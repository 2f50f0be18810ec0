import { beforeAll, describe, expect, it } from 'vitest'
import type { Caller } from '../../src/outside/caller.ts'
import { requestControl, whenFinal } from '../../src/outside/controls.ts'
import { openEvents } from '../../src/outside/event-tap.ts'
import { joinShared } from '../../src/outside/join-shared.ts'
import type { Control } from '../../src/outside/shapes.ts'
import { startCall } from '../../src/outside/start-call.ts'
import type { SimulatedPlatform } from '../../src/outside/start-simulator.ts'
import { by, createStreams, events, holesIn, isAbout } from '../../src/outside/streams.ts'
import { pause, until } from '../../src/outside/until.ts'

let platform: SimulatedPlatform
let api: Caller

beforeAll(async () => {
  platform = await joinShared()
  api = await platform.people.as(platform.cast.first)
})

const text = { mediaType: 'TEXT', text: 'x' } as const

const streams = (onTestFinished: (close: () => void) => void) =>
  createStreams(platform.baseUrl, api.token, onTestFinished)

describe.concurrent('the contract: the event stream', () => {
  it('[OC50] without a subscription: everything of one’s queues, in the envelope, in sequence', async ({
    onTestFinished,
  }) => {
    const { tap } = streams(onTestFinished)
    const everything = await tap()
    const call = await startCall(platform)
    const control = await requestControl(api, call, text)
    await platform.doors.act(call.id, 'hold')
    await everything.next('a hold', (message) => message.data?.state === 'HOLD')
    const delivered = await everything.next(
      'a completed control',
      (message) => isAbout(control)(message) && message.data?.status === 'COMPLETED',
    )
    expect(delivered).toMatchObject({
      id: expect.stringMatching(/./),
      type: expect.stringMatching(/./),
      name: 'control.updated',
      timestamp: expect.stringMatching(/^\d{4}-.*Z$/),
      conversationId: call.id,
      queueId: call.queueId,
      userId: call.agentUserId,
      data: { version: expect.any(Number), supervisorId: platform.cast.first.id },
    })
    await everything.next('metrics', ({ name }) => name === 'conversation.metrics', 7_000)
    await everything.next('a segment', ({ name }) => name === 'transcript.segment', 10_000)
    const { queueIds } = platform.cast.first
    for (const { queueId } of events(everything))
      if (queueId !== undefined) expect(queueIds).toContain(queueId)
    expect(new Set(events(everything).map(({ id }) => id)).size).toBe(events(everything).length)
    expect(holesIn(everything)).toEqual([])
  })

  it('[OC50] metrics come every five seconds and hold no text', async ({ onTestFinished }) => {
    const { subscribed } = streams(onTestFinished)
    const call = await startCall(platform)
    const mine = await subscribed({
      id: 's',
      events: ['conversation'],
      filters: [by('conversationId', 'eq', call.id)],
    })
    const metrics = () => mine.messages.filter(({ name }) => name === 'conversation.metrics')
    await until('three metrics', 17_000, () => (metrics().length >= 3 ? true : undefined))
    for (const { data, conversationId } of metrics()) {
      expect(conversationId).toBe(call.id)
      expect(data).toMatchObject({
        silenceMs: expect.any(Number),
        overlapMs: expect.any(Number),
        talkShare: { agent: expect.any(Number), customer: expect.any(Number) },
        negativeRun: expect.any(Number),
        keywords: expect.any(Array),
      })
      expect(data).not.toHaveProperty('text')
    }
    const times = metrics().map(({ timestamp }) => Date.parse(timestamp))
    for (const [index, time] of times.entries())
      if (index > 0) expect(Math.abs(time - (times[index - 1] ?? 0) - 5_000)).toBeLessThan(700)
  })

  it('[OC50] every version of a conversation is announced, who joins and who hears whom included', async ({
    onTestFinished,
  }) => {
    const { subscribed } = streams(onTestFinished)
    const call = await startCall(platform)
    const filters = [by('conversationId', 'eq', call.id)]
    const mine = await subscribed({ id: 's', events: ['conversation'], filters })
    const control = await requestControl(api, call)
    const joined = await mine.next('a supervisor', ({ data }) =>
      JSON.stringify(data?.participants ?? '').includes(control.id),
    )
    expect(joined.data?.participants).toContainEqual(
      expect.objectContaining({
        purpose: 'supervisor',
        controlId: control.id,
        controlType: 'WHISPER',
        heardBy: ['agent'],
      }),
    )
    for (const action of ['hold', 'retrieve', 'transfer', 'cancel-transfer', 'end', 'wrap-up'])
      await platform.doors.act(call.id, action)
    await mine.next('wrapped up', ({ data }) => data?.state === 'WRAPPED_UP')
    const versions = mine.messages
      .filter(({ name }) => name === 'conversation.updated')
      .map(({ data }) => data?.version ?? 0)
    expect(versions.length).toBeGreaterThanOrEqual(7)
    expect(versions).toEqual(versions.map((_, index) => index + (versions[0] ?? 0)))
  })

  it('[OC50] a segment’s id replaces itself while it is not final', async ({ onTestFinished }) => {
    const { subscribed } = streams(onTestFinished)
    const call = await startCall(platform)
    const mine = await subscribed({
      id: 's',
      events: ['transcript'],
      filters: [by('conversationId', 'eq', call.id)],
    })
    const final = await mine.next('a final segment', ({ data }) => data?.final === true, 20_000)
    expect(final.data).toMatchObject({
      id: expect.any(String),
      participantId: expect.any(String),
      purpose: expect.stringMatching(/^(agent|customer)$/),
      startMs: expect.any(Number),
      endMs: expect.any(Number),
      text: expect.stringMatching(/./),
    })
    const versions = mine.messages.filter(({ data }) => data?.id === final.data?.id)
    expect(versions.filter(({ data }) => data?.final === true)).toHaveLength(1)
    expect(versions.at(-1)).toEqual(final)
  })

  it('[OC51] filters must all hold, subscriptions add up, unsubscribing takes away', async ({
    onTestFinished,
  }) => {
    const { tap } = streams(onTestFinished)
    const [one, two] = [await startCall(platform), await startCall(platform)]
    const mine = await tap({
      filter: [
        {
          id: 'a',
          events: ['control'],
          filters: [by('conversationId', 'eq', one.id), by('queueId', 'eq', 'elsewhere')],
        },
      ],
    })
    mine.subscribe({
      id: 'b',
      events: ['control'],
      filters: [
        by('conversationId', 'in', [two.id, 'x']),
        by('supervisorId', 'eq', platform.cast.first.id),
      ],
    })
    mine.subscribe({ id: 'c', events: ['control'], filters: [by('userId', 'eq', two.agentUserId)] })
    const ok = await mine.next('subscribed', ({ subscriptionId }) => subscriptionId === 'c')
    expect(ok).toMatchObject({ type: 'system', name: 'subscribed' })
    const unseen = await requestControl(api, one, text)
    const seen = await requestControl(api, two, text)
    await mine.next(
      'the second',
      (message) => isAbout(seen)(message) && message.data?.status === 'COMPLETED',
    )
    await pause(500)
    expect(mine.messages.some(isAbout(unseen))).toBe(false)
    const ids = events(mine).map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
    for (const id of ['b', 'c']) mine.send(JSON.stringify({ action: 'unsubscribe', id }))
    await pause(300)
    const later = await requestControl(api, two, text)
    await whenFinal(api, later)
    await pause(300)
    expect(mine.messages.some(isAbout(later))).toBe(false)
    expect(holesIn(mine)).toEqual([])
  })

  it('[OC51] each kind of event is asked for by its name', async ({ onTestFinished }) => {
    const { subscribed } = streams(onTestFinished)
    const [queueId = ''] = platform.cast.first.queueIds
    // Everybody may be busy for a while: others use the same platform.
    const call = await until('an idle agent', 60_000, async () => {
      const { people } = await platform.doors.state()
      const idle = people.findLast(
        (person) =>
          person.routingStatus === 'IDLE' &&
          person.telephony &&
          person.engagement &&
          person.queueIds.includes(queueId),
      )
      if (idle === undefined) return undefined
      return startCall(platform, { queueId, agentUserId: idle.id }).catch(() => undefined)
    })
    const kinds = ['conversation', 'control', 'coaching.*', 'routing', 'help'] as const
    const tapped = await Promise.all(
      kinds.map((kind) =>
        subscribed({ id: kind, events: [kind], filters: [by('queueId', 'eq', call.queueId)] }),
      ),
    )
    const agent = await platform.people.byId(call.agentUserId)
    const control = await requestControl(api, call, text)
    const request = { userId: call.agentUserId, interactionId: call.id, coachingType: 'REAL_TIME' }
    const coaching = await api.post<Control>('/coaching/coachings', request)
    await api.patch(`/coaching/coachings/${coaching.body.id}`, { status: 'IN_PROGRESS' })
    await agent.post(`/conversations/${call.id}/help`, { reason: 'stuck', urgency: 'HIGH' })
    await agent.delete(`/conversations/${call.id}/help`)
    await platform.doors.act(call.id, 'end')
    await platform.doors.act(call.id, 'wrap-up')
    const expected = [
      ['conversation.updated'],
      ['control.updated'],
      ['coaching.created', 'coaching.updated'],
      ['routing.member'],
      ['help.requested', 'help.withdrawn'],
    ]
    for (const [index, names] of expected.entries()) {
      const mine = tapped[index]
      for (const name of names) await mine?.next(name, (message) => message.name === name)
      const wrong = mine?.messages.filter(
        ({ type, name }) =>
          type !== 'system' && !name.startsWith(kinds[index]?.replace('.*', '') ?? '?'),
      )
      expect(wrong).toEqual([])
    }
    expect(tapped[1]?.messages.some(isAbout(control))).toBe(true)
  })

  it('[OC51] coaching.userId is the supervisor, as the second guide uses it; type is the event’s', async ({
    onTestFinished,
  }) => {
    const { subscribed } = streams(onTestFinished)
    const call = await startCall(platform)
    const { first, second } = platform.cast
    const other = await platform.people.as(second)
    const [mine, theirs, typed] = await Promise.all([
      subscribed({
        id: 's',
        events: ['coaching.*'],
        filters: [by('coaching.userId', 'eq', first.id)],
      }),
      subscribed({
        id: 's',
        events: ['coaching.*'],
        filters: [by('coaching.userId', 'eq', second.id)],
      }),
      subscribed({
        id: 's',
        events: ['conversation', 'coaching.*'],
        filters: [by('type', 'eq', 'coaching')],
      }),
    ])
    const request = { userId: call.agentUserId, interactionId: call.id, coachingType: 'REAL_TIME' }
    expect((await other.post('/coaching/coachings', request)).status).toBe(201)
    await theirs.next('a coaching', ({ name }) => name === 'coaching.created')
    await pause(400)
    expect(events(mine).filter(({ conversationId }) => conversationId === call.id)).toEqual([])
    for (const { name } of events(typed)) expect(name).toMatch(/^coaching\./)
  })

  it('[OC51] what is wrong is refused by name, and the stream goes on', async ({
    onTestFinished,
  }) => {
    const { tap } = streams(onTestFinished)
    const mine = await tap({ filter: [] })
    for (const [index, wrong] of [
      { events: ['nonsense'] },
      { events: 'conversation' },
      { events: [] },
      { events: ['control'], filters: [by('colour', 'eq', 'red')] },
      { events: ['control'], filters: [by('queueId', 'like', 'x')] },
      { events: ['control'], filters: [by('queueId', 'in', 'x')] },
      { events: ['control'], filters: [by('queueId', 'eq', 7)] },
    ].entries()) {
      mine.subscribe({ id: `wrong-${index}`, ...wrong })
      const refused = await mine.next(
        JSON.stringify(wrong),
        ({ subscriptionId }) => subscriptionId === `wrong-${index}`,
      )
      expect(refused, JSON.stringify(wrong)).toMatchObject({
        type: 'system',
        name: 'subscribe-refused',
      })
    }
    mine.subscribe({ id: 'right', events: ['control'] })
    await mine.next(
      'right',
      ({ subscriptionId, name }) => subscriptionId === 'right' && name === 'subscribed',
    )
    expect(holesIn(mine)).toEqual([])
  })

  it('[OC51] garbage on the stream hurts nobody', async ({ onTestFinished }) => {
    const { tap } = streams(onTestFinished)
    for (const garbage of [
      '{"half',
      'null',
      '[]',
      '{"action":"fly"}',
      '{"action":"unsubscribe","id":"never"}',
      '\0',
      'x'.repeat(3_000_000),
    ]) {
      const mine = await tap({ filter: [] })
      mine.send(garbage)
      await pause(100)
    }
    for (const filter of ['{"half', '{}', '"x"', '[{"id":"s","events":["nonsense"]}]', '[7]']) {
      const opened = await openEvents(platform.baseUrl, { token: api.token, filter })
      if ('refused' in opened) expect(opened.refused, filter).toBe(400)
      else opened.close()
    }
    expect((await api.get('/users/me')).status).toBe(200)
    expect((await api.get('/users/me')).status).toBe(200)
  })
})
