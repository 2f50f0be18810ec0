import { connect, createServer, type Socket } from 'node:net'
import { createHeadSigner } from '@sotto/audit'
import { type Secret, secret, silentLogger, systemRandom } from '@sotto/kernel'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { createPostgresStores } from '../../src/database/postgres/create-postgres-stores.ts'
import type { Stores } from '../../src/database/stores.ts'
import { startTestDatabase, type TestDatabase } from './start-test-database.ts'

let server: TestDatabase
beforeAll(async () => {
  server = await startTestDatabase()
}, 60_000)
afterAll(() => server?.close(), 60_000)

const signer = createHeadSigner(Buffer.alloc(32, 5))
const sign = (tree: { size: number; root: string }) =>
  signer.sign({ ...tree, installation: 'test', at: 1 })

/** A way to the database that breaks, or falls silent, when entries are being given their places. */
async function startTreacherousWay(end: 'break' | 'silence') {
  const url = new URL(server.url.reveal())
  const target = { port: Number(url.port || '5432'), host: url.hostname }
  const sockets = new Set<Socket>()
  const met = { betrayals: 0 }
  const proxy = createServer((near) => {
    const far = connect(target)
    let isSilent = false
    for (const socket of [near, far]) {
      sockets.add(socket)
      socket.on('error', () => {})
    }
    near.on('data', (data) => {
      if (!isSilent && data.includes('update audit_entry as entry')) {
        met.betrayals += 1
        isSilent = true
        if (end === 'break') for (const socket of [near, far]) socket.destroy()
      }
      if (!isSilent) far.write(data)
    })
    far.on('data', (data) => {
      if (!isSilent) near.write(data)
    })
    near.on('close', () => far.destroy())
  })
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve))
  const address = proxy.address()
  url.hostname = '127.0.0.1'
  url.port = typeof address === 'object' && address !== null ? String(address.port) : ''
  return {
    met,
    url: secret(url.href),
    close: () => {
      for (const socket of sockets) socket.destroy()
      proxy.close()
    },
  }
}

function open(url: Secret<string>, schema: string): Promise<Stores> {
  return createPostgresStores({
    ...{ url, schema, connections: 2, random: systemRandom, logger: silentLogger },
  })
}

it.each(['break', 'silence'] as const)(
  '[DB164] two sequencers: one whose connection ends in a %s is followed by the other, and every entry has one place',
  async (end) => {
    const schema = server.freshSchema()
    const way = await startTreacherousWay(end)
    const [here, there] = [await open(way.url, schema), await open(server.url, schema)]
    await there.audit.sealedSecret('sealed')
    for (let turn = 0; turn < 50; turn += 1)
      await there.audit.append({ at: turn, act: 'reveal', supervisorId: 'supervisor-1' })

    const lost = here.audit.place({ limit: 20, sign }).then(
      () => 'placed',
      () => 'lost',
    )
    await vi.waitFor(() => expect(way.met.betrayals).toBe(1), { timeout: 20_000 })
    // Silence is noticed after five seconds; who comes before leaves the turn to the one who has it.
    if (end === 'silence') expect(await there.audit.place({ limit: 20, sign })).toBeUndefined()
    let placed = 0
    await vi.waitFor(
      async () => {
        placed += (await there.audit.place({ limit: 20, sign }))?.placed ?? 0
        expect(placed).toBe(50)
      },
      { timeout: 30_000, interval: 100 },
    )
    way.close()
    expect(await lost).toBe('lost')
    const entries = await there.audit.inTreeOrder({}, { index: 0, size: 99 }, 99)
    expect(entries.map(({ index }) => index)).toEqual(Array.from({ length: 50 }, (_, at) => at))
    expect(await there.audit.latestHead()).toMatchObject({ size: 50 })
    for (const stores of [here, there]) await stores.close()
  },
  60_000,
)
