import { silentLogger } from '@sotto/kernel'
import fastify from 'fastify'
import { describe, expect, it } from 'vitest'
import { makeSupervisor } from '../../test/coaching/people.ts'
import { startStory } from '../../test/coaching/story.ts'
import { registerErrorHandler } from '../http/error-handler.ts'
import { registerGuards } from '../http/guards.ts'
import { createPublicAddress } from '../http/public-address.ts'

const origin = 'http://localhost:4400'
const administrator = (id: string) =>
  makeSupervisor(id, {
    name: `Administrator ${id}`,
    role: 'administrator',
    permissions: ['read-routing', 'read-conversation', 'manage-policies'],
  })

/** Two administrators of queue `q1`, and `sam`, who is none. */
async function openDoors(story = startStory()) {
  const people = [administrator('rafael'), administrator('rita'), makeSupervisor('sam')]
  for (const person of people) story.platform.addPerson(person, ['q1'])
  const sessions = new Map(people.map((person) => [person.id, story.session(person)]))
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

  async function call(
    who: string,
    method: 'GET' | 'POST',
    url: string,
    payload?: object,
    key?: string,
  ) {
    keys += 1
    const answer = await app.inject({
      method,
      url,
      headers: { 'x-person': who, origin, 'idempotency-key': key ?? `key-${keys}-00000` },
      ...(payload === undefined ? {} : { payload }),
    })
    return { status: answer.statusCode, body: answer.json() }
  }

  return {
    story,
    list: (who: string) => call(who, 'GET', '/api/policies'),
    change: (who: string, place: string, payload: object, key?: string) =>
      call(who, 'POST', `/api/policies/${place}`, payload, key),
    history: (who: string, place: string) => call(who, 'GET', `/api/policies/${place}/versions`),
  }
}

const forbidding = { expectedVersion: 0, rules: { hiddenListening: false } }

describe('the doors to the policies', () => {
  it('[PO15] tell an administrator the newest version of each of their queues, and nobody else', async () => {
    const { change, history, list } = await openDoors()
    expect((await list('rafael')).body).toEqual({
      revision: 0,
      forAll: { version: 0, rules: {} },
      queues: [{ id: 'q1', name: expect.any(String), policy: { version: 0, rules: {} } }],
    })
    const answer = await change('rafael', 'queues/q1', forbidding)
    const version = {
      version: 1,
      rules: { hiddenListening: false },
      changed: { at: expect.any(Number), byName: 'Administrator rafael' },
    }
    expect(answer).toEqual({ status: 200, body: version })
    expect((await list('rita')).body).toMatchObject({ queues: [{ id: 'q1', policy: version }] })
    expect((await history('rita', 'queues/q1')).body).toEqual({ versions: [version] })
    expect((await history('rita', 'default')).body).toEqual({ versions: [] })
    for (const refused of [
      await list('sam'),
      await change('sam', 'default', forbidding),
      await change('sam', 'queues/q1', forbidding),
      await history('sam', 'default'),
      await history('sam', 'queues/q1'),
    ])
      expect(refused).toMatchObject({
        status: 403,
        body: { code: 'missing-permission', missing: 'manage-policies' },
      })
  })

  it('[PO15] answer for a queue that is not theirs as for one that is not there', async () => {
    const { change, history } = await openDoors()
    const elsewhere = await change('rafael', 'queues/q2', forbidding)
    expect(elsewhere.status).toBe(404)
    expect(await change('rafael', 'queues/nowhere', forbidding)).toEqual(elsewhere)
    expect(await change('rafael', 'queues/%20', forbidding)).toEqual(elsewhere)
    expect((await history('rafael', 'queues/q2')).status).toBe(404)
  })

  it('[PO16] of two who change the same version the second is told who was faster, and nothing is lost', async () => {
    const { change, history } = await openDoors()
    const [first, second] = await Promise.all([
      change('rafael', 'default', { expectedVersion: 0, rules: { factDays: 7 } }),
      change('rita', 'default', { expectedVersion: 0, rules: { factDays: 30 } }),
    ])
    const [won, lost] = first.status === 200 ? [first, second] : [second, first]
    expect(lost).toMatchObject({
      status: 409,
      body: { code: 'policy-changed', by: won.body.changed.byName, since: won.body.changed.at },
    })
    expect((await history('rita', 'default')).body.versions).toEqual([won.body])
    expect((await change('rita', 'default', { expectedVersion: 5, rules: {} })).status).toBe(409)
  })

  it('[PO16] the same key is the same change; an older version comes back as a new one', async () => {
    const { change, history } = await openDoors()
    const once = await change('rafael', 'default', forbidding, 'same-key-1')
    expect(await change('rafael', 'default', forbidding, 'same-key-1')).toEqual(once)
    await change('rafael', 'default', { expectedVersion: 1, rules: {} })
    const restored = await change('rafael', 'default', {
      expectedVersion: 2,
      rules: forbidding.rules,
      restoredFrom: 1,
    })
    expect(restored.body).toMatchObject({ version: 3, restoredFrom: 1, rules: forbidding.rules })
    const { versions } = (await history('rafael', 'default')).body
    expect(versions.map(({ version }: { version: number }) => version)).toEqual([3, 2, 1])
  })

  it('[PO16] the change of a server that died before it answered is answered, and not made twice', async () => {
    const { change, history, story } = await openDoors()
    const { idempotency, policies } = story.stores
    const person = { changedBy: 'rafael', changedByName: 'Administrator rafael' }
    await policies.append({ rules: forbidding.rules, changedAt: 1, ...person }, 0)
    const begin = idempotency.begin
    Object.assign(idempotency, { begin: async () => ({ kind: 'abandoned', begunAt: 1 }) })
    expect(await change('rafael', 'default', forbidding)).toMatchObject({
      status: 200,
      body: { version: 1 },
    })
    Object.assign(idempotency, { begin })
    expect((await history('rafael', 'default')).body.versions).toHaveLength(1)
  })

  it.each([
    ['rules', { expectedVersion: 0 }],
    ['expectedVersion', { rules: {} }],
    ['expectedVersion', { expectedVersion: -1, rules: {} }],
    ['rules.factDays', { expectedVersion: 0, rules: { factDays: 0 } }],
    ['rules.keptKinds.0', { expectedVersion: 0, rules: { keptKinds: ['card'] } }],
    ['rules.keptKinds.1', { expectedVersion: 0, rules: { keptKinds: ['name', 'cvv'] } }],
    ['rules.notice.barge', { expectedVersion: 0, rules: { notice: { barge: 'yes' } } }],
    [
      'rules.protectedCustomers.0.customer',
      { expectedVersion: 0, rules: { protectedCustomers: [{ customer: '  ' }] } },
    ],
    [
      'rules.protectedAgents',
      {
        expectedVersion: 0,
        rules: { protectedAgents: Array(201).fill({ userId: 'ana', name: 'Ana' }) },
      },
    ],
    ['rules.explanation', { expectedVersion: 0, rules: { explanation: 'x'.repeat(301) } }],
  ])('[PO17] what cannot be taken is refused with its field: %s', async (field, body) => {
    const { change, history } = await openDoors()
    expect(await change('rafael', 'default', body)).toMatchObject({
      status: 400,
      body: { code: 'bad-request', field },
    })
    expect((await history('rafael', 'default')).body.versions).toEqual([])
  })

  it('[PO17] a rule that nobody knows is refused rather than forgotten', async () => {
    const { change } = await openDoors()
    const body = { expectedVersion: 0, rules: { hideEverything: true } }
    expect(await change('rafael', 'default', body)).toMatchObject({ status: 400 })
  })
})

describe('what is kept no longer', () => {
  it('[PO18] old facts and finished sessions go by the policy of their queue, and what others want kept stays', async () => {
    const { change, story } = await openDoors()
    const asked: unknown[] = []
    Object.assign(story.stores.facts, {
      async removeBefore(before: number, _limit: number, queueId?: string) {
        asked.push(['facts', Math.round((story.clock.wallNow() - before) / 86_400_000), queueId])
        return 0
      },
    })
    Object.assign(story.stores.coachings, {
      async removeOver(queueId: string | undefined, before: number) {
        asked.push([
          'coachings',
          Math.round((story.clock.wallNow() - before) / 86_400_000),
          queueId,
        ])
        return 0
      },
    })
    await change('rafael', 'default', { expectedVersion: 0, rules: { coachingDays: 90 } })
    await change('rafael', 'queues/q1', { expectedVersion: 0, rules: { factDays: 7 } })
    await story.clock.advance(95_000)
    expect(asked).toEqual(
      expect.arrayContaining([
        ['coachings', 90, undefined],
        ['facts', 7, 'q1'],
      ]),
    )
    expect(asked.filter((one) => Array.isArray(one) && one[0] === 'coachings')).toHaveLength(1)
  })
})
