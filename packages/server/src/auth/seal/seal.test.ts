import { chmod, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { secret, seededRandom, silentLogger, systemRandom } from '@sotto/kernel'
import { createFakeClock, type FakeClock } from '@sotto/testkit'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createMemorySessionStore } from '../../database/memory/memory-session-store.ts'
import { openTokens, sealTokens, type TokenSet } from '../tokens/token-set.ts'
import { readOrMakeKeys } from './key-file.ts'
import { readKeyRing } from './key-ring.ts'
import { createLivingKeyRing, lookEveryMs } from './living-key-ring.ts'
import { resealSessions } from './reseal-sessions.ts'
import { createSeal } from './seal.ts'

const keyText = (fill: number) => Buffer.alloc(32, fill).toString('base64')
const ring = (list: string) => readKeyRing(secret(list))
const old = ring(`old:${keyText(1)}`)
const rotated = ring(`new:${keyText(2)},old:${keyText(1)}`)

describe('seals', () => {
  it('[SI20] what is sealed can be opened by its owner only, and cannot be read', () => {
    const seal = createSeal(old, seededRandom(1))
    const sealed = seal.seal(secret('planted ünïcode'), 'session:1')
    expect(sealed).toMatch(/^v1\.old\.[\w-]{16}\.[\w-]+$/)
    expect(Buffer.from(sealed.split('.')[3] ?? '', 'base64url').toString('latin1')).not.toContain(
      'planted',
    )
    expect(seal.open(sealed, 'session:1')?.reveal()).toBe('planted ünïcode')
    expect(seal.open(sealed, 'session:2')).toBeUndefined()
  })

  it('[SI20] the same content is never sealed the same way twice', () => {
    const seal = createSeal(old, seededRandom(1))
    const sealed = Array.from({ length: 50 }, () => seal.seal(secret('x'), 'a'))
    expect(new Set(sealed).size).toBe(50)
  })

  it('[SI20] a seal that was touched anywhere does not open', () => {
    const seal = createSeal(old, seededRandom(1))
    const sealed = seal.seal(secret('content'), 'a')
    // The very last character may hold bits that stand for nothing.
    for (let index = 0; index < sealed.length - 1; index += 1) {
      const other = sealed[index] === 'A' ? 'B' : 'A'
      const touched = sealed.slice(0, index) + other + sealed.slice(index + 1)
      expect(seal.open(touched, 'a')).toBeUndefined()
    }
    for (const nonsense of [
      '',
      'v1',
      'v1.old',
      'v1.old..',
      'v1.old.AAAA.AAAA',
      '....',
      'x'.repeat(99),
    ])
      expect(seal.open(nonsense, 'a')).toBeUndefined()
  })

  it('[SI21] after a rotation the new key seals, and the old one still opens', () => {
    const before = createSeal(old, seededRandom(1)).seal(secret('content'), 'a')
    const seal = createSeal(rotated, seededRandom(2))
    expect(seal.open(before, 'a')?.reveal()).toBe('content')
    const after = seal.seal(secret('content'), 'a')
    expect(after).toMatch(/^v1\.new\./)
    expect(createSeal(old, seededRandom(3)).open(after, 'a')).toBeUndefined()
  })
})

describe('the key file', () => {
  let directory: string
  beforeEach(async () => {
    directory = await mkdtemp(path.join(tmpdir(), 'sotto-keys-'))
  })
  afterEach(() => rm(directory, { recursive: true, force: true }))

  it('[SI22] a key is made once, kept, and readable by its owner only', async () => {
    const dataDirectory = path.join(directory, 'not', 'there', 'yet')
    const all = await Promise.all(
      Array.from({ length: 5 }, () => readOrMakeKeys(dataDirectory, systemRandom)),
    )
    expect(new Set(all.map((keys) => keys.reveal())).size).toBe(1)
    expect((await stat(path.join(dataDirectory, 'sealing-keys'))).mode & 0o777).toBe(0o600)
    const again = await readOrMakeKeys(dataDirectory, systemRandom)
    expect(readKeyRing(again).sealing.bytes.reveal()).toHaveLength(32)
  })

  it('[SI22] a file that others could read is closed to them', async () => {
    await readOrMakeKeys(directory, systemRandom)
    const file = path.join(directory, 'sealing-keys')
    await chmod(file, 0o644)
    await readOrMakeKeys(directory, systemRandom)
    expect((await stat(file)).mode & 0o777).toBe(0o600)
  })

  it('[SI22] a file without a usable key is refused in one line that does not show it', async () => {
    const file = path.join(directory, 'sealing-keys')
    await writeFile(file, 'planted nonsense')
    const failure = await readOrMakeKeys(directory, systemRandom).catch((thrown: unknown) => thrown)
    expect(String(failure)).toContain('sealing-keys holds no usable keys')
    expect(String(failure)).not.toContain('planted')
    expect(await readFile(file, 'utf8')).toBe('planted nonsense')
  })
})

describe('keys rotated while servers run', () => {
  const lists = [`old:${keyText(1)}`, `new:${keyText(2)},old:${keyText(1)}`] as const
  const livingRing = (clock: FakeClock, read: () => string) =>
    createLivingKeyRing({ first: secret(lists[0]), read, clock, logger: silentLogger })

  it('[SI23] a server takes the new key up within seconds, and at once when it meets it', async () => {
    const clock = createFakeClock()
    let file: string = lists[0]
    const [early, late] = [livingRing(clock, () => file), livingRing(clock, () => file)]
    let rotations = 0
    early.onRotated(() => {
      rotations += 1
    })
    await clock.advance(lookEveryMs - 2_000)
    file = lists[1]
    expect(early.find('new')?.id).toBe('new')
    const sealed = createSeal(early, seededRandom(1)).seal(secret('content'), 'a')
    expect(sealed).toMatch(/^v1\.new\./)
    expect(late.sealing.id).toBe('old')
    expect(createSeal(late, seededRandom(2)).open(sealed, 'a')?.reveal()).toBe('content')
    expect(rotations).toBe(1)
    file = `third:${keyText(3)},${lists[1]}`
    await clock.advance(lookEveryMs)
    expect([early.sealing.id, late.sealing.id, rotations]).toEqual(['third', 'third', 2])
    for (const ring of [early, late]) ring.close()
    expect(clock.pending).toBe(0)
  })

  it('[SI23] a file damaged or lost while it runs takes nothing away; unknown keys are not looked for all the time', async () => {
    const clock = createFakeClock()
    let reads = 0
    const keys = livingRing(clock, () => {
      reads += 1
      if (reads % 2 === 0) throw new Error('ENOENT')
      return 'nonsense'
    })
    for (let attempt = 0; attempt < 100; attempt += 1) expect(keys.find('forged')).toBeUndefined()
    expect(reads).toBe(1)
    await clock.advance(60_000)
    expect(keys.sealing.id).toBe('old')
    expect(keys.find('old')?.id).toBe('old')
    keys.close()
  })

  it('[SI24] what lies in the database is sealed anew, nobody is signed out, and what cannot be opened is told by number', async () => {
    const store = createMemorySessionStore()
    const tokens: TokenSet = {
      accessToken: secret('access'),
      refreshToken: secret('refresh'),
      accessExpiresAt: 7,
      lifetimeMs: 5,
      scopes: ['login:read'],
    }
    const before = createSeal(old, seededRandom(1))
    const foreign = createSeal(ring(`gone:${keyText(9)}`), seededRandom(2))
    const insert = (id: string, seal: typeof before) =>
      store.insert({
        id,
        cookieHash: id,
        personId: 'person-1',
        person: '{}',
        sealedTokens: sealTokens(seal, id, tokens),
        accessExpiresAt: 7,
        tokenVersion: 4,
        createdAt: 0,
        lastSeenAt: 0,
      })
    await insert('s1', before)
    await insert('s2', before)
    await insert('lost', foreign)
    const lines: string[] = []
    const seal = createSeal(rotated, seededRandom(3))
    await resealSessions({
      store,
      seal,
      keys: rotated,
      logger: {
        ...silentLogger,
        info: (event, fields) => lines.push(`${event} ${JSON.stringify(fields)}`),
        warn: (event, fields) => lines.push(`${event} ${JSON.stringify(fields)}`),
      },
    })
    const onlyNew = createSeal(ring(`new:${keyText(2)}`), seededRandom(4))
    for (const id of ['s1', 's2']) {
      const row = await store.byId(id)
      expect(openTokens(onlyNew, id, row?.sealedTokens ?? '')?.refreshToken?.reveal()).toBe(
        'refresh',
      )
      expect(row?.tokenVersion).toBe(4)
    }
    expect((await store.byId('lost'))?.sealedTokens).toMatch(/^v1\.gone\./)
    expect(lines).toEqual([
      'sessions-sealed-anew {"count":2,"sealing":"new"}',
      'sessions-unreadable {"count":1}',
    ])
  })
})
