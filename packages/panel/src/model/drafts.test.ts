import { err, ok, type Result } from '@sotto/kernel'
import type { UnsealedDrafts } from '@sotto/protocol'
import { createFakeClock } from '@sotto/testkit'
import { describe, expect, it } from 'vitest'
import type { CallFailure } from './commands/server-calls.ts'
import { createDrafts, takeBackAgainMs } from './drafts.ts'
import { createMemoryStorage } from './storage.ts'

const key = 'sotto.drafts'

const refused = (status: number): CallFailure => ({
  kind: 'refused',
  refusal: { status, code: 'any', message: '', contextId: '' },
})

/** A server that seals by turning the text round, and whose door for opening may fail. */
function pageOf(storage = createMemoryStorage()) {
  const clock = createFakeClock()
  const asked: string[] = []
  const server = { failure: undefined as CallFailure | undefined }
  const turned = (text: string) => [...text].reverse().join('')
  const drafts = createDrafts({
    clock,
    storage,
    commands: {
      sealDrafts: async (_, text) => ok({ sealed: turned(text) }),
      async openDrafts(sealed): Promise<Result<UnsealedDrafts, CallFailure>> {
        asked.push(sealed)
        return server.failure === undefined ? ok({ drafts: turned(sealed) }) : err(server.failure)
      },
    },
    onFailure: (failure) => {
      throw failure
    },
  })
  return { asked, clock, drafts, server, storage }
}

async function leaveWith(text: string, id = 'call-1', storage = createMemoryStorage()) {
  const { drafts } = pageOf(storage)
  drafts.write(id, text)
  await drafts.keepForReturn('sam')
  return storage
}

describe('whispers kept over a sign-in', () => {
  it.each([
    refused(429),
    refused(503),
    refused(500),
    { kind: 'unreachable' },
    { kind: 'unreadable', status: 502 },
  ] satisfies CallFailure[])(
    '[PA348] %j says nothing of whose they are: they stay and are asked for again',
    async (failure) => {
      const { clock, drafts, server, storage } = pageOf(await leaveWith('offer the ref'))
      server.failure = failure
      await drafts.takeBack()
      await clock.advance(3 * takeBackAgainMs)
      expect(storage.get(key)).toBeDefined()
      expect(drafts.text('call-1')).toBe('')
      server.failure = undefined
      await clock.advance(takeBackAgainMs)
      expect(drafts.text('call-1')).toBe('offer the ref')
      expect(storage.get(key)).toBeUndefined()
    },
  )

  it.each([400, 404])(
    '[PA348] %i: they are not this person’s, or too old, and go',
    async (status) => {
      const { asked, clock, drafts, server, storage } = pageOf(await leaveWith('offer the ref'))
      server.failure = refused(status)
      await drafts.takeBack()
      expect(storage.get(key)).toBeUndefined()
      await clock.advance(10 * takeBackAgainMs)
      expect(asked).toHaveLength(1)
    },
  )

  it('[PA348] whose session is over asks no more: the page after the sign-in does', async () => {
    const { asked, clock, drafts, server, storage } = pageOf(await leaveWith('offer the ref'))
    server.failure = refused(401)
    await drafts.takeBack()
    await clock.advance(10 * takeBackAgainMs)
    expect(asked).toHaveLength(1)
    const next = pageOf(storage)
    await next.drafts.takeBack()
    expect(next.drafts.text('call-1')).toBe('offer the ref')
  })

  it('[PA348] a page that is closed asks no more', async () => {
    const { asked, clock, drafts, server } = pageOf(await leaveWith('offer the ref'))
    server.failure = refused(503)
    await drafts.takeBack()
    drafts.close()
    await clock.advance(10 * takeBackAgainMs)
    expect(asked).toHaveLength(1)
  })

  it('[PA349] a second sign-in before the first were opened keeps both, and the newer text counts', async () => {
    const storage = await leaveWith('offer the ref')
    await leaveWith('older', 'call-2', storage)
    await leaveWith('newer', 'call-2', storage)
    const { asked, drafts } = pageOf(storage)
    await Promise.all([drafts.takeBack(), drafts.takeBack()])
    expect(drafts.text('call-1')).toBe('offer the ref')
    expect(drafts.text('call-2')).toBe('newer')
    expect(storage.get(key)).toBeUndefined()
    expect(asked.length).toBeGreaterThanOrEqual(3)
  })

  it('[PA349] what a page of an older version kept is opened as well', async () => {
    const storage = createMemoryStorage()
    storage.set(key, ']]"fer eht reffo","1-llac"[[')
    const { drafts } = pageOf(storage)
    await drafts.takeBack()
    expect(drafts.text('call-1')).toBe('offer the ref')
  })
})
