import type { Person } from '@sotto/domain'
import { silentLogger } from '@sotto/kernel'
import { createFakeClock } from '@sotto/testkit'
import fastify from 'fastify'
import { describe, expect, it } from 'vitest'
import { makeSupervisor } from '../../../test/coaching/people.ts'
import { startStory } from '../../../test/coaching/story.ts'
import { createRecordingLogger } from '../../../test/support/recording-logger.ts'
import type { ErasureAnswer, ErasureCounts } from '../../database/erasure-store.ts'
import { createMemoryStores } from '../../database/memory/create-memory-stores.ts'
import { registerErrorHandler } from '../../http/error-handler.ts'
import { registerGuards } from '../../http/guards.ts'
import { createPublicAddress } from '../../http/public-address.ts'

const auditor = makeSupervisor('ingrid', { role: 'auditor', permissions: ['read-conversation'] })
const administrator = makeSupervisor('rafael', {
  role: 'administrator',
  permissions: ['read-conversation', 'manage-policies'],
})
const counts: ErasureCounts = {
  ...{ auditEntries: 12, sessions: 1, controls: 3, acts: 4, coachings: 2 },
  ...{ texts: 1, reveals: 0, policies: 0, others: 5 },
}

async function openDoors(
  person: Person = auditor,
  answer: (isTrial: boolean) => ErasureAnswer = (isTrial) => ({
    kind: isTrial ? 'tried' : 'erased',
    counts,
  }),
) {
  const asked: object[] = []
  const clock = createFakeClock()
  const logger = createRecordingLogger()
  const erasure = {
    async erase(request: { readonly isTrial: boolean }) {
      asked.push(request)
      return answer(request.isTrial)
    },
    async people(text: string, limit: number) {
      asked.push({ text, limit })
      const others = Array.from({ length: 20 }, (_, place) => ({ id: `p${place}`, name: 'Ana' }))
      return [{ id: 'sam' }, ...others]
    },
  }
  const stores = { ...createMemoryStores(clock), erasure }
  const story = startStory({ clock, stores, logger })
  story.platform.addPerson(person, [])
  story.supervisor(story.sam)
  const session = story.session(person)
  const app = fastify({ genReqId: () => 'context-1' })
  registerErrorHandler(app, silentLogger)
  registerGuards(app, {
    address: createPublicAddress('http://localhost:4400'),
    sessions: { authenticate: async () => session, onEnded: () => () => {} },
  })
  await story.coaching.register(app)
  let keys = 0

  async function post(path: string, body: unknown, given?: string) {
    keys += 1
    const key = given ?? `key-0000${keys}`
    const asking = app.inject({
      method: 'POST',
      url: `/api/erasures${path}`,
      headers: {
        origin: 'http://localhost:4400',
        'content-type': 'application/json',
        'idempotency-key': key,
      },
      payload: JSON.stringify(body),
    })
    await story.settle()
    const { headers, payload, statusCode } = await asking
    return { status: statusCode, body: JSON.parse(payload), headers }
  }
  return { asked, logger, post, story, stores }
}

const whole = { personId: 'ana', confirmation: 'ana', reason: 'asked by themselves' }

describe('erasing a person', () => {
  it('[AL99] is tried before it is done, by auditors and administrators, and says how many rows', async () => {
    for (const person of [auditor, administrator]) {
      const { asked, post } = await openDoors(person)
      const tried = await post('/trial', { personId: 'ana' })
      expect(tried).toMatchObject({ status: 200, body: { counts } })
      expect(tried.headers['cache-control']).toBe('no-store')
      expect(await post('', whole)).toMatchObject({ status: 200, body: { counts } })
      const shared = { personId: 'ana', by: person.id }
      expect(asked).toMatchObject([
        { ...shared, isTrial: true },
        { ...shared, isTrial: false, reason: 'asked by themselves' },
      ])
    }
  })

  it('[AL99] everybody else is told what is missing, and nothing is looked at', async () => {
    const { asked, post } = await openDoors(makeSupervisor('mia'))
    for (const [path, body] of [
      ['/people', { text: 'ana' }],
      ['/trial', { personId: 'ana' }],
      ['', whole],
    ] as const)
      expect(await post(path, body)).toMatchObject({ status: 403, body: { missing: 'auditor' } })
    expect(asked).toEqual([])
  })

  it('[AL100] is not done without a reason, the same person named twice, and for nobody by themselves', async () => {
    const { asked, post } = await openDoors()
    for (const [change, field] of [
      [{ confirmation: 'anna' }, 'confirmation'],
      [{ confirmation: undefined }, 'confirmation'],
      [{ reason: ' x ' }, 'reason'],
      [{ reason: 'x'.repeat(201) }, 'reason'],
      [{ personId: "'; drop table" }, 'personId'],
      [{ more: 1 }, 'body'],
    ] as const)
      expect(await post('', { ...whole, ...change })).toMatchObject({
        status: 400,
        body: { field },
      })
    const own = { ...whole, personId: 'ingrid', confirmation: 'ingrid' }
    expect(await post('', own)).toMatchObject({ status: 409, body: { code: 'own-person' } })
    expect(asked).toEqual([])
  })

  it('[AL100] is done once for one key, and not while a line of theirs goes on', async () => {
    const { asked, post } = await openDoors()
    const first = await post('', whole, 'the-same-key')
    expect(await post('', whole, 'the-same-key')).toMatchObject({ status: 200, body: first.body })
    expect(await post('', { ...whole, reason: 'another' }, 'the-same-key')).toMatchObject({
      status: 422,
    })
    expect(asked).toHaveLength(1)
    const busy = await openDoors(auditor, () => ({
      ...{ kind: 'still-active', controls: 1, coachings: 0 },
    }))
    for (const [path, body] of [
      ['/trial', { personId: 'ana' }],
      ['', whole],
    ] as const)
      expect(await busy.post(path, body)).toMatchObject({
        ...{ status: 409, body: { code: 'person-active' } },
      })
  })

  it('[AL101] people are found in a body, never in an address, and told with the names that are known', async () => {
    const { asked, logger, post } = await openDoors()
    const { body } = await post('/people', { text: '  Ana ' })
    expect(asked).toEqual([{ text: 'Ana', limit: 21 }])
    expect(body.people).toHaveLength(20)
    expect(body.isMore).toBe(true)
    expect(body.people[0]).toEqual({ id: 'sam', name: expect.any(String) })
    expect(await post('/people', { text: 'a' })).toMatchObject({ status: 400 })
    await post('/trial', { personId: 'planted-ana' })
    await post('', { ...whole, personId: 'planted-ana', confirmation: 'planted-ana' })
    expect(JSON.stringify(logger.lines)).toContain('person-erased')
    expect(JSON.stringify(logger.lines)).not.toMatch(/planted-ana|asked by/)
  })
})
