import { silentLogger } from '@sotto/kernel'
import fastify from 'fastify'
import { describe, expect, it } from 'vitest'
import { makeSupervisor } from '../../../test/coaching/people.ts'
import { startStory } from '../../../test/coaching/story.ts'
import { registerErrorHandler } from '../../http/error-handler.ts'
import { registerGuards } from '../../http/guards.ts'
import { createPublicAddress } from '../../http/public-address.ts'

async function openDoor() {
  const story = startStory()
  const app = fastify()
  registerErrorHandler(app, silentLogger)
  registerGuards(app, {
    address: createPublicAddress('http://localhost:4400'),
    sessions: {
      authenticate: async (request) =>
        request.headers['x-person'] === 'sam' ? story.session(makeSupervisor('sam')) : undefined,
      onEnded: () => () => {},
    },
  })
  await story.coaching.register(app)
  story.connectPanel(story.sam)
  await story.settle()
  return {
    story,
    async get(agent: string, person = 'sam') {
      const url = `/api/agents/${agent}/queues`
      const answer = await app.inject({ method: 'GET', url, headers: { 'x-person': person } })
      return { status: answer.statusCode, body: answer.json() }
    },
  }
}

describe('the door to an agent’s queues', () => {
  it('[LV70] tells them to whoever sees the agent, and nobody else', async () => {
    const { story, get } = await openDoor()
    expect(await get('ivo')).toEqual({
      status: 200,
      body: { queues: [{ id: 'q1', name: 'Queue q1' }] },
    })
    expect((await get('ivo', 'nobody')).status).toBe(401)
    for (const id of ['eve', 'nobody', '..%2F..', '%00', 'a%20b'])
      expect((await get(id)).status).toBe(404)
    expect(story.callsOf('activeQueues')).toHaveLength(1)
  })

  it.each(['rate-limited', 'unavailable', 'timeout', 'unreachable'] as const)(
    '[LV70] a platform that is %s is told as that, and the door stays open',
    async (code) => {
      const { story, get } = await openDoor()
      story.platform.failNext('activeQueues', code)
      expect((await get('ivo')).status).toBeGreaterThanOrEqual(502)
      expect((await get('ivo')).status).toBe(200)
    },
  )
})
