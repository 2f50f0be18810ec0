import { silentLogger } from '@sotto/kernel'
import { whisperSentSchema } from '@sotto/protocol'
import fastify from 'fastify'
import { describe, expect, it } from 'vitest'
import { makeSupervisor } from '../../test/coaching/people.ts'
import { startStory } from '../../test/coaching/story.ts'
import { createRecordingLogger } from '../../test/support/recording-logger.ts'
import { registerErrorHandler } from '../http/error-handler.ts'
import { registerGuards } from '../http/guards.ts'
import { createPublicAddress } from '../http/public-address.ts'

const origin = 'http://localhost:4400'
const card = '4111 1111 1111 1111'
const iban = 'DE89 3704 0044 0532 0130 00'
const whispers = '/api/conversations/c1/whispers'

async function openDoors(person = makeSupervisor('sam')) {
  const logger = createRecordingLogger()
  const story = startStory({ logger })
  story.platform.addPerson(person, ['q1'])
  const session = story.session(person)
  const app = fastify({ genReqId: () => 'context-1' })
  registerErrorHandler(app, silentLogger)
  registerGuards(app, {
    address: createPublicAddress(origin),
    sessions: { authenticate: async () => session, onEnded: () => () => {} },
  })
  await story.coaching.register(app)
  const panel = story.connectPanel(session)
  await story.settle()
  panel.show('c1')
  await story.settle()
  let keys = 0
  async function post(url: string, payload: object, headers: Record<string, string> = {}) {
    keys += 1
    const given = { origin, 'idempotency-key': `key-${keys}-00000`, ...headers }
    const sending = app.inject({ method: 'POST', url, headers: given, payload })
    await story.settle()
    const answer = await sending
    await story.settle()
    return { status: answer.statusCode, body: answer.json() }
  }
  /** In no time. */
  const checkNow = async () =>
    (
      await app.inject({
        method: 'POST',
        url: `${whispers}/check`,
        headers: { origin },
        payload: { text: 'a' },
      })
    ).statusCode
  return { story, logger, panel, post, checkNow }
}

describe('a text whisper', () => {
  it('[RD125] is sent without a card number and a security code, whatever its sender says', async () => {
    for (const personal of ['mask', 'as-written']) {
      const { panel, post, story } = await openDoors()
      const text = `Read back ${card}, security code 123, at 3 pm`
      const sent = await post(whispers, { text, personal })
      expect(sent.status).toBe(202)
      const { controlId, masked } = whisperSentSchema.parse(sent.body)
      expect(masked).toEqual([
        { kind: 'card', label: 'card •••• 1111' },
        { kind: 'cvv', label: 'cvv' },
      ])
      const shown = 'Read back [card •••• 1111], security code [cvv], at 3 pm'
      expect((await story.stores.controls.byId(controlId))?.record.text).toBe(shown)
      expect(panel.control(controlId)).toMatchObject({ control: { text: shown } })
      expect(JSON.stringify([story.platform.calls, panel.received])).not.toContain('4111')
    }
  })

  it('[RD125] holds an IBAN only when that is meant; phones and names go as written', async () => {
    const { post, story } = await openDoors()
    const textOf = async (body: object) => {
      const { controlId } = (await post(whispers, body)).body
      return (await story.stores.controls.byId(controlId))?.record.text
    }
    const text = `Carla Client, 415-555-0123, wants ${iban} paid`
    expect(await textOf({ text })).toBe('Carla Client, 415-555-0123, wants [iban] paid')
    expect(await textOf({ text, personal: 'as-written' })).toBe(text)
    expect(await post(whispers, { text, personal: 'loudly' })).toMatchObject({
      status: 400,
      body: { field: 'personal' },
    })
  })

  it('[RD140] masks where a number goes on that the sender began in the last two minutes', async () => {
    const { post, story } = await openDoors()
    const sent = async (text: string) => {
      const { controlId } = (await post(whispers, { text })).body
      return (await story.stores.controls.byId(controlId))?.record.text
    }
    expect(await sent('read it back: 4111 1111 1111')).toBe('read it back: 4111 1111 1111')
    const check = await post(`${whispers}/check`, { text: '1111, that is it' })
    expect(check.body.found).toMatchObject([{ kind: 'card', mayBeSent: false }])
    expect(await sent('1111, that is it')).toMatch(/^\[card\b[^\]]*\], that is it$/)
    await story.settle(121_000)
    expect(await sent('1111 at most')).toBe('1111 at most')
  })

  it('[RD126] is checked while it is written: nothing is sent, kept or logged', async () => {
    const { logger, post, story } = await openDoors()
    const text = `4111 is no card, ${card} is; IBAN ${iban}, call 415-555-0123`
    expect(await post(`${whispers}/check`, { text })).toEqual({
      status: 200,
      body: {
        found: [
          { kind: 'card', label: 'card •••• 1111', mayBeSent: false },
          { kind: 'iban', label: 'iban', mayBeSent: true },
        ],
      },
    })
    expect((await post(`${whispers}/check`, { text: 'offer 25 %' })).body).toEqual({ found: [] })
    expect(story.callsOf('submitControl')).toEqual([])
    expect(await story.stores.controls.byConversation('c1', 'sam', 10)).toEqual([])
    expect(logger.text()).not.toMatch(/4111|DE89|415/)
  })

  it('[RD126] the check is for who may whisper there, from our own page, and not too often', async () => {
    const { checkNow, post, story } = await openDoors()
    const check = `${whispers}/check`
    const evil = { origin: 'http://evil.example' }
    expect(await post(check, { text: 'hello' }, evil)).toMatchObject({ status: 403 })
    expect(await post(check, { text: '' })).toMatchObject({ status: 400, body: { field: 'text' } })
    expect(await post('/api/conversations/c2/whispers/check', { text: 'a' })).toMatchObject({
      status: 404,
    })
    expect(await post('/api/conversations/c99/whispers/check', { text: 'a' })).toMatchObject({
      status: 404,
    })
    const statuses: number[] = []
    for (let count = 0; count < 12; count += 1) statuses.push(await checkNow())
    expect(statuses[0]).toBe(200)
    expect(statuses.at(-1)).toBe(429)
    await story.settle(1_000)
    expect(await checkNow()).toBe(200)
    const without = await openDoors(makeSupervisor('sam', { permissions: ['read-conversation'] }))
    expect(await without.post(check, { text: 'a' })).toMatchObject({
      status: 403,
      body: { missing: 'whisper' },
    })
  })
})
