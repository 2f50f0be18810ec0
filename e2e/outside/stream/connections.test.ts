import { beforeAll, describe, expect, it } from 'vitest'
import type { Caller } from '../../src/outside/caller.ts'
import { openEvents, tapEvents } from '../../src/outside/event-tap.ts'
import { joinShared } from '../../src/outside/join-shared.ts'
import type { SimulatedPlatform } from '../../src/outside/start-simulator.ts'
import { createStreams, holesIn } from '../../src/outside/streams.ts'
import { pause } from '../../src/outside/until.ts'

let platform: SimulatedPlatform
let api: Caller

beforeAll(async () => {
  platform = await joinShared()
  api = await platform.people.as(platform.cast.first)
})

const streams = (onTestFinished: (close: () => void) => void) =>
  createStreams(platform.baseUrl, api.token, onTestFinished)

describe.concurrent('the contract: a connection of the event stream', () => {
  it('[OC52] the handshake asks for a token and the right', async () => {
    expect(await openEvents(platform.baseUrl, {})).toEqual({ refused: 401 })
    expect(await openEvents(platform.baseUrl, { token: 'nonsense' })).toEqual({ refused: 401 })
    const poor = await platform.people.as(platform.cast.first, 'login:read')
    expect(await openEvents(platform.baseUrl, { token: poor.token })).toEqual({ refused: 403 })
    const plain = await api.get('/events')
    expect(plain.status).toBeGreaterThanOrEqual(400)
    expect(plain.status).toBeLessThan(500)
  })

  it('[OC52] a heartbeat every fifteen seconds', async ({ onTestFinished }) => {
    const { tap } = streams(onTestFinished)
    const mine = await tap({ filter: [] })
    const beat = await mine.next('a heartbeat', ({ name }) => name === 'heartbeat', 16_500)
    expect(beat.type).toBe('system')
    expect(holesIn(mine)).toEqual([])
  })

  it('[OC52] a right that is taken away closes with 4403 within 200 ms', async ({
    onTestFinished,
  }) => {
    const { tap } = streams(onTestFinished)
    const person = platform.cast.abroad
    const caller = await platform.people.as(person)
    const change = (body: Record<string, unknown>) =>
      api.patch(`/_simulator/people/${person.id}`, body)
    const mine = await tap({ token: caller.token })
    const changedAt = performance.now()
    await change({ permissions: [] })
    expect(await mine.closed(1_000)).toBe(4403)
    expect(performance.now() - changedAt).toBeLessThan(400)
    await change({ permissions: person.permissions })
  })

  it('[OC52] the twenty-first connection of one person is 4429', async ({ onTestFinished }) => {
    const { tap } = streams(onTestFinished)
    const caller = await platform.people.as(platform.cast.lead)
    const many = await Promise.all(
      Array.from({ length: 20 }, () => tap({ token: caller.token, filter: [] })),
    )
    const one = await tap({ token: caller.token, filter: [] })
    expect(await one.closed()).toBe(4429)
    await pause(200)
    expect(many.every((each) => each.isOpen())).toBe(true)
    for (const each of many) each.close()
  })

  it('[OC52] a token in the address works, and is counted against the client', async () => {
    const count = async () =>
      (await api.get<{ tokenInUrl: number }>('/_simulator/requests')).body.tokenInUrl
    const before = Number(await count())
    const opened = await tapEvents(platform.baseUrl, { tokenInUrl: api.token, filter: '[]' })
    expect(Number(await count())).toBe(before + 1)
    opened.close()
  })
})
