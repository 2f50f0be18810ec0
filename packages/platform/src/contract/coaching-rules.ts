import { longestMetadataBytes, metadataBytes, type PlatformCoaching } from '@sotto/domain'
import type { Result } from '@sotto/kernel'
import { expect } from 'vitest'
import type { PlatformRefusal } from '../platform-error.ts'
import { observeStream } from './observed.ts'
import type { PlatformUnderTest } from './platform-under-test.ts'
import type { PlatformRule } from './rule.ts'

/** A supervisor and a conversation of theirs nobody is coached in. */
async function startScene(world: PlatformUnderTest) {
  const signedIn = await world.signIn('supervisor')
  const person = world.platform.forPerson(signedIn.credentials)
  const { agentUserId, conversationId } = await world.startConversation('voice')
  const create = (metadata: Record<string, string> = { recordId: `record-of-${conversationId}` }) =>
    person.createCoaching({ conversationId, agentUserId, kind: 'real-time', metadata })
  return { person, signedIn, agentUserId, conversationId, create }
}

function given(answer: Result<PlatformCoaching, PlatformRefusal>): PlatformCoaching {
  if (!answer.ok) throw new Error(`refused: ${answer.error.code}`)
  return answer.value
}

export const coachingRules: readonly PlatformRule[] = [
  {
    title:
      '[PL130] a coaching begins as the platform says, is told by event to its holder and its agent, and is found by its metadata',
    async check(world) {
      const { person, signedIn, agentUserId, conversationId, create } = await startScene(world)
      const own = await observeStream(person, [
        { families: ['coaching'], coachedBy: [signedIn.personId] },
      ])
      const { credentials } = await world.signInAgent(agentUserId)
      const agents = await observeStream(world.platform.forPerson(credentials), [
        { families: ['coaching'], agentUserIds: [agentUserId] },
      ])
      const coaching = given(await create())
      expect(coaching).toMatchObject({
        conversationId,
        agentUserId,
        supervisorId: signedIn.personId,
        kind: 'real-time',
        status: 'started',
        recordId: `record-of-${conversationId}`,
      })
      for (const { facts } of [own, agents])
        await facts.waitFor(
          (fact) => fact.type === 'coaching-changed' && fact.coaching.id === coaching.id,
          'coaching',
        )
      for (const filter of [
        { metadata: { recordId: `record-of-${conversationId}` } },
        { conversationId, agentUserId, status: 'started' } as const,
      ])
        expect(await person.coachings(filter)).toMatchObject({
          ok: true,
          value: [{ id: coaching.id }],
        })
      expect(await person.coachings({ metadata: { recordId: 'nobody’s' } })).toEqual({
        ok: true,
        value: [],
      })
      own.stream.close()
      agents.stream.close()
    },
  },
  {
    title:
      '[PL131] it goes on, pauses and ends by its holder’s word; a step the platform does not take is a bad request',
    async check(world) {
      const { person, create } = await startScene(world)
      const { id } = given(await create())
      expect(await person.changeCoaching(id, 'completed')).toMatchObject({
        ok: false,
        error: { code: 'bad-request' },
      })
      let { version } = given(await person.coaching(id))
      for (const status of ['in-progress', 'paused', 'in-progress', 'completed'] as const) {
        const changed = given(await person.changeCoaching(id, status))
        expect(changed).toMatchObject({ id, status })
        expect(changed.version).toBeGreaterThan(version)
        version = changed.version
      }
    },
  },
  {
    title:
      '[PL132] a second one for the same conversation is a conflict that names the first; one that does not fit its life names none',
    async check(world) {
      const { person, agentUserId, conversationId, create } = await startScene(world)
      const postCall = { conversationId, agentUserId, kind: 'post-call' } as const
      const early = await person.createCoaching(postCall)
      expect(early).toMatchObject({ ok: false, error: { code: 'conflict' } })
      expect(early).not.toHaveProperty('error.existingId')
      const first = given(await create())
      expect(await create()).toMatchObject({
        ok: false,
        error: { code: 'conflict', existingId: first.id },
      })
    },
  },
  {
    title: '[PL133] somebody else’s coaching is not found',
    async check(world) {
      const { create } = await startScene(world)
      const { id } = given(await create())
      const other = world.platform.forPerson((await world.signIn('listener')).credentials)
      const notFound = { ok: false, error: { code: 'not-found' } }
      expect(await other.coaching(id)).toEqual(notFound)
      expect(await other.changeCoaching(id, 'in-progress')).toEqual(notFound)
      expect(await other.coaching('no-such-coaching')).toEqual(notFound)
    },
  },
  {
    title:
      '[PL134] metadata one byte too large never leaves, and is refused with its size; the last byte that fits is taken',
    async check(world) {
      const { create } = await startScene(world)
      const frame = metadataBytes({ recordId: 'record', reference: '' })
      // Two bytes for each letter, and one for the last where it has to be even.
      const reference = 'ä'.repeat(Math.floor((longestMetadataBytes - frame) / 2))
      const rest = 'x'.repeat((longestMetadataBytes - frame) % 2)
      const fits = { recordId: 'record', reference: `${reference}${rest}` }
      const tooLarge = { ...fits, reference: `${fits.reference}x` }
      expect(metadataBytes(fits)).toBe(longestMetadataBytes)
      expect(await create(tooLarge)).toEqual({
        ok: false,
        error: {
          code: 'bad-request',
          field: 'metadata',
          message: expect.stringContaining(String(longestMetadataBytes + 1)),
        },
      })
      expect((await create(fits)).ok).toBe(true)
    },
  },
]
