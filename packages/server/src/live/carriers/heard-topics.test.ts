import { describe, expect, it } from 'vitest'
import { createHeardTopics } from './heard-topics.ts'

const queue = (...queueIds: readonly string[]) => ({
  families: ['conversation-state', 'control'] as const,
  queueIds,
})
const call = (id: string) => ({ families: ['conversation-state'] as const, conversationIds: [id] })

describe('what a stream tells of', () => {
  it('[LV89] counts from the platform’s answer on, whatever comes and goes beside it', () => {
    const topics = createHeardTopics()
    topics.want([queue('q1'), call('c1')])
    expect(topics.queueSince('q1')).toBeUndefined()
    expect(topics.take([queue('q1')], 10)).toEqual([])
    expect(topics.take([queue('q1'), call('c1')], 20)).toEqual(['c1'])
    topics.want([queue('q1'), queue('q2'), call('c1')])
    expect(topics.take([queue('q1'), queue('q2'), call('c1')], 30)).toEqual([])
    expect(['q1', 'q2'].map(topics.queueSince)).toEqual([10, 30])
    expect(topics.conversationSince('c1')).toBe(20)
  })

  it('[LV89] what is not asked for any more counts no longer, and begins anew when it is asked for again', () => {
    const topics = createHeardTopics()
    topics.take([queue('q1'), queue('q2')], 10)
    topics.want([queue('q2')])
    expect(topics.queueSince('q1')).toBeUndefined()
    topics.want([queue('q1'), queue('q2')])
    // An answer to an earlier question, which does not serve it yet.
    topics.take([queue('q2')], 20)
    expect(topics.queueSince('q1')).toBeUndefined()
    topics.take([queue('q1'), queue('q2')], 30)
    expect(['q1', 'q2'].map(topics.queueSince)).toEqual([30, 10])
  })

  it('[LV89] metrics of a conversation alone keep nothing true', () => {
    const topics = createHeardTopics()
    topics.take([{ families: ['conversation-metrics'], conversationIds: ['c1'] }], 10)
    expect(topics.conversationSince('c1')).toBeUndefined()
  })

  it('[LV81] after a gap everything begins anew, after an interruption nothing is heard', () => {
    const topics = createHeardTopics()
    topics.take([queue('q1'), call('c1')], 10)
    topics.restart(20)
    expect([topics.queueSince('q1'), topics.conversationSince('c1')]).toEqual([20, 20])
    topics.clear()
    expect(topics.queueIds()).toEqual([])
  })
})
