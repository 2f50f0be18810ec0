import { expect } from 'vitest'
import { controlRequest } from './observed.ts'
import type { PlatformRule } from './rule.ts'

export const peopleRules: readonly PlatformRule[] = [
  {
    title: '[PL1] what a platform cannot do it says with a reason, and signing in hides its secret',
    async check({ platform }) {
      for (const capability of Object.values(platform.capabilities))
        if (!capability.supported) expect(capability.reason).not.toBe('')
      const settings = await platform.signIn()
      expect(platform.origins).toContain(new URL(settings.issuer).origin)
      for (const { origin, paths } of platform.outbound) {
        expect(platform.origins).toContain(origin)
        for (const path of paths) expect(path).toMatch(/^\/./)
      }
      expect(settings.clientSecret.reveal()).not.toBe('')
      expect(JSON.stringify(settings)).not.toContain(settings.clientSecret.reveal())
    },
  },
  {
    title: '[PL2] a person is told with their rights in our words',
    async check({ platform, signIn }) {
      const supervisor = await signIn('supervisor')
      const listener = await signIn('listener')
      const person = await platform.forPerson(supervisor.credentials).whoAmI()
      expect(person).toMatchObject({
        id: supervisor.personId,
        role: 'supervisor',
        telephony: true,
        engagement: true,
      })
      expect(person.permissions).toEqual(
        expect.arrayContaining(['read-routing', 'read-conversation', 'whisper', 'monitor']),
      )
      const other = await platform.forPerson(listener.credentials).whoAmI()
      expect(other.permissions).not.toContain('whisper')
      expect(other.permissions).toContain('read-conversation')
    },
  },
  {
    title: '[PL3] a person sees their own queues and members, and those of others are not found',
    async check({ platform, signIn }) {
      const supervisor = platform.forPerson((await signIn('supervisor')).credentials)
      const outsider = platform.forPerson((await signIn('outsider')).credentials)
      const [queue] = await supervisor.queues()
      expect(queue?.name).toBeTruthy()
      const queueId = queue?.id ?? ''
      const members = await supervisor.members(queueId)
      expect(members.ok && members.value.length).toBeGreaterThan(0)
      expect((await outsider.queues()).map(({ id }) => id)).not.toContain(queueId)
      expect(await outsider.members(queueId)).toEqual({ ok: false, error: { code: 'not-found' } })
    },
  },
  {
    title:
      '[PL4] an agent’s interactions are summaries, their active queues are told; an agent of others is not found',
    async check({ platform, signIn, startConversation }) {
      const supervisor = platform.forPerson((await signIn('supervisor')).credentials)
      const mine = await startConversation('voice')
      const interactions = await supervisor.activeInteractions(mine.agentUserId)
      expect(interactions.ok && interactions.value).toEqual(
        expect.arrayContaining([
          expect.objectContaining({
            id: mine.conversationId,
            media: 'voice',
            phase: 'active',
            queueId: mine.queueId,
            agentUserId: mine.agentUserId,
          }),
        ]),
      )
      const queues = await supervisor.activeQueues(mine.agentUserId)
      expect(queues.ok && queues.value.map(({ id }) => id)).toContain(mine.queueId)
      const theirs = await startConversation('voice', 'outside')
      const notFound = { ok: false, error: { code: 'not-found' } }
      expect(await supervisor.activeInteractions(theirs.agentUserId)).toEqual(notFound)
      expect(await supervisor.activeQueues(theirs.agentUserId)).toEqual(notFound)
    },
  },
  {
    title:
      '[PL5] a conversation is told whole; one of others, an unknown id and what is no id are not found alike',
    async check({ platform, signIn, startConversation }) {
      const supervisor = platform.forPerson((await signIn('supervisor')).credentials)
      const mine = await startConversation('voice')
      const read = await supervisor.conversation(mine.conversationId)
      expect(read.ok && read.value).toMatchObject({
        id: mine.conversationId,
        phase: 'active',
        media: 'voice',
        queueId: mine.queueId,
      })
      const agent = read.ok
        ? read.value.participants.find(({ userId }) => userId === mine.agentUserId)
        : undefined
      expect(agent).toMatchObject({ purpose: 'agent', connection: 'connected' })
      expect(agent?.channels.some(({ media, active }) => media === 'audio' && active)).toBe(true)
      const theirs = await startConversation('voice', 'outside')
      for (const id of [theirs.conversationId, 'nobody-knows-this-one', '..', 'a/b', ''])
        expect(await supervisor.conversation(id)).toEqual({
          ok: false,
          error: { code: 'not-found' },
        })
    },
  },
  {
    title: '[PL6] what a person may not do is refused by name, what they may not see is not found',
    async check({ platform, signIn, startConversation }) {
      const mine = await startConversation('voice')
      const listener = await signIn('listener')
      const refused = await platform.forPerson(listener.credentials).startControl(
        controlRequest({
          conversationId: mine.conversationId,
          kind: 'whisper-text',
          targetUserId: mine.agentUserId,
          supervisorId: listener.personId,
        }),
      )
      expect(refused).toMatchObject({ ok: false, error: { code: 'missing-permission' } })
      expect(!refused.ok && 'missing' in refused.error && refused.error.missing).toBeTruthy()
      const outsider = await signIn('outsider')
      const unseen = await platform.forPerson(outsider.credentials).startControl(
        controlRequest({
          conversationId: mine.conversationId,
          kind: 'whisper-text',
          targetUserId: mine.agentUserId,
          supervisorId: outsider.personId,
        }),
      )
      expect(unseen).toEqual({ ok: false, error: { code: 'not-found' } })
    },
  },
]
