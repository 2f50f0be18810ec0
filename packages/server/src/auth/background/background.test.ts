import type { Queue } from '@sotto/domain'
import { err, ok, type Result, secret, seededRandom, silentLogger } from '@sotto/kernel'
import { type BackgroundReader, PlatformError, type PlatformRefusal } from '@sotto/platform'
import { createFakeClock } from '@sotto/testkit'
import { describe, expect, it } from 'vitest'
import { createBackgroundTokens } from './background-tokens.ts'
import { followQueueNames, readEveryMs } from './follow-queue-names.ts'

const issuer = 'http://127.0.0.1:4500'

describe('the console’s own token', () => {
  function startTokens(hasClient = true) {
    const clock = createFakeClock()
    const grants: string[] = []
    let isDown = false
    const tokens = createBackgroundTokens({
      clock,
      timeoutMs: 1_000,
      access: {
        signIn: async () =>
          hasClient
            ? {
                issuer,
                clientId: 'background',
                clientSecret: secret('s'),
                scopes: ['routing:read'],
              }
            : undefined,
      },
      async fetch(url, init) {
        if (isDown) throw new TypeError('fetch failed')
        if (url.endsWith('openid-configuration'))
          return Response.json({ issuer, token_endpoint: `${issuer}/oauth/token` })
        grants.push(String(init.body))
        return Response.json({
          access_token: `own-${grants.length}`,
          token_type: 'bearer',
          expires_in: 1_800,
        })
      },
    })
    return { clock, grants, tokens, setDown: () => (isDown = true) }
  }

  it('[SI60] is asked for by client credentials with the reading scope, once for all who ask, and kept while it holds', async () => {
    const { clock, grants, tokens } = startTokens()
    const names = await Promise.all(
      Array.from({ length: 20 }, async () => (await tokens.readingToken()).reveal()),
    )
    expect(new Set(names)).toEqual(new Set(['own-1']))
    expect(grants).toEqual(['scope=routing%3Aread&grant_type=client_credentials'])
    await clock.advance(1_499_000)
    expect((await tokens.readingToken()).reveal()).toBe('own-1')
    await clock.advance(2_000)
    expect((await tokens.readingToken()).reveal()).toBe('own-2')
    expect((await tokens.renewedReadingToken(secret('own-1'))).reveal()).toBe('own-2')
    expect((await tokens.renewedReadingToken(secret('own-2'))).reveal()).toBe('own-3')
    expect(JSON.stringify(tokens)).not.toContain('own-')
  })

  it('[SI60] is none where the platform has no such client, and no failure is remembered', async () => {
    await expect(startTokens(false).tokens.readingToken()).rejects.toMatchObject({
      code: 'token-invalid',
    })
    const { tokens, setDown } = startTokens()
    setDown()
    for (let attempt = 0; attempt < 2; attempt += 1)
      await expect(tokens.readingToken()).rejects.toMatchObject({ code: 'unreachable' })
  })
})

it('[SI61] names of queues are read at once and now and then; a platform in trouble is asked again later and told of once', async () => {
  const clock = createFakeClock()
  const heard: (readonly Queue[])[] = []
  const lines: string[] = []
  let asked = 0
  let answer = async (): Promise<Result<readonly Queue[], PlatformRefusal>> => {
    throw new PlatformError('unreachable', 'down')
  }
  const reader: BackgroundReader = {
    queues() {
      asked += 1
      return answer()
    },
  }
  const stop = followQueueNames({
    reader,
    clock,
    random: seededRandom(1),
    logger: { ...silentLogger, info: (event) => void lines.push(event) },
    onQueues: (queues) => heard.push(queues),
  })
  await clock.advance(5_000)
  answer = async () => err({ code: 'missing-scope', missing: 'routing:read' })
  await clock.advance(readEveryMs)
  expect(lines).toEqual(['queue-names-unknown'])
  expect(asked).toBeGreaterThan(2)
  answer = async () => ok([{ id: 'q', name: 'Billing' }])
  await clock.advance(2 * readEveryMs)
  expect(heard[0]).toEqual([{ id: 'q', name: 'Billing' }])
  const before = asked
  await clock.advance(readEveryMs)
  expect(asked).toBe(before + 1)
  stop()
  await clock.advance(3 * readEveryMs)
  expect(asked).toBe(before + 1)
  expect(clock.pending).toBe(0)
})
