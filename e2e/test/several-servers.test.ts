import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { supervisorsOf } from '../src/contact-centre.ts'
import { until } from '../src/outside/until.ts'
import { type SeveralServers, startSeveralServers } from '../src/several-servers/several-servers.ts'
import { visitAs } from '../src/several-servers/visitor.ts'

let centre: SeveralServers

beforeAll(async () => {
  centre = await startSeveralServers(3)
})
afterAll(() => centre?.stop())

describe('several servers', () => {
  it('[EE170] start coach on one server with the sockets on two others', async () => {
    const state = await centre.simulator.state()
    const queueId = state.queues[0]?.id ?? ''
    const [first] = supervisorsOf(state, queueId)
    if (first === undefined) throw new Error('nobody')
    const call = await centre.simulator.startConversation({ scenario: 'steady', queueId })
    const visitor = await visitAs(centre, first)
    const tab = await visitor.live(0)
    tab.show(call.id)
    await until('the row', 10_000, () => tab.told.row(call.id))
    await until('the detail', 10_000, () => tab.told.detail())
    const audio = await visitor.audio(2, tab)
    const answer = await visitor.ask(1, `/api/conversations/${call.id}/mode`, {
      body: { mode: 'coach', tabId: tab.tabId },
    })
    await until('the gate', 10_000, () => audio.gateIsOpen || undefined)
    expect(answer.status).toBe(202)
  })
})
