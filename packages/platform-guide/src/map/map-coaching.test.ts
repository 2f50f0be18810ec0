import { err, ok } from '@sotto/kernel'
import { describe, expect, it } from 'vitest'
import type { z } from 'zod'
import { createGuideCoachings } from '../guide-coachings.ts'
import type { GuideHttp } from '../http/guide-http.ts'
import { mapCreateCoaching } from './map-coaching.ts'
import { mapEvent } from './map-event.ts'
import { mapSubscription } from './map-subscription.ts'

const request = {
  conversationId: 'c-1',
  agentUserId: 'a-1',
  kind: 'real-time',
  metadata: { source: 'sotto', recordId: 'r-1' },
} as const

const wireCoaching = {
  id: 'k-1',
  version: 3,
  interactionId: 'c-1',
  userId: 'a-1',
  supervisorId: 's-1',
  coachingType: 'POST_CALL',
  status: 'IN_PROGRESS',
  metadata: { recordId: 'r-1', source: 'sotto' },
  createdAt: '2026-01-01T12:00:00.000Z',
  updatedAt: '2026-01-01T12:00:01.000Z',
}

const coaching = {
  id: 'k-1',
  version: 3,
  conversationId: 'c-1',
  agentUserId: 'a-1',
  supervisorId: 's-1',
  kind: 'post-call',
  status: 'in-progress',
  recordId: 'r-1',
  createdAt: Date.UTC(2026, 0, 1, 12),
}

const event = (name: string, data: unknown) => mapEvent({ type: 'coaching', name, data })

describe('coachings', () => {
  it('[PL135] go out exactly as S4 has it, with the interaction and without a status', () => {
    const { metadata } = request
    const payload = { interactionId: 'c-1', userId: 'a-1', coachingType: 'REAL_TIME', metadata }
    expect(mapCreateCoaching(request)).toEqual(ok(payload))
    const { metadata: _left, ...bare } = request
    expect(mapCreateCoaching({ ...bare, kind: 'post-call' })).toEqual(
      ok({ interactionId: 'c-1', userId: 'a-1', coachingType: 'POST_CALL' }),
    )
  })

  it.each([
    [{ conversationId: '' }, 'interactionId'],
    [{ agentUserId: '' }, 'userId'],
    [{ metadata: { recordId: 'x'.repeat(2_040) } }, 'metadata'],
  ])('[PL135] %j never leaves, and its field is named', (change, field) => {
    expect(mapCreateCoaching({ ...request, ...change })).toMatchObject(
      err({ code: 'bad-request', field }),
    )
  })

  it('[PL136] are told in our words, by either event', () => {
    for (const name of ['coaching.created', 'coaching.updated'])
      expect(event(name, wireCoaching)).toEqual({ type: 'coaching-changed', coaching })
  })

  it.each(['a text', null, 7, {}, { recordId: 7 }])(
    '[PL136] metadata %o that is not ours does not hide one',
    (metadata) => {
      const fact = event('coaching.updated', { ...wireCoaching, metadata })
      expect(fact).toMatchObject({ type: 'coaching-changed', coaching: { id: 'k-1' } })
      expect(fact).not.toHaveProperty('coaching.recordId')
    },
  )

  it.each([
    { ...wireCoaching, status: 'MELTED' },
    { ...wireCoaching, coachingType: 'TELEPATHY' },
    { ...wireCoaching, version: 'one' },
    undefined,
  ])('[PL136] %j says nothing', (data) => {
    expect(event('coaching.updated', data)).toEqual({
      type: 'unrecognised',
      rawType: 'coaching.updated',
    })
  })

  it('[PL136] a general one belongs to no conversation', () => {
    const { interactionId: _left, ...general } = wireCoaching
    expect(event('coaching.created', general)).not.toHaveProperty('coaching.conversationId')
  })

  it('[PL136] are asked for by who coaches, never all of the tenant', () => {
    expect(mapSubscription({ families: ['coaching'], coachedBy: ['s-1'] })).toEqual({
      events: ['coaching'],
      filters: [{ name: 'coaching.userId', operator: 'eq', value: 's-1' }],
    })
    expect(mapSubscription({ families: ['coaching'], coachedBy: [] })).toBeUndefined()
  })
})

describe('lists of coachings', () => {
  function pages(answerOf: (path: string) => unknown) {
    const asked: string[] = []
    const http: GuideHttp = {
      async get<T>(path: string | undefined, schema: z.ZodType<T>) {
        asked.push(path ?? '')
        return ok(schema.parse(answerOf(path ?? '')))
      },
      send: () => Promise.reject(new Error('nothing is sent')),
    }
    return { asked, list: createGuideCoachings(http) }
  }

  it('[PL137] are read to their end, by the filters asked for, without what cannot be read', async () => {
    const { asked, list } = pages((path) =>
      path.includes('cursor=')
        ? { entities: [{ ...wireCoaching, id: 'k-2' }] }
        : { entities: [wireCoaching, { id: 'broken' }], nextCursor: 'next/1' },
    )
    const found = await list.coachings({
      agentUserId: 'a-1',
      statuses: ['paused'],
      metadata: { source: 'so&to' },
    })
    expect(found.ok && found.value.map(({ id }) => id)).toEqual(['k-1', 'k-2'])
    expect(asked).toEqual([
      '/coaching/coachings?pageSize=100&userId=a-1&status=PAUSED&metadata.source=so%26to',
      '/coaching/coachings?pageSize=100&userId=a-1&status=PAUSED&metadata.source=so%26to&cursor=next%2F1',
    ])
  })

  it('[PL175] in several states are one request where one page holds all, and one for each where not', async () => {
    const states = ['started', 'paused'] as const
    const entities = [wireCoaching, { ...wireCoaching, id: 'k-2', status: 'COMPLETED' }]
    const few = pages(() => ({ entities }))
    const found = await few.list.coachings({ statuses: ['started', 'in-progress', 'paused'] })
    expect(found.ok && found.value.map(({ id }) => id)).toEqual(['k-1'])
    expect(few.asked).toEqual(['/coaching/coachings?pageSize=100'])
    const many = pages((path) =>
      path.includes('status=')
        ? { entities: [{ ...wireCoaching, id: path.slice(-7) }] }
        : { entities, nextCursor: 'next' },
    )
    const all = await many.list.coachings({ statuses: states })
    expect(all.ok && all.value.map(({ id }) => id)).toEqual(['STARTED', '=PAUSED'])
    expect(many.asked).toHaveLength(3)
    const none = pages(() => ({ entities }))
    expect(await none.list.coachings({ statuses: [] })).toEqual({ ok: true, value: [] })
    expect(none.asked).toEqual([])
  })

  it('[PL137] end after five pages, whatever the platform says', async () => {
    const { asked, list } = pages(() => ({ entities: [wireCoaching], nextCursor: 'again' }))
    expect((await list.coachings({})).ok).toBe(true)
    expect(asked).toHaveLength(5)
  })
})
