import { describe, expect, it } from 'vitest'
import { runSimulation } from './run-simulation.ts'

const minutes = 2.5

describe('the whole of Sotto on one clock', () => {
  it('[DS1] the same seed does the same to the last byte, another one something else', async () => {
    const [first, again, other] = [
      await runSimulation({ seed: 3, minutes: 1.5 }),
      await runSimulation({ seed: 3, minutes: 1.5 }),
      await runSimulation({ seed: 4, minutes: 1.5 }),
    ]
    expect(again.traceHash).toBe(first.traceHash)
    expect(other.traceHash).not.toBe(first.traceHash)
  }, 60_000)

  it.each([7, 10, 24])(
    '[DS2] [DS10] [DS11] [DS12] [DS13] [DS15] [DS22] [DS23] [DS24] [DS30] [DS31] [DS32] [DS33] [DS34] [DS35] every rule holds in seed %i',
    async (seed) => {
      const result = await runSimulation({ seed, minutes })
      expect(result.violations).toEqual([])
      expect(result.commands).toBeGreaterThan(15)
      expect(result.faults).toBeGreaterThan(1)
      expect(result.controls).toBeGreaterThan(3)
    },
    60_000,
  )

  it('[DS14] a whisper that leaks into the customer’s ear is heard', async () => {
    const { spokenFrames, violations } = await runSimulation({
      seed: 7,
      minutes,
      prepare: ({ simulator }) => simulator.faults.merge({ leakWhisperToCustomer: -6 }),
    })
    expect(spokenFrames).toBeGreaterThan(0)
    expect(violations.map(({ rule }) => rule)).toContain('DS14')
  }, 60_000)

  it('[DS20] a registry that calls everything delivered is caught', async () => {
    const { violations } = await runSimulation({
      seed: 7,
      minutes,
      prepare({ stores }) {
        const { save } = stores.controls
        stores.controls.save = (record, revision, act) => {
          const { state } = record
          const lie = { name: 'completed', evidence: 'event', at: record.submittedAt } as const
          return save({ ...record, state: state.name === 'queued' ? lie : state }, revision, act)
        }
      },
    })
    expect(violations.map(({ rule }) => rule)).toContain('DS20')
  }, 60_000)

  it('[DS21] lines that are never taken back are found on the platform', async () => {
    const { violations } = await runSimulation({
      seed: 10,
      minutes,
      prepare({ simulator }) {
        // Whoever cancels or says goodbye is told that it is done, and nothing happens.
        simulator.world.controlBook.cancel = () => {}
        simulator.world.lineFinished = () => {}
        simulator.world.lineLost = () => {}
      },
    })
    expect(violations.map(({ rule }) => rule)).toContain('DS21')
  }, 60_000)
})
