import { silentLogger } from '@sotto/kernel'
import fastify from 'fastify'
import { describe, expect, it } from 'vitest'
import { startStory } from '../../test/coaching/story.ts'
import { registerErrorHandler } from '../http/error-handler.ts'
import { registerGuards } from '../http/guards.ts'
import { createPublicAddress } from '../http/public-address.ts'

const origin = 'http://localhost:4400'

async function openDoor() {
  const story = startStory()
  const sessions = new Map([story.ana, story.sam].map((session) => [session.person.id, session]))
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
  const panel = story.connectPanel(story.sam)
  await story.settle()
  panel.show('c1')
  await story.settle()
  let keys = 0
  return {
    story,
    async choose(payload: unknown, who = 'ana', key?: string) {
      keys += 1
      const answer = await app.inject({
        method: 'POST',
        url: '/api/agent/settings',
        headers: {
          'x-person': who,
          origin,
          'content-type': 'application/json',
          'idempotency-key': key ?? `key-${keys}-00000`,
        },
        payload: JSON.stringify(payload),
      })
      await story.settle()
      return { status: answer.statusCode, body: answer.json() }
    },
  }
}

describe('the door of an agent’s settings', () => {
  it('[AS33] changes what is named and leaves the rest, for whoever asks and nobody else', async () => {
    const { choose, story } = await openDoor()
    const since = story.clock.wallNow()
    expect(await choose({ quiet: { kind: 'time', minutes: 15 } })).toEqual({
      status: 200,
      body: {
        quiet: { kind: 'time', since, until: since + 15 * 60_000 },
        ...{ sound: true, volume: 60, keys: {} },
      },
    })
    expect((await choose({ sound: false, volume: 0 })).body).toMatchObject({
      quiet: { kind: 'time' },
      ...{ sound: false, volume: 0 },
    })
    expect((await choose({ keys: { 'got-it': 'x', 'not-now': '' } })).body).toMatchObject({
      keys: { 'got-it': 'x', 'not-now': '' },
      sound: false,
    })
    expect((await choose({ quiet: null })).body.quiet).toBeUndefined()
    expect(await choose({ quiet: null }, 'sam')).toMatchObject({
      status: 403,
      body: { code: 'agents-only' },
    })
    expect(story.quietOf('sam')).toBeUndefined()
  })

  it('[AS33] a call that is not theirs is not there', async () => {
    const { choose, story } = await openDoor()
    const call = (conversationId: string) => choose({ quiet: { kind: 'call', conversationId } })
    expect(await call('c2')).toMatchObject({ status: 404 })
    expect(await call('nowhere')).toMatchObject({ status: 404 })
    expect(story.quietOf('ana')).toBeUndefined()
    expect(await call('c1')).toMatchObject({ status: 200 })
    expect(story.quietOf('ana')).toMatchObject({ kind: 'call', conversationId: 'c1' })
  })

  it('[HT84] refuses what cannot be read with its field, and does the same key once', async () => {
    const { choose, story } = await openDoor()
    for (const [body, field] of [
      [{ quiet: { kind: 'time', minutes: 0 } }, 'quiet.minutes'],
      [{ quiet: { kind: 'time', minutes: 721 } }, 'quiet.minutes'],
      [{ quiet: { kind: 'never' } }, 'quiet.kind'],
      [{ volume: 101 }, 'volume'],
      [{ volume: 0.5 }, 'volume'],
      [{ sound: 'yes' }, 'sound'],
      [{ keys: { 'got-it': 'ab' } }, 'keys.got-it'],
      [{ keys: { 'got-it': ' ' } }, 'keys.got-it'],
      [{ keys: { 'got-it': '\u0000' } }, 'keys.got-it'],
      [{ keys: { 'got-it': 'x', 'not-now': 'X' } }, 'keys'],
      [{ keys: { never: 'x' } }, 'keys'],
      [{ agentUserId: 'eve' }, 'body'],
      [[], 'body'],
    ] as const)
      expect([body, await choose(body)]).toMatchObject([
        body,
        { status: 400, body: { code: 'bad-request', field } },
      ])
    expect(await story.stores.agentSettings.byId('ana')).toBeUndefined()
    const wish = { quiet: { kind: 'time', minutes: 15 } }
    const first = await choose(wish, 'ana', 'key-same-00001')
    await story.settle(60_000)
    expect(await choose(wish, 'ana', 'key-same-00001')).toEqual(first)
    expect(await choose({ quiet: null }, 'ana', 'key-same-00001')).toMatchObject({ status: 422 })
  })

  it('[AS40] stands in every tab of the agent, in one that comes later, and is gone from all when it is over', async () => {
    const { choose, story } = await openDoor()
    const tabs = [story.connectStrip(), story.connectStrip(story.ana, 'tab-agent-02')]
    await choose({ quiet: { kind: 'time', minutes: 1 }, volume: 30 })
    tabs.push(story.connectStrip(story.ana, 'tab-agent-03'))
    await story.settle()
    for (const tab of tabs)
      expect(tab.strip()?.settings).toMatchObject({ quiet: { kind: 'time' }, volume: 30 })
    await story.settle(60_000)
    for (const tab of tabs) {
      expect(tab.strip()?.settings).toMatchObject({ volume: 30 })
      expect(tab.strip()?.settings?.quiet).toBeUndefined()
    }
  })
})
