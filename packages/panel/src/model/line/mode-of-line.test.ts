import { describe, expect, it } from 'vitest'
import { control } from '../../../test/samples.ts'
import { modeOfLine } from './mode-of-line.ts'

describe('a line that is not on screen', () => {
  it('[PA333] wears the mode that its live controls make', () => {
    const listening = control({ kind: 'monitor', state: 'executing' })
    const coaching = control({ kind: 'whisper-audio', state: 'executing' })
    const barging = control({ kind: 'barge', state: 'executing' })
    expect(modeOfLine([])).toBe('monitor')
    expect(modeOfLine([listening])).toBe('monitor')
    expect(modeOfLine([listening, coaching])).toBe('coach')
    expect(modeOfLine([barging, listening, { ...coaching, state: 'completed' }])).toBe('barge')
  })

  it('[PA333] is for listening while a line to the agent is on its way, failed or closed', () => {
    for (const state of ['submitted', 'queued', 'pending-delivery', 'failed', 'completed'] as const)
      expect(modeOfLine([control({ kind: 'whisper-audio', state })])).toBe('monitor')
  })
})
