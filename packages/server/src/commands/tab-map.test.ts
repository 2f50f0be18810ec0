import { describe, expect, it } from 'vitest'
import { createTabMap } from './tab-map.ts'

const tab = (sessionId: string, tabId: string) => ({ sessionId, tabId })

describe('values by tab', () => {
  it('[MD151] finds each tab’s own, by what the tab is and not by which object names it', () => {
    const map = createTabMap<number>()
    map.set(tab('one', 'a b'), 1)
    map.set(tab('one a', 'b'), 2)
    map.set(tab('one', 'a b'), 3)
    expect([map.get(tab('one', 'a b')), map.get(tab('one a', 'b'))]).toEqual([3, 2])
    expect(map.get(tab('one', 'b'))).toBeUndefined()
    expect(map.size).toBe(2)
  })

  it('[MD151] forgets a tab without its session’s others, and bears being changed while it is walked through', () => {
    const map = createTabMap<number>()
    map.set(tab('one', 'a'), 1)
    map.set(tab('one', 'b'), 2)
    map.set(tab('two', 'a'), 3)
    expect([...map.values()]).toEqual([1, 2, 3])
    for (const value of map.values()) if (value === 1) map.delete(tab('one', 'a'))
    map.delete(tab('three', 'a'))
    expect([...map.values()]).toEqual([2, 3])
    map.delete(tab('one', 'b'))
    expect([...map.values()]).toEqual([3])
  })
})
