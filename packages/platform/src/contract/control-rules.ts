import type { PlatformControl } from '@sotto/domain'
import { expect } from 'vitest'
import type { PlatformFact } from '../facts.ts'
import { controlRequest, type ObservedStream, observeStream } from './observed.ts'
import type { PlatformUnderTest } from './platform-under-test.ts'
import { eventually } from './recorder.ts'
import type { PlatformRule } from './rule.ts'

function isControl(id: string, status: PlatformControl['status']): (fact: PlatformFact) => boolean {
  return (fact) =>
    fact.type === 'control-changed' && fact.control.id === id && fact.control.status === status
}

async function controlFact(
  { facts }: ObservedStream,
  id: string,
  status: PlatformControl['status'],
): Promise<PlatformControl> {
  const fact = await facts.waitFor(isControl(id, status), `${status} control`)
  if (fact.type !== 'control-changed') throw new Error('not a control')
  return fact.control
}

/** A supervisor, a conversation of theirs, and their stream of it. */
async function startScene(world: PlatformUnderTest, kind: 'voice' | 'chat' = 'voice') {
  const signedIn = await world.signIn('supervisor')
  const person = world.platform.forPerson(signedIn.credentials)
  const conversation = await world.startConversation(kind)
  const observed = await observeStream(person, [
    { families: ['conversation', 'control'], queueIds: [conversation.queueId] },
  ])
  const request = (
    change: Partial<Parameters<typeof controlRequest>[0]> &
      Pick<Parameters<typeof controlRequest>[0], 'kind'>,
  ) =>
    controlRequest({
      conversationId: conversation.conversationId,
      targetUserId: conversation.agentUserId,
      supervisorId: signedIn.personId,
      ...change,
    })
  return { ...conversation, signedIn, person, observed, request }
}

function concerns(fact: PlatformFact, conversationId: string): boolean {
  if (fact.type === 'conversation-changed') return fact.conversation.id === conversationId
  if (fact.type === 'control-changed') return fact.control.conversationId === conversationId
  return fact.type === 'conversation-metrics' && fact.conversationId === conversationId
}

export const controlRules: readonly PlatformRule[] = [
  {
    title:
      '[PL20] a text is accepted first and confirmed by the platform’s own word afterwards, with our key in it',
    async check(world) {
      const { person, observed, request, conversationId, signedIn } = await startScene(
        world,
        'chat',
      )
      const asked = request({ kind: 'whisper-text' })
      const started = await person.startControl(asked)
      const id = started.ok ? started.value.platformControlId : ''
      expect(started).toMatchObject({ ok: true, value: { status: 'queued' } })
      expect(await controlFact(observed, id, 'completed')).toMatchObject({
        conversationId,
        kind: 'whisper-text',
        supervisorId: signedIn.personId,
        requestKey: asked.requestKey,
      })
      const read = await person.control(conversationId, id)
      expect(read).toMatchObject({ ok: true, value: { id, status: 'completed' } })
      observed.stream.close()
    },
  },
  {
    title: '[PL21] controls are listed newest first, and one that does not exist is not found',
    async check(world) {
      const { person, observed, request, conversationId } = await startScene(world)
      const ids: string[] = []
      for (const text of ['one', 'two']) {
        const started = await person.startControl(request({ kind: 'whisper-text', text }))
        if (started.ok) ids.push(started.value.platformControlId)
      }
      const listed = await person.controls(conversationId)
      expect(listed.ok && listed.value.map(({ id }) => id)).toEqual(ids.reverse())
      expect(await person.control(conversationId, 'no-such-control')).toEqual({
        ok: false,
        error: { code: 'not-found' },
      })
      expect(await person.cancelControl(conversationId, 'no-such-control')).toEqual({
        ok: false,
        error: { code: 'not-found' },
      })
      observed.stream.close()
    },
  },
  {
    title:
      '[PL22] a request against our own rules never leaves: level 0.1 to 0.9, text 1 to 1,000 code points',
    async check(world) {
      const { person, observed, request, conversationId } = await startScene(world)
      const wrong = [
        request({ kind: 'whisper-audio', mixLevel: 1 }),
        request({ kind: 'whisper-audio', mixLevel: 0.05 }),
        request({ kind: 'whisper-audio', mixLevel: Number.NaN }),
        request({ kind: 'whisper-text', text: '' }),
        request({ kind: 'whisper-text', text: 'x'.repeat(1_001) }),
        request({ kind: 'whisper-text', text: 'half a pair \ud83d' }),
      ]
      for (const asked of wrong)
        expect(await person.startControl(asked)).toMatchObject({
          ok: false,
          error: { code: 'bad-request', field: expect.any(String) },
        })
      expect(await person.controls(conversationId)).toEqual({ ok: true, value: [] })
      const longest = await person.startControl(
        request({ kind: 'whisper-text', text: '\u{1F600}'.repeat(1_000) }),
      )
      expect(longest.ok).toBe(true)
      observed.stream.close()
    },
  },
  {
    title: '[PL23] what is taken back ends as cancelled; what is over already is a conflict',
    async check(world) {
      const { person, observed, request, conversationId } = await startScene(world)
      const started = await person.startControl(request({ kind: 'monitor' }))
      const id = started.ok ? started.value.platformControlId : ''
      expect(await person.cancelControl(conversationId, id)).toEqual({ ok: true, value: undefined })
      expect(await controlFact(observed, id, 'failed')).toMatchObject({ failure: 'cancelled' })
      expect(await person.cancelControl(conversationId, id)).toMatchObject({
        ok: false,
        error: { code: 'conflict' },
      })
      observed.stream.close()
    },
  },
  {
    title:
      '[PL24] no voice into a call on hold, nothing at all into one that is over: a conflict, not a failure',
    async check(world) {
      const { person, observed, request, conversationId } = await startScene(world)
      await world.act(conversationId, 'hold')
      expect(await person.startControl(request({ kind: 'whisper-audio' }))).toMatchObject({
        ok: false,
        error: { code: 'conflict', reason: expect.any(String) },
      })
      expect(await person.startControl(request({ kind: 'whisper-text' }))).toMatchObject({
        ok: true,
      })
      await world.act(conversationId, 'end')
      expect(await person.startControl(request({ kind: 'whisper-text' }))).toMatchObject({
        ok: false,
        error: { code: 'conflict' },
      })
      observed.stream.close()
    },
  },
  {
    title:
      '[PL25] the agent’s receipt comes back to the supervisor, and only the agent can give it',
    async check(world) {
      const { person, observed, request, conversationId, agentUserId } = await startScene(world)
      const started = await person.startControl(request({ kind: 'whisper-text' }))
      const id = started.ok ? started.value.platformControlId : ''
      await controlFact(observed, id, 'completed')
      const agent = world.platform.forPerson((await world.signInAgent(agentUserId)).credentials)
      const receipt = { seen: true, answer: 'got-it' } as const
      expect(await agent.recordReceipt(conversationId, id, receipt)).toMatchObject({
        ok: true,
        value: { answer: 'got-it', readAt: expect.any(Number) },
      })
      await observed.facts.waitFor(
        (fact) => fact.type === 'control-changed' && fact.control.answer === 'got-it',
        'answer',
      )
      expect((await person.recordReceipt(conversationId, id, receipt)).ok).toBe(false)
      observed.stream.close()
    },
  },
  {
    title:
      '[PL27] an agent’s own stream tells of their texts, with the words, from whom and when; a colleague’s tells nothing of them',
    async check(world) {
      const { person, observed, request, conversationId, agentUserId, signedIn } =
        await startScene(world)
      const colleague = await world.startConversation('voice')
      const streamOf = async (userId: string) => {
        const { credentials } = await world.signInAgent(userId)
        return observeStream(world.platform.forPerson(credentials), [
          { families: ['conversation', 'control'], agentUserIds: [userId] },
        ])
      }
      const own = await streamOf(agentUserId)
      const other = await streamOf(colleague.agentUserId)
      const started = await person.startControl(
        request({ kind: 'whisper-text', text: 'Slow down.' }),
      )
      const id = started.ok ? started.value.platformControlId : ''
      expect(await controlFact(own, id, 'completed')).toMatchObject({
        conversationId,
        kind: 'whisper-text',
        targetUserId: agentUserId,
        supervisorId: signedIn.personId,
        text: 'Slow down.',
        createdAt: expect.any(Number),
        finishedAt: expect.any(Number),
      })
      await world.act(conversationId, 'hold')
      await own.facts.waitFor(
        (fact) => fact.type === 'conversation-changed' && fact.conversation.phase === 'held',
        'own conversation on hold',
      )
      await world.act(colleague.conversationId, 'hold')
      await other.facts.waitFor(
        (fact) => fact.type === 'conversation-changed' && fact.conversation.phase === 'held',
        'the colleague’s conversation on hold',
      )
      expect(other.facts.entries.filter((fact) => concerns(fact, conversationId))).toEqual([])
      for (const { stream } of [observed, own, other]) stream.close()
    },
  },
  {
    title:
      '[PL26] a supervisor on a line stands among the participants, with who hears them by the platform’s word',
    async check(world) {
      const { person, observed, request, conversationId, signedIn } = await startScene(world)
      const started = await person.startControl(request({ kind: 'monitor' }))
      const id = started.ok ? started.value.platformControlId : ''
      await controlFact(observed, id, 'executing')
      const read = await eventually(
        () => person.conversation(conversationId),
        (answer) =>
          answer.ok &&
          answer.value.participants.some(({ supervising }) => supervising !== undefined),
      )
      const legs = read.ok
        ? read.value.participants.filter(({ userId }) => userId === signedIn.personId)
        : []
      expect(legs).toEqual([
        expect.objectContaining({
          purpose: 'supervisor',
          supervising: { controlId: id, kind: 'monitor', heardBy: [] },
        }),
      ])
      await person.cancelControl(conversationId, id)
      observed.stream.close()
    },
  },
]
