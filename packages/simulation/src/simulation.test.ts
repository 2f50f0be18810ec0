import perfHooks from 'node:perf_hooks'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { foundBy } from './planted/found-by.ts'
import { plantedBugs } from './planted/planted-bugs.ts'
import { runSimulation } from './run-simulation.ts'
import { createScene } from './scene.ts'

// Here for the rules' sake and for a quick answer; two hundred seeds and every planted bug are a suite of their own in `npm test`.
describe('the whole of Sotto on one clock', () => {
  afterEach(() => {
    vi.restoreAllMocks()
  })

  it('[DS1] the same seed does the same to the last byte, another one something else', async () => {
    const [first, again, other] = [
      await runSimulation({ seed: 3, minutes: 1.5 }),
      await runSimulation({ seed: 3, minutes: 1.5 }),
      await runSimulation({ seed: 4, minutes: 1.5 }),
    ]
    expect(again.traceHash).toBe(first.traceHash)
    expect(other.traceHash).not.toBe(first.traceHash)
  }, 60_000)

  it('[DS2] [DS3] [DS4] [DS10] [DS11] [DS12] [DS13] [DS15] [DS22] [DS23] [DS24] [DS25] [DS26] [DS30] [DS31] [DS32] [DS33] [DS34] [DS35] [DS40] [DS41] [DS42] [DS43] [DS60] [DS61] [DS62] [DS63] [DS64] every rule holds in one seed', async () => {
    const result = await runSimulation({ seed: 10, minutes: 2.5 })
    expect(result.violations).toEqual([])
    expect(result.commands).toBeGreaterThan(15)
    expect(result.faults).toBeGreaterThanOrEqual(10)
    expect(result.controls).toBeGreaterThan(3)
    expect(result.coachings).toBeGreaterThan(0)
  }, 60_000)

  it('[DS5] [DS14] [DS20] [DS21] a planted bug is caught by the rule that has to catch it', async () => {
    const plant = plantedBugs.get('delivered-when-queued')
    const { violations } = await runSimulation({ seed: 1, minutes: 2.5, plant })
    expect(violations.map(({ rule }) => rule)).toContain(plant?.rule)
  }, 60_000)

  it('[DS65] none of its servers watches the process that they all live in', async () => {
    const delays = vi.spyOn(perfHooks, 'monitorEventLoopDelay')
    const collections = vi.spyOn(perfHooks.PerformanceObserver.prototype, 'observe')
    await createScene({ seed: 1, accessTokenSeconds: 300, tabsOf: [1], servers: 2 })
    expect(delays).not.toHaveBeenCalled()
    expect(collections).not.toHaveBeenCalled()
  }, 60_000)

  it('[DS5] knows at least twelve planted bugs, and for each the seed that finds it', () => {
    expect(plantedBugs.size).toBeGreaterThanOrEqual(12)
    expect([...foundBy.keys()].sort()).toEqual([...plantedBugs.keys()].sort())
  })
})
