import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { judgeVoices } from './judge-voices.ts'

const anyVoices = fc.uniqueArray(
  fc.record({
    controlId: fc.uuid(),
    fence: fc.option(fc.integer({ min: 1, max: 5 }), { nil: undefined }),
  }),
  { selector: ({ controlId }) => controlId, maxLength: 6 },
)
const anyFence = fc.option(fc.integer({ min: 1, max: 6 }), { nil: undefined })

describe('several voices to one agent', () => {
  it('[LE40] of two lines of ours the lower fence goes, whichever is found first', () => {
    const voices = [
      { controlId: 'late', fence: 1 },
      { controlId: 'right', fence: 2 },
    ]
    for (const found of [voices, voices.toReversed()])
      expect(judgeVoices(found, undefined)).toEqual({ overtaken: ['late'], foreign: [] })
  })

  it('[LE40] one alone goes when the lease has moved on, and stays under its own fence', () => {
    const voices = [{ controlId: 'ours', fence: 2 }]
    expect(judgeVoices(voices, 3).overtaken).toEqual(['ours'])
    expect(judgeVoices(voices, 2).overtaken).toEqual([])
    expect(judgeVoices(voices, undefined).overtaken).toEqual([])
  })

  it('[LE40] another console’s line is named and never taken back; what stays has one fence', () => {
    fc.assert(
      fc.property(anyVoices, anyFence, (voices, leaseFence) => {
        const { foreign, overtaken } = judgeVoices(voices, leaseFence)
        const fenceOf = new Map(voices.map(({ controlId, fence }) => [controlId, fence]))
        for (const id of foreign) expect(fenceOf.get(id)).toBeUndefined()
        for (const id of overtaken) expect(foreign).not.toContain(id)
        const left = voices.filter(
          ({ controlId }) => !overtaken.includes(controlId) && !foreign.includes(controlId),
        )
        expect(new Set(left.map(({ fence }) => fence)).size).toBeLessThanOrEqual(1)
        // The right one is never the one that goes.
        const highest = Math.max(0, ...voices.map(({ fence }) => fence ?? 0))
        if (highest >= (leaseFence ?? 0) && highest > 0) expect(left.length).toBeGreaterThan(0)
      }),
    )
  })
})
