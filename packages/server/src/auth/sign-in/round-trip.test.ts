import { secret, seededRandom } from '@sotto/kernel'
import { createFakeClock } from '@sotto/testkit'
import { expect, it } from 'vitest'
import { readKeyRing } from '../seal/key-ring.ts'
import { createSeal } from '../seal/seal.ts'
import {
  beginRoundTrip,
  openRoundTrip,
  roundTripCookie,
  roundTripSeconds,
  sealRoundTrip,
} from './round-trip.ts'

const sealOf = (fill: number) =>
  createSeal(
    readKeyRing(secret(`k:${Buffer.alloc(32, fill).toString('base64')}`)),
    seededRandom(fill),
  )
const seal = sealOf(1)
const begin = (seed: number) => beginRoundTrip(seededRandom(seed), '/conversations/c-1', ['a'])

it('[SI7] an attempt is over after ten minutes, and not before', async () => {
  const clock = createFakeClock()
  const roundTrip = begin(1)
  const cookie = sealRoundTrip(seal, roundTrip, clock)
  await clock.advance(roundTripSeconds * 1_000)
  expect(openRoundTrip(seal, roundTrip.state, cookie, clock)).toMatchObject({
    state: roundTrip.state,
    returnTo: '/conversations/c-1',
  })
  await clock.advance(1)
  expect(openRoundTrip(seal, roundTrip.state, cookie, clock)).toBeUndefined()
})

it('[SI7] an attempt fits its own state and key only', () => {
  const clock = createFakeClock()
  const [mine, other] = [begin(1), begin(2)]
  const cookie = sealRoundTrip(seal, mine, clock)
  expect(cookie).not.toContain(mine.verifier.reveal())
  expect(roundTripCookie(mine.state)).not.toBe(roundTripCookie(other.state))
  expect(openRoundTrip(seal, other.state, cookie, clock)).toBeUndefined()
  expect(openRoundTrip(sealOf(2), mine.state, cookie, clock)).toBeUndefined()
  expect(openRoundTrip(seal, mine.state, undefined, clock)).toBeUndefined()
})

it.each([300_000, -300_000])(
  '[SI39] a server whose clock is %i ms off takes what another has begun',
  (skewMs) => {
    const clock = createFakeClock()
    const roundTrip = begin(1)
    const cookie = sealRoundTrip(seal, roundTrip, clock)
    clock.jumpWall(skewMs)
    expect(openRoundTrip(seal, roundTrip.state, cookie, clock)).toBeDefined()
  },
)
