// The whole program with a receiver of traces beside it: what a press of a key leaves there.
import { createServer } from 'node:http'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type ContactCentre, startContactCentre, supervisorOf } from '../src/contact-centre.ts'
import { signInByHttp } from '../src/http-session.ts'
import { createConsoleClient } from '../src/outside/console.ts'
import { until } from '../src/outside/until.ts'

let centre: ContactCentre
let received = ''
const receiver = createServer((request, response) => {
  request.on('data', (part: Buffer) => {
    received += part.toString()
  })
  request.on('end', () => response.end('{}'))
})

beforeAll(async () => {
  await new Promise<void>((resolve) => {
    receiver.listen(0, '127.0.0.1', resolve)
  })
  const address = receiver.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  centre = await startContactCentre({ SOTTO_TRACES_URL: `http://127.0.0.1:${port}/v1/traces` })
})
afterAll(async () => {
  await centre?.stop()
  receiver.closeAllConnections()
  receiver.close()
})

it('[OP44] a listening line is followed from the command to the platform’s word, and nobody is named', async () => {
  const state = await centre.simulator.state()
  const call = state.conversations.find(
    ({ agentUserId, mediaType }) => /voice/i.test(mediaType) && agentUserId !== undefined,
  )
  if (call === undefined) throw new Error('no call')
  const supervisor = supervisorOf(state, call.queueId)
  const { cookie } = await signInByHttp(centre.panelUrl, supervisor.name)
  const console = createConsoleClient(centre.panelUrl, cookie)
  const tabId = 'tab-of-traces'
  await console.live(tabId)
  await until('the line', 20_000, async () => {
    const body = { mode: 'monitor', tabId }
    const answer = await console.ask(`/api/conversations/${call.id}/mode`, { body })
    return answer.status === 202 ? answer : undefined
  })
  const names = ['command change-mode', 'platform answers', 'platform confirms']
  await until('the spans', 30_000, () =>
    names.every((name) => received.includes(`"name":"${name}"`)) ? received : undefined,
  )
  // The line's own span ends with it.
  await centre.stop()
  expect(received).toContain('"name":"control monitor"')
  expect(received).toContain(call.id)
  for (const planted of [supervisor.name, supervisor.id, call.agentUserId ?? '?', cookie])
    expect(received).not.toContain(planted)
})
