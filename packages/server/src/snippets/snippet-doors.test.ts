import { silentLogger } from '@sotto/kernel'
import { mostOwnSnippets } from '@sotto/protocol'
import fastify from 'fastify'
import { describe, expect, it } from 'vitest'
import { makeSupervisor } from '../../test/coaching/people.ts'
import { startStory } from '../../test/coaching/story.ts'
import { registerErrorHandler } from '../http/error-handler.ts'
import { registerGuards } from '../http/guards.ts'
import { createPublicAddress } from '../http/public-address.ts'

const origin = 'http://localhost:4400'

/** Rafael keeps `q1`; Sam and Sue whisper there, Kim in `q2`; Nina may do nothing of it. */
async function openDoors() {
  const story = startStory()
  const rafael = makeSupervisor('rafael', {
    name: 'Rafael Montoya',
    role: 'administrator',
    permissions: ['read-routing', 'read-conversation', 'manage-policies'],
  })
  const nina = makeSupervisor('nina', { permissions: ['read-routing', 'read-conversation'] })
  const people = [rafael, makeSupervisor('sam'), makeSupervisor('sue'), nina]
  for (const person of people) story.platform.addPerson(person, ['q1'])
  const kim = makeSupervisor('kim')
  story.platform.addPerson(kim, ['q2'])
  const sessions = new Map([...people, kim].map((person) => [person.id, story.session(person)]))
  const app = fastify({ genReqId: () => 'context-1' })
  registerErrorHandler(app, silentLogger)
  registerGuards(app, {
    address: createPublicAddress(origin),
    sessions: {
      authenticate: async ({ headers }) => sessions.get(String(headers['x-person'])),
      onEnded: () => () => {},
    },
  })
  await story.coaching.register(app)
  await story.settle()
  let keys = 0

  async function call(who: string, method: 'GET' | 'POST', path: string, body?: object) {
    keys += 1
    const answer = await app.inject({
      method,
      url: `/api/snippets${path}`,
      headers: { 'x-person': who, origin, 'idempotency-key': `key-${keys}-00000` },
      ...(body === undefined ? {} : { payload: body }),
    })
    return { status: answer.statusCode, body: answer.json() }
  }

  return {
    story,
    list: async (who: string, query = '') => call(who, 'GET', query),
    titles: async (who: string, query = ''): Promise<readonly string[]> =>
      (await call(who, 'GET', query)).body.snippets.map((one: { title: string }) => one.title),
    add: (who: string, body: object) =>
      call(who, 'POST', '', { shelf: 'own', title: 'Refund', text: 'Offer the refund', ...body }),
    change: (who: string, id: string, body: object) => call(who, 'POST', `/${id}`, body),
    step: (who: string, id: string, step: 'remove' | 'restore', expectedVersion: number) =>
      call(who, 'POST', `/${id}/${step}`, { expectedVersion }),
  }
}

const shared = { shelf: 'shared', queueId: 'q1' }

describe('the doors to the snippets', () => {
  it('[SN4] everybody keeps their own, which nobody else sees; a queue’s are kept by its administrators', async () => {
    const { add, list, titles } = await openDoors()
    expect(await add('sam', { title: 'Mine' })).toMatchObject({
      status: 200,
      body: { shelf: 'own', version: 1, mayChange: true, masked: [] },
    })
    expect(await add('sam', { title: 'Here only', queueId: 'q1' })).toMatchObject({ status: 200 })
    expect(await add('rafael', { ...shared, title: 'Ours' })).toMatchObject({ status: 200 })
    expect(await add('sam', shared)).toMatchObject({
      status: 403,
      body: { code: 'missing-permission', missing: 'manage-policies' },
    })
    expect(await titles('sam')).toEqual(['Here only', 'Mine', 'Ours'])
    expect(await titles('sue')).toEqual(['Ours'])
    expect(await titles('kim')).toEqual([])
    expect((await list('sam')).body).toMatchObject({ mayKeepOwn: true, mayShareIn: [] })
    expect((await list('rafael')).body).toMatchObject({ mayKeepOwn: false, mayShareIn: ['q1'] })
    expect((await list('sue')).body.snippets[0]).toMatchObject({ mayChange: false })
  })

  it('[SN4] of a queue that is not theirs as of one that is not there, and who may nothing is told what is missing', async () => {
    const { add, list, titles } = await openDoors()
    await add('sam', { title: 'Mine' })
    await add('rafael', { ...shared, title: 'Ours' })
    expect(await titles('sam', '?queueId=q1')).toEqual(['Mine', 'Ours'])
    const elsewhere = await list('sam', '?queueId=q2')
    expect(elsewhere.status).toBe(404)
    expect(await list('sam', '?queueId=nowhere')).toEqual(elsewhere)
    expect(await add('sam', { queueId: 'q2' })).toMatchObject({ status: 404 })
    expect(await add('rafael', { ...shared, queueId: 'q2' })).toMatchObject({ status: 404 })
    for (const query of ['', '?queueId=q1'])
      expect(await list('nina', query)).toMatchObject({
        status: 403,
        body: { code: 'missing-permission', missing: 'whisper' },
      })
    expect(await add('nina', {})).toMatchObject({ status: 403 })
  })

  it('[SN5] two who change one at once: one is told that the other was faster, and nothing is lost', async () => {
    const { add, change, list, story } = await openDoors()
    const { id } = (await add('rafael', shared)).body
    const rita = { expectedVersion: 1, title: 'First', text: 'one' }
    const late = { expectedVersion: 1, title: 'Second', text: 'two' }
    const [won, lost] = await Promise.all([change('rafael', id, rita), change('rafael', id, late)])
    expect(won).toMatchObject({ status: 200, body: { title: 'First', version: 2, queueId: 'q1' } })
    expect(lost).toMatchObject({
      status: 409,
      body: { code: 'snippet-changed', by: 'Rafael Montoya', since: expect.any(Number) },
    })
    expect((await list('sam')).body.snippets).toMatchObject([{ title: 'First', version: 2 }])
    expect(await change('sam', id, { ...rita, expectedVersion: 2 })).toMatchObject({
      status: 403,
      body: { missing: 'manage-policies' },
    })
    const own = (await add('sam', {})).body.id
    const strange = await change('sue', own, { ...rita, expectedVersion: 1 })
    expect(strange.status).toBe(404)
    expect(await change('sue', 'nowhere', rita)).toEqual(strange)
    expect((await story.stores.snippets.byId(own))?.version).toBe(1)
  })

  it('[SN6] what was taken away can be brought back as it was, and not twice', async () => {
    const { add, step, titles } = await openDoors()
    const { id } = (await add('sam', {})).body
    expect(await step('sam', id, 'restore', 1)).toMatchObject({ status: 409 })
    expect(await step('sam', id, 'remove', 1)).toMatchObject({ status: 200, body: { version: 2 } })
    expect(await titles('sam')).toEqual([])
    expect(await step('sam', id, 'remove', 2)).toMatchObject({ status: 409 })
    expect(await step('sam', id, 'restore', 2)).toMatchObject({
      status: 200,
      body: { version: 3, text: 'Offer the refund' },
    })
    expect(await titles('sam')).toEqual(['Refund'])
  })

  it('[SN7] a card number is left out of what is kept, and its writer is told', async () => {
    const { add, story } = await openDoors()
    const text = 'Read back 4111 1111 1111 1111 to {agent}'
    const { body } = await add('sam', { text })
    expect(body.masked).toMatchObject([{ kind: 'card' }])
    expect(body.text).not.toContain('4111 1111')
    expect((await story.stores.snippets.byId(body.id))?.text).toBe(body.text)
    expect(body.text).toContain('to {agent}')
  })

  it('[SN8] what cannot be kept is refused with its field, and a shelf that is full says so', async () => {
    const { add, story } = await openDoors()
    expect(await add('sam', { text: 'for {customer}' })).toMatchObject({
      status: 400,
      body: {
        code: 'unknown-variable',
        field: 'text',
        words: '{agent} {queue} {supervisor} {time}',
      },
    })
    for (const [body, field] of [
      [{ title: ' ' }, 'title'],
      [{ title: 'x'.repeat(61) }, 'title'],
      [{ title: 'x'.repeat(5_000) }, 'title'],
      [{ text: '👍'.repeat(1_001) }, 'text'],
      [{ text: 'a\u0000b' }, 'text'],
      [{ text: 7 }, 'text'],
      [{ shelf: 'theirs' }, 'shelf'],
      [{ queueId: '' }, 'queueId'],
      [{ ownerId: 'sue' }, 'body'],
    ] as const)
      expect([body, await add('sam', body)]).toMatchObject([
        body,
        { status: 400, body: { code: 'bad-request', field } },
      ])
    const { snippets } = story.stores
    const filling = { title: 't', text: 't', changedAt: 1, changedBy: 'sam', changedByName: 'S' }
    for (let index = 0; index < mostOwnSnippets; index += 1)
      await snippets.insert({ id: `own-${index}`, ownerId: 'sam', ...filling }, mostOwnSnippets)
    expect(await add('sam', {})).toMatchObject({ status: 409, body: { code: 'snippets-full' } })
    expect(await add('sue', {})).toMatchObject({ status: 200 })
  })
})
