import type { ControlRecord } from '@sotto/domain'
import { createScope, ok, silentLogger } from '@sotto/kernel'
import { createFakeClock } from '@sotto/testkit'
import { expect, it } from 'vitest'
import { createTimers } from '../live/timers.ts'
import { watchVoices } from './voice-watch.ts'

function speakingLine(line: number): ControlRecord {
  return {
    id: `control-${line}`,
    conversationId: `conversation-${line}`,
    kind: 'whisper-audio',
    supervisorId: `supervisor-${line}`,
    agentUserId: `agent-${line}`,
    coachingSessionId: `coaching-${line}`,
    tabId: 'tab-00000001',
    platformVersion: 1,
    submittedAt: 0,
    state: { name: 'submitted' },
  }
}

function startWatching() {
  const clock = createFakeClock()
  const readAt = new Map<string, number[]>()
  let tell: (record: ControlRecord) => void = () => {}
  watchVoices({
    registry: {
      onChange(listener) {
        tell = listener
        return () => {}
      },
    },
    supervisors: {
      byPerson: () => ({
        queueIds: [],
        platform: {
          async controls(conversationId) {
            const times = readAt.get(conversationId) ?? []
            readAt.set(conversationId, [...times, clock.monotonicNow()])
            return ok([])
          },
        },
      }),
    },
    world: { conversation: () => undefined, conversationIds: () => [] },
    voices: { takeRead: async () => {} },
    timers: createTimers(clock, createScope()),
    logger: silentLogger,
    voiceReadMs: 800,
    onFailure(failure) {
      throw failure
    },
  })
  return { clock, readAt, speak: (line: number) => tell(speakingLine(line)) }
}

it('[MD163] of hundreds of lines only a twentieth is read at once, all of them within half a round, and each every 0.8 s', async () => {
  const { clock, readAt, speak } = startWatching()
  const startedAt = clock.monotonicNow()
  for (let line = 0; line < 200; line += 1) speak(line)
  await clock.advance(800 + 400)
  const times = [...readAt.values()].map(([first = Number.NaN]) => first - startedAt)
  expect(times).toHaveLength(200)
  expect(Math.max(...times)).toBeLessThanOrEqual(800 + 400)
  const together = times.map((time) => times.filter((other) => other === time).length)
  expect(Math.max(...together)).toBe(10)
  await clock.advance(8_000)
  for (const [first = 0, second = 0] of readAt.values()) expect(second - first).toBe(800)
})

it('[MD163] a line that comes while others are read is read in the same round, and waits no longer than the 0.8 s', async () => {
  const { clock, readAt, speak } = startWatching()
  for (let line = 0; line < 200; line += 1) speak(line)
  await clock.advance(1_000)
  expect(readAt.size).toBeLessThan(200)
  speak(200)
  await clock.advance(800)
  expect(readAt.get('conversation-200')).toBeDefined()
})
