import { secret } from '@sotto/kernel'
import { expect } from 'vitest'
import { PlatformError } from '../platform-error.ts'
import { observeStream } from './observed.ts'
import type { PlatformRule } from './rule.ts'

export const tokenRules: readonly PlatformRule[] = [
  {
    title: '[PL40] an expired token is renewed once, and the call is done as if nothing had been',
    async check({ platform, signIn, expireTokens }) {
      const supervisor = await signIn('supervisor')
      const person = platform.forPerson(supervisor.credentials)
      await person.queues()
      await expireTokens()
      expect((await person.whoAmI()).id).toBe(supervisor.personId)
      expect(supervisor.refreshCount()).toBe(1)
    },
  },
  {
    title: '[PL41] a token that stays refused is a failure with a code, after one renewal',
    async check({ platform, signIn }) {
      const supervisor = await signIn('supervisor')
      let renewals = 0
      const useless = {
        accessToken: async () => secret('not-a-token'),
        refresh: async () => {
          renewals += 1
          return secret('not-a-token-either')
        },
      }
      expect(supervisor.personId).not.toBe('')
      const failure = await platform
        .forPerson(useless)
        .whoAmI()
        .catch((thrown: unknown) => thrown)
      expect(failure).toBeInstanceOf(PlatformError)
      expect(failure).toMatchObject({ code: expect.stringMatching(/^token-/) })
      expect(renewals).toBe(1)
    },
  },
  {
    title: '[PL42] a stream whose token expires goes on with a new one',
    async check({ platform, signIn, startConversation, act, expireTokens }) {
      const supervisor = await signIn('supervisor')
      const person = platform.forPerson(supervisor.credentials)
      const { conversationId } = await startConversation('voice')
      const { stream, facts, states } = await observeStream(person, [
        { families: ['conversation'], conversationIds: [conversationId] },
      ])
      const reopened = states.waitForNext(({ state }) => state === 'open', 'open stream')
      await expireTokens()
      await reopened
      await act(conversationId, 'hold')
      await facts.waitFor(
        (fact) => fact.type === 'conversation-changed' && fact.conversation.phase === 'held',
        'held conversation',
      )
      stream.close()
    },
  },
  {
    title:
      '[PL43] a person whose tokens end hears why their stream ends, and that it will not come back',
    async check({ platform, signIn, startConversation, expireTokens }) {
      const supervisor = await signIn('supervisor')
      const { queueId } = await startConversation('voice')
      const over = new PlatformError('token-invalid', 'sign in again')
      const { stream, states } = await observeStream(
        platform.forPerson({
          accessToken: supervisor.credentials.accessToken,
          refresh: async () => {
            throw over
          },
        }),
        [{ families: ['conversation'], queueIds: [queueId] }],
      )
      await expireTokens()
      // First that it broke, at once; then, with the renewal refused, that this was the last of it.
      const last = await states.waitFor(
        (told) => told.state === 'interrupted' && told.retryInMs === undefined,
        'the end',
      )
      expect(last).toEqual({ state: 'interrupted', reason: 'token-expired' })
      stream.close()
    },
  },
  {
    title: '[PL44] a platform that is busy is waited for, and asked no more than it takes',
    async check({ platform, signIn, limitRequests }) {
      const supervisor = await signIn('supervisor')
      const person = platform.forPerson(supervisor.credentials)
      await limitRequests(2)
      try {
        const answers = await Promise.all([person.whoAmI(), person.queues(), person.whoAmI()])
        expect(answers).toHaveLength(3)
      } finally {
        await limitRequests(0)
      }
    },
  },
]
