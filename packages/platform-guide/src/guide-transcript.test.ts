import { secret, seededRandom, silentLogger } from '@sotto/kernel'
import { createFakeClock } from '@sotto/testkit'
import { describe, expect, it } from 'vitest'
import { createGuidePlatform } from './create-guide-platform.ts'

function personWith(status: number, body: unknown) {
  const platform = createGuidePlatform({
    baseUrl: 'http://platform.test',
    clientId: 'sotto',
    readClientSecret: async () => secret('secret'),
    clock: createFakeClock(),
    random: seededRandom(1),
    logger: silentLogger,
    fetch: async () => new Response(JSON.stringify(body), { status }),
  })
  const token = async () => secret('token')
  return platform.forPerson({ accessToken: token, refresh: token })
}

const refusal = (status: number, code: string, rest: object = {}) => ({
  status,
  code,
  message: '',
  contextId: '',
  ...rest,
})

const said = { id: 's-1', participantId: 'p-1', purpose: 'agent', startMs: 0, endMs: 5 }

describe('a transcript by REST', () => {
  it('[PL97] is empty while it is not ready, by 404 and by an empty list', async () => {
    const notReady = refusal(404, 'transcript.not.ready')
    expect(await personWith(404, notReady).transcript('c-1')).toEqual({ ok: true, value: [] })
    const empty = personWith(200, { entities: [], region: 'us-east-1' })
    expect(await empty.transcript('c-1')).toEqual({ ok: true, value: [] })
  })

  it('[PL97] is told in our words, without what cannot be read; a missing right is named', async () => {
    const entities = [{ ...said, text: 'hello', final: true }, { id: 's-2' }, 'nonsense']
    expect(await personWith(200, { entities }).transcript('c-1')).toEqual({
      ok: true,
      value: [{ ...said, text: 'hello', isFinal: true }],
    })
    const missing = refusal(403, 'missing.permission', { missing: 'Transcript:Read' })
    expect(await personWith(403, missing).transcript('c-1')).toEqual({
      ok: false,
      error: { code: 'missing-permission', missing: 'Transcript:Read' },
    })
  })
})
