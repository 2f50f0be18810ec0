import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { refusalSchema } from '@sotto/protocol'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openOperatorAccess } from '../../src/http/operator-access.ts'
import { type Scene, startScene } from '../support/start-scene.ts'

let folder: string
let tokenFile: string
let open: Scene
let guarded: Scene
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'sotto-operators-'))
  tokenFile = path.join(folder, 'metrics-token')
  await writeFile(tokenFile, 'a-token-of-ours-1\n')
  open = await startScene()
  guarded = await startScene({
    server: {
      SOTTO_METRICS_NETWORKS: '10.1.0.0/16, 2001:db8::/32',
      SOTTO_METRICS_TOKEN_FILE: tokenFile,
      SOTTO_TRUSTED_PROXIES: '127.0.0.1',
    },
  })
}, 60_000)
afterAll(async () => {
  await open?.close()
  await guarded?.close()
  await rm(folder, { recursive: true, force: true })
})

const doors = ['/metrics', '/api/openapi.json']
const host = 'localhost:4400'

async function statusOf(
  { server }: Scene,
  url: string,
  remoteAddress: string,
  headers: Record<string, string> = {},
): Promise<number> {
  const answer = await server.app.inject({ url, remoteAddress, headers: { host, ...headers } })
  if (answer.statusCode >= 400) {
    expect(refusalSchema.parse(answer.json()).code).toBe('operator-only')
    expect(answer.body).not.toContain('sotto_')
    expect(answer.headers['www-authenticate']).toBe(
      answer.statusCode === 401 ? 'Bearer' : undefined,
    )
  }
  return answer.statusCode
}

describe.each(doors)('%s', (url) => {
  it('[HT63] is read from this machine, and from nowhere else, unless the settings say so', async () => {
    for (const near of ['127.0.0.1', '127.9.9.9', '::1', '::ffff:127.0.0.1'])
      expect([near, await statusOf(open, url, near)]).toEqual([near, 200])
    for (const far of ['10.1.2.3', '203.0.113.9', '2001:db8::1', '::ffff:10.1.2.3'])
      expect([far, await statusOf(open, url, far)]).toEqual([far, 403])
  })

  it('[HT63] what an unknown proxy on this machine passes on is not from this machine', async () => {
    expect(await statusOf(open, url, '127.0.0.1', { 'x-forwarded-for': '127.0.0.1' })).toBe(403)
    expect(await statusOf(open, url, '127.0.0.1', { forwarded: 'for=127.0.0.1' })).toBe(403)
  })

  it('[HT63] networks of one’s own replace this machine’s; a trusted proxy says who it speaks for', async () => {
    const by = (caller: string) =>
      statusOf(guarded, url, '127.0.0.1', { 'x-forwarded-for': caller })
    expect(await by('10.1.255.1')).toBe(200)
    expect(await by('2001:db8::7')).toBe(200)
    expect(await by('10.2.0.1')).toBe(401)
    expect(await statusOf(guarded, url, '127.0.0.1')).toBe(401)
    expect(await statusOf(guarded, url, '203.0.113.9', { 'x-forwarded-for': '10.1.1.1' })).toBe(401)
  })

  it('[HT64] whoever shows the token reads it from anywhere; a changed token counts at once', async () => {
    const show = (authorization: string) => statusOf(guarded, url, '203.0.113.9', { authorization })
    expect(await show('Bearer a-token-of-ours-1')).toBe(200)
    for (const wrong of [
      'Bearer a-token-of-ours-2',
      'Bearer ',
      'Basic a-token-of-ours-1',
      'Bearer x y',
    ])
      expect([wrong, await show(wrong)]).toEqual([wrong, 401])
    await writeFile(tokenFile, 'another-token-of-ours')
    expect(await show('Bearer a-token-of-ours-1')).toBe(401)
    expect(await show('Bearer another-token-of-ours')).toBe(200)
    // One that was emptied lets nobody in.
    await writeFile(tokenFile, '')
    expect(await show('Bearer ')).toBe(401)
    await writeFile(tokenFile, 'a-token-of-ours-1')
  })
})

it('[HT63] a session reads what the doors are from anywhere, and no figures', async () => {
  const browser = open.newBrowser()
  await browser.signIn('Maren Brandt')
  const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  expect(await statusOf(open, '/api/openapi.json', '203.0.113.9', { cookie })).toBe(200)
  expect(await statusOf(open, '/metrics', '203.0.113.9', { cookie })).toBe(403)
})

it('[HT63] alive and ready answer everywhere, and say nothing more', async () => {
  for (const url of ['/healthz', '/readyz'])
    expect(await statusOf(open, url, '203.0.113.9')).toBe(200)
})

it('[HT64] a token’s file that is not there, or holds what can be guessed, ends the start', async () => {
  const short = path.join(folder, 'short')
  await writeFile(short, 'guess-me')
  for (const file of [short, path.join(folder, 'nowhere')])
    await expect(openOperatorAccess({ networks: [], tokenFile: file })).rejects.toThrow(
      `SOTTO_METRICS_TOKEN_FILE: ${file} cannot be read, or holds fewer than 16 characters.`,
    )
})
