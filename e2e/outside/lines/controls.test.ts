import { beforeAll, describe, expect, it } from 'vitest'
import type { Caller } from '../../src/outside/caller.ts'
import {
  type ControlInput,
  controlPath,
  controlRequest,
  executedMs,
  readControl,
  readConversation,
  requestControl,
  whenControl,
  whenFinal,
} from '../../src/outside/controls.ts'
import { joinShared } from '../../src/outside/join-shared.ts'
import { connectMedia, openLine } from '../../src/outside/media-socket.ts'
import type { Control, Entities } from '../../src/outside/shapes.ts'
import { startCall } from '../../src/outside/start-call.ts'
import type { SimulatedPlatform } from '../../src/outside/start-simulator.ts'
import { pause, until } from '../../src/outside/until.ts'
import type { SimulatedPerson } from '../../src/simulator-client.ts'

let platform: SimulatedPlatform
let first: SimulatedPerson
let api: Caller
let other: Caller

beforeAll(async () => {
  platform = await joinShared()
  first = platform.cast.first
  api = await platform.people.as(first)
  other = await platform.people.as(platform.cast.second)
})

const act = (call: { id: string }, action: string) => platform.doors.act(call.id, action)
const line = (control: { id: string; conversationId: string }, caller = api) =>
  openLine(platform.baseUrl, caller.token, control)

async function supervisorParticipants(call: Parameters<typeof readConversation>[1]) {
  const { participants } = await readConversation(api, call)
  return participants.filter(({ purpose }) => purpose === 'supervisor')
}

describe.concurrent('the contract: the life of a line', () => {
  it('[OC30] QUEUED, then EXECUTING with a participant who says who hears, then COMPLETED on close', async () => {
    const call = await startCall(platform)
    const before = await readConversation(api, call)
    const request = {
      ...controlRequest(call, { audioMixLevel: 0.65 }),
      supervisorId: 'somebody-else',
      metadata: { requestKey: 'k', nested: { any: [1, null] } },
    }
    const answer = await api.post<Control>(controlPath(call), request)
    expect(answer).toMatchObject({ status: 200, body: { status: 'QUEUED' } })
    expect(Object.keys(answer.body).sort()).toEqual(['id', 'status'])
    const control = { id: answer.body.id, conversationId: call.id }
    const executing = await whenControl(api, control, 'EXECUTING')
    expect(executing).toMatchObject({
      ...control,
      controlType: 'WHISPER',
      mediaType: 'AUDIO',
      supervisorId: first.id,
      targetUserId: call.agentUserId,
      audioMixLevel: 0.65,
      metadata: request.metadata,
      version: expect.any(Number),
    })
    const queuedMs = Date.parse(executing.executingAt ?? '') - Date.parse(executing.createdAt)
    expect(queuedMs).toBeGreaterThanOrEqual(25)
    expect(queuedMs).toBeLessThan(1_000)
    expect(await supervisorParticipants(call)).toMatchObject([
      { controlId: control.id, controlType: 'WHISPER', heardBy: ['agent'], userId: first.id },
    ])
    const during = await readConversation(api, call)
    expect(during.version).toBe(before.version + 1)
    const media = await line(control)
    media.say({ type: 'close' })
    await media.next('closed')
    const completed = await whenControl(api, control, 'COMPLETED')
    expect(completed.version).toBeGreaterThan(executing.version)
    expect(completed.finishedAt).toMatch(/Z$/)
    expect(completed.failureReason).toBeUndefined()
    expect(await supervisorParticipants(call)).toEqual([])
    expect((await readConversation(api, call)).version).toBe(before.version + 2)
  })

  it('[OC30] the list is newest first', async () => {
    const call = await startCall(platform)
    const ids: string[] = []
    for (const text of ['one', 'two', 'three']) {
      ids.unshift((await requestControl(api, call, { mediaType: 'TEXT', text })).id)
      await pause(5)
    }
    const { body } = await api.get<Entities<Control>>(`/conversations/${call.id}/controls`)
    expect(body.entities.map(({ id }) => id)).toEqual(ids)
  })

  it('[OC30] by participant as well as by user; an omitted level is 1.0', async () => {
    const call = await startCall(platform)
    const { body, status } = await api.post<Control>(controlPath(call), {
      controlType: 'WHISPER',
      mediaType: 'AUDIO',
      targetParticipantId: call.agentParticipantId,
    })
    expect(status).toBe(200)
    const control = await readControl(api, { id: body.id, conversationId: call.id })
    expect(control.targetUserId).toBe(call.agentUserId)
    expect(control.audioMixLevel ?? 1).toBe(1)
  })

  it('[OC30] under load a line waits ten to fifteen seconds', async () => {
    const call = await startCall(platform, { scenario: 'busy' })
    const control = await requestControl(api, call)
    const executing = await whenControl(api, control, 'EXECUTING', 17_000)
    const queuedMs = Date.parse(executing.executingAt ?? '') - Date.parse(executing.createdAt)
    expect(queuedMs).toBeGreaterThan(9_900)
    expect(queuedMs).toBeLessThan(16_000)
  })

  it('[OC31] a line nobody opens fails after ten seconds: NO_MEDIA', async () => {
    const call = await startCall(platform)
    const control = await requestControl(api, call)
    await whenControl(api, control, 'EXECUTING')
    const failed = await whenControl(api, control, 'FAILED', 13_000)
    expect(failed.failureReason).toBe('NO_MEDIA')
    expect(executedMs(failed)).toBeGreaterThan(9_800)
    expect(executedMs(failed)).toBeLessThan(11_000)
    expect(await supervisorParticipants(call)).toEqual([])
  })

  it('[OC31] a lost socket may be opened again within five seconds, and goes on', async () => {
    const call = await startCall(platform)
    const control = await requestControl(api, call)
    const lost = await line(control)
    lost.drop()
    await pause(3_500)
    const again = await line(control)
    await pause(2_500)
    expect(again.isOpen()).toBe(true)
    expect((await readControl(api, control)).status).toBe('EXECUTING')
    again.drop()
    const droppedAt = Date.now()
    const failed = await whenControl(api, control, 'FAILED', 8_000)
    expect(failed.failureReason).toBe('NO_MEDIA')
    const waitedMs = Date.parse(failed.finishedAt ?? '') - droppedAt
    expect(waitedMs).toBeGreaterThan(4_700)
    expect(waitedMs).toBeLessThan(6_000)
    const late = await connectMedia(platform.baseUrl, api.token, control)
    expect(late).toMatchObject({ refused: expect.any(Number) })
  })

  it.each([
    ['transfer', 'IN_TRANSFER'],
    ['conference', 'CONFERENCE'],
  ])('[OC32] on %s a line stays ten seconds and is PATH_SEVERED', async (action, state) => {
    const call = await startCall(platform)
    const control = await requestControl(api, call)
    const media = await line(control)
    await act(call, action)
    const severedAt = Date.now()
    expect((await readConversation(api, call)).state).toBe(state)
    await pause(8_500)
    expect((await readControl(api, control)).status).toBe('EXECUTING')
    const failed = await whenControl(api, control, 'FAILED', 4_000)
    expect(failed.failureReason).toBe('PATH_SEVERED')
    expect(Date.parse(failed.finishedAt ?? '') - severedAt).toBeGreaterThan(9_500)
    expect(Date.parse(failed.finishedAt ?? '') - severedAt).toBeLessThan(11_000)
    await media.closed()
  })

  it('[OC32] a line never moves to another agent', async () => {
    const call = await startCall(platform)
    const control = await requestControl(api, call)
    await line(control)
    await act(call, 'transfer')
    await act(call, 'complete-transfer')
    const agent = (await readConversation(api, call)).participants.find(
      ({ purpose, state }) => purpose === 'agent' && state === 'CONNECTED',
    )
    const failed = await whenControl(api, control, 'FAILED', 11_000)
    if (agent?.userId !== call.agentUserId) expect(failed.failureReason).toBe('AGENT_LEFT')
    expect(failed.targetUserId).toBe(call.agentUserId)
  })

  it.each(['drop-agent', 'end'])(
    '[OC32] after %s every line to that agent is AGENT_LEFT',
    async (action) => {
      const call = await startCall(platform)
      const whisper = await requestControl(api, call)
      const monitor = await requestControl(other, call, { controlType: 'MONITOR' })
      await Promise.all([line(whisper), line(monitor, other)])
      await act(call, action)
      const cut = await whenFinal(api, whisper, 2_000)
      expect(cut).toMatchObject({ status: 'FAILED', failureReason: 'AGENT_LEFT' })
      const ended = await whenFinal(other, monitor, 2_000)
      if (action === 'drop-agent') expect(ended).toMatchObject({ failureReason: 'AGENT_LEFT' })
      expect(await supervisorParticipants(call)).toEqual([])
    },
  )

  it('[OC33] DELETE is 204 and FAILED, CANCELLED; 409 when final', async () => {
    const call = await startCall(platform)
    const control = await requestControl(api, call)
    const media = await line(control)
    const path = `/conversations/${call.id}/controls/${control.id}`
    const answer = await api.delete(path)
    expect(answer).toMatchObject({ status: 204, body: undefined })
    expect(await readControl(api, control)).toMatchObject({
      status: 'FAILED',
      failureReason: 'CANCELLED',
    })
    await media.closed()
    expect(await api.delete(path)).toMatchObject({
      status: 409,
      body: { status: 409, code: expect.any(String), contextId: expect.any(String) },
    })
    const text = await requestControl(api, call, { mediaType: 'TEXT', text: 'x' })
    await whenControl(api, text, 'COMPLETED')
    expect((await api.delete(`/conversations/${call.id}/controls/${text.id}`)).status).toBe(409)
  })

  it('[OC33] on HOLD a line lives on until DELETE', async () => {
    const call = await startCall(platform)
    const control = await requestControl(api, call)
    const media = await line(control)
    await act(call, 'hold')
    await pause(11_000)
    expect((await readControl(api, control)).status).toBe('EXECUTING')
    expect(media.isOpen()).toBe(true)
    await api.delete(`/conversations/${call.id}/controls/${control.id}`)
    expect((await readControl(api, control)).failureReason).toBe('CANCELLED')
  })

  it('[OC34] the platform lets two whisper at once, and a monitor and a barge beside them', async () => {
    const call = await startCall(platform)
    const lines = await Promise.all([
      requestControl(api, call),
      requestControl(other, call),
      requestControl(api, call, { controlType: 'MONITOR' }),
      requestControl(api, call, { controlType: 'BARGE' }),
    ])
    for (const control of lines) await whenControl(api, control, 'EXECUTING')
    const heardBy = (await supervisorParticipants(call)).map(({ controlType, heardBy }) => ({
      controlType,
      heardBy: [...(heardBy ?? [])].sort(),
    }))
    expect(heardBy).toHaveLength(4)
    expect(heardBy).toContainEqual({ controlType: 'MONITOR', heardBy: [] })
    expect(heardBy).toContainEqual({ controlType: 'BARGE', heardBy: ['agent', 'customer'] })
    expect(heardBy.filter(({ controlType }) => controlType === 'WHISPER')).toEqual([
      { controlType: 'WHISPER', heardBy: ['agent'] },
      { controlType: 'WHISPER', heardBy: ['agent'] },
    ])
  })

  it('[OC34] a monitor lives through hold, transfer and conference', async () => {
    const call = await startCall(platform)
    const monitor = await requestControl(api, call, { controlType: 'MONITOR' })
    const media = await line(monitor)
    for (const action of ['hold', 'retrieve', 'transfer', 'cancel-transfer', 'conference']) {
      await act(call, action)
      await pause(action === 'transfer' ? 10_500 : 100)
      expect((await readControl(api, monitor)).status, action).toBe('EXECUTING')
    }
    expect(media.isOpen()).toBe(true)
    await act(call, 'end')
    await whenFinal(api, monitor)
    await media.closed()
  })

  it('[OC35] audio and barge in ACTIVE only; text and monitor until the end; nothing after', async () => {
    const call = await startCall(platform)
    const kinds: ControlInput[] = [
      { controlType: 'WHISPER' },
      { controlType: 'BARGE' },
      { mediaType: 'TEXT', text: 'x' },
      { controlType: 'MONITOR' },
    ]
    const statuses = async () => {
      const answers = []
      for (const kind of kinds)
        answers.push(await api.post(controlPath(call), controlRequest(call, kind)))
      for (const { status, body } of answers)
        if (status === 409) expect(body).toMatchObject({ code: 'conversation.not.active' })
      return answers.map(({ status }) => status)
    }
    expect(await statuses()).toEqual([200, 200, 200, 200])
    for (const [there, back] of [
      ['hold', 'retrieve'],
      ['transfer', 'cancel-transfer'],
      ['conference', 'leave-conference'],
    ] as const) {
      await act(call, there)
      expect(await statuses(), there).toEqual([409, 409, 200, 200])
      await act(call, back)
    }
    expect((await readConversation(api, call)).state).toBe('ACTIVE')
    await act(call, 'end')
    expect(await statuses()).toEqual([409, 409, 409, 409])
    await act(call, 'wrap-up')
    expect(await statuses()).toEqual([409, 409, 409, 409])
  })
})

describe.concurrent('the contract: text', () => {
  it('[OC36] completes on the agent’s desk, and the scripted agent reads it in two to six seconds', async () => {
    const call = await startCall(platform)
    const control = await requestControl(api, call, {
      mediaType: 'TEXT',
      text: 'Offer the refund.',
    })
    const completed = await whenControl(api, control, 'COMPLETED')
    expect(completed).toMatchObject({ text: 'Offer the refund.', mediaType: 'TEXT' })
    expect(completed.audioMixLevel).toBeUndefined()
    const read = await until('read', 8_000, async () => {
      const found = await readControl(api, control)
      return found.readAt === undefined ? undefined : found
    })
    const readMs = Date.parse(read.readAt ?? '') - Date.parse(completed.finishedAt ?? '')
    expect(readMs).toBeGreaterThanOrEqual(1_900)
    expect(readMs).toBeLessThan(6_500)
    expect(read.version).toBeGreaterThan(completed.version)
  })

  it('[OC36] the target agent alone gives a receipt', async () => {
    const call = await startCall(platform)
    const control = await requestControl(api, call, { mediaType: 'TEXT', text: 'x' })
    await whenControl(api, control, 'COMPLETED')
    const path = `/conversations/${call.id}/controls/${control.id}/receipt`
    const agent = await platform.people.byId(call.agentUserId)
    const { people } = await platform.doors.state()
    const colleague = people.find(({ role, id }) => role === 'agent' && id !== call.agentUserId)
    const stranger = await platform.people.byId(colleague?.id)
    for (const caller of [api, stranger])
      expect([403, 404]).toContain((await caller.post(path, { seen: true })).status)
    for (const wrong of [{ answer: 'MAYBE' }, { seen: 'yes' }, { answer: 1 }, { seen: false }])
      expect(await agent.post(path, wrong)).toMatchObject({
        status: 400,
        body: { code: 'bad.request', field: Object.keys(wrong)[0] },
      })
    expect((await agent.post(path, { seen: true })).status).toBeLessThan(300)
    expect((await readControl(api, control)).readAt).toMatch(/Z$/)
    expect((await agent.post(path, { answer: 'NEED_YOU' })).status).toBeLessThan(300)
    expect(await readControl(api, control)).toMatchObject({
      answer: 'NEED_YOU',
      answeredAt: expect.stringMatching(/Z$/),
    })
  })
})
