import { describe, expect, it } from 'vitest'
import { type Candidate, chooseCarriers } from './choose-carriers.ts'

function candidate(
  id: string,
  queueIds: readonly string[],
  how: { state?: string; sees?: boolean; isWatched?: boolean } = {},
): Candidate {
  const { state = 'open', sees = true, isWatched = true } = how
  return {
    carrier: {
      session: { id },
      queueIds: new Set(queueIds),
      link: { state },
      mayView: () => sees,
    },
    isWatched,
  }
}

const choose = (candidates: readonly Candidate[], before: Record<string, string> = {}) =>
  Object.fromEntries(chooseCarriers(candidates, new Map(Object.entries(before))))

describe('who brings a queue', () => {
  it('[LV80] one for each queue, the same as before while nobody is fitter', () => {
    const both = [candidate('a', ['q1', 'q2']), candidate('b', ['q2', 'q3'])]
    expect(choose(both)).toEqual({ q1: 'a', q2: 'a', q3: 'b' })
    expect(choose(both, { q2: 'b' })).toEqual({ q1: 'a', q2: 'b', q3: 'b' })
    expect(choose([])).toEqual({})
  })

  it.each([
    ['open', candidate('a', ['q1'], { state: 'interrupted' })],
    ['for somebody who sees conversations', candidate('a', ['q1'], { sees: false })],
    ['looked through', candidate('a', ['q1'], { isWatched: false })],
  ])('[LV80] a stream that is %s takes over from one that is not', (_what, lesser) => {
    expect(choose([lesser, candidate('b', ['q1'])], { q1: 'a' })).toEqual({ q1: 'b' })
    expect(choose([lesser], { q1: 'a' })).toEqual({ q1: 'a' })
  })

  it('[LV80] open counts for more than the right to see, and that for more than being looked through', () => {
    const blindOpen = candidate('a', ['q1'], { sees: false })
    const seeingShut = candidate('b', ['q1'], { state: 'connecting' })
    const seeingLeft = candidate('c', ['q1'], { isWatched: false })
    expect(choose([seeingShut, blindOpen])).toEqual({ q1: 'a' })
    expect(choose([blindOpen, seeingShut, seeingLeft])).toEqual({ q1: 'c' })
  })

  it('[LV83] nobody carries a queue that is not theirs', () => {
    expect(choose([candidate('b', ['q2'])], { q1: 'a' })).toEqual({ q2: 'b' })
  })
})
