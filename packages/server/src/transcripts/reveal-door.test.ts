import { type LogFields, type Logger, silentLogger } from '@sotto/kernel'
import fastify from 'fastify'
import { describe, expect, it } from 'vitest'
import { makeSupervisor } from '../../test/coaching/people.ts'
import { startStory } from '../../test/coaching/story.ts'
import { registerErrorHandler } from '../http/error-handler.ts'
import { registerGuards } from '../http/guards.ts'
import { createPublicAddress } from '../http/public-address.ts'

const origin = 'http://localhost:4400'
const cardText = 'my card is 4111 1111 1111 1111 thanks'
const mayReveal = makeSupervisor('sam', {
  permissions: ['read-conversation', 'read-transcript', 'reveal-sensitive'],
})
const path = '/api/conversations/c1/transcript/reveals'

async function openDoor(person = mayReveal) {
  const logged: LogFields[] = []
  const note = (_event: string, fields: LogFields = {}) => void logged.push(fields)
  const logger: Logger = { ...silentLogger, info: note, warn: note, error: note }
  const story = startStory({ logger })
  story.platform.addPerson(person, ['q1'])
  story.platform.addPerson(makeSupervisor('rita', { permissions: mayReveal.permissions }), ['q1'])
  const sessions = new Map(
    [person, makeSupervisor('rita', { permissions: mayReveal.permissions })].map((one) => [
      one.id,
      story.session(one),
    ]),
  )
  const app = fastify({ genReqId: () => 'context-1' })
  registerErrorHandler(app, silentLogger)
  registerGuards(app, {
    address: createPublicAddress(origin),
    sessions: {
      authenticate: async (request) => sessions.get(String(request.headers['x-person'])),
      onEnded: () => () => {},
    },
  })
  await story.coaching.register(app)
  const panel = story.connectPanel(sessions.get(person.id)!)
  await story.settle()
  panel.show('c1')
  panel.openTranscript('c1')
  await story.settle(500)
  const said = { participantId: 'p', purpose: 'customer', startMs: 0, endMs: 900 } as const
  story.platform.say('c1', { ...said, id: 's1', text: cardText, isFinal: true })
  await story.settle(500)
  let keys = 0
  return {
    story,
    panel,
    logged,
    rows: () => story.stores.reveals.byConversation('c1', 10),
    version: () => panel.transcript().lines[0]?.version ?? 0,
    async reveal(body: object, headers: Record<string, string> = {}) {
      keys += 1
      const answer = await app.inject({
        method: 'POST',
        url: path,
        headers: {
          origin,
          'x-person': person.id,
          'idempotency-key': `key-${keys}-00000`,
          ...headers,
        },
        payload: body,
      })
      return { status: answer.statusCode, body: answer.json(), headers: answer.headers }
    },
  }
}

const asked = { lineId: 's1', span: 0, reason: 'read the card back to the customer' }

describe('what is behind a mask', () => {
  it('[TC25] is shown to who may see it and says why, for 30 s, with one row on record that never holds it', async () => {
    const door = await openDoor()
    const answer = await door.reveal({ ...asked, version: door.version() })
    expect(answer).toMatchObject({
      status: 200,
      body: { kind: 'card', value: '4111 1111 1111 1111', forMs: 30_000 },
      headers: { 'cache-control': 'no-store' },
    })
    expect(await door.rows()).toEqual([
      {
        requestKey: 'key-1-00000',
        at: door.story.clock.wallNow(),
        supervisorId: 'sam',
        conversationId: 'c1',
        segmentId: 's1',
        kind: 'card',
        reason: asked.reason,
        policyVersion: 0,
      },
    ])
    expect(JSON.stringify([await door.rows(), door.logged, door.panel.received])).not.toContain(
      '4111',
    )
  })

  it('[PO26] is refused where a policy does not allow it, in its administrator’s words, with no row on record', async () => {
    const door = await openDoor()
    const rules = { revealAllowed: false, explanation: 'Ask Rafael.' }
    const changed = { changedAt: 1, changedBy: 'rafael', changedByName: 'Rafael' }
    await door.story.stores.policies.append({ rules, ...changed }, 0)
    await door.story.settle()
    expect(await door.reveal({ ...asked, version: door.version() })).toMatchObject({
      status: 403,
      body: { code: 'reveal-forbidden', words: 'Ask Rafael.' },
    })
    expect(await door.rows()).toEqual([])
    await door.story.stores.policies.append({ rules: {}, ...changed }, 1)
    await door.story.settle()
    expect(await door.reveal({ ...asked, version: door.version() })).toMatchObject({ status: 200 })
  })

  it('[TC25] the same key is one look; a reason that repeats the number is kept without it', async () => {
    const door = await openDoor()
    const key = { 'idempotency-key': 'one-and-the-same' }
    const body = {
      ...asked,
      version: door.version(),
      reason: 'is it 4111 1111 1111 1111 at 25 today',
    }
    const first = await door.reveal(body, key)
    const second = await door.reveal(body, key)
    expect([first.status, second.status]).toEqual([200, 200])
    expect((await door.rows()).map(({ reason }) => reason)).toEqual([
      'is it [card •••• 1111] at 25 today',
    ])
    const other = await door.reveal({ ...body, reason: 'something else' }, key)
    expect(other).toMatchObject({ status: 422, body: { code: 'key-used' } })
  })

  it('[TC26] stays hidden without the right, without a reason, from outside, and when the line has changed', async () => {
    const { permissions } = makeSupervisor('sam')
    const without = await openDoor(makeSupervisor('sam', { permissions }))
    expect(await without.reveal({ ...asked, version: without.version() })).toMatchObject({
      status: 403,
      body: { code: 'missing-permission', missing: 'reveal-sensitive' },
    })
    expect(await without.rows()).toEqual([])
    const door = await openDoor()
    const version = door.version()
    for (const [change, status, told] of [
      [{ reason: ' a ' }, 400, { field: 'reason' }],
      [{ reason: 'x'.repeat(201) }, 400, { field: 'reason' }],
      [{ reason: 'half \ud83d a pair' }, 400, { field: 'reason' }],
      [{ version: version + 1 }, 409, { code: 'transcript-changed' }],
      [{ span: 7 }, 409, { code: 'transcript-changed' }],
      [{ lineId: 'nobody' }, 409, { code: 'transcript-changed' }],
      [{ extra: true }, 400, {}],
    ] as const)
      expect(await door.reveal({ ...asked, version, ...change })).toMatchObject({
        status,
        body: told,
      })
    expect(
      await door.reveal({ ...asked, version }, { origin: 'http://evil.example' }),
    ).toMatchObject({ status: 403 })
    expect(await door.reveal({ ...asked, version }, { 'x-person': 'nobody' })).toMatchObject({
      status: 401,
    })
    expect(await door.reveal({ ...asked, version }, { 'idempotency-key': 'short' })).toMatchObject({
      status: 400,
      body: { field: 'Idempotency-Key' },
    })
    expect(await door.rows()).toEqual([])
  })

  it('[TC26] is for who has the transcript open: a colleague who has not, and a closed one, find nothing', async () => {
    const door = await openDoor()
    const version = door.version()
    expect(await door.reveal({ ...asked, version }, { 'x-person': 'rita' })).toMatchObject({
      status: 404,
    })
    door.panel.openTranscript(null)
    expect(await door.reveal({ ...asked, version })).toMatchObject({ status: 404 })
    expect(await door.rows()).toEqual([])
  })

  it('[TC26] stays hidden while the recording is paused, and when it cannot be put on record', async () => {
    const door = await openDoor()
    const version = door.version()
    const insert = door.story.stores.reveals.insert
    Object.assign(door.story.stores.reveals, {
      insert: () => Promise.reject(new Error('database away')),
    })
    const failed = await door.reveal({ ...asked, version })
    expect(failed.status).toBe(500)
    expect(JSON.stringify(failed.body)).not.toContain('4111')
    Object.assign(door.story.stores.reveals, { insert })
    door.story.platform.change('c1', { recording: { state: 'paused', recordsSupervisor: false } })
    await door.story.settle(100)
    expect(await door.reveal({ ...asked, version })).toMatchObject({
      status: 409,
      body: { code: 'recording-paused' },
    })
    expect(await door.rows()).toEqual([])
  })
})
