import { createFakeClock } from '@sotto/testkit'
import { describe, expect, it } from 'vitest'
import { createComplaints } from './complaints.ts'

describe('what could not be done', () => {
  it('[PA316] is told for eight seconds or until dismissed, four at a time, the oldest first', async () => {
    const clock = createFakeClock()
    const { complain, dismiss, state } = createComplaints(clock)
    const titles = () => state.getState().map(({ title }) => title)
    complain('A', 'why')
    await clock.advance(7_999)
    for (const title of ['B', 'C', 'D']) complain(title, 'why')
    expect(titles()).toEqual(['A', 'B', 'C', 'D'])
    await clock.advance(1)
    expect(titles()).toEqual(['B', 'C', 'D'])
    dismiss(state.getState()[1]?.id ?? 0)
    expect(titles()).toEqual(['B', 'D'])
    for (const title of ['E', 'F', 'G']) complain(title, 'why')
    expect(titles()).toEqual(['D', 'E', 'F', 'G'])
    await clock.advance(8_000)
    expect(titles()).toEqual([])
  })
})
