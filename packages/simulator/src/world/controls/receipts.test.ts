import { describe, expect, it } from 'vitest'
import type { Control } from '../shapes.ts'
import {
  agentOf,
  current,
  now,
  openLine,
  refusalOf,
  renewBeforeEach,
  told,
  whisperText,
} from '../testing/control-on-trial.ts'

renewBeforeEach()

describe('receipts', () => {
  function delivered(): Control {
    const control = whisperText('hello')
    current.trial.clock.advanceSync(150)
    return control
  }

  it('[SW33] seen sets readAt once, and is announced', () => {
    current.trial.world.deskOccupied(agentOf(current.call), true)
    const control = delivered()
    current.trial.clock.advanceSync(1_000)
    const read = current.trial.world.recordReceipt(control.id, { seen: true })
    expect(read).toMatchObject({ version: 3, readAt: '2026-01-01T12:00:01.150Z' })
    current.trial.clock.advanceSync(1_000)
    expect(current.trial.world.recordReceipt(control.id, { seen: true })).toBe(read)
    expect(told('control.updated', control)).toHaveLength(3)
  })

  it('[SW33] an answer says it was read; another answer replaces it', () => {
    current.trial.world.deskOccupied(agentOf(current.call), true)
    const control = delivered()
    expect(current.trial.world.recordReceipt(control.id, { answer: 'NOT_NOW' })).toMatchObject({
      readAt: '2026-01-01T12:00:00.150Z',
      answer: 'NOT_NOW',
      answeredAt: '2026-01-01T12:00:00.150Z',
    })
    current.trial.clock.advanceSync(1_000)
    expect(current.trial.world.recordReceipt(control.id, { answer: 'GOT_IT' })).toMatchObject({
      readAt: '2026-01-01T12:00:00.150Z',
      answer: 'GOT_IT',
      answeredAt: '2026-01-01T12:00:01.150Z',
    })
  })

  it('[SW33] only a delivered text has receipts', () => {
    const notYet = whisperText('hello')
    expect(
      refusalOf(() => current.trial.world.recordReceipt(notYet.id, { seen: true })),
    ).toMatchObject({
      status: 409,
    })
    const line = openLine()
    expect(
      refusalOf(() => current.trial.world.recordReceipt(line.id, { seen: true })),
    ).toMatchObject({
      status: 409,
    })
    expect(
      refusalOf(() => current.trial.world.recordReceipt('nothing', { seen: true })),
    ).toMatchObject({
      status: 404,
    })
  })

  it('[SW34] a scripted agent reads after 2 to 6 s', () => {
    const control = delivered()
    const deliveredAt = Date.parse(now(control).finishedAt ?? '')
    current.trial.clock.advanceSync(deliveredAt + 1_999 - current.trial.clock.wallNow())
    expect(now(control).readAt).toBeUndefined()
    current.trial.clock.advanceSync(4_001)
    expect(Date.parse(now(control).readAt ?? '') - deliveredAt).toBeGreaterThanOrEqual(2_000)
    expect(now(control).answer).toBeUndefined()
  })

  it('[SW34] nobody reads for somebody who sits at the desk, until the seat is empty again', () => {
    const control = delivered()
    current.trial.world.deskOccupied(agentOf(current.call), true)
    current.trial.clock.advanceSync(60_000)
    expect(now(control).readAt).toBeUndefined()
    current.trial.world.deskOccupied(agentOf(current.call), false)
    current.trial.clock.advanceSync(6_000)
    expect(now(control).readAt).toBeDefined()
  })
})
