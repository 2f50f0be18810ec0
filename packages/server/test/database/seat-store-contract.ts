/** What every store must tell of where tabs sit, and of sessions that have ended. */
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { Stores } from '../../src/database/stores.ts'

const longMs = 60_000
const tab = { sessionId: 'session-1', tabId: 'tab-00000001' }
const north = { serverId: 'north', address: 'http://10.0.0.1:4400' }
const south = { serverId: 'south', address: 'http://10.0.0.2:4400' }

export const sessionRow = (id = 'session-1') => ({
  id,
  cookieHash: `hash of ${id}`,
  personId: 'person-1',
  person: JSON.stringify({ id: 'person-1' }),
  sealedTokens: 'sealed.key-1.x',
  accessExpiresAt: Date.UTC(2026, 0, 2),
  tokenVersion: 0,
  createdAt: Date.UTC(2026, 0, 1),
  lastSeenAt: Date.UTC(2026, 0, 1),
})

export function runSeatContract(start: () => Promise<Stores>): void {
  let stores: Stores
  beforeEach(async () => {
    stores = await start()
    await stores.servers.beat(north.serverId, longMs, { address: north.address, keyId: 'key-1' })
    await stores.servers.beat(south.serverId, longMs, { address: south.address })
  })
  afterEach(() => stores.close())

  const claim = (serverId: string, isForced = false) =>
    stores.seats.claim({ ...tab, serverId, isForced })

  it('[SV1] a tab sits where it said hello first; everybody else is told where that is', async () => {
    expect(await claim('north')).toBeUndefined()
    expect(await claim('north')).toBeUndefined()
    expect(await claim('south')).toEqual(north)
    expect(await stores.seats.elsewhere({ ...tab, serverId: 'south' })).toEqual([north])
    expect(await stores.seats.elsewhere({ ...tab, serverId: 'north' })).toEqual([])
  })

  it('[SV1] of many servers that it comes to at once exactly one has it', async () => {
    const servers = Array.from({ length: 8 }, (_, index) => `server-${index}`)
    for (const id of servers) await stores.servers.beat(id, longMs, { address: `http://${id}:1` })
    const answers = await Promise.all(servers.map((id) => claim(id)))
    const winners = servers.filter((_, index) => answers[index] === undefined)
    expect(winners).toHaveLength(1)
    for (const answer of answers) if (answer !== undefined) expect(answer.serverId).toBe(winners[0])
  })

  it('[SV2] the seat of a server that is gone, silent, or without an address is free', async () => {
    await claim('north')
    await stores.servers.end('north')
    expect(await stores.seats.elsewhere({ ...tab, serverId: 'south' })).toEqual([])
    expect(await claim('south')).toBeUndefined()
    await stores.servers.beat('south', longMs)
    expect(await claim('east')).toBeUndefined()
    await stores.servers.beat('east', 1, { address: 'http://east:1' })
    await vi.waitFor(async () => expect(await claim('north')).toBeUndefined())
  })

  it('[SV2] a seat is taken by force, and given free by nobody but its own server', async () => {
    await claim('north')
    expect(await claim('south', true)).toBeUndefined()
    await stores.seats.leave({ ...tab, serverId: 'north' })
    expect(await claim('north')).toEqual(south)
    await stores.seats.leave({ ...tab, serverId: 'south' })
    expect(await claim('north')).toBeUndefined()
  })

  it('[SV3] a session without a named tab is where any of its tabs sits, each server once', async () => {
    const sit = (tabId: string, serverId: string, sessionId = tab.sessionId) =>
      stores.seats.claim({ sessionId, tabId, serverId, isForced: false })
    await sit('tab-00000001', 'north')
    await sit('tab-00000002', 'north')
    await sit('tab-00000003', 'south')
    await sit('tab-00000001', 'south', 'session-2')
    const { elsewhere } = stores.seats
    expect(await elsewhere({ sessionId: 'session-1', serverId: 'south' })).toEqual([north])
    const both = await elsewhere({ sessionId: 'session-1', serverId: 'east' })
    expect(both.map(({ serverId }) => serverId).sort()).toEqual(['north', 'south'])
    expect(await elsewhere({ sessionId: 'session-3', serverId: 'south' })).toEqual([])
  })

  it('[SV13] a server is told the keys of those that are there, and of no others', async () => {
    await stores.servers.beat('east', longMs, { keyId: 'key-2' })
    await stores.servers.beat('west', longMs, { keyId: 'key-1' })
    expect([...(await stores.servers.sealingKeys())].sort()).toEqual(['key-1', 'key-2'])
    await stores.servers.end('east')
    expect(await stores.servers.sealingKeys()).toEqual(['key-1'])
  })

  it('[SV4] the end of a session is told to whoever listens, however it ended, and what only changes is not', async () => {
    const ended: string[] = []
    const stop = await stores.sessions.listen({
      onEnded: (id) => void ended.push(id),
      onLost: () => {},
    })
    for (const id of ['session-1', 'session-2', 'session-3'])
      await stores.sessions.insert(sessionRow(id))
    await stores.sessions.touch('session-3', Date.UTC(2026, 0, 3))
    await stores.sessions.remove('session-1', 'signed-out', Date.UTC(2026, 0, 3))
    await vi.waitFor(() => expect(ended).toEqual(['session-1']))
    await stores.sessions.removeExpired(Date.UTC(2026, 0, 2), 0, Date.UTC(2026, 0, 3))
    await vi.waitFor(() => expect(ended).toEqual(['session-1', 'session-2']))
    stop()
    await stores.sessions.remove('session-3', 'signed-out', Date.UTC(2026, 0, 3))
    expect(ended).toEqual(['session-1', 'session-2'])
  })
}
