import { describe, expect, it } from 'vitest'
import type { ControlState } from '../controls/control-record.ts'
import { offersAfter } from './offers-after.ts'

const spoken = (state: ControlState) => offersAfter({ kind: 'whisper-audio', state })
const written = (state: ControlState) => offersAfter({ kind: 'whisper-text', state })

describe('what is offered after a whisper', () => {
  it.each<ControlState>([
    { name: 'pending-delivery' },
    { name: 'expired', at: 1 },
    { name: 'failed', failure: 'no-media', at: 1 },
    { name: 'refused', code: 'rate-limited', at: 1 },
    { name: 'cancelled', reason: 'conversation-held', at: 1 },
    { name: 'cancelled', reason: 'lease-lost', at: 1 },
    { name: 'cancelled', reason: 'unsettled-at-start', at: 1 },
  ])(
    '[AC20] a spoken one that did not help may be tried again or written, a text tried again: %j',
    (state) => {
      expect(spoken(state)).toEqual(['retry', 'send-text'])
      expect(offersAfter({ kind: 'barge', state })).toEqual(['retry', 'send-text'])
      expect(written(state)).toEqual(['retry'])
      expect(offersAfter({ kind: 'monitor', state })).toEqual(['retry'])
    },
  )

  it.each<ControlState>([
    { name: 'submitted' },
    { name: 'queued' },
    { name: 'executing', evidence: 'event', at: 1 },
    { name: 'completed', evidence: 'event', at: 1 },
    { name: 'cancelling', reason: 'conversation-held' },
    { name: 'cancelled', reason: 'stopped-by-supervisor', at: 1 },
    { name: 'cancelled', reason: 'conversation-ended', at: 1 },
    { name: 'cancelled', reason: 'handed-over', at: 1 },
  ])('[AC20] nothing after one that helps, still may, or was given up: %j', (state) => {
    expect(spoken(state)).toEqual([])
    expect(written(state)).toEqual([])
  })

  it('[AC20] one refused for want of a right is not offered again, only written instead', () => {
    const state = {
      name: 'refused',
      code: 'missing-telephony',
      missing: 'telephony',
      at: 1,
    } as const
    expect(spoken(state)).toEqual(['send-text'])
    expect(written(state)).toEqual([])
  })
})
