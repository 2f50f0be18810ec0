import { seededRandom } from '@sotto/kernel'
import { createFakeClock } from '@sotto/testkit'
import { describe, expect, it } from 'vitest'
import { createCommands } from './commands.ts'
import { createServerCalls, type FetchRequest, mostTries } from './server-calls.ts'

type Reply = { status: number; body?: unknown; text?: string } | 'no-network'

function startCalls(replies: readonly Reply[]) {
  const clock = createFakeClock()
  const random = seededRandom(3)
  const requests: (FetchRequest & { path: string })[] = []
  let signedOut = 0
  const call = createServerCalls({
    clock,
    random,
    async fetch(path, request) {
      requests.push({ ...request, path })
      const reply = replies[Math.min(requests.length, replies.length) - 1]
      if (reply === undefined || reply === 'no-network') throw new TypeError('no network')
      return { status: reply.status, text: async () => reply.text ?? JSON.stringify(reply.body) }
    },
    tabId: () => tabId,
    onSignedOut: () => {
      signedOut += 1
    },
  })
  const commands = createCommands(call, random)
  const keys = () => requests.map((request) => request.headers['idempotency-key'])
  return { clock, commands, requests, keys, signedOut: () => signedOut }
}

function refusal(status: number, code: string): Reply {
  return { status, body: refusalBody(status, code) }
}

function refusalBody(status: number, code: string) {
  return { status, code, message: 'no', contextId: 'c-1' }
}

const accepted: Reply = { status: 202, body: { accepted: true, controlId: 'control-1' } }
const tabId = 'tab-00000001'

describe('commands', () => {
  it('[PA40] every try of one intent carries the same key, another intent another one', async () => {
    const { clock, commands, keys } = startCalls([
      'no-network',
      { status: 503, text: '' },
      accepted,
    ])
    const first = commands.setMode('c1', { mode: 'monitor', tabId })
    await clock.advance(10_000)
    expect(await first).toEqual({ ok: true, value: true })
    await commands.setMode('c1', { mode: 'off', tabId })
    const [one, two, three, four] = keys()
    expect(one).toMatch(/^[A-Za-z0-9-]{8,64}$/)
    expect([two, three]).toEqual([one, one])
    expect(four).not.toBe(one)
  })

  it('[SV12] names its tab with every request', async () => {
    const { commands, requests } = startCalls([accepted])
    await commands.setMode('c1', { mode: 'monitor', tabId })
    await commands.me()
    expect(requests.map(({ headers }) => headers['x-sotto-tab'])).toEqual([tabId, tabId])
  })

  it('[PA40] gives up after a few tries and says that nobody answered', async () => {
    const { clock, commands, requests } = startCalls(['no-network'])
    const answer = commands.sendWhisper('c1', 'hello', 'key-00000001')
    await clock.advance(60_000)
    expect(await answer).toEqual({ ok: false, error: { kind: 'unreachable' } })
    expect(requests).toHaveLength(mostTries)
  })

  it('[PA40] what is still being worked on under this key is asked for again, a conflict is not', async () => {
    const waiting = startCalls([refusal(409, 'still-running'), accepted])
    const answer = waiting.commands.sendWhisper('c1', 'hello', 'key-00000001')
    await waiting.clock.advance(10_000)
    expect(await answer).toEqual({ ok: true, value: { controlId: 'control-1', masked: [] } })
    expect(new Set(waiting.keys()).size).toBe(1)

    const conflict = startCalls([refusal(409, 'already-final')])
    expect(await conflict.commands.cancelControl('control-1')).toMatchObject({
      error: { kind: 'refused', refusal: { code: 'already-final' } },
    })
    expect(conflict.requests).toHaveLength(1)
  })

  it('[PA40] a newer change of mode ends the older one’s tries', async () => {
    const { clock, commands, requests } = startCalls(['no-network', accepted])
    const coach = commands.setMode('c1', { mode: 'coach', tabId, mixLevel: 0.5 })
    await clock.advance(10)
    const off = commands.setMode('c1', { mode: 'off', tabId })
    await clock.advance(60_000)
    expect(await coach).toEqual({ ok: false, error: { kind: 'superseded' } })
    expect(await off).toEqual({ ok: true, value: true })
    expect(requests.map((request) => JSON.parse(request.body ?? '').mode)).toEqual(['coach', 'off'])
  })

  it('[PA260] [HT72] a view that was asked for too often waits as long as it is told and is there by itself; an act waits for nobody', async () => {
    const tooMany = (retryAfterMs: number): Reply => ({
      status: 429,
      body: { ...refusalBody(429, 'too-many-requests'), retryAfterMs },
    })
    const list: Reply = { status: 200, body: { conversations: [] } }
    const { clock, commands, requests } = startCalls([tooMany(3_000), list])
    const reading = commands.endedConversations()
    await clock.advance(3_000)
    expect(requests).toHaveLength(1)
    await clock.advance(2_000)
    expect(await reading).toEqual({ ok: true, value: [] })
    expect(requests).toHaveLength(2)

    const found = startCalls([tooMany(0), { status: 200, body: { coachings: [] } }])
    const searching = found.commands.coachings({ text: 'calm' })
    await found.clock.advance(2_000)
    expect(await searching).toMatchObject({ ok: true })

    const acting = startCalls([tooMany(100), accepted])
    expect(await acting.commands.setMode('c1', { mode: 'barge', tabId })).toMatchObject({
      error: { kind: 'refused', refusal: { code: 'too-many-requests' } },
    })
    expect(acting.requests).toHaveLength(1)

    // Longer than anybody would look at nothing: they are told.
    const long = startCalls([tooMany(40_000), list])
    expect(await long.commands.endedConversations()).toMatchObject({ ok: false })
  })

  it('[PA42] a 401 ends the session, whoever asked', async () => {
    const { commands, signedOut } = startCalls([refusal(401, 'signed-out')])
    await commands.cancelControl('control-1')
    expect(signedOut()).toBe(1)
  })

  it.each([
    [
      { status: 200, text: '<html>' },
      { kind: 'unreadable', status: 200 },
    ],
    [
      { status: 500, text: '' },
      { kind: 'unreadable', status: 500 },
    ],
    [
      { status: 200, body: { id: 7 } },
      { kind: 'unreadable', status: 200 },
    ],
  ] satisfies [Reply, unknown][])(
    'an answer that cannot be read is a failure, not a crash: %j',
    async (reply, error) => {
      const { commands } = startCalls([reply])
      expect(await commands.me()).toEqual({ ok: false, error })
    },
  )

  it('ids cannot break out of their place in the path', async () => {
    const { commands, requests } = startCalls([accepted])
    await commands.cancelControl('../me?x=')
    expect(requests[0]?.path).toBe('/api/controls/..%2Fme%3Fx%3D/cancel')
  })
})
