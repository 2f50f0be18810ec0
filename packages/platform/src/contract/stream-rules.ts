import { sleep, systemClock } from '@sotto/kernel'
import { expect } from 'vitest'
import type { PlatformFact } from '../facts.ts'
import { observeStream } from './observed.ts'
import type { PlatformRule } from './rule.ts'

function isPhase(conversationId: string, phase: string): (fact: PlatformFact) => boolean {
  return (fact) =>
    fact.type === 'conversation-changed' &&
    fact.conversation.id === conversationId &&
    fact.conversation.phase === phase
}

export const streamRules: readonly PlatformRule[] = [
  {
    title: '[PL10] a change arrives as a fact with the whole conversation and a higher version',
    async check({ platform, signIn, startConversation, act }) {
      const supervisor = platform.forPerson((await signIn('supervisor')).credentials)
      const { conversationId, queueId } = await startConversation('voice')
      const { stream, facts } = await observeStream(supervisor, [
        { families: ['conversation'], queueIds: [queueId] },
      ])
      const before = await supervisor.conversation(conversationId)
      await act(conversationId, 'hold')
      const held = await facts.waitFor(isPhase(conversationId, 'held'), 'held conversation')
      const version = held.type === 'conversation-changed' ? held.conversation.version : 0
      expect(version).toBeGreaterThan(before.ok ? before.value.version : Number.MAX_VALUE)
      stream.close()
    },
  },
  {
    title:
      '[PL11] a stream is narrow: nothing comes that was not subscribed to, and nothing at all without a subscription',
    async check({ platform, signIn, startConversation, act }) {
      const supervisor = platform.forPerson((await signIn('supervisor')).credentials)
      const wanted = await startConversation('voice')
      const other = await startConversation('voice')
      const narrow = await observeStream(supervisor, [
        { families: ['conversation'], conversationIds: [wanted.conversationId] },
      ])
      const empty = await observeStream(supervisor, [])
      await act(other.conversationId, 'hold')
      await act(wanted.conversationId, 'hold')
      await narrow.facts.waitFor(isPhase(wanted.conversationId, 'held'), 'held conversation')
      const ids = narrow.facts.entries.map((fact) =>
        fact.type === 'conversation-changed' ? fact.conversation.id : wanted.conversationId,
      )
      expect(new Set(ids)).toEqual(new Set([wanted.conversationId]))
      expect(empty.facts.entries).toEqual([])
      narrow.stream.close()
      empty.stream.close()
    },
  },
  {
    title: '[PL12] subscriptions change on the open stream, without an interruption',
    async check({ platform, signIn, startConversation, act }) {
      const supervisor = platform.forPerson((await signIn('supervisor')).credentials)
      const first = await startConversation('voice')
      const second = await startConversation('voice')
      const { stream, facts, states } = await observeStream(supervisor, [
        { families: ['conversation'], conversationIds: [first.conversationId] },
      ])
      stream.subscribe([{ families: ['conversation'], conversationIds: [second.conversationId] }])
      // The platform takes requests in order, so what it says of this one it says after the change.
      await supervisor.conversation(second.conversationId)
      await act(first.conversationId, 'hold')
      await act(second.conversationId, 'hold')
      await facts.waitFor(isPhase(second.conversationId, 'held'), 'held conversation')
      expect(facts.entries.some(isPhase(first.conversationId, 'held'))).toBe(false)
      expect(states.entries.map(({ state }) => state)).toEqual(['connecting', 'open'])
      stream.close()
    },
  },
  {
    title: '[PL13] a dropped stream says so, and is open again by itself',
    async check({ platform, signIn, startConversation, act, dropEventStreams }) {
      const supervisor = platform.forPerson((await signIn('supervisor')).credentials)
      const { conversationId } = await startConversation('voice')
      const { stream, facts, states } = await observeStream(supervisor, [
        { families: ['conversation'], conversationIds: [conversationId] },
      ])
      const interrupted = states.waitForNext(({ state }) => state === 'interrupted', 'interruption')
      await dropEventStreams()
      expect(await interrupted).toMatchObject({ reason: 'network', retryInMs: expect.any(Number) })
      await states.waitForNext(({ state }) => state === 'open', 'open stream')
      await act(conversationId, 'hold')
      await facts.waitFor(isPhase(conversationId, 'held'), 'held conversation')
      stream.close()
    },
  },
  {
    title: '[PL14] a stream that is moved elsewhere is not interrupted',
    async check({ platform, signIn, startConversation, act, rotateEventStreams }) {
      const supervisor = platform.forPerson((await signIn('supervisor')).credentials)
      const { conversationId } = await startConversation('voice')
      const { stream, facts, states } = await observeStream(supervisor, [
        { families: ['conversation'], conversationIds: [conversationId] },
      ])
      for (const [change, phase] of [
        ['hold', 'held'],
        ['retrieve', 'active'],
      ] as const) {
        await rotateEventStreams(400)
        // Past the announced end: what comes now comes on the successor.
        await sleep(systemClock, 800)
        const arrived = facts.waitForNext(isPhase(conversationId, phase), phase)
        await act(conversationId, change)
        await arrived
      }
      expect(states.entries.map(({ state }) => state)).toEqual(['connecting', 'open'])
      stream.close()
    },
  },
  {
    title: '[PL15] events that were lost are noticed as a gap',
    async check({ platform, signIn, startConversation, act, loseEvents }) {
      const supervisor = platform.forPerson((await signIn('supervisor')).credentials)
      const { conversationId, queueId } = await startConversation('voice')
      const { stream, states } = await observeStream(supervisor, [
        { families: ['conversation'], queueIds: [queueId] },
      ])
      await loseEvents(1)
      await act(conversationId, 'hold')
      await loseEvents(0)
      const gap = states.waitFor(({ state }) => state === 'gap', 'gap')
      await act(conversationId, 'retrieve')
      await gap
      stream.close()
    },
  },
  {
    title: '[PL16] a closed stream says nothing any more',
    async check({ platform, signIn, startConversation, act }) {
      const supervisor = platform.forPerson((await signIn('supervisor')).credentials)
      const { conversationId } = await startConversation('voice')
      const subscriptions = [
        { families: ['conversation'], conversationIds: [conversationId] },
      ] as const
      const closed = await observeStream(supervisor, subscriptions)
      const open = await observeStream(supervisor, subscriptions)
      closed.stream.close()
      closed.stream.close()
      const told = closed.facts.entries.length
      await act(conversationId, 'hold')
      await open.facts.waitFor(isPhase(conversationId, 'held'), 'held conversation')
      expect(closed.facts.entries).toHaveLength(told)
      open.stream.close()
    },
  },
]
