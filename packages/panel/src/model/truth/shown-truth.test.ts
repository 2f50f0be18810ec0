import { describe, expect, it } from 'vitest'
import { coachingDetail, noon } from '../../../test/samples.ts'
import type { LiveLink } from '../live/live-link.ts'
import { doubtOf, listDoubtOf, shownTruth, unknownTruth } from './shown-truth.ts'

const open = { state: 'open', since: noon } as const

describe('the truth as it is shown', () => {
  it('[PA31] is the server’s word while panel and platform are both there', () => {
    const { truth } = coachingDetail()
    expect(shownTruth(truth, doubtOf({ state: 'live' }, open))).toBe(truth)
  })

  const notLive: readonly LiveLink[] = [
    { state: 'connecting', attempt: 0 },
    { state: 'waiting', attempt: 2 },
    { state: 'stale' },
    { state: 'signed-out' },
    { state: 'replaced' },
    { state: 'forbidden' },
    { state: 'closed' },
  ]
  it.each(notLive)('[PA31] is unknown while the panel socket is $state', (link) => {
    expect(shownTruth(coachingDetail().truth, doubtOf(link, open))).toBe(unknownTruth)
  })

  it.each(['connecting', 'interrupted'] as const)(
    '[PA31] is unknown while the platform’s stream is %s',
    (state) => {
      const doubt = doubtOf({ state: 'live' }, { state, since: noon })
      expect(shownTruth(coachingDetail().truth, doubt)).toBe(unknownTruth)
    },
  )

  it('[LV84] a list that nobody brings is in doubt, and what is opened is not', () => {
    const listIsOld = { ...open, listOldSince: noon }
    expect(listDoubtOf({ state: 'live' }, listIsOld)).toBe('platform-interrupted')
    expect(doubtOf({ state: 'live' }, listIsOld)).toBeUndefined()
    expect(listDoubtOf({ state: 'live' }, open)).toBeUndefined()
    expect(listDoubtOf({ state: 'stale' }, open)).toBe('connection-stale')
  })

  it('[PA31] is unknown before anything was said', () => {
    expect(shownTruth(undefined, undefined)).toBe(unknownTruth)
    expect(doubtOf({ state: 'live' }, undefined)).toBe('platform-interrupted')
  })
})
