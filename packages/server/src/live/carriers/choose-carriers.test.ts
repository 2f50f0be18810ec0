import { describe, expect, it } from 'vitest'
import { type Candidate, chooseCarrier } from './choose-carriers.ts'

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

function choose(
  candidates: readonly Candidate[],
  queueId: string,
  before?: string,
): string | undefined {
  const former = candidates.find(({ carrier }) => carrier.session.id === before)
  return chooseCarrier(candidates, queueId, former)
}

describe('who brings a queue', () => {
  it('[LV80] one for each queue, the same as before while nobody is fitter', () => {
    const both = [candidate('a', ['q1', 'q2']), candidate('b', ['q2', 'q3'])]
    expect(['q1', 'q2', 'q3'].map((id) => choose(both, id))).toEqual(['a', 'a', 'b'])
    expect(choose(both, 'q2', 'b')).toBe('b')
    expect(choose([], 'q1')).toBeUndefined()
  })

  it.each([
    ['open', candidate('a', ['q1'], { state: 'interrupted' })],
    ['for somebody who sees conversations', candidate('a', ['q1'], { sees: false })],
    ['looked through', candidate('a', ['q1'], { isWatched: false })],
  ])('[LV80] a stream that is %s takes over from one that is not', (_what, lesser) => {
    expect(choose([lesser, candidate('b', ['q1'])], 'q1', 'a')).toBe('b')
    expect(choose([lesser], 'q1', 'a')).toBe('a')
  })

  it('[LV80] open counts for more than the right to see, and that for more than being looked through', () => {
    const blindOpen = candidate('a', ['q1'], { sees: false })
    const seeingShut = candidate('b', ['q1'], { state: 'connecting' })
    const seeingLeft = candidate('c', ['q1'], { isWatched: false })
    expect(choose([seeingShut, blindOpen], 'q1')).toBe('a')
    expect(choose([blindOpen, seeingShut, seeingLeft], 'q1')).toBe('c')
  })

  it('[LV83] nobody carries a queue that is not theirs', () => {
    const other = candidate('b', ['q2'])
    expect(choose([other], 'q1', 'b')).toBeUndefined()
    expect(choose([other], 'q2')).toBe('b')
  })

  it('[LV95] nobody is looked at while the one that brings it cannot be surpassed', () => {
    let looks = 0
    function* others() {
      looks += 1
      yield candidate('b', ['q1'])
    }
    expect(chooseCarrier(others(), 'q1', candidate('a', ['q1']))).toBe('a')
    expect(looks).toBe(0)
  })
})
