import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openBrowser } from '../../src/browser.ts'
import { type Caller, createCaller } from '../../src/outside/caller.ts'
import { readControl, requestControl, whenControl } from '../../src/outside/controls.ts'
import { joinShared } from '../../src/outside/join-shared.ts'
import type { Coaching, Conversation } from '../../src/outside/shapes.ts'
import { startCall } from '../../src/outside/start-call.ts'
import type { SimulatedPlatform } from '../../src/outside/start-simulator.ts'
import { pause, until } from '../../src/outside/until.ts'

let platform: SimulatedPlatform
let api: Caller
let doors: Caller
let browser: Browser
let page: Page

beforeAll(async () => {
  platform = await joinShared()
  api = await platform.people.as(platform.cast.first)
  doors = createCaller(platform.baseUrl, '')
  browser = await openBrowser()
  page = await browser.newPage()
})

afterAll(async () => {
  await browser?.close()
})

describe('the contract: the agent’s desk', () => {
  const button = (name: string) => page.getByRole('button', { name, exact: true })

  it('[OC63] has one button per agent, and one sits down by pressing it', async () => {
    const agents = (await platform.doors.state()).people.filter(({ role }) => role === 'agent')
    await page.goto(`${platform.baseUrl}/desk`)
    for (const { name } of agents) expect(await button(name).count(), name).toBe(1)
    await button(agents[0]?.name ?? '').click()
    await page.waitForURL(`**/desk?userId=${agents[0]?.id}`)
  })

  it('[OC63] the buttons do what they say, whispers are listed and read, help is asked for', async () => {
    const call = await startCall(platform)
    await page.goto(`${platform.baseUrl}/desk?userId=${call.agentUserId}`)
    const whispers = page.getByRole('list', { name: 'Whispers', exact: true })
    const state = async (wanted: string) =>
      until(wanted, 3_000, async () => {
        const { body } = await api.get<Conversation>(`/conversations/${call.id}`)
        return body.state === wanted || undefined
      })
    const control = await requestControl(api, call, {
      mediaType: 'TEXT',
      text: 'Say <b>sorry</b> & smile.',
    })
    const delivered = await whenControl(api, control, 'COMPLETED')
    await whispers.getByText('Say <b>sorry</b> & smile.').waitFor()
    const read = await until('read', 4_000, async () => {
      const found = await readControl(api, control)
      return found.readAt === undefined ? undefined : found
    })
    const readMs = Date.parse(read.readAt ?? '') - Date.parse(delivered.finishedAt ?? '')
    expect(readMs).toBeGreaterThan(800)
    expect(readMs).toBeLessThan(3_500)
    for (const [name, answer] of [
      ['Got it', 'GOT_IT'],
      ['Not now', 'NOT_NOW'],
      ['Need you', 'NEED_YOU'],
    ] as const) {
      const next = await requestControl(api, call, {
        mediaType: 'TEXT',
        text: `Please answer ${answer}`,
      })
      const item = whispers.getByRole('listitem').filter({ hasText: `Please answer ${answer}` })
      await item.getByRole('button', { name, exact: true }).click()
      await until(
        answer,
        3_000,
        async () => (await readControl(api, next)).answer === answer || undefined,
      )
    }
    const coaching = { userId: call.agentUserId, interactionId: call.id, coachingType: 'REAL_TIME' }
    const { body: coached } = await api.post<Coaching>('/coaching/coachings', coaching)
    const supervisor = platform.cast.first.name
    const notice = (words: string) =>
      page.getByText(new RegExp(`${words}.*${supervisor}|${supervisor}.*${words}`, 'i')).waitFor()
    await notice('coach')
    for (const [status, words] of [
      ['IN_PROGRESS', 'coach'],
      ['PAUSED', 'coach.*paused|paused'],
      ['COMPLETED', 'coach'],
    ] as const) {
      await api.patch(`/coaching/coachings/${coached.id}`, { status })
      await notice(words)
    }
    await button('Hold').click()
    await state('HOLD')
    await button('Retrieve').click()
    await state('ACTIVE')
    await button('Ask for help').click()
    await pause(200)
    const send = page.getByRole('dialog').getByRole('button', { name: /ask|send/i })
    if ((await send.count()) > 0) await send.first().click()
    await until('a request for help', 3_000, async () => {
      const { body } = await doors.get<{ helpRequests: { conversationId: string }[] }>(
        '/_simulator/state',
      )
      return body.helpRequests.some(({ conversationId }) => conversationId === call.id) || undefined
    })
    await button('Transfer').click()
    await state('IN_TRANSFER')
    await button('Complete transfer').click()
    await state('ACTIVE')
    const second = (
      await api.get<Conversation>(`/conversations/${call.id}`)
    ).body.participants.find(
      ({ purpose, state: now }) => purpose === 'agent' && now === 'CONNECTED',
    )
    expect(second?.userId).not.toBe(call.agentUserId)
    await page.goto(`${platform.baseUrl}/desk?userId=${second?.userId}`)
    await button('End').click()
    await state('ENDED')
  })
})
