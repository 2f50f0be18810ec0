import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Caller } from '../../src/outside/caller.ts'
import { requestControl, whenControl } from '../../src/outside/controls.ts'
import type { Control } from '../../src/outside/shapes.ts'
import { startCall } from '../../src/outside/start-call.ts'
import { type OwnPlatform, startSimulator } from '../../src/outside/start-simulator.ts'
import { by, createStreams, events, holesIn, isAbout } from '../../src/outside/streams.ts'
import { pause, until } from '../../src/outside/until.ts'

let platform: OwnPlatform
let api: Caller

beforeAll(async () => {
  platform = await startSimulator({ SIM_CALLS_PER_MINUTE: '0', SIM_EVENTS_PER_SECOND: '3000' })
  api = await platform.people.as(platform.cast.first)
})

afterAll(() => platform?.stop())

const text = { mediaType: 'TEXT', text: 'x' } as const

const streams = (onTestFinished: (close: () => void) => void) =>
  createStreams(platform.baseUrl, api.token, onTestFinished)

describe('the contract: the event stream’s bad days', () => {
  it('[OC53] who does not read what they asked for is told slow-consumer, and closed with 4408', async ({
    onTestFinished,
  }) => {
    const { tap } = streams(onTestFinished)
    const director = await platform.people.as(platform.cast.director)
    const [firehose, narrow] = [await tap({ token: director.token }), await tap()]
    await until('a firehose', 10_000, () => firehose.messages.length > 1_500 || undefined)
    expect(narrow.messages.length).toBeLessThan(firehose.messages.length / 10)
    expect(holesIn(firehose)).toEqual([])
    // Reads now and then, as who is too slow does; who never reads cannot be told anything either.
    for (let turn = 0; turn < 12 && firehose.isOpen(); turn += 1) {
      firehose.stopReading()
      await pause(1_500)
      firehose.readOn()
      await pause(150)
    }
    expect(await firehose.closed()).toBe(4408)
    expect(firehose.messages.some(({ name }) => name === 'slow-consumer')).toBe(true)
  })

  it('[OC53] duplicateEvents repeats them under the same id, in new sequence', async ({
    onTestFinished,
  }) => {
    const { tap } = streams(onTestFinished)
    const mine = await tap()
    await platform.doors.setFaults({ duplicateEvents: 1 })
    const call = await startCall(platform)
    await platform.doors.act(call.id, 'hold')
    await until('a duplicate', 3_000, () => {
      const ids = events(mine).map(({ id }) => id)
      return new Set(ids).size < ids.length ? true : undefined
    })
    await platform.doors.clearFaults()
    expect(holesIn(mine)).toEqual([])
  })

  it('[OC53] loseEvents leaves holes in the sequence', async ({ onTestFinished }) => {
    const { tap } = streams(onTestFinished)
    const mine = await tap()
    const call = await startCall(platform)
    await mine.next('the call', ({ conversationId }) => conversationId === call.id)
    await platform.doors.setFaults({ loseEvents: 1 })
    await platform.doors.act(call.id, 'hold')
    await pause(500)
    await platform.doors.clearFaults()
    await platform.doors.act(call.id, 'retrieve')
    await mine.next(
      'after the hole',
      ({ conversationId, data }) =>
        conversationId === call.id && data?.state === 'ACTIVE' && Number(data.version) >= 3,
    )
    expect(
      mine.messages.some(
        ({ data, conversationId }) => conversationId === call.id && data?.state === 'HOLD',
      ),
    ).toBe(false)
    const sequences = mine.messages.map(({ sequence }) => sequence)
    expect(
      sequences.some((sequence, index) => index > 0 && sequence > (sequences[index - 1] ?? 0) + 1),
    ).toBe(true)
  })

  it('[OC53] reorderEvents brings older states after newer ones', async ({ onTestFinished }) => {
    const { subscribed } = streams(onTestFinished)
    const call = await startCall(platform)
    const mine = await subscribed({
      id: 's',
      events: ['conversation'],
      filters: [by('conversationId', 'eq', call.id)],
    })
    await platform.doors.setFaults({ reorderEvents: 0.5 })
    for (const action of Array.from({ length: 8 }, () => ['hold', 'retrieve']).flat()) {
      await platform.doors.act(call.id, action)
      await pause(20)
    }
    await pause(1_500)
    await platform.doors.clearFaults()
    const versions = mine.messages
      .filter(({ name }) => name === 'conversation.updated')
      .map(({ data }) => Number(data?.version))
    expect(versions.length).toBeGreaterThanOrEqual(16)
    expect(versions).not.toEqual([...versions].sort((one, two) => one - two))
    expect(holesIn(mine)).toEqual([])
  })

  it('[OC53] controlEventsSilent "events": no word, and GET tells the truth', async ({
    onTestFinished,
  }) => {
    const { tap } = streams(onTestFinished)
    const mine = await tap()
    const call = await startCall(platform)
    await platform.doors.setFaults({ controlEventsSilent: 'events' })
    const control = await requestControl(api, call, text)
    await whenControl(api, control, 'COMPLETED')
    await platform.doors.clearFaults()
    await pause(500)
    expect(
      mine.messages.filter(
        (message) => isAbout(control)(message) && message.data?.status === 'COMPLETED',
      ),
    ).toEqual([])
  })

  it('[OC53] controlEventsSilent "all": GET, too, keeps the last announced status until cleared', async ({
    onTestFinished,
  }) => {
    const { tap } = streams(onTestFinished)
    const mine = await tap()
    const call = await startCall(platform)
    await platform.doors.setFaults({ controlEventsSilent: 'all' })
    const control = await requestControl(api, call, text)
    await pause(1_500)
    const path = `/conversations/${call.id}/controls/${control.id}`
    expect((await api.get<Control>(path)).body.status).toBe('QUEUED')
    expect(
      mine.messages.filter(
        (message) => isAbout(control)(message) && message.data?.status !== 'QUEUED',
      ),
    ).toEqual([])
    await platform.doors.clearFaults()
    await whenControl(api, control, 'COMPLETED', 1_000)
  })

  it('[OC53] dropEventStreams drops them all, once; nothing is replayed', async ({
    onTestFinished,
  }) => {
    const { tap } = streams(onTestFinished)
    const mine = await tap()
    await platform.doors.setFaults({ dropEventStreams: true })
    expect(await mine.closed(2_000)).toBe(1006)
    const again = await tap()
    await pause(500)
    expect(again.isOpen()).toBe(true)
    expect(again.messages[0]?.sequence).toBeLessThanOrEqual(1)
  })

  it('[OC53] rotateEventStreams says when, then closes with 1012', async ({ onTestFinished }) => {
    const { tap } = streams(onTestFinished)
    const mine = await tap()
    await platform.doors.setFaults({ rotateEventStreams: { closesInMs: 800 } })
    const notice = await mine.next('rotating', ({ name }) => name === 'rotating')
    const noticedAt = performance.now()
    expect(notice).toMatchObject({ type: 'system', data: { closesInMs: 800 } })
    expect(await mine.closed(2_000)).toBe(1012)
    expect(performance.now() - noticedAt).toBeGreaterThan(600)
  })

  it('[OC53] transcriptDelayMs makes the live transcript late', async ({ onTestFinished }) => {
    const { subscribed } = streams(onTestFinished)
    await platform.doors.setFaults({ transcriptDelayMs: 5_000 })
    const call = await startCall(platform)
    const filters = [by('conversationId', 'eq', call.id)]
    const mine = await subscribed({ id: 's', events: ['transcript'], filters })
    await pause(4_800)
    expect(events(mine)).toEqual([])
    await mine.next('a late segment', ({ name }) => name === 'transcript.segment', 8_000)
    await platform.doors.clearFaults()
  })

  it('[OC53] expireTokens closes the streams of those tokens with 4401', async ({
    onTestFinished,
  }) => {
    const { tap } = streams(onTestFinished)
    const mine = await tap()
    await platform.doors.setFaults({ expireTokens: true })
    expect(await mine.closed(2_000)).toBe(4401)
  })
})
