import { createFakeClock } from '@sotto/testkit'
import { expect, it } from 'vitest'
import { createFaultBoard } from '../../faults/fault-board.ts'
import { createStrikeLog } from './strike-log.ts'

it('[SF21] listens no longer when it is closed', () => {
  const board = createFaultBoard()
  const log = createStrikeLog(board, createFakeClock())
  board.strike({ type: 'drop-event-streams' })
  expect(log.strikes).toMatchObject([{ ordinal: 1, fault: { type: 'drop-event-streams' } }])
  log.close()
  board.strike({ type: 'drop-event-streams' })
  expect(log.strikes).toHaveLength(1)
})
