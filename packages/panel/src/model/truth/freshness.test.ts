import { describe, expect, it } from 'vitest'
import { detail, noon } from '../../../test/samples.ts'
import { type FreshnessInput, freshnessOf } from './freshness.ts'
import { unknownTruth } from './shown-truth.ts'

const sure: FreshnessInput = {
  knownAt: noon,
  serverWordAt: noon + 40_000,
  platformWasOpen: true,
  doubt: undefined,
  truth: detail().truth,
}

describe('how old a conversation on screen is', () => {
  it('[PA90] is fresh as of the platform’s last word, whenever the panel received it', () => {
    expect(freshnessOf(sure)).toEqual({ state: 'fresh', asOf: noon })
    expect(freshnessOf({ ...sure, serverWordAt: noon + 900_000 })).toEqual({
      state: 'fresh',
      asOf: noon,
    })
  })

  it('[PA90] without our server it is as of our server’s last word, while the platform was open then', () => {
    const cut = { ...sure, doubt: 'connection-stale' } as const
    const reason = 'connection-stale'
    expect(freshnessOf(cut)).toEqual({ state: 'stale', asOf: noon + 40_000, reason })
    expect(freshnessOf({ ...cut, platformWasOpen: false }).asOf).toBe(noon)
    expect(freshnessOf({ ...cut, serverWordAt: undefined }).asOf).toBe(noon)
    expect(freshnessOf({ ...cut, serverWordAt: noon - 5_000 }).asOf).toBe(noon)
  })

  it('[PA90] without the platform it is as of the platform’s last word, however talkative our server is', () => {
    expect(freshnessOf({ ...sure, doubt: 'platform-interrupted' })).toEqual({
      state: 'stale',
      asOf: noon,
      reason: 'platform-interrupted',
    })
  })

  it('[PA90] is stale until the platform has said anew what was known before', () => {
    expect(freshnessOf({ ...sure, truth: unknownTruth })).toEqual({
      state: 'stale',
      asOf: noon,
      reason: 'not-confirmed-yet',
    })
  })
})
