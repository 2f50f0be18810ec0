import { beforeEach, describe, expect, it } from 'vitest'
import type { Conversation } from '../world/shapes.ts'
import { maren } from '../world/testing/world-on-trial.ts'
import { type ApiOnTrial, allScopes, type Call, putApiOnTrial } from './testing/api-on-trial.ts'

let api: ApiOnTrial
let call: Conversation

beforeEach(async () => {
  api = await putApiOnTrial()
  call = api.scenario()
  api.clock.advanceSync(60_000)
})

interface Door {
  readonly name: string
  readonly method: string
  readonly url: () => string
  readonly body?: () => unknown
  readonly permission?: string
  readonly scope: string
  readonly status?: number
}

const agent = () => call.participants[1]?.userId ?? ''
const conversation = () => `/api/v2/conversations/${call.id}`
const control = (controlType: string) => () => ({
  controlType,
  targetUserId: agent(),
  mediaType: 'AUDIO',
  audioMixLevel: 0.65,
})

function makeControl(controlType: 'WHISPER' | 'MONITOR' | 'BARGE'): string {
  return api.world.controlBook.request(call.id, api.person(maren), {
    controlType,
    mediaType: 'AUDIO',
    targetUserId: agent(),
  }).id
}

const controlWrite = 'conversation:control:write'
const conversationRead = { permission: 'Conversation:Read', scope: 'conversation:read' }
const routingRead = { permission: 'Routing:Queue:Read', scope: 'routing:read' }

/** The contract's table, door by door. */
const doors: readonly Door[] = [
  { name: 'own profile', method: 'GET', url: () => '/api/v2/users/me', scope: 'login:read' },
  { name: 'queues', method: 'GET', url: () => '/api/v2/routing/queues', ...routingRead },
  {
    name: 'members',
    method: 'GET',
    url: () => '/api/v2/routing/queues/queue-billing/members',
    ...routingRead,
  },
  {
    name: 'active queues',
    method: 'GET',
    url: () => `/api/v2/routing/users/${agent()}/active-queues`,
    ...routingRead,
  },
  {
    name: 'active interactions',
    method: 'GET',
    url: () => `/api/v2/routing/users/${agent()}/active-interactions`,
    ...routingRead,
  },
  {
    name: 'all conversations',
    method: 'GET',
    url: () => '/api/v2/conversations?type=voice',
    ...conversationRead,
  },
  { name: 'conversation', method: 'GET', url: conversation, ...conversationRead },
  { name: 'controls', method: 'GET', url: () => `${conversation()}/controls`, ...conversationRead },
  {
    name: 'control',
    method: 'GET',
    url: () => `${conversation()}/controls/${makeControl('WHISPER')}`,
    ...conversationRead,
  },
  {
    name: 'whisper',
    method: 'POST',
    url: () => `${conversation()}/control`,
    body: control('WHISPER'),
    permission: 'Conversation:Control:Write',
    scope: controlWrite,
  },
  {
    name: 'monitor',
    method: 'POST',
    url: () => `${conversation()}/control`,
    body: control('MONITOR'),
    permission: 'Conversation:Monitor:Write',
    scope: controlWrite,
  },
  {
    name: 'barge',
    method: 'POST',
    url: () => `${conversation()}/control`,
    body: control('BARGE'),
    permission: 'Conversation:Barge:Write',
    scope: controlWrite,
  },
  {
    name: 'cancelling a whisper',
    method: 'DELETE',
    url: () => `${conversation()}/controls/${makeControl('WHISPER')}`,
    permission: 'Conversation:Control:Write',
    scope: controlWrite,
    status: 204,
  },
  {
    name: 'cancelling a monitor',
    method: 'DELETE',
    url: () => `${conversation()}/controls/${makeControl('MONITOR')}`,
    permission: 'Conversation:Monitor:Write',
    scope: controlWrite,
    status: 204,
  },
  {
    name: 'transcript',
    method: 'GET',
    url: () => `${conversation()}/transcripts`,
    permission: 'Transcript:Read',
    scope: 'transcript:read',
  },
  {
    name: 'coachings',
    method: 'GET',
    url: () => '/api/v2/coaching/coachings',
    permission: 'Coaching:Coaching:Read',
    scope: 'coaching:read',
  },
  {
    name: 'a new coaching',
    method: 'POST',
    url: () => '/api/v2/coaching/coachings',
    body: () => ({ interactionId: call.id, userId: agent(), coachingType: 'REAL_TIME' }),
    permission: 'Coaching:Coaching:Write',
    scope: 'coaching:write',
    status: 201,
  },
]

function callOf(door: Door, extra: Call = {}): Promise<{ status: number; body: unknown }> {
  const body = door.body?.()
  return api.call(door.method, door.url(), {
    as: maren,
    ...(body === undefined ? {} : { body }),
    ...extra,
  })
}

describe('who may do what', () => {
  for (const door of doors) {
    it(`[SW70] ${door.name}: with permission and scope`, async () => {
      expect(await callOf(door)).toMatchObject({ status: door.status ?? 200 })
    })

    it(`[SW70] ${door.name}: not without the scope`, async () => {
      const scopes = allScopes.filter((scope) => scope !== door.scope)
      expect(await callOf(door, { scopes })).toMatchObject({
        status: 403,
        body: { status: 403, code: 'missing.scope', missing: door.scope },
      })
    })

    it(`[SW70] ${door.name}: only the scope and permission it needs`, async () => {
      const { id } = api.person(maren)
      api.world.changePerson(id, { permissions: door.permission ? [door.permission] : [] })
      expect(await callOf(door, { scopes: [door.scope] })).toMatchObject({
        status: door.status ?? 200,
      })
    })

    it(`[SW70] ${door.name}: not without a token`, async () => {
      expect(await callOf(door, { as: undefined })).toMatchObject({
        status: 401,
        body: { status: 401, code: 'token.invalid', contextId: expect.any(String) },
      })
    })

    if (door.permission !== undefined)
      it(`[SW70] ${door.name}: not without the permission, from the moment it is taken`, async () => {
        const { id, permissions } = api.person(maren)
        api.world.changePerson(id, {
          permissions: permissions.filter((held) => held !== door.permission),
        })
        expect(await callOf(door)).toMatchObject({
          status: 403,
          body: { status: 403, code: 'missing.permission', missing: door.permission },
        })
      })
  }

  it('[SW71] outside one’s queues everything is as if it were not there', async () => {
    const other = 'Priya Raman'
    const id = makeControl('WHISPER')
    const urls = [
      ['GET', conversation()],
      ['GET', `${conversation()}/controls`],
      ['GET', `${conversation()}/controls/${id}`],
      ['GET', `${conversation()}/transcripts`],
      ['DELETE', `${conversation()}/controls/${id}`],
      ['POST', `${conversation()}/control`],
      ['POST', `${conversation()}/controls/${id}/receipt`],
      ['POST', `${conversation()}/help`],
      ['DELETE', `${conversation()}/help`],
    ] as const
    for (const [method, url] of urls) {
      const hidden = await api.call(method, url, { as: other })
      const absent = await api.call(method, url.replace(call.id, 'nothing'), { as: other })
      expect({ url, ...hidden }).toMatchObject({ status: 404, body: { code: 'not.found' } })
      expect({ ...absent.body, contextId: '' }).toEqual({ ...hidden.body, contextId: '' })
    }
    const colleague = [...api.world.people.values()].find(
      ({ role, queueIds }) => role === 'agent' && queueIds.join() === 'queue-billing',
    )
    for (const url of [
      '/api/v2/routing/queues/queue-billing/members',
      '/api/v2/routing/queues/nothing/members',
      `/api/v2/routing/users/${colleague?.id}/active-queues`,
      `/api/v2/routing/users/${colleague?.id}/active-interactions`,
      '/api/v2/routing/users/nobody/active-interactions',
      `/api/v2/routing/users/${api.person(maren).id}/active-interactions`,
    ])
      expect(await api.call('GET', url, { as: other })).toMatchObject({ status: 404 })
  })

  it('[SW71] out of sight comes before lacking a right, which comes before a bad body', async () => {
    const auditor = 'Ingrid Solheim'
    const url = `${conversation()}/control`
    const bad = { controlType: 'WHISPER', mediaType: 'WRONG' }
    expect(await api.call('POST', url, { as: auditor, body: bad })).toMatchObject({ status: 403 })
    expect(await api.call('POST', url, { as: maren, body: bad })).toMatchObject({
      status: 400,
      body: { field: 'mediaType' },
    })
    expect(await api.call('POST', url, { as: 'Priya Raman', body: bad })).toMatchObject({
      status: 404,
    })
  })

  it('[SW72] client credentials read every queue and act on nothing', async () => {
    const as = 'client'
    expect((await api.call('GET', '/api/v2/routing/queues', { as })).body.entities).toHaveLength(4)
    expect(await api.call('GET', conversation(), { as })).toMatchObject({ status: 200 })
    expect(await api.call('GET', `${conversation()}/transcripts`, { as })).toMatchObject({
      status: 200,
    })
    for (const [method, url, body] of [
      ['GET', '/api/v2/users/me', undefined],
      ['POST', `${conversation()}/control`, control('WHISPER')()],
      ['POST', `${conversation()}/control`, control('MONITOR')()],
      ['POST', '/api/v2/coaching/coachings', { userId: agent(), coachingType: 'POST_CALL' }],
      ['POST', `${conversation()}/help`, { reason: 'x', urgency: 'LOW' }],
    ] as const)
      expect(await api.call(method, url, { as, ...(body && { body }) })).toMatchObject({
        status: 403,
        body: { code: 'missing.permission' },
      })
  })
})
