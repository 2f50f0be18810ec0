import { createListeners } from '@sotto/kernel'
import { expect, it } from 'vitest'
import { type WatchedCoaching, watchCoachings } from './watch-coachings.ts'

function startWatching() {
  const told: string[] = []
  const changes = createListeners<{ readonly record: WatchedCoaching }>(() => {})
  watchCoachings(
    { onChange: changes.subscribe },
    {
      began: ({ beganAt, id, kind }) => told.push(`${kind} ${id} began ${beganAt}`),
      ended: (id, at) => told.push(`${id} ended ${at}`),
    },
  )
  const say = (
    name: WatchedCoaching['state']['name'],
    at: number,
    kind: WatchedCoaching['kind'] = 'real-time',
  ) =>
    changes.emit({
      record: {
        id: 'record-1',
        conversationId: 'c1',
        agentUserId: 'ana',
        supervisorId: 'sam',
        kind,
        startedAt: 5,
        state: { name, at },
      },
    })
  return { told, say }
}

it('[FC8] a coaching session is one from its start to its end, whatever is written and paused in between', () => {
  const { say, told } = startWatching()
  for (const [name, at] of [
    ['starting', 5],
    ['started', 6],
    ['in-progress', 7],
    ['paused', 8],
    ['in-progress', 9],
    ['completed', 10],
  ] as const)
    say(name, at)
  expect(told).toEqual(['coaching record-1 began 5', 'record-1 ended 10'])
})

it('[FC8] a review after the end is none, nor is a session that never came about', () => {
  const { say, told } = startWatching()
  say('started', 6, 'post-call')
  say('completed', 7, 'post-call')
  say('starting', 6)
  say('refused', 7)
  expect(told).toEqual([])
})
