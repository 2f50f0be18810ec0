import { createFakeClock } from '@sotto/testkit'
import { beforeEach, expect, it } from 'vitest'
import { createTokenStore, type TokenStore } from './token-store.ts'

let clock: ReturnType<typeof createFakeClock>
let store: TokenStore
let ended: number

beforeEach(() => {
  clock = createFakeClock()
  ended = 0
  store = createTokenStore({
    clock,
    refreshGraceMs: 10_000,
    onEnded: () => {
      ended += 1
    },
  })
})

const token = { grantId: 'g', clientId: 'sotto', accountId: 'mara', scope: 'a b' }

it('[SD14] forgets an expired token an hour later, and nothing before its time', async () => {
  const tokens = store.adapterFor('AccessToken')
  await tokens.upsert('t', token, 60)
  await clock.advance(60_000)
  expect(store.verify('t')).toEqual({ kind: 'expired' })
  await clock.advance(3_599_000)
  await tokens.upsert('other', { ...token, grantId: 'h' }, 60)
  expect(store.verify('t')).toEqual({ kind: 'expired' })
  await clock.advance(61_000)
  await tokens.upsert('another', { ...token, grantId: 'h' }, 60)
  expect(store.verify('t')).toEqual({ kind: 'invalid' })
})

it('[SD14] keeps a grant as long as anything hangs on it, not longer', async () => {
  const grants = store.adapterFor('Grant')
  const refreshTokens = store.adapterFor('RefreshToken')
  await grants.upsert('g', { clientId: 'sotto' }, 1_000_000_000)
  await refreshTokens.upsert('r', { ...token, rotations: 0 }, 7_200)
  await clock.advance(7_100_000)
  await refreshTokens.upsert('x', { ...token, grantId: 'h', rotations: 0 }, 60)
  expect(await grants.find('g')).toBeDefined()
  await clock.advance(7_200_000)
  await refreshTokens.upsert('y', { ...token, grantId: 'h', rotations: 0 }, 60)
  await clock.advance(61_000)
  await refreshTokens.upsert('z', { ...token, grantId: 'h', rotations: 0 }, 60)
  expect(await grants.find('g')).toBeUndefined()
})

it('[SD10] hides the use of a token while it may come once more', async () => {
  const refreshTokens = store.adapterFor('RefreshToken')
  await refreshTokens.upsert('r0', { ...token, rotations: 0 }, 600)
  expect(store.presentRefreshToken('r0')).toBe('first-use')
  await refreshTokens.upsert('r1', { ...token, rotations: 1 }, 600)
  expect(await refreshTokens.find('r0')).toMatchObject({ consumed: undefined })
  expect(store.successorOf('r0')).toBe('r1')
  await clock.advance(10_000)
  expect(await refreshTokens.find('r0')).toMatchObject({ consumed: true })
})

it('[SD16] says when valid tokens end, and only then', async () => {
  const tokens = store.adapterFor('AccessToken')
  await tokens.upsert('t', token, 60)
  store.revokeGrant('unknown')
  expect(ended).toBe(0)
  store.revokeGrant('g')
  expect(ended).toBe(1)
  expect(store.verify('t')).toEqual({ kind: 'invalid' })
})
