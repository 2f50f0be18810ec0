import type { SignedTreeHead } from '@sotto/audit'
import { type Logger, seededRandom, silentLogger } from '@sotto/kernel'
import { createFakeClock } from '@sotto/testkit'
import { describe, expect, it } from 'vitest'
import { makeKey } from '../auth/seal/key-file.ts'
import { readKeyRing } from '../auth/seal/key-ring.ts'
import { createSeal } from '../auth/seal/seal.ts'
import { createMemoryStores } from '../database/memory/create-memory-stores.ts'
import type { AuditAct } from './audit-act.ts'
import { startSequencer } from './sequencer.ts'
import { resealSigningSecret } from './signing-secret.ts'

const startMs = Date.UTC(2026, 0, 1)

function act(turn: number): AuditAct {
  return { at: startMs + turn, act: 'reveal', supervisorId: 'supervisor-1' }
}

function scene(given: { readonly logger?: Logger } = {}) {
  const clock = createFakeClock()
  const random = seededRandom(3)
  const keys = makeKey(random)
  const { audit } = createMemoryStores(clock)
  const heads: SignedTreeHead[] = []
  const sealWith = (ring: typeof keys) => createSeal(readKeyRing(ring), random)
  return {
    clock,
    audit,
    heads,
    random,
    seal: sealWith(keys),
    sealWith,
    start: (change: Partial<Parameters<typeof startSequencer>[0]> = {}) =>
      startSequencer({
        store: audit,
        seal: sealWith(keys),
        clock,
        random,
        logger: given.logger ?? silentLogger,
        installation: 'test',
        keepHead: async (head) => void heads.push(head),
        ...change,
      }),
  }
}

describe('the sequencer', () => {
  it('[AL50] places what is written within a second, and much of it at once', async () => {
    const { audit, clock, start } = scene()
    const sequencer = start()
    for (let turn = 0; turn < 2_500; turn += 1) await audit.append(act(turn))
    await clock.advance(1_000)
    expect(await audit.latestHead()).toMatchObject({ size: 2_500, installation: 'test' })
    await audit.append(act(2_500))
    await clock.advance(1_000)
    expect(await audit.latestHead()).toMatchObject({ size: 2_501 })
    await sequencer.close()
  })

  it('[AL50] comes sooner while there is something, and asks seldom while there is nothing', async () => {
    const { audit, clock, start } = scene()
    let turns = 0
    const sequencer = start({
      store: {
        ...audit,
        place(request) {
          turns += 1
          return audit.place(request)
        },
      },
    })
    await clock.advance(10_000)
    expect(turns).toBe(20)
    for (let turn = 0; turn < 100; turn += 1) {
      await audit.append(act(turn))
      await clock.advance(100)
    }
    expect(turns).toBeGreaterThan(20 + 60)
    await audit.append(act(100))
    await clock.advance(150)
    expect(await audit.latestHead()).toMatchObject({ size: 101 })
    await sequencer.close()
  })

  it('[AL96] a clock that jumps an hour, either way, keeps nobody waiting', async () => {
    const { audit, clock, start } = scene()
    const sequencer = start()
    for (const [turn, jumpMs] of [0, 3_600_000, -7_200_000].entries()) {
      clock.jumpWall(jumpMs)
      await audit.append({ ...act(turn), at: clock.wallNow() })
      await clock.advance(1_000)
      expect(await audit.latestHead()).toMatchObject({ size: turn + 1 })
    }
    await sequencer.close()
  })

  it('[AL51] tries again after a failure, and places nothing twice', async () => {
    const { audit, clock, start } = scene()
    let failures = 3
    const sequencer = start({
      store: {
        ...audit,
        async place(request) {
          const placed = await audit.place(request)
          failures -= 1
          if (failures >= 0) throw new Error('the answer is lost')
          return placed
        },
      },
    })
    for (let turn = 0; turn < 10; turn += 1) await audit.append(act(turn))
    await clock.advance(5_000)
    expect(await audit.latestHead()).toMatchObject({ size: 10 })
    expect(await audit.inTreeOrder({}, { index: 0, size: 100 }, 100)).toHaveLength(10)
    await sequencer.close()
  })

  it('[AL52] keeps a head at most once a minute, and the last one at its end', async () => {
    const { audit, clock, heads, start } = scene()
    const sequencer = start()
    for (let second = 0; second < 125; second += 1) {
      await audit.append(act(second))
      await clock.advance(1_000)
    }
    expect(heads).toHaveLength(3)
    await sequencer.close()
    expect(heads.at(-1)).toEqual(await audit.latestHead())
    expect(heads.at(-1)).toMatchObject({ size: 125 })
  })

  it('[AL52] goes on when the file of heads cannot be written, and says so', async () => {
    const told: string[] = []
    const logger = { ...silentLogger, error: (event: string) => void told.push(event) }
    const { audit, clock, start } = scene({ logger })
    const sequencer = start({ keepHead: () => Promise.reject(new Error('disk full')) })
    await audit.append(act(1))
    await clock.advance(1_000)
    await audit.append(act(2))
    await clock.advance(1_000)
    expect(told).toEqual(['audit-head-not-kept'])
    expect(await audit.latestHead()).toMatchObject({ size: 2 })
    await sequencer.close()
  })

  it('[AL53] signs with one key on every server, before and after a rotation', async () => {
    const { audit, clock, heads, random, seal, sealWith, start } = scene()
    await Promise.all([start().close(), start().close()])
    await audit.append(act(1))
    const first = start()
    await clock.advance(1_000)
    await first.close()

    const rotated = makeKey(random)
    await audit.append(act(2))
    const told: string[] = []
    const stranger = start({
      seal: sealWith(rotated),
      logger: { ...silentLogger, error: (event) => void told.push(event) },
    })
    await clock.advance(1_000)
    await stranger.close()
    expect(told).toContain('audit-secret-unreadable')
    expect(await audit.latestHead()).toMatchObject({ size: 1 })

    const both = { open: seal.open, seal: sealWith(rotated).seal }
    await resealSigningSecret(audit, both)
    const second = start({ seal: sealWith(rotated) })
    await clock.advance(1_000)
    await second.close()
    expect(heads.map(({ size }) => size)).toEqual([1, 2])
    expect(heads[0]?.publicKey).toBe(heads[1]?.publicKey)
  })
})
