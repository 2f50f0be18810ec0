import { describe, expect, it } from 'vitest'
import { createFaultBoard } from './fault-board.ts'
import { noFaults } from './faults.ts'

describe('the fault board', () => {
  it('[SW99] changes add up, are told, and are cleared', () => {
    const board = createFaultBoard()
    const told: unknown[] = []
    const stop = board.onChange((faults) => told.push(faults))
    board.merge({ loseEvents: 0.5 })
    board.merge({ restLatencyMs: 20 })
    expect(board.current).toEqual({ ...noFaults, loseEvents: 0.5, restLatencyMs: 20 })
    board.clear()
    expect(board.current).toEqual(noFaults)
    expect(told).toHaveLength(3)
    stop()
    board.merge({ loseEvents: 1 })
    expect(told).toHaveLength(3)
  })

  it('[SW99] lost token answers are counted down', () => {
    const board = createFaultBoard()
    expect(board.takeLostTokenAnswer()).toBe(false)
    board.merge({ loseTokenAnswers: 2 })
    const taken = [1, 2, 3].map(() => board.takeLostTokenAnswer())
    expect(taken).toEqual([true, true, false])
    expect(board.current.loseTokenAnswers).toBe(0)
  })

  it('[SW99] one bad listener does not keep a strike from the others', () => {
    const failures: unknown[] = []
    const board = createFaultBoard((failure) => failures.push(failure))
    const struck: unknown[] = []
    board.onStrike(() => {
      throw new Error('bad listener')
    })
    board.onStrike((fault) => struck.push(fault))
    board.strike({ type: 'expire-tokens' })
    expect(struck).toEqual([{ type: 'expire-tokens' }])
    expect(failures).toHaveLength(1)
  })
})
